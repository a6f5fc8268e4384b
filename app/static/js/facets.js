// The fields beside the report: the values of each with their counts, to keep or to leave out. What a
// field's own condition leaves out stays in sight, with the count it would have.

import { Facet } from "./facet.js";
import { request } from "./problem.js";
import { isOpenByChoice, rememberOpen } from "./facets-open.js";

const SHOWN = 8; // values of a field
const FOUND = 50; // of those looked for
const OPEN_AT_FIRST = 6;
const NARROW = matchMedia("(max-width: 56.25rem)");

const byId = (id) => document.getElementById(id);

export class Facets {
  constructor(url, state, view) {
    this.url = url;
    this.state = state;
    this.view = view;
    this.place = byId("facets");
    this.toggle = byId("facets-open");
    this.facets = new Map();
    this.asked = 0;
    this.toggle.addEventListener("click", () => this.open(this.place.hidden));
    byId("facets-close").addEventListener("click", () => this.open(false));
    this.place.addEventListener("keydown", ({ key }) => key === "Escape" && NARROW.matches && this.open(false));
    NARROW.addEventListener("change", () => NARROW.matches && this.show(false));
    new ResizeObserver(([{ target }]) => document.documentElement.style.setProperty("--filters-height", `${target.offsetHeight}px`)).observe(byId("filters"));
    state.addEventListener("change", () => this.facets.forEach((facet) => facet.mark(state.conditions)));
    view.onUpdate(() => this.meet());
  }

  // The report was filled in; while a run goes on its records cannot be asked.
  meet() {
    if (this.view.shown.state === "running") {
      return;
    }
    if (this.toggle.hidden) {
      this.toggle.hidden = false;
      this.show(!NARROW.matches && isOpenByChoice());
    }
    this.renew();
  }

  open(isOpen) {
    rememberOpen(isOpen);
    this.show(isOpen);
    this.renew();
    (isOpen ? byId("facets-close") : this.toggle).focus();
  }

  show(isOpen) {
    this.place.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    dispatchEvent(new Event("resize")); // charts take the width that is left
  }

  renew() {
    this.facets.forEach((facet) => facet.age());
    this.ask();
  }

  // Asks for what is in sight and not of this view: all fields the first time, then those unfolded.
  async ask() {
    if (this.place.hidden) {
      return;
    }
    const number = ++this.asked;
    const isNew = () => number === this.asked;
    const wanted = [...this.facets.values()].filter((facet) => facet.isOpen && facet.isOld);
    const plain = wanted.filter((facet) => !facet.sought);
    const sought = wanted.filter((facet) => facet.sought);
    this.place.setAttribute("aria-busy", "true");
    try {
      if (plain.length || !this.facets.size) {
        await this.fetch(plain, {}, isNew);
      }
      for (const facet of sought) {
        await this.fetch([facet], { contains: facet.sought }, isNew);
      }
      this.tell("");
    } catch (error) {
      isNew() && this.tell(error.message);
    } finally {
      isNew() && this.place.setAttribute("aria-busy", "false");
    }
  }

  async fetch(facets, search, isNew) {
    const query = this.state.query;
    facets.forEach(({ name }) => query.append("field", name));
    query.set("limit", search.contains ? FOUND : SHOWN);
    search.contains && query.set("contains", search.contains);
    const answer = await request("GET", `${this.url}?${query}`);
    if (isNew()) {
      for (const answered of answer.facets) {
        const facet = this.facet(answered);
        facet.fill(answered);
        facet.mark(this.state.conditions);
      }
    }
  }

  facet({ name }) {
    if (!this.facets.has(name)) {
      const made = new Facet(name, this.facets.size < OPEN_AT_FIRST, {
        choose: (field, value, negated) => this.state.choose(field, value, negated),
        ask: () => this.ask(),
      });
      this.facets.set(name, made);
      byId("facets-list").append(made.element);
    }
    return this.facets.get(name);
  }

  // What keeps the counts from being shown; nothing where they are.
  tell(text) {
    byId("facets-problem").textContent = text;
    byId("facets-problem").hidden = !text;
  }
}
