// Marks on the bars of the lanes: chosen chunks stay bright and the others dim; one is outlined.

const DIM = 0.2;
const chunksOf = (bar) => bar.at(-1); // the last item of a bar's customdata

export class LaneMarks {
  constructor(view) {
    this.view = view;
    this.lit = null; // a Set of chunks, or null for all
    this.outlined = null; // a chunk, or null
    view.onUpdate(() => this.apply());
  }

  light(chunks) {
    this.lit = chunks;
    this.apply();
  }

  outline(chunk) {
    this.outlined = chunk;
    this.apply();
  }

  apply() {
    const key = JSON.stringify([this.lit && [...this.lit], this.outlined]);
    const card = this.view.cards.get("lanes");
    if (card && card.marks !== key) {
      card.marks = key;
      card.decorate = (figure) => ({ ...figure, data: figure.data.map((trace) => this.marked(trace)) });
      card.redraw();
    }
  }

  marked(trace) {
    if (!trace.customdata) {
      return trace;
    }
    const marker = { ...trace.marker };
    if (this.lit) {
      const lit = (bar) => chunksOf(bar).some((chunk) => this.lit.has(chunk));
      marker.opacity = trace.customdata.map((bar) => (lit(bar) ? 1 : DIM));
    }
    if (this.outlined !== null) {
      const width = trace.customdata.map((bar) => (chunksOf(bar).includes(this.outlined) ? 2 : 0));
      marker.line = { color: "var(--ink)", width };
    }
    return { ...trace, marker };
  }
}
