// Listens to the event hub for the element [data-live-url] and tells the page what changed.
// Each event becomes `live:<topic>` on the body; the element shows itself while the line is down.
// The hub's events: plain ones with topics, `ping`, `resync` (fetch anew), `renew` (come back).
const SILENCE = 40_000, FIRST_WAIT = 1_000, LONGEST_WAIT = 30_000, GRACE = 2_000, SPREAD = 2_000;
const line = document.querySelector("[data-live-url]");
const seen = new Set();
let source, watchdog, retry, wait = FIRST_WAIT, missed = false, lostSince = 0;

function tell(topic, detail) {
  seen.add(topic);
  document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail }));
}

function heard({ data }) {
  alive();
  const message = JSON.parse(data);
  for (const topic of message.topics) {
    const kind = topic.split(":")[0];
    tell(topic, message);
    if (kind !== topic) tell(kind, message);
  }
}

function alive() {
  clearTimeout(watchdog);
  watchdog = setTimeout(broken, SILENCE);
}

function opened() {
  wait = FIRST_WAIT;
  lostSince = 0;
  line.hidden = true;
  alive();
  if (missed) refetch();
  missed = false;
}

// What was missed is unknown, so everything that listens fetches again.
function refetch() {
  const topics = new Set(seen);
  for (const element of document.querySelectorAll("[hx-trigger*='live:']")) {
    for (const [, topic] of element.getAttribute("hx-trigger").matchAll(/live:([^\s,]+)/g)) topics.add(topic);
  }
  for (const topic of topics) tell(topic, { missed: true });
}

function close() {
  clearTimeout(watchdog);
  clearTimeout(retry);
  source?.close();
  source = undefined;
  missed = true;
}

// A token ends, or the hub restarts: no one needs to know; the many come back one after another.
function renew() {
  close();
  retry = setTimeout(connect, Math.random() * SPREAD);
}

function broken() {
  close();
  lostSince ||= Date.now();
  setTimeout(showIfLost, GRACE);
  retry = setTimeout(connect, wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

function showIfLost() {
  if (lostSince && Date.now() - lostSince >= GRACE) line.hidden = false;
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
    source.addEventListener("ping", alive);
    source.addEventListener("resync", (event) => { heard(event); refetch(); });
    source.addEventListener("renew", renew);
    alive();
  } catch {
    broken();
  }
}

if (line) {
  connect();
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  addEventListener("offline", broken);
  addEventListener("online", () => { if (lostSince) { close(); connect(); } });
}
