// The start page.

import { wireApi } from "./api-dialog.js";
import { acceptDrops } from "./dropzone.js";
import { wireDeletion } from "./deletion.js";
import { lookFirst } from "./look-first.js";
import { exact, size } from "./numbers.js";
import { clearProblem, showProblem } from "./problem.js";
import { upload } from "./transfer.js";
import { showUnfinished } from "./unfinished.js";
import { visible } from "./visible.js";

const byId = (id) => document.getElementById(id);
let running = null;

function title(files) {
  const names = visible(files.map((file) => file.name).join(", "));
  return files.length === 1 ? names : `${files.length} files: ${names}`;
}

function showFigures({ loaded, total, rate, waiting }) {
  byId("transfer-bar").value = total ? loaded / total : 0;
  const sent = loaded >= total ? "All bytes sent, starting the run" : `${size(loaded)} of ${size(total)}`;
  byId("transfer-figures").textContent = waiting
    ? `${sent}; the connection is lost, trying again`
    : `${sent}, ${size(rate)}/s`;
  byId("transfer-figures").title = `${exact(loaded)} of ${exact(total)} bytes`;
}

function chosenOptions() {
  const redact = byId("redact").value;
  return redact ? { redact } : {};
}

async function send(files) {
  if (running) {
    showProblem("One upload is under way. Cancel it first, or wait until it is done.");
    return;
  }
  if (files.length === 0) {
    return;
  }
  clearProblem();
  const options = chosenOptions();
  running = new AbortController();
  if (byId("look-first").checked) {
    try {
      const format = await lookFirst(files[0], byId("look"), running.signal);
      Object.assign(options, format && { format });
    } catch (error) {
      running = null;
      byId("files").value = "";
      if (error.name !== "AbortError") {
        showProblem(error.message);
      }
      return;
    }
  }
  byId("transfer").hidden = false;
  byId("unfinished").hidden = true;
  byId("transfer-name").textContent = title(files);
  showFigures({ loaded: 0, total: files.reduce((sum, file) => sum + file.size, 0), rate: 0 });
  try {
    location.assign(await upload(files, options, showFigures, running.signal));
  } catch (error) {
    byId("transfer").hidden = true;
    if (error.name !== "AbortError") {
      showProblem(error.message);
    }
  } finally {
    running = null;
    byId("files").value = "";
  }
}

document.documentElement.classList.add("scripted");
acceptDrops(send);
byId("files").addEventListener("change", (event) => send([...event.target.files]));
byId("transfer-cancel").addEventListener("click", () => running?.abort());
wireDeletion(byId("past"), byId("past-empty"));
showUnfinished(byId("unfinished"));
byId("redact").addEventListener("change", ({ target }) => {
  const button = document.querySelector("#upload-form [data-api]");
  const [path, query] = button.dataset.api.split("?");
  const asked = new URLSearchParams(query);
  asked.delete("redact");
  if (target.value) {
    asked.set("redact", target.value);
  }
  button.dataset.api = `${path}?${asked}`;
});
wireApi();
