// A refused form leaves its own address in the bar: a reload would send it again.
const own = document.querySelector("[data-own-address]")?.dataset.ownAddress;
if (own) history.replaceState(history.state, "", own);

// A panel that opens by a key or a click comes into view, its first field ready to be filled.
document.addEventListener("toggle", ({ target, newState }) => {
  if (newState !== "open" || !target.matches?.(".booking, .menu--up")) return;
  target.scrollIntoView({ block: "nearest" });
  target.querySelector("select, input:not([type=hidden])")?.focus();
}, true);
