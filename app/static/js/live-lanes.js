// One small lane per worker: each look at the run paints one cell in the colour of its phase.

import { element, group } from "./element.js";
import { size } from "./numbers.js";

const CELLS = 60;
const lanes = new Map();

function makeLane(place, name) {
  const track = element("div", { class: "live-track", "aria-hidden": "true" });
  const now = element("span", { class: "live-now" });
  place.append(group("div", { class: "live-lane" }, [element("span", { class: "live-name" }, name), track, now]));
  return { track, now };
}

export function paintLanes(place, workers) {
  if (workers.length > 0 && lanes.size === 0) {
    place.replaceChildren();
  }
  for (const worker of workers) {
    if (!lanes.has(worker.lane)) {
      lanes.set(worker.lane, makeLane(place, worker.lane));
    }
    const { track, now } = lanes.get(worker.lane);
    const chunk = worker.chunk >= 0 ? `, chunk ${worker.chunk}` : "";
    now.textContent = `${worker.phase}${chunk}, ${size(worker.bytes)}`;
    track.append(element("i", { class: `phase phase-${worker.phase}`, title: now.textContent }));
    if (track.children.length > CELLS) {
      track.firstChild.remove();
    }
  }
}
