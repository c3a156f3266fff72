{% load static %}// Keeps the shell and one page with emergency phones; never a page with personal data.
const SHELL = "pult-shell-1";
const OFFLINE = "{% url 'offline' %}";
const STATIC = "{% get_static_prefix %}";
const FILES = [
  OFFLINE, "{% url 'brand-css' %}", "{% static 'ui/build/cabinet.css' %}",
  "{% static 'ui/fonts/onest.woff2' %}", "{% static 'ui/icons.svg' %}",
];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.delete(SHELL).then(() => caches.open(SHELL))
      .then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (new URL(request.url).pathname.startsWith(STATIC)) {
    event.respondWith(fetched(request));
  }
});

// The network first, so that a new release is never hidden by an old file.
async function fetched(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && FILES.includes(new URL(request.url).pathname)) {
      (await caches.open(SHELL)).put(request, answer.clone());
    }
    return answer;
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}
