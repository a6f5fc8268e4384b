// One request whose body is sent with progress. Fetch cannot tell upload progress, hence
// XMLHttpRequest.

import { visible } from "./visible.js";

export class ConnectionLost extends Error {}

// Resolves to {status, answer, header(name)}; `sent(bytes)` is called as bytes leave. Rejects with
// ConnectionLost where there is no answer, and with AbortError when `signal` aborts.
export function send(method, url, headers, body, sent, signal) {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const abort = () => request.abort();
    request.open(method, url);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headers)) {
      request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", ({ loaded }) => sent(loaded));
    request.addEventListener("load", () =>
      resolve({
        status: request.status,
        answer: request.response ?? {},
        header: (name) => request.getResponseHeader(name),
      }),
    );
    request.addEventListener("error", () => reject(new ConnectionLost()));
    request.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    signal.addEventListener("abort", abort);
    request.send(body);
  });
}

export function failure({ status, answer }) {
  return new Error(visible(answer.detail || answer.title || `The server answered ${status}.`));
}
