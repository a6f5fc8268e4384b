// One field of the sidebar: its most frequent values, and a field to look for others.

import { element, group } from "./element.js";
import { exact } from "./numbers.js";
import { visible } from "./visible.js";

const PAUSE = 200; // milliseconds without a key before a value is looked for

export class Facet {
  // `acts` hold choose(field, value, negated) and ask(), for when the field unfolds or is searched.
  constructor(name, isOpen, acts) {
    this.name = name;
    this.isOld = true;
    this.acts = acts;
    this.total = element("span", { class: "facet-total" });
    this.find = element("input", {
      type: "search", class: "entry facet-find", placeholder: "Find a value", "aria-label": `Find a value of ${visible(name)}`,
      autocomplete: "off", spellcheck: "false",
    });
    this.find.hidden = true;
    this.found = element("p", { class: "facet-found", role: "status" });
    this.list = element("ul", {});
    this.element = group("details", { class: "facet", "data-facet": name, ...(isOpen && { open: "" }) }, [
      group("summary", {}, [element("span", { class: "facet-name" }, visible(name)), this.total]),
      this.find,
      this.found,
      this.list,
    ]);
    this.element.addEventListener("toggle", () => this.isOpen && this.isOld && acts.ask());
    this.find.addEventListener("input", () => {
      this.age();
      clearTimeout(this.pause);
      this.pause = setTimeout(acts.ask, PAUSE);
    });
  }

  get isOpen() {
    return this.element.open;
  }

  get sought() {
    return this.find.value.trim();
  }

  // What it shows is of another view, or another search.
  age() {
    this.isOld = true;
  }

  // Takes what the server says of the field.
  fill({ field, values, values_total: total }) {
    this.isOld = false;
    this.field = field;
    const more = total > values.length;
    if (this.sought) {
      this.found.textContent = more ? `${exact(values.length)} of ${exact(total)} found` : `${exact(total)} found`;
    } else {
      this.total.textContent = exact(total);
      this.found.textContent = "";
      this.find.hidden = !more;
    }
    const most = Math.max(1, ...values.map(({ available }) => available));
    const held = this.list.contains(document.activeElement) && document.activeElement.dataset;
    this.list.replaceChildren(...values.map((one) => this.row(field, one, most)));
    if (held) {
      [...this.list.querySelectorAll("button")].find(({ dataset }) => dataset.value === held.value && dataset.not === held.not)?.focus();
    }
  }

  // Marks the values that the conditions name.
  mark(conditions) {
    for (const button of this.list.querySelectorAll("button")) {
      const negated = button.dataset.not === "true";
      button.setAttribute("aria-pressed", String(names(conditions, this.field, button.dataset.value, negated)));
    }
  }

  row(field, { value, count, available }, most) {
    const shown = value === "-" ? "(none)" : visible(value);
    const choose = group("button", { type: "button", class: "facet-choose", "data-value": value, "data-not": "false", title: shown }, [
      element("span", { class: "facet-text" }, shown),
      " ",
      element("span", { class: "facet-count" }, exact(available)),
    ]);
    const not = element("button", { type: "button", class: "quiet", "data-value": value, "data-not": "true", "aria-label": `not ${shown}` }, "not");
    choose.addEventListener("click", ({ altKey }) => this.acts.choose(field, value, altKey));
    not.addEventListener("click", () => this.acts.choose(field, value, true));
    const bar = element("span", { class: "facet-bar" });
    bar.style.width = `${(100 * available) / most}%`;
    return group("li", { class: "facet-value", "data-left": count ? "in" : "out" }, [choose, not, bar]);
  }
}

// Whether a condition that is on names the value: to keep it, or to leave it out.
function names(conditions, field, value, negated) {
  return conditions.some((one) => !one.off && one.field === field && one.negated === negated && one.values.includes(value));
}
