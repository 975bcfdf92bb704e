import "uplot/dist/uPlot.min.css";

export { default as flameGraph } from "d3-flame-graph";
export { select } from "d3-selection";
export { default as uPlot } from "uplot";
