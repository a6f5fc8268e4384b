// Copying what a place of the page says.

// Says in `said` what became of it.
export async function copyText(place, said) {
  try {
    await navigator.clipboard.writeText(place.textContent);
    said.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(place); // no clipboard here: it is marked, for the keyboard
    said.textContent = "Marked: copy it with the keyboard.";
  }
}
