// A question that must be answered before something is lost.

export function confirmed(question) {
  const dialog = document.getElementById("confirm");
  document.getElementById("confirm-question").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// What is lost with an analysis depends on how far it is.
export function confirmedDeletion(name, state) {
  const runs = state === "running" || state === "queued";
  return confirmed(
    runs
      ? `${name} is still ${state}. Delete it, with the uploaded log and all that was found so far?`
      : `Delete ${name}, with the uploaded log and its report?`,
  );
}
