// The page is open: its cases stay in hand. A worker beats, since timers of hidden pages sleep.
const place = document.querySelector("[data-presence-url]");
const csrf = document.querySelector("meta[name=csrf-token]")?.content ?? "";

if (place) {
  const worker = new Worker(place.dataset.presenceWorker);
  worker.postMessage({ url: new URL(place.dataset.presenceUrl, location.href).href, csrf });
  addEventListener("pagehide", () => worker.terminate());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
