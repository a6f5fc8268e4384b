// An upload in slices, by the tus protocol: after a lost connection it asks how much has landed and
// goes on there; after a reload, too, once the same file is chosen again.

import { begunOf, forget, remember } from "./begun-uploads.js";
import { ConnectionLost, failure, send } from "./send.js";

const ENDPOINT = "/api/v1/uploads";
const VERSION = { "Tus-Resumable": "1.0.0" };
const SLICE_BYTES = 8 << 20; // well below what proxies let through, well above what a request costs
const RETRY_MS = 1000;
const PATIENCE_MS = 300_000;
const GONE = [404, 410];
// The slice came too slowly, a connection that was thought dead still delivered, or others upload.
const TRY_AGAIN = [408, 409, 503];

const inBase64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
  });

// How many bytes of an upload have landed; null where it is gone. Throws where nobody answers.
export async function standing(url) {
  const response = await fetch(url, { method: "HEAD", headers: VERSION });
  if (GONE.includes(response.status)) {
    return null;
  }
  if (!response.ok) {
    throw new Error(`The server answered ${response.status}.`);
  }
  return Number(response.headers.get("Upload-Offset"));
}

async function begin(file, options, signal) {
  const headers = {
    ...VERSION,
    "Upload-Length": String(file.size),
    "Upload-Metadata": Object.entries({ filename: file.name, ...options })
      .map(([name, value]) => `${name} ${inBase64(value)}`)
      .join(","),
  };
  const made = await send("POST", ENDPOINT, headers, null, () => {}, signal).catch((error) => {
    throw error instanceof ConnectionLost ? new Error("The server cannot be reached. Is Loglanes still running?") : error;
  });
  if (made.status !== 201) {
    throw failure(made);
  }
  const [url, { page }] = [made.header("Location"), made.answer.links];
  remember(file, options, url, page);
  return { url, page, offset: 0 };
}

async function beginOrGoOn(file, options, signal) {
  const begun = begunOf(file, options);
  const offset = begun ? await standing(begun.url).catch(() => null) : null;
  return offset === null ? begin(file, options, signal) : { ...begun, offset };
}

class Slices {
  constructor(file, { url, offset }, report, signal) {
    Object.assign(this, { file, url, offset, report, signal });
    [this.from, this.began, this.heard] = [offset, performance.now(), performance.now()];
  }

  async sendAll() {
    this.say(this.offset);
    while (this.offset < this.file.size) {
      const landed = await this.sendNext();
      if (landed === this.offset) {
        await this.askAgain();
      } else {
        this.landed(landed);
      }
    }
  }

  // Where the upload stands after the next slice; where it stood before, if nobody knows.
  async sendNext() {
    const slice = this.file.slice(this.offset, this.offset + SLICE_BYTES);
    const headers = {
      ...VERSION,
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(this.offset),
    };
    try {
      const sent = (bytes) => this.say(this.offset + bytes);
      const taken = await send("PATCH", this.url, headers, slice, sent, this.signal);
      if (TRY_AGAIN.includes(taken.status)) {
        return this.offset;
      }
      if (taken.status !== 204) {
        throw failure(taken);
      }
      return Number(taken.header("Upload-Offset"));
    } catch (error) {
      if (error instanceof ConnectionLost) {
        return this.offset;
      }
      throw error;
    }
  }

  async askAgain() {
    if (performance.now() - this.heard > PATIENCE_MS) {
      throw new Error("The connection broke off. Choose the same file again, and the upload goes on where it stopped.");
    }
    this.report({ loaded: this.offset, total: this.file.size, rate: 0, waiting: true });
    await pause(RETRY_MS, this.signal);
    const landed = await standing(this.url).catch(() => this.offset);
    if (landed === null) {
      throw new Error("The upload was deleted.");
    }
    if (landed !== this.offset) {
      this.landed(landed);
    }
  }

  landed(offset) {
    this.offset = offset;
    this.heard = performance.now();
    this.say(offset);
  }

  say(loaded) {
    const elapsed = Math.max(performance.now() - this.began, 1) / 1000;
    this.report({ loaded, total: this.file.size, rate: (loaded - this.from) / elapsed });
  }
}

// Resolves to the page of the analysis; `report({loaded, total, rate, waiting})` as bytes leave.
// When `signal` aborts, the upload is given up.
export async function uploadInSlices(file, options, report, signal) {
  const upload = await beginOrGoOn(file, options, signal);
  try {
    await new Slices(file, upload, report, signal).sendAll();
  } catch (error) {
    if (error.name === "AbortError") {
      forget(upload.url);
      fetch(upload.url, { method: "DELETE", headers: VERSION }).catch(() => {});
    }
    throw error;
  }
  forget(upload.url);
  return upload.page;
}
