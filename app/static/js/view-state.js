// What of the log is looked at: conditions and a time range, by the clock of a zone. The address of the page holds all of it,
// so that back, forward, reload and a sent link show the same; a long one by a short id.

import { fromParameter, toParameter, whereOf, withValue } from "./conditions.js";
import { ShortViews } from "./short-views.js";

const UTC = "UTC";

export class ViewState extends EventTarget {
  // `views` is where short ids are made; `opened` the view that the address names by one.
  constructor({ views, view: opened }) {
    super();
    this.past = []; // views that a change has left, for undo
    this.short = new ShortViews(views, opened);
    this.read();
    if (opened !== undefined) {
      this.short.learn(this.short.idOf(opened), this.parameters); // as this page writes it
    }
    addEventListener("popstate", () => this.travel());
  }

  read() {
    const parameters = this.short.parametersOf(location.search);
    parameters === null ? location.reload() : this.take(parameters);
  }

  take(text) {
    const parameters = new URLSearchParams(text);
    this.conditions = parameters.getAll("f").map(fromParameter);
    this.since = parameters.get("since") ?? "";
    this.until = parameters.get("until") ?? "";
    this.zone = parameters.get("tz") ?? UTC;
  }

  // What a page begins with whose address says nothing.
  begin(change) {
    Object.assign(this, change);
    history.replaceState(null, "", this.address);
  }

  // Back and forward; also a jump within the page, which changes no view.
  travel() {
    const before = this.parameters;
    this.read();
    if (before !== this.parameters) {
      this.past.push(before);
      this.announce();
    }
  }

  get isEverything() {
    return !(this.since || this.until || this.conditions.some((one) => !one.off));
  }

  // What the server is asked, as parameters; empty for everything.
  get query() {
    const id = this.short.idOf(this.parameters);
    return id === undefined ? this.asked : new URLSearchParams({ view: id });
  }

  get tz() {
    return this.zone === UTC ? "" : this.zone;
  }

  // The same in full.
  get asked() {
    const { since, until, tz } = this;
    const asked = { where: whereOf(this.conditions), since, until, tz };
    return new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  }

  // `change` holds what changes of conditions, since and until.
  set(change) {
    const before = this.parameters;
    Object.assign(this, change);
    if (before !== this.parameters) {
      this.past.push(before);
      this.move();
    } else {
      this.announce();
    }
  }

  // The address follows the view, and then everyone else.
  async move() {
    const { parameters } = this;
    if (this.short.isTooLong(parameters)) {
      const { since, until, zone: tz } = this;
      await this.short.keep(parameters, { conditions: this.conditions.map(toParameter), since, until, tz });
      if (parameters !== this.parameters) {
        return; // it has moved on
      }
    }
    history.pushState(null, "", this.address);
    this.announce();
  }

  // Keeps only a value of a field, or leaves it out; chosen once more, no longer.
  choose(field, value, negated) {
    this.set({ conditions: withValue(this.conditions, field, value, negated) });
  }

  // Whether values of the field are.
  isChosen(field) {
    return this.conditions.some((one) => one.field === field && !one.off);
  }

  get canUndo() {
    return this.past.length > 0;
  }

  // Takes the last change back; the address moves on, so that the browser's back brings it again.
  undo() {
    if (this.canUndo) {
      this.take(this.past.pop());
      this.move();
    }
  }

  // Takes the newest condition back, as if it had never been asked for.
  retract() {
    this.past.pop();
    this.conditions = this.conditions.slice(0, -1);
    history.replaceState(null, "", this.address);
  }

  // The view as the address holds it; equal for equal views.
  get parameters() {
    const parameters = new URLSearchParams(this.conditions.map((one) => ["f", toParameter(one)]));
    this.since && parameters.set("since", this.since);
    this.until && parameters.set("until", this.until);
    this.tz && parameters.set("tz", this.tz);
    return String(parameters);
  }

  get address() {
    const id = this.short.idOf(this.parameters);
    const parameters = id === undefined ? this.parameters : new URLSearchParams({ view: id });
    return `${location.pathname}${this.parameters && `?${parameters}`}${location.hash}`;
  }

  clear() {
    this.set({ conditions: [], since: "", until: "" });
  }

  announce() {
    this.dispatchEvent(new Event("change"));
  }
}
