// Listens to the event hub for the element [data-live-url] and tells the page what changed.
// Each event becomes `live:<topic>` on the body; the element shows itself while the line is down.
const SILENCE = 40_000, FIRST_WAIT = 1_000, LONGEST_WAIT = 30_000;
const line = document.querySelector("[data-live-url]");
let source, watchdog, wait = FIRST_WAIT, lost = false, seen = new Set();

function tell(topic, detail = {}) {
  seen.add(topic);
  document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail }));
}

function heard(event) {
  alive();
  if (!event?.data) return;
  let message;
  try { message = JSON.parse(event.data); } catch { return; }
  const topics = message.topics ?? (message.topic ? [message.topic] : []);
  for (const topic of topics) {
    tell(topic, message);
    const kind = topic.split(":")[0];
    if (kind !== topic) tell(kind, message);
  }
}

function alive() {
  clearTimeout(watchdog);
  watchdog = setTimeout(broken, SILENCE);
}

function opened() {
  wait = FIRST_WAIT;
  alive();
  if (!lost) return;
  lost = false;
  line.hidden = true;
  refetch();
}

// What was missed is unknown, so everything that listens fetches again.
function refetch() {
  const topics = new Set(seen);
  for (const element of document.querySelectorAll("[hx-trigger*='live:']")) {
    for (const [, topic] of element.getAttribute("hx-trigger").matchAll(/live:([^\s,]+)/g)) topics.add(topic);
  }
  for (const topic of topics) tell(topic, { missed: true });
}

function broken() {
  clearTimeout(watchdog);
  source?.close();
  lost = true;
  line.hidden = false;
  setTimeout(connect, wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

async function connect() {
  try {
    const url = new URL(line.dataset.liveUrl, location.href);
    if (line.dataset.liveTokenUrl) {
      const answer = await fetch(line.dataset.liveTokenUrl, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`token: ${answer.status}`);
      url.searchParams.set("token", (await answer.json()).token);
    }
    source = new EventSource(url);
    source.onopen = opened;
    source.onmessage = heard;
    source.onerror = broken;
    for (const name of ["ping", "heartbeat"]) source.addEventListener(name, alive);
    alive();
  } catch {
    broken();
  }
}

if (line) {
  connect();
  addEventListener("pagehide", () => { clearTimeout(watchdog); source?.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { lost = true; connect(); } });
}
