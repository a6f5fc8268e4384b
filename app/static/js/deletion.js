// Deleting a past analysis: the first press asks, the second deletes.

import { clearProblem, request, showProblem } from "./problem.js";

const PATIENCE_MS = 4000;

function ask(button) {
  button.dataset.armed = "yes";
  button.textContent = "Really?";
  setTimeout(() => {
    delete button.dataset.armed;
    button.textContent = "Delete";
  }, PATIENCE_MS);
}

async function remove(button, list, empty) {
  clearProblem();
  button.disabled = true;
  try {
    await request("DELETE", `/api/v1/analyses/${button.dataset.delete}`);
    button.closest("li").remove();
    empty.hidden = list.children.length > 0;
  } catch (error) {
    button.disabled = false;
    showProblem(error.message);
  }
}

export function wireDeletion(list, empty) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-delete]");
    if (button) {
      button.dataset.armed ? remove(button, list, empty) : ask(button);
    }
  });
}
