// One lane per worker: a cell for each look at the run in the colour of its phase, how much of its
// chunk is read, and what it is.

import { element, group } from "./element.js";
import { size } from "./numbers.js";

const CELLS = 60;

export class LiveLanes {
  constructor(place) {
    this.place = place;
    this.lanes = new Map();
  }

  // `chunkBytes` is how long a chunk is expected to be.
  paint(workers, chunkBytes) {
    if (workers.length > 0 && this.lanes.size === 0) {
      this.place.replaceChildren();
    }
    for (const worker of workers) {
      if (!this.lanes.has(worker.lane)) {
        this.lanes.set(worker.lane, this.make(worker.lane));
      }
      this.look(this.lanes.get(worker.lane), worker, chunkBytes);
    }
  }

  make(name) {
    const lane = {
      pid: element("span", { class: "live-pid" }),
      track: element("div", { class: "live-track", "aria-hidden": "true" }),
      chunk: element("progress", { class: "live-chunk", max: 1, "aria-label": `${name}: its chunk` }),
      phase: element("span", { class: "live-phase" }),
      rest: element("span"),
    };
    const title = group("span", { class: "live-name" }, [`${name} `, lane.pid]);
    const now = group("span", { class: "live-now" }, [lane.phase, lane.rest]);
    this.place.append(group("div", { class: "live-lane" }, [title, lane.track, lane.chunk, now]));
    return lane;
  }

  look(lane, worker, chunkBytes) {
    const works = worker.chunk >= 0;
    lane.pid.textContent = `pid ${worker.pid}`;
    lane.phase.textContent = worker.phase;
    const chunk = works ? `, ${size(worker.bytes)} of task ${worker.chunk}` : "";
    lane.rest.textContent = `${chunk}, peak ${size(worker.peak_bytes)}`;
    lane.chunk.value = works && chunkBytes ? Math.min(1, worker.bytes / chunkBytes) : 0;
    lane.chunk.className = `live-chunk phase-${worker.phase}`;
    lane.track.append(element("i", { class: `phase phase-${worker.phase}` }));
    if (lane.track.children.length > CELLS) {
      lane.track.firstChild.remove();
    }
  }
}
