// What went wrong, in the page, in words.

export async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  return body.detail || body.title || `The server answered ${response.status}.`;
}

export function showProblem(text) {
  const place = document.getElementById("problem");
  place.textContent = text;
  place.hidden = false;
}

export function clearProblem() {
  document.getElementById("problem").hidden = true;
}

export async function request(method, url) {
  let response;
  try {
    response = await fetch(url, { method, headers: { Accept: "application/json" } });
  } catch {
    throw new Error("The server cannot be reached. Is Loglanes still running?");
  }
  if (!response.ok) {
    throw new Error(await problemOf(response));
  }
  return response.status === 204 ? null : response.json();
}
