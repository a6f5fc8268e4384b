// From chosen files to the page of their analysis: one goes up in slices and can be continued,
// several go together as a form.

import { uploadInSlices } from "./resumable.js";
import { ConnectionLost, failure, send } from "./send.js";

const ENDPOINT = "/api/v1/analyses";

async function uploadForm(files, options, report, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(options)) {
    form.append(name, value);
  }
  for (const file of files) {
    form.append("file", file, file.name);
  }
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const began = performance.now();
  const sent = (bytes) => {
    const elapsed = Math.max(performance.now() - began, 1) / 1000;
    report({ loaded: Math.min(bytes, total), total, rate: bytes / elapsed });
  };
  const made = await send("POST", ENDPOINT, {}, form, sent, signal).catch((error) => {
    throw error instanceof ConnectionLost
      ? new Error("The connection broke off. Check that Loglanes still runs and the files are readable.")
      : error;
  });
  if (made.status !== 202) {
    throw failure(made);
  }
  return made.answer.links.page;
}

// Resolves to the path of the page; `report({loaded, total, rate, waiting})` as bytes leave, rate in
// bytes per second. `options` are what an upload may choose, such as its format. `signal` aborts.
export function upload(files, options, report, signal) {
  return files.length === 1
    ? uploadInSlices(files[0], options, report, signal)
    : uploadForm(files, options, report, signal);
}
