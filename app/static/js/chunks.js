// What is known of each chunk: asked for when first needed, and again after the report has grown.

import { request } from "./problem.js";

export class Chunks {
  constructor(url) {
    this.url = url;
    this.asked = null;
  }

  forget() {
    this.asked = null;
  }

  // Resolves to [{chunk, facts, note, from, to, source, start}], by place in the log.
  all() {
    this.asked ??= request("GET", this.url).then(
      ({ chunks }) => chunks,
      (error) => {
        this.asked = null;
        throw error;
      },
    );
    return this.asked;
  }
}
