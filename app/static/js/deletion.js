// Deleting from the list of analyses: asks first, and tells a failure in the row.

import { confirmedDeletion } from "./confirm.js";
import { element } from "./element.js";
import { request } from "./problem.js";

async function remove(button, list, empty) {
  const row = button.closest("li");
  const name = row.querySelector(".past-name").textContent;
  row.querySelector(".problem")?.remove();
  if (!(await confirmedDeletion(name, button.dataset.state))) {
    return;
  }
  button.disabled = true;
  try {
    await request("DELETE", `/api/v1/analyses/${button.dataset.delete}`);
    row.remove();
    empty.hidden = list.children.length > 0;
  } catch (error) {
    button.disabled = false;
    row.append(element("p", { class: "problem", role: "alert" }, error.message));
  }
}

export function wireDeletion(list, empty) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-delete]");
    if (button) {
      remove(button, list, empty);
    }
  });
}
