// What of the log is looked at: conditions and a time range. The address of the page holds all of it,
// so that back, forward, reload and a sent link show the same.

import { fromParameter, toParameter, whereOf, withValue } from "./conditions.js";

export class ViewState extends EventTarget {
  constructor() {
    super();
    this.read();
    addEventListener("popstate", () => {
      this.read();
      this.announce();
    });
  }

  read() {
    const parameters = new URLSearchParams(location.search);
    this.conditions = parameters.getAll("f").map(fromParameter);
    this.since = parameters.get("since") ?? "";
    this.until = parameters.get("until") ?? "";
  }

  get isEverything() {
    return !(this.since || this.until || this.conditions.some((one) => !one.off));
  }

  // What the server is asked, as parameters; empty for everything.
  get query() {
    const asked = { where: whereOf(this.conditions), since: this.since, until: this.until };
    return new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  }

  // `change` holds what changes of conditions, since and until.
  set(change) {
    Object.assign(this, change);
    const address = this.address;
    if (address !== `${location.pathname}${location.search}${location.hash}`) {
      history.pushState(null, "", address);
    }
    this.announce();
  }

  // Keeps only a value of a field, or leaves it out; chosen once more, no longer.
  choose(field, value, negated) {
    this.set({ conditions: withValue(this.conditions, field, value, negated) });
  }

  // Takes the newest condition back, as if it had never been asked for.
  retract() {
    this.conditions = this.conditions.slice(0, -1);
    history.replaceState(null, "", this.address);
  }

  get address() {
    const parameters = new URLSearchParams(this.conditions.map((one) => ["f", toParameter(one)]));
    this.since && parameters.set("since", this.since);
    this.until && parameters.set("until", this.until);
    return `${location.pathname}${parameters.size ? `?${parameters}` : ""}${location.hash}`;
  }

  clear() {
    this.set({ conditions: [], since: "", until: "" });
  }

  announce() {
    this.dispatchEvent(new Event("change"));
  }
}
