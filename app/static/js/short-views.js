// Short ids of views: for addresses that would be too long to send, or for a server to take.

import { request } from "./problem.js";

const LONGEST = 1500; // characters of a view's parameters in an address

export class ShortViews {
  // `opened` are the parameters of the view that the address names by its id, if it does.
  constructor(url, opened) {
    this.url = url;
    this.views = new Map(); // by id
    this.ids = new Map(); // by parameters
    const id = new URLSearchParams(location.search).get("view");
    if (id !== null && opened !== undefined) {
      this.learn(id, opened);
    }
  }

  learn(id, parameters) {
    this.views.set(id, parameters);
    this.ids.set(parameters, id);
  }

  // The id of a view where it is known.
  idOf(parameters) {
    return this.ids.get(parameters);
  }

  // The parameters that an address says, or that its id stands for; null for an id of another visit.
  parametersOf(search) {
    const parameters = new URLSearchParams(search);
    return parameters.has("view") ? (this.views.get(parameters.get("view")) ?? null) : String(parameters);
  }

  isTooLong(parameters) {
    return parameters.length > LONGEST && !this.ids.has(parameters);
  }

  // Has the server keep a view. Its address stays long where that cannot be.
  async keep(parameters, view) {
    try {
      const { id } = await request("POST", this.url, view);
      this.learn(id, parameters);
    } catch {
      // The question itself will tell what is wrong with the view, or with the server.
    }
  }
}
