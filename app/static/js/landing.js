// Where the address of the page leads to stays in place while what is above it fills in. The reader's
// first act ends that, and so does time.

const ACTS = ["wheel", "touchstart", "pointerdown", "keydown"];
const PATIENCE = 5000; // milliseconds

export class Landing {
  constructor() {
    this.watcher = new ResizeObserver(() => this.target?.scrollIntoView({ behavior: "instant" }));
    this.watcher.observe(document.body);
    ACTS.forEach((act) => addEventListener(act, () => this.end(), { passive: true, capture: true }));
    addEventListener("hashchange", () => this.begin());
    this.begin();
  }

  begin() {
    this.target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.end(), PATIENCE);
  }

  end() {
    this.target = null;
  }
}
