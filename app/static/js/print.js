// Paper is white: draw all of it in light colours, then go back to what the reader had.

export function printInLight(view) {
  const root = document.documentElement;
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    view.each((card) => card.draw());
  });
  addEventListener("afterprint", () => {
    before ? (root.dataset.theme = before) : delete root.dataset.theme;
    view.each((card) => card.draw());
  });
}
