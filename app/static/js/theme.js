// Light or dark: the system decides until the reader does. Loaded before the first paint.

const KEY = "loglanes-theme";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage may be switched off; the choice then lasts for this page only.
  }
}

function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See above.
  }
}

function current() {
  return root.dataset.theme ?? (system.matches ? "dark" : "light");
}

function announce() {
  const toggle = document.getElementById("theme-toggle");
  if (toggle) {
    const next = current() === "dark" ? "light" : "dark";
    toggle.textContent = next === "dark" ? "Dark" : "Light";
    toggle.setAttribute("aria-label", `Switch to the ${next} theme`);
  }
  document.dispatchEvent(new Event("themechange"));
}

const chosen = remembered();
if (chosen === "light" || chosen === "dark") {
  root.dataset.theme = chosen;
}

function wire() {
  const toggle = document.getElementById("theme-toggle");
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    remember(root.dataset.theme);
    announce();
  });
  system.addEventListener("change", announce);
  announce();
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", wire);
} else {
  wire();
}
