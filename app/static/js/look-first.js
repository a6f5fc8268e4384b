// What a log looks like, before it is analysed: from its head, which nothing is kept of.

import { element, group } from "./element.js";
import { exact } from "./numbers.js";
import { problemOf } from "./problem.js";
import { visible } from "./visible.js";

const HEAD = 1 << 20;
const byId = (id) => document.getElementById(id);
const percent = (share) => `${(100 * share).toFixed(1)} %`;

async function detected(file, signal) {
  const response = await fetch("/api/v1/detect", { method: "POST", body: file.slice(0, HEAD), signal });
  if (response.status === 422) {
    return { refused: await problemOf(response) };
  }
  if (!response.ok) {
    throw new Error(await problemOf(response));
  }
  return response.json();
}

function sentence(file, { formats, runner_up: second, sampled, why, refused }) {
  if (refused) {
    return `${visible(file.name)} does not tell by its head: ${refused} A compressed log tells once it is unpacked.`;
  }
  const [first] = formats;
  const after = second ? `; runner-up: ${second.title}, ${percent(second.share)}` : "";
  return (
    `${visible(file.name)} looks like ${first.title}: it reads ${percent(first.share)} of ` +
    `${exact(sampled)} lines of its head; ${why}${after}.`
  );
}

function table(records) {
  const names = [...new Set(records.flatMap((one) => Object.keys(one)))];
  const head = group("tr", {}, names.map((name) => element("th", { scope: "col" }, visible(name))));
  const rows = records.map((one) => {
    const cells = names.map((name) => element("td", {}, visible(one[name] ?? "")));
    return group("tr", {}, cells);
  });
  return group("table", {}, [group("thead", {}, [head]), group("tbody", {}, rows)]);
}

// Resolves to the name of the format that was chosen instead, "" for none; rejects with an AbortError
// where nothing is to be analysed.
export async function lookFirst(file, place, signal) {
  const found = await detected(file, signal);
  byId("look-said").textContent = sentence(file, found);
  byId("look-records").replaceChildren(...(found.records?.length ? [table(found.records)] : []));
  byId("look-format").value = "";
  place.hidden = false;
  place.focus();
  try {
    return await new Promise((resolve, reject) => {
      byId("look-go").onclick = () => resolve(byId("look-format").value);
      byId("look-cancel").onclick = () => reject(new DOMException("Cancelled", "AbortError"));
    });
  } finally {
    place.hidden = true;
  }
}
