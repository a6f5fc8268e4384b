// In which zone times are shown: the log's own, the reader's, or UTC. The choice is remembered for pages
// whose address does not say what of the log is looked at.

import { zoneLabel } from "./zone-time.js";

const KEY = "loglanes-zone";
const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage may be switched off.
  }
}

function remember(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // See above.
  }
}

export class ZoneSwitch {
  constructor(state, logZone) {
    this.state = state;
    this.choice = remembered() ?? "utc";
    this.place = document.getElementById("zones");
    this.name = document.getElementById("zone-name");
    this.zones = { log: logZone, local: LOCAL, utc: "UTC" };
    this.place.hidden = false;
    for (const button of this.place.querySelectorAll("button")) {
      button.addEventListener("click", () => this.choose(button.dataset.zone));
    }
    if (!location.search && this.zones[this.choice]) {
      state.begin({ zone: this.zones[this.choice] });
    }
    state.addEventListener("change", () => this.show());
    this.show();
  }

  choose(choice) {
    this.choice = choice;
    remember(choice);
    this.state.set({ zone: this.zones[choice] });
  }

  // What an answer says: the zone it is in, and the log's.
  tell({ zone, logZone }) {
    this.zones.log = logZone;
    this.show(zone);
  }

  show(zone = this.state.zone) {
    const fitting = Object.keys(this.zones).filter((choice) => this.zones[choice] === this.state.zone);
    const pressed = fitting.includes(this.choice) ? this.choice : fitting.at(-1);
    for (const button of this.place.querySelectorAll("button")) {
      const { zone: choice } = button.dataset;
      button.disabled = !this.zones[choice];
      button.setAttribute("aria-pressed", String(choice === pressed));
      button.title = this.zones[choice]
        ? `Show times in ${zoneLabel(this.zones[choice])}`
        : "The zone that the log's times were written in is not known, or not one";
    }
    const waits = zone !== this.state.zone;
    this.name.textContent = waits ? "UTC until the run has ended" : zoneLabel(zone);
  }
}
