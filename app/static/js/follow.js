// Follows a run: by server-sent events, or, where every place for a stream is taken or the stream
// breaks off, by asking again and again.

import { request } from "./problem.js";

const ENDED = ["done", "failed", "cancelled"];
const PATIENCE_MS = 2000;
const BREAKS_ALLOWED = 3;
const KINDS = ["progress", "report", "end"];

function byAsking(url, ears) {
  let since = null;
  let reports = 0;
  let ended = false;
  const ask = async () => {
    try {
      const query = since === null ? "" : `?wait=20&since=${since}`;
      const { progress } = await request("GET", url + query);
      ears.back();
      since = progress.version;
      ended = ENDED.includes(progress.state);
      ears[ended ? "end" : "progress"](progress);
      if (!ended && (progress.reports ?? 0) > reports) {
        reports = progress.reports;
        ears.report();
      }
    } catch (error) {
      if (error.status === 404) {
        ears.gone();
        return;
      }
      ears.lost(error.message);
      await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    }
    if (!ended) {
      setTimeout(ask, PATIENCE_MS / 10);
    }
  };
  ask();
}

// `ears`: progress(progress), report(), end(progress), lost(why), back(), gone().
export function follow(url, ears) {
  const stream = new EventSource(`${url}/events`);
  let breaks = 0;
  const heard = {
    progress: (data) => ears.progress(data),
    report: () => ears.report(),
    end: (data) => {
      stream.close();
      if (data.state === "deleted") {
        ears.gone();
      } else {
        ears.end(data);
      }
    },
  };
  for (const kind of KINDS) {
    stream.addEventListener(kind, ({ data }) => {
      breaks = 0;
      ears.back();
      heard[kind](JSON.parse(data));
    });
  }
  stream.addEventListener("error", () => {
    breaks += 1; // one is the stream's planned end, after which the browser comes back by itself
    if (stream.readyState === EventSource.CLOSED || breaks >= BREAKS_ALLOWED) {
      stream.close();
      byAsking(url, ears);
    }
  });
}
