// Hotkeys by the physical key, so that they are the same on ЙЦУКЕН and QWERTY.
// data-key="KeyJ", "Shift+KeyA" or "Mod+Enter" (Mod: Ctrl or ⌘) clicks or focuses its element.
const TYPING = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable=true]";

function pressed(event) {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Mod");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  return [...parts, event.code].join("+");
}

// What a closed <details> holds still has boxes, yet nobody sees it.
function visible(element) {
  return element.checkVisibility() && !element.disabled;
}

function use(element) {
  if (element.matches(TYPING)) {
    element.focus();
    element.select?.();
  } else if (element.matches("[tabindex='-1'], main, section")) {
    element.focus();
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const key = pressed(event);
  const typing = event.target.matches?.(TYPING);
  if (typing && event.code === "Escape") return event.target.blur();
  if (typing && !key.startsWith("Mod+")) return;
  const selector = key === "Mod+KeyK" ? "[data-key-palette]" : `[data-key="${CSS.escape(key)}"]`;
  // Of two with one key the later wins: a panel that has been opened stands after what it is about.
  const element = [...document.querySelectorAll(selector)].findLast(visible);
  if (!element) return;
  event.preventDefault();
  use(element);
});

// Arrows walk a list marked data-key-list.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-key-list]");
  if (!list || !["ArrowDown", "ArrowUp"].includes(event.code)) return;
  const items = [...list.querySelectorAll("a, button")].filter(visible);
  const next = items[items.indexOf(event.target) + (event.code === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
