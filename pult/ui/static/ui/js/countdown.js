// Ticks every <time data-countdown="words|clock" datetime="…">. Units come from the page's meta.
const MINUTE = 60, HOUR = 3600, DAY = 86400, NBSP = "\u00a0", MINUS = "\u2212";
const meta = document.querySelector("meta[name=countdown]");
const { d = "d", h = "h", min = "min", left = "%s left", late = "%s late", now } = meta?.dataset ?? {};
// The server's clock is the truth: a phone's may be an hour off.
const skew = now ? Date.parse(now) - Date.now() : 0;
const two = (figure) => String(figure).padStart(2, "0");

function words(seconds) {
  const days = Math.floor(seconds / DAY), hours = Math.floor(seconds / HOUR) % 24;
  const minutes = days ? 0 : Math.floor(seconds / MINUTE) % 60;
  const parts = [[days, d], [hours, h], [minutes, min]].filter(([amount]) => amount);
  return parts.map(([amount, unit]) => amount + NBSP + unit).join(" ") || `0${NBSP}${min}`;
}

function clock(seconds) {
  if (seconds >= DAY) return words(seconds);
  const hours = Math.floor(seconds / HOUR);
  const rest = `${two(Math.floor(seconds / MINUTE) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function tick() {
  for (const element of document.querySelectorAll("time[data-countdown]")) {
    const rest = Math.floor((Date.parse(element.dateTime) - Date.now() - skew) / 1000);
    const passed = rest < 0, amount = Math.abs(rest);
    const text = element.dataset.countdown === "clock"
      ? (passed ? MINUS : "") + clock(amount)
      : (passed ? late : left).replace("%s", words(amount));
    if (element.textContent !== text) element.textContent = text;
    element.classList.toggle("countdown--late", passed);
  }
}

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:afterSettle", tick);
