// The lines of the log behind what is shown. Only those in sight are in the page: the list is a window
// that slides over any number of them.

import { element, group } from "./element.js";
import { exact } from "./numbers.js";
import { request } from "./problem.js";
import { visibleBut } from "./visible.js";

const ROW = 22; // CSS pixels a line
const TALLEST = 8_000_000; // what browsers scroll without losing track
const PAGE = 200;
const AHEAD = 20;
const AROUND = 10;

const byId = (id) => document.getElementById(id);

export class RawLines {
  constructor(url, state) {
    this.url = url;
    this.state = state;
    this.window = byId("lines-window");
    this.spacer = byId("lines-spacer");
    this.pages = new Map();
    this.total = 0;
    this.version = 0;
    this.newest = false;
    this.window.addEventListener("scroll", () => this.draw(), { passive: true });
    byId("lines-order").addEventListener("click", () => this.turn());
    byId("lines-wrap").addEventListener("click", ({ currentTarget }) => this.wrap(currentTarget));
    state.addEventListener("change", () => this.reset());
    new ResizeObserver(() => this.draw()).observe(this.window);
    this.seen = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.begin());
    this.seen.observe(this.window);
  }

  begin() {
    this.seen.disconnect();
    this.begun = true;
    this.reset();
  }

  turn() {
    this.newest = !this.newest;
    byId("lines-order").setAttribute("aria-pressed", String(this.newest));
    this.reset();
  }

  wrap(button) {
    const wraps = this.window.classList.toggle("wraps");
    button.setAttribute("aria-pressed", String(wraps));
  }

  reset() {
    if (this.begun) {
      this.version += 1;
      this.pages.clear();
      this.window.scrollTop = 0;
      this.page(0);
    }
  }

  // Where line number `n` is, as a distance from the top: beyond the tallest list, distances shrink.
  get height() {
    return Math.min(this.total * ROW, TALLEST);
  }

  get first() {
    const scrollable = Math.max(1, this.height - this.window.clientHeight);
    const lastFirst = Math.max(0, this.total - Math.floor(this.window.clientHeight / ROW));
    return Math.min(lastFirst, Math.floor((this.window.scrollTop / scrollable) * lastFirst));
  }

  async page(number) {
    if (this.pages.has(number)) {
      return;
    }
    const { version } = this;
    this.pages.set(number, null);
    const query = this.state.query;
    query.set("cursor", number * PAGE);
    query.set("limit", PAGE);
    query.set("order", this.newest ? "newest" : "oldest");
    try {
      const answer = await request("GET", `${this.url}?${query}`);
      if (version === this.version) {
        this.pages.set(number, answer.lines);
        this.total = answer.total;
        this.spacer.style.height = `${this.height}px`;
        byId("lines-count").textContent = `${exact(answer.total)} lines`;
        this.draw();
      }
    } catch (error) {
      this.pages.delete(number);
      byId("lines-count").textContent = error.message;
    }
  }

  draw() {
    if (!this.begun || !this.total) {
      this.spacer.replaceChildren();
      return;
    }
    const { first } = this;
    const shown = Math.ceil(this.window.clientHeight / ROW) + AHEAD;
    const last = Math.min(this.total, first + shown);
    const rows = [];
    for (let n = first; n < last; n += 1) {
      const page = Math.floor(n / PAGE);
      this.page(page);
      rows.push(this.row(n, this.pages.get(page)?.[n % PAGE]));
    }
    const list = group("ol", { class: "lines-rows" }, rows);
    list.style.transform = `translateY(${this.window.scrollTop}px)`;
    this.spacer.replaceChildren(list);
  }

  row(n, line) {
    if (!line) {
      return element("li", { class: "line" }, "…");
    }
    const where = `${line.name}, byte ${exact(line.offset)}`;
    const place = element("button", { type: "button", class: "line-place", title: `${where}: show what is around` }, exact(line.record + 1));
    place.addEventListener("click", () => this.around(line));
    const time = element("span", { class: "line-time" }, line.time?.slice(0, 19).replace("T", " ") ?? "");
    const text = element("code", { class: "line-text" }, shown(line.text));
    return group("li", { class: "line", ...(line.invalid && { "data-invalid": "true" }) }, [place, time, text]);
  }

  // The lines before and behind one, whatever the view leaves out.
  async around(line) {
    const query = new URLSearchParams({ at: `${line.source}:${line.offset}`, around: AROUND });
    const answer = await request("GET", `${this.url}?${query}`);
    const dialog = byId("line-dialog");
    byId("line-title").textContent = `${line.name}, byte ${exact(line.offset)}`;
    byId("line-around").replaceChildren(
      ...answer.lines.map((one) =>
        group("li", { class: "line", ...(one.here && { "aria-current": "true" }) }, [
          element("code", { class: "line-text" }, shown(one.text)),
        ]),
      ),
    );
    byId("line-json").textContent = pretty(line.text);
    byId("line-json").hidden = !byId("line-json").textContent;
    dialog.showModal();
  }
}

const shown = (text) => visibleBut("\t", text);

function pretty(text) {
  const start = text.indexOf("{");
  try {
    return start < 0 ? "" : JSON.stringify(JSON.parse(text.slice(start)), null, 2);
  } catch {
    return "";
  }
}
