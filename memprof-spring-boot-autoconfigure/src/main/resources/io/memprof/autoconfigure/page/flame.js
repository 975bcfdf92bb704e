import { flameGraph, select } from "./libraries.js";
import { byId, element, fill, say, table } from "./dom.js";
import { bytes, isKnown, number, percent, short, whyNot } from "./format.js";
import { Frames } from "./frames.js";
import { read } from "./report.js";

/** Frames listed under the zoomed one. */
const LISTED = 25;

const CELL = 20;

/** Narrower frames are left out of the drawing: nobody could read or hit them. */
const NARROWEST = 2;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * The flame graph, callers on top, and beside it for those who cannot see or point: the path to the zoomed frame and a table of what it
 * calls. Its data is large, so it is loaded when it first comes into view, and again when asked for.
 */
export class FlameGraph {
  #frames;

  #chart;

  #loaded = "";

  #zoomedTo;

  /** Names from the root to the zoomed frame; survives a filter and new data. */
  #path = [];

  constructor() {
    for (const id of ["flame-measure", "flame-component", "flame-operation"]) {
      byId(id).addEventListener("change", () => this.#draw());
    }
    byId("flame-search").addEventListener("input", () => this.#search());
    byId("flame-reset").addEventListener("click", () => this.#zoom(this.#root));
    byId("flame-refresh").addEventListener("click", () => this.#load());
    new ResizeObserver(() => this.#fit()).observe(byId("flame"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#chart?.update());
    new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && !this.#loaded && this.#load(), {
      rootMargin: "200px",
    }).observe(byId("flame-controls"));
  }

  /** Another session has another tree. */
  show(report) {
    if (this.#loaded && this.#loaded !== report.sessionId) {
      this.#load();
    }
    this.sessionId = report.sessionId;
  }

  get #root() {
    return select("#flame").datum();
  }

  async #load() {
    this.#loaded = this.sessionId ?? "loading";
    say(byId("flame-status"), "Loading the stacks …");
    try {
      const tree = await read("flamegraph");
      if (!isKnown(tree)) {
        this.#empty(whyNot(tree));
        return;
      }
      this.#frames = new Frames(tree);
      offer(byId("flame-component"), this.#frames.components);
      offer(byId("flame-operation"), this.#frames.operations);
      this.#draw();
    } catch (error) {
      this.#loaded = "";
      this.#empty(`${error.message}. ${error.text ?? ""}`);
    }
  }

  #empty(why) {
    this.#frames = undefined;
    this.#clear();
    fill(byId("flame-path"));
    fill(byId("flame-table"));
    say(byId("flame-status"), `There is no flame graph: ${why}`);
  }

  #clear() {
    this.#chart?.destroy();
    this.#chart = undefined;
    fill(byId("flame"));
  }

  #draw() {
    if (!this.#frames) {
      return;
    }
    const tree = this.#frames.chosen(byId("flame-measure").value, byId("flame-component").value, byId("flame-operation").value);
    this.#clear();
    if (tree.value === 0) {
      fill(byId("flame-path"));
      fill(byId("flame-table"));
      const all = !byId("flame-component").value && !byId("flame-operation").value;
      say(byId("flame-status"), `No allocation was sampled ${all ? "yet" : "that is of this component and operation"}.`);
      return;
    }
    this.#chart = flameGraph()
      .width(this.#width)
      .cellHeight(CELL)
      .inverted(true)
      .sort(false)
      .minFrameSize(NARROWEST)
      .resetHeightOnZoom(true)
      .transitionDuration(still.matches ? 0 : 250)
      .title("")
      .onClick((node) => this.#zoomed(node))
      .setSearchMatch((node, term) => node.data.frame.toLowerCase().includes(term.toLowerCase()))
      .setSearchHandler((found, sum, total) => this.#found(found.length, sum, total))
      .setColorMapper((node) => colour(node.highlight ? "found" : node.data.kind))
      .setLabelHandler((node) => `${short(node.data.frame)}: ${this.#amount(node.data.value)}, ${percent(node.data.value / this.#root.data.value)}`);
    select("#flame").datum(tree).call(this.#chart);
    byId("flame").querySelector("svg").setAttribute("aria-hidden", "true");
    const node = this.#followed();
    if (node === this.#root) {
      this.#zoomed(node);
    } else {
      this.#zoom(node);
    }
  }

  get #width() {
    return Math.max(240, byId("flame").clientWidth - 2);
  }

  #fit() {
    if (this.#chart && this.#chart.width() !== this.#width) {
      this.#chart.width(this.#width).update();
    }
  }

  #amount(value) {
    return byId("flame-measure").value === "bytes" ? bytes(value) : `${number(value)} allocations`;
  }

  #followed() {
    let node = this.#root;
    for (const name of this.#path.slice(1)) {
      const next = node.children?.find((child) => child.data.frame === name);
      if (!next) {
        break;
      }
      node = next;
    }
    return node;
  }

  #zoom(node) {
    if (node) {
      this.#chart.zoomTo(node);
    }
  }

  #zoomed(node) {
    this.#zoomedTo = node;
    const ancestors = node.ancestors().reverse();
    this.#path = ancestors.map((ancestor) => ancestor.data.frame);
    const total = this.#root.data.value;
    const button = (frame, key) =>
      element("button", { type: "button", class: `frame-button ${frame.data.kind}`, "data-key": key, title: short(frame.data.frame), onclick: () => this.#zoom(frame) }, frame.data.name);
    fill(
      byId("flame-path"),
      ...ancestors.map((ancestor, i) => element("li", { "aria-current": ancestor === node ? "true" : null }, button(ancestor, `path-${i}`))),
    );
    const called = node.children ?? [];
    const rows = called.slice(0, LISTED).map((child, i) => [button(child, `called-${i}`), this.#amount(child.data.value), percent(child.data.value / total)]);
    const rest = called.length - LISTED;
    fill(
      byId("flame-table"),
      table(
        `${node.data.name} calls ${number(called.length)} frame${called.length === 1 ? "" : "s"}${rest > 0 ? `, the largest ${LISTED} of them are` : ""}`,
        ["frame", "allocated in it and below", "of all shown"],
        rows,
      ),
    );
    this.#search();
  }

  #search() {
    if (!this.#chart) {
      return;
    }
    const term = byId("flame-search").value.trim();
    if (term) {
      this.#chart.search(term);
      return;
    }
    if (this.#zoomedTo.highlight !== undefined) {
      this.#chart.clear();
    }
    const { name, value } = this.#zoomedTo.data;
    const { leftOut } = this.#frames;
    const folded = leftOut > 0 ? ` The smallest ${number(leftOut)} frames are summed up as [other].` : "";
    say(byId("flame-status"), `${name}: ${this.#amount(value)}, ${percent(value / this.#root.data.value)} of what is shown.${folded}`);
  }

  #found(frames, sum, total) {
    say(
      byId("flame-status"),
      frames === 0 ? "No frame has that in its name." : `Found in ${number(frames)} frames: ${this.#amount(sum)}, ${percent(sum / total)} of what is shown.`,
    );
  }
}

const colour = (kind) => getComputedStyle(document.documentElement).getPropertyValue(`--frame-${kind}`).trim();

/** Fills a select, and keeps what was chosen when it is still there. */
function offer(list, names) {
  const chosen = list.value;
  fill(list, element("option", { value: "" }, "All"), ...names.map(([name, amount]) => element("option", { value: name }, `${short(name)} (${bytes(amount)})`)));
  list.value = names.some(([name]) => name === chosen) ? chosen : "";
}
