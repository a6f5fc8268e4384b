// What of the log is looked at: conditions and a time range. The address of the page holds all of it,
// so that back, forward, reload and a sent link show the same.

import { fromParameter, toParameter, whereOf } from "./conditions.js";

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
    const parameters = new URLSearchParams(this.conditions.map((one) => ["f", toParameter(one)]));
    this.since && parameters.set("since", this.since);
    this.until && parameters.set("until", this.until);
    const search = parameters.size ? `?${parameters}` : "";
    if (search !== location.search) {
      history.pushState(null, "", `${location.pathname}${search}${location.hash}`);
    }
    this.announce();
  }

  clear() {
    this.set({ conditions: [], since: "", until: "" });
  }

  announce() {
    this.dispatchEvent(new Event("change"));
  }
}
