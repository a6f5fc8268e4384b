// Plotly, loaded once, and the settings every chart is drawn with.

import { withColours } from "./colours.js";

const COARSE = matchMedia("(pointer: coarse)").matches;
const ALWAYS_REMOVED = ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d", "pan2d"];
const ZOOM_BUTTONS = ["zoom2d", "resetScale2d"];

let loading = null;

export function loadPlotly(url) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => resolve(globalThis.Plotly));
    script.addEventListener("error", () => {
      loading = null;
      reject(new Error("The charting script did not load."));
    });
    document.head.append(script);
  });
  return loading;
}

function settings(name, zooms) {
  return {
    responsive: true,
    displaylogo: false,
    displayModeBar: COARSE ? false : "hover",
    showSendToCloud: false, // a log must not leave the host with one click
    plotlyServerURL: "",
    modeBarButtonsToRemove: zooms ? ALWAYS_REMOVED : [...ALWAYS_REMOVED, ...ZOOM_BUTTONS],
    toImageButtonOptions: { filename: `loglanes-${name}`, scale: 2 },
  };
}

export function draw(plotly, place, name, figure) {
  const { data, layout } = withColours(figure, place.parentElement);
  const zooms = layout.dragmode === "zoom";
  layout.uirevision ??= name; // a newer figure keeps the zoom of the older one
  if (COARSE) {
    layout.dragmode = false; // a finger on a chart scrolls the page
  }
  return plotly.react(place, data, layout, settings(name, zooms));
}
