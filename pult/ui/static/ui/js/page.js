// What every page needs: CSRF for htmx, menus that close, toasts that go, names of chosen files.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb === "get") return;
  detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]")?.content ?? "";
});

// Controls that only work with scripts are hidden until scripts run.
for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  event.target.closest?.("[data-dismiss]")?.closest(".toast")?.remove();
  if (event.target.closest?.("[data-print]")) print();
  const opener = event.target.closest?.("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  if (event.target.closest?.("[data-dialog-close]")) event.target.closest("dialog")?.close();
  const theme = event.target.closest?.("[data-theme-set]");
  if (theme) setTheme(theme.dataset.themeSet);
});

document.addEventListener("keydown", (event) => {
  if (event.code !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function setTheme(name) {
  if (name === "auto") {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem("theme", name);
    document.documentElement.dataset.theme = name;
  }
  showTheme();
}

function showTheme() {
  const now = document.documentElement.dataset.theme ?? "auto";
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === now));
  }
}
showTheme();

// File fields: names of what was chosen, and a ground that answers to a dragged file.
document.addEventListener("change", ({ target }) => {
  const names = target.closest?.(".drop")?.querySelector(".drop__names");
  if (names) names.textContent = [...target.files].map((file) => file.name).join(", ");
});
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, ({ target }) => target.closest?.(".drop")?.classList.toggle("drop--over", over));
}

// One press, one request: a form that is on its way cannot be sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  if (form.dataset.sent !== undefined) return event.preventDefault();
  form.dataset.sent = "";
  addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

document.querySelector(".error-summary")?.focus();

const worker = document.querySelector("meta[name=service-worker]")?.content;
if (worker && "serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
}
