// Keys for what is done often. None of them works while something is being typed.

const byId = (id) => document.getElementById(id);
const SPAN = 0.5; // of the range, by which [ and ] move it

function isTyping({ target }) {
  return target.closest("input, select, textarea, [contenteditable], dialog") !== null;
}

// The time range moved by half its length; nothing where there is none.
function shifted(state, direction) {
  const [from, to] = [state.since, state.until].map((text) => Date.parse(text));
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    return;
  }
  const by = direction * SPAN * (to - from);
  const text = (time) => new Date(Math.round((time + by) / 1000) * 1000).toISOString().replace(".000", "");
  state.set({ since: text(from), until: text(to) });
}

export function listenForKeys(state) {
  const help = byId("keys-dialog");
  byId("keys-open").addEventListener("click", () => help.showModal());
  const focus = (id) => {
    byId(id).scrollIntoView({ block: "center" });
    byId(id).focus();
  };
  const acts = {
    "/": () => focus("filter-text"),
    f: () => focus("filter-text"),
    s: () => byId("facets-open").click(),
    r: () => focus("lines-window"),
    "[": () => shifted(state, -1),
    "]": () => shifted(state, 1),
    u: () => state.undo(),
    "?": () => help.showModal(),
  };
  const actOf = ({ key, ctrlKey, metaKey, altKey, shiftKey }) => {
    if (ctrlKey || metaKey) {
      return key === "z" && !altKey && !shiftKey ? acts.u : undefined;
    }
    return altKey ? undefined : acts[key];
  };
  addEventListener("keydown", (event) => {
    const act = actOf(event);
    if (act && !isTyping(event)) {
      event.preventDefault();
      act();
    }
  });
}
