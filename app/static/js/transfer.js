// One upload: files go up as they are, progress comes from the bytes handed to the network.

import { visible } from "./visible.js";

const ENDPOINT = "/api/v1/analyses";

function bodyOf(files) {
  if (files.length === 1) {
    return [`${ENDPOINT}?filename=${encodeURIComponent(files[0].name)}`, files[0]];
  }
  const form = new FormData();
  for (const file of files) {
    form.append("file", file, file.name);
  }
  return [ENDPOINT, form];
}

function failure(request) {
  const answer = request.response ?? {};
  return visible(answer.detail || answer.title || `The server answered ${request.status}.`);
}

// Resolves to the created analysis; `report({loaded, total, rate})` is called as bytes leave, rate in
// bytes per second. `signal` aborts. Fetch cannot tell upload progress, hence XMLHttpRequest.
export function upload(files, report, signal) {
  const [url, body] = bodyOf(files);
  const request = new XMLHttpRequest();
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request.open("POST", url);
    request.responseType = "json";
    if (files.length === 1) {
      request.setRequestHeader("Content-Type", "application/octet-stream");
    }
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const elapsed = Math.max(performance.now() - began, 1) / 1000;
      report({ loaded, total, rate: loaded / elapsed });
    });
    request.addEventListener("load", () =>
      request.status === 202 ? resolve(request.response) : reject(new Error(failure(request))),
    );
    request.addEventListener("error", () =>
      reject(new Error("The connection broke off. Check that Loglanes still runs and the file is readable.")),
    );
    request.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
