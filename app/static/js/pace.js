// How fast a run is and how long it will take, from what it said in the last seconds.

const WINDOW_MS = 8000;

export class Pace {
  constructor() {
    this.seen = []; // [milliseconds, bytes], oldest first
  }

  // Notes how many bytes are done now.
  note(now, bytes) {
    this.seen.push([now, bytes]);
    while (this.seen.length > 2 && this.seen[0][0] < now - WINDOW_MS) {
      this.seen.shift();
    }
  }

  // After a pause, what was before it says nothing about what comes.
  forget() {
    this.seen = [];
  }

  // Bytes per second; 0 while unknown.
  get rate() {
    const [first, last] = [this.seen[0], this.seen.at(-1)];
    const elapsed = first ? last[0] - first[0] : 0;
    return elapsed >= 500 ? (1000 * Math.max(0, last[1] - first[1])) / elapsed : 0;
  }
}
