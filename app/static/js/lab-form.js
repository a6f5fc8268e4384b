// What the reader wants compared, as the server takes it.

const NONE = "Choose at least one engine.";

export function wishesOf(form) {
  const data = new FormData(form);
  return {
    engines: data.getAll("engine"),
    workers: data.get("workers").split(",").map(Number),
    rounds: Number(data.get("rounds")),
  };
}

// `start(wishes)` is called with what can be started.
export function wireForm(form, start) {
  const boxes = [...form.querySelectorAll("[name=engine]")];
  const check = () => boxes[0].setCustomValidity(boxes.some((box) => box.checked) ? "" : NONE);
  boxes.forEach((box) => box.addEventListener("change", check));
  check(); // a browser may bring back what was chosen before
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start(wishesOf(form));
  });
}
