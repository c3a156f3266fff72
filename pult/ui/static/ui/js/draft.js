// Keeps what a person types: a field [data-draft-url] is posted as `text` 600 ms after the last key,
// and an empty one is filled from GET (JSON {"text": …}). [data-draft-status] names where to say so.
const PAUSE = 600;
const timers = new WeakMap();
const csrf = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

function say(field, word) {
  const place = document.getElementById(field.dataset.draftStatus ?? "");
  if (place) place.textContent = place.dataset[word] ?? "";
}

async function save(field) {
  const body = new URLSearchParams({ text: field.value });
  try {
    const answer = await fetch(field.dataset.draftUrl, {
      method: "POST", body, keepalive: true, headers: { "X-CSRFToken": csrf() },
    });
    say(field, answer.ok ? "saved" : "failed");
  } catch {
    say(field, "failed");
  }
}

async function restore(field) {
  if (field.dataset.draftReady !== undefined) return;
  field.dataset.draftReady = "";
  if (field.value) return;
  try {
    const answer = await fetch(field.dataset.draftUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.status === 204) return;
    const { text } = await answer.json();
    if (text && !field.value) { field.value = text; say(field, "restored"); }
  } catch { /* offline: the person simply starts with an empty field */ }
}

const restoreAll = () => document.querySelectorAll("[data-draft-url]").forEach(restore);

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-draft-url]")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(save, PAUSE, target));
});
document.addEventListener("submit", ({ target }) => {
  for (const field of target.querySelectorAll("[data-draft-url]")) clearTimeout(timers.get(field));
});
document.addEventListener("htmx:afterSettle", restoreAll);
restoreAll();
