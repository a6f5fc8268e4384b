// The lines of the log behind what is shown. Only those in sight are in the page: the list is a window
// that slides over any number of them.

import { element, group } from "./element.js";
import { marked, patternsOf } from "./highlights.js";
import { LineDialog } from "./line-dialog.js";
import { exact } from "./numbers.js";
import { request } from "./problem.js";
import { visibleBut } from "./visible.js";

const ROW = 22; // CSS pixels a line
const TALLEST = 8_000_000; // what browsers scroll without losing track
const PAGE = 200;
const AHEAD = 20;
const NEAR = 2; // window heights: what moves further jumps

const byId = (id) => document.getElementById(id);

const said = (total) => (total ? `${exact(total)} line${total === 1 ? "" : "s"}` : "No line is left by the filter.");

export class RawLines {
  // `places` are where lines and bytes are asked for.
  constructor(places, state) {
    this.url = places.lines;
    this.state = state;
    this.dialog = new LineDialog(places, () => this.patterns);
    this.patterns = patternsOf(state.conditions);
    this.first = 0;
    this.scrolled = 0;
    this.window = byId("lines-window");
    this.spacer = byId("lines-spacer");
    this.pages = new Map();
    this.total = 0;
    this.version = 0;
    this.newest = false;
    this.window.addEventListener("keydown", (event) => this.step(event));
    this.window.addEventListener("scroll", () => this.move(), { passive: true });
    byId("lines-order").addEventListener("click", () => this.turn());
    byId("lines-wrap").addEventListener("click", ({ currentTarget }) => this.wrap(currentTarget));
    state.addEventListener("change", () => {
      this.patterns = patternsOf(state.conditions);
      this.reset();
    });
    new ResizeObserver(() => this.draw()).observe(this.window);
    this.seen = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.begin());
    this.seen.observe(this.window);
    this.dialog.openNamed();
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
      this.first = this.scrolled = 0;
      this.page(0);
    }
  }

  // How tall the list is: beyond the tallest, distances on the scroll bar shrink.
  get height() {
    return Math.min(this.total * ROW, TALLEST);
  }

  get scrollable() {
    return Math.max(1, this.height - this.window.clientHeight);
  }

  get lastFirst() {
    return Math.max(0, this.total - Math.floor(this.window.clientHeight / ROW));
  }

  // The scroll bar leads to the line at its share of the list. In a list whose distances shrink, a
  // small step still goes from line to line, and the bar is put right behind it.
  move() {
    const { scrollTop, clientHeight } = this.window;
    const step = scrollTop - this.scrolled;
    const isShrunk = this.total * ROW > TALLEST;
    if (isShrunk && Math.abs(step) < NEAR * clientHeight) {
      this.first = Math.max(0, Math.min(this.lastFirst, this.first + step / ROW));
      this.window.scrollTop = (this.first / Math.max(1, this.lastFirst)) * this.scrollable;
    } else {
      this.first = Math.min(this.lastFirst, (scrollTop / this.scrollable) * this.lastFirst);
    }
    this.scrolled = this.window.scrollTop;
    this.draw();
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
        byId("lines-count").textContent = said(answer.total);
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
    const first = Math.floor(this.first);
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
    const held = this.spacer.contains(document.activeElement) && document.activeElement.dataset.n;
    this.spacer.replaceChildren(list);
    if (held) {
      (this.placeOf(held) ?? this.window).focus({ preventScroll: true });
    }
  }

  placeOf(n) {
    return this.spacer.querySelector(`[data-n="${n}"]`);
  }

  // The list is one stop of the Tab key; from line to line go the arrows.
  step(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { n } = event.target.dataset;
    const next = by && n && this.placeOf(Number(n) + by);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  row(n, line) {
    if (!line) {
      return element("li", { class: "line" }, "…");
    }
    const where = `${line.name}, byte ${exact(line.offset)}`;
    const place = element("button", { type: "button", class: "line-place", "data-n": n, tabindex: n === this.first ? 0 : -1, title: `${where}: show what is around` }, exact(line.record + 1));
    place.addEventListener("click", () => this.dialog.open(line.source, line.offset));
    const time = element("span", { class: "line-time" }, line.time?.slice(0, 19).replace("T", " ") ?? "");
    const text = group("code", { class: "line-text" }, marked(visibleBut("\t", line.text), this.patterns));
    return group("li", { class: "line", ...(line.invalid && { "data-invalid": "true" }) }, [place, time, text]);
  }
}
