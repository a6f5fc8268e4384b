// Whether the reader wants the fields beside the report; until they say, where there is room for both.

const KEY = "loglanes-fields";
const ROOMY = matchMedia("(min-width: 90rem)");

export function isOpenByChoice() {
  try {
    const chosen = localStorage.getItem(KEY);
    return chosen === null ? ROOMY.matches : chosen === "open";
  } catch {
    return ROOMY.matches; // storage may be switched off
  }
}

export function rememberOpen(isOpen) {
  try {
    localStorage.setItem(KEY, isOpen ? "open" : "closed");
  } catch {
    // See above.
  }
}
