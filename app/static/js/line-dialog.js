// One line of the log with what is around it, whatever the view leaves out. The address of the page
// names the line while it is open, so that it can be sent.

import { copyText } from "./clipboard.js";
import { element, group } from "./element.js";
import { marked } from "./highlights.js";
import { exact } from "./numbers.js";
import { request, showProblem } from "./problem.js";
import { visible, visibleBut } from "./visible.js";

const AROUND = 10; // lines to each side, and more at a time
const PLACE = /^#line-(\d+)-(\d+)$/;

const byId = (id) => document.getElementById(id);

export class LineDialog {
  // `lines` and `sources` are where lines and bytes are asked for; `patterns()` are what to mark.
  constructor({ lines, sources }, patterns) {
    this.url = lines;
    this.sources = sources;
    this.patterns = patterns;
    this.dialog = byId("line-dialog");
    this.list = byId("line-around");
    byId("line-earlier").addEventListener("click", () => this.more(true));
    byId("line-later").addEventListener("click", () => this.more(false));
    byId("line-copy").addEventListener("click", () => copyText(this.list.querySelector("[aria-current] code"), byId("line-said")));
    byId("line-copy-link").addEventListener("click", () => copyText(byId("line-link"), byId("line-said")));
    this.dialog.addEventListener("close", () => this.name(""));
    addEventListener("hashchange", () => this.openNamed());
  }

  // The line that the address of the page names, if it does.
  openNamed() {
    const [, source, offset] = PLACE.exec(location.hash) ?? [];
    if (source !== undefined) {
      this.open(Number(source), Number(offset)).catch((error) => showProblem(`The line cannot be shown: ${error.message}`));
    }
  }

  async open(source, offset) {
    this.source = source;
    const { name, lines } = await this.ask(offset);
    this.shown = lines;
    const here = this.shown.find((one) => one.here);
    byId("line-title").textContent = `${visible(name)}, byte ${exact(here.offset)}`;
    byId("line-json").textContent = pretty(here.text);
    byId("line-json").hidden = !byId("line-json").textContent;
    byId("line-said").textContent = "";
    this.name(`#line-${source}-${here.offset}`);
    byId("line-link").textContent = location.href;
    const next = this.shown[this.shown.indexOf(here) + 1];
    const length = next ? next.offset - here.offset : new Blob([here.text]).size + 1;
    byId("line-bytes").href = `${this.sources}/${source}/bytes?${new URLSearchParams({ offset: here.offset, length })}`;
    this.draw();
    this.dialog.open || this.dialog.showModal();
    this.list.querySelector("[aria-current]").scrollIntoView({ block: "center" });
  }

  async ask(offset) {
    const query = new URLSearchParams({ at: `${this.source}:${offset}`, around: AROUND });
    return request("GET", `${this.url}?${query}`);
  }

  // Lines before the first that is shown, or behind the last.
  async more(isEarlier) {
    const edge = this.shown.at(isEarlier ? 0 : -1).offset;
    const found = (await this.ask(edge)).lines.map((one) => ({ ...one, here: false }));
    const height = this.list.scrollHeight;
    this.shown = isEarlier
      ? [...found.filter(({ offset }) => offset < edge), ...this.shown]
      : [...this.shown, ...found.filter(({ offset }) => offset > edge)];
    this.draw();
    if (isEarlier) {
      this.list.scrollTop += this.list.scrollHeight - height; // what was read stays in place
    }
  }

  draw() {
    const patterns = this.patterns();
    this.list.replaceChildren(
      ...this.shown.map((one) =>
        group("li", { class: "line", ...(one.here && { "aria-current": "true" }), ...(one.invalid && { "data-invalid": "true" }) }, [
          group("code", { class: "line-text" }, marked(visibleBut("\t", one.text), patterns)),
        ]),
      ),
    );
  }

  // The address names the line; nothing where none is open.
  name(hash) {
    history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
  }
}

function pretty(text) {
  const start = text.indexOf("{");
  try {
    return start < 0 ? "" : JSON.stringify(JSON.parse(text.slice(start)), null, 2);
  } catch {
    return "";
  }
}
