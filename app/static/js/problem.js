// What went wrong, in the page, in words.

import { visibleBut } from "./visible.js";

export async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  return visibleBut("\n", body.detail || body.title || `The server answered ${response.status}.`);
}

export function showProblem(text, id = "problem") {
  const place = document.getElementById(id);
  if (place.textContent !== text || place.hidden) {
    place.textContent = text;
    place.hidden = false;
  }
}

export function clearProblem(id = "problem") {
  document.getElementById(id).hidden = true;
}

export async function request(method, url, body) {
  const headers = { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) };
  let response;
  try {
    response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Error("The server cannot be reached. Is Loglanes still running?");
  }
  if (!response.ok) {
    throw Object.assign(new Error(await problemOf(response)), { status: response.status });
  }
  return response.status === 204 ? null : response.json();
}
