// The conditions as chips that switch, turn round and go; a field for the filter language; and how
// much of the log is left.

import { filterText } from "./conditions.js";
import { element, group } from "./element.js";
import { exact } from "./numbers.js";
import { wallTime, zoneLabel } from "./zone-time.js";

const MOMENT = /T.*(Z|[+-]\d\d:\d\d)$/;
const byId = (id) => document.getElementById(id);

function action(text, label, act, pressed) {
  const button = element("button", { type: "button", class: "quiet", "aria-label": label }, text);
  if (pressed !== undefined) {
    button.setAttribute("aria-pressed", String(pressed));
  }
  button.addEventListener("click", act);
  return button;
}

// A moment as the zone's clock shows it; what names none is of that zone as it is.
const readable = (text, zone) => (MOMENT.test(text) ? wallTime(Date.parse(text), zone) : text.replace("T", " "));

export class FilterBar {
  constructor(state) {
    this.state = state;
    this.place = byId("filters");
    this.place.hidden = false;
    this.field = byId("filter-text");
    byId("filter-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.add(this.field.value.trim());
    });
    byId("filter-clear").addEventListener("click", () => state.clear());
    byId("filter-undo").addEventListener("click", () => state.undo());
    state.addEventListener("change", () => this.show());
    this.show();
  }

  add(text) {
    if (text) {
      this.added = text;
      this.state.set({ conditions: [...this.state.conditions, { text, negated: false, off: false }] });
      this.field.value = "";
    }
  }

  show() {
    const { conditions, since, until } = this.state;
    const chips = conditions.map((condition, index) => this.chip(condition, index));
    if (since || until) {
      chips.push(this.timeChip(since, until));
    }
    byId("filter-chips").replaceChildren(...chips);
    byId("filter-clear").hidden = chips.length === 0;
    byId("filter-undo").disabled = !this.state.canUndo;
  }

  chip(condition, index) {
    const text = filterText(condition);
    const replace = (changed) => {
      const { conditions } = this.state;
      this.state.set({ conditions: [...conditions.slice(0, index), ...changed, ...conditions.slice(index + 1)] });
    };
    const toggle = action(text, `${text}: ${condition.off ? "off" : "on"}`, () => {
      replace([{ ...condition, off: !condition.off }]);
    }, !condition.off);
    toggle.classList.add("chip-text");
    return group("li", { class: "filter-chip", "data-off": String(condition.off) }, [
      toggle,
      action("not", `Turn round: ${text}`, () => replace([{ ...condition, negated: !condition.negated }]), condition.negated),
      action("×", `Remove: ${text}`, () => replace([])),
    ]);
  }

  timeChip(since, until) {
    const { zone } = this.state;
    const [from, to] = [since || "the beginning", until || "the end"].map((text) => readable(text, zone));
    const text = `${from} to ${to} ${zoneLabel(zone)}`;
    return group("li", { class: "filter-chip" }, [
      element("span", { class: "chip-text" }, text),
      action("×", `Remove the time range ${text}`, () => this.state.set({ since: "", until: "" })),
    ]);
  }

  // `matched` of `of` records are left; both are null where the whole log is shown.
  tell({ matched, of }) {
    this.fail("");
    byId("filter-count").textContent = matched === null ? "" : `${exact(matched)} of ${exact(of)} records`;
  }

  // What is wrong with the filter. An expression that was just typed goes back to its field.
  fail(text) {
    const place = byId("filter-error");
    place.textContent = text;
    place.hidden = !text;
    if (text && this.added && this.state.conditions.at(-1)?.text === this.added) {
      this.field.value = this.added;
      this.state.retract();
      this.show();
    }
    this.added = undefined;
  }
}
