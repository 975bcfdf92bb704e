import { uPlot } from "./libraries.js";
import { byId, element, fill, table } from "./dom.js";
import { bytes, isKnown, number, time } from "./format.js";
import { isAlarm } from "./verdict.js";

/** A limit is drawn when it is less than so many times what is in use; else it would flatten everything. */
const FAR = 4;

const TABLE_ROWS = 60;

const HEIGHT = 300;

/** Of a snapshot to the chart's series; what is not known is a gap. */
const SERIES = [
  ["Resident set", "rssBytes", "--rss"],
  ["Heap in use", "heapBytes", "--heap"],
];

/**
 * Memory over the session, with what the analysis makes of it: the trend of the live heap with its interval, the collections, and since
 * when something leaks.
 */
export class MemoryChart {
  #plot;

  #drawn;

  #marks;

  /** The series that the plot was made for. */
  #looks;

  constructor() {
    new ResizeObserver(() => this.#fit()).observe(byId("chart"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#drawn && this.show(...this.#drawn));
  }

  /**
   * @param {object[]} snapshots oldest first
   * @param {object[]} collections oldest first
   * @param {object} report the latest
   */
  show(snapshots, collections, report) {
    this.#drawn = [snapshots, collections, report];
    const { series, columns, marks } = plotted(snapshots, collections, report);
    this.#marks = marks;
    const looks = JSON.stringify(series);
    if (looks === this.#looks) {
      this.#plot.setData(columns);
    } else {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(series), columns, byId("chart"));
      this.#looks = looks;
    }
    fill(byId("chart-caption"), caption(collections, report, marks));
    fill(byId("chart-table").querySelector(".scroll"), asTable(snapshots));
  }

  #options(series) {
    return {
      ...options(series),
      hooks: {
        draw: [
          (plot) => {
            drawCollections(plot, this.#marks.collections);
            this.#marks.starts.forEach(([iso, label], row) => drawStart(plot, epochSeconds(iso), label, row));
          },
        ],
      },
    };
  }

  #fit() {
    const width = byId("chart").clientWidth;
    if (this.#plot && width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({ width, height: HEIGHT });
    }
  }
}

const epochSeconds = (iso) => Date.parse(iso) / 1000;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function plotted(snapshots, collections, report) {
  const tables = [[snapshots.map((s) => epochSeconds(s.timestamp)), ...SERIES.map(([, field]) => snapshots.map((s) => (isKnown(s[field]) ? s[field] : null)))]];
  const series = SERIES.map(([label, , variable]) => ({ label, stroke: colour(variable), width: 1.5 }));
  tables.push([collections.map((c) => epochSeconds(c.timestamp)), collections.map((c) => c.liveHeapBytes)]);
  series.push({ label: "Live heap (after a collection)", stroke: colour("--live"), width: 2 });
  const trend = trendLines(report.leakAnalysis);
  if (trend) {
    tables.push(trend);
    const side = { stroke: colour("--trend"), width: 1, dash: [2, 4], points: { show: false } };
    series.push({ ...side, label: "Trend", width: 2, dash: [8, 4] }, { ...side, label: "at least" }, { ...side, label: "at most" });
  }
  const most = Math.max(0, ...snapshots.flatMap((s) => SERIES.map(([, field]) => (isKnown(s[field]) ? s[field] : 0))));
  const ends = [snapshots[0], snapshots.at(-1)].map((s) => epochSeconds(s?.timestamp ?? report.generatedAt));
  for (const [label, limit] of [
    ["Largest heap", report.snapshot.heapMaxBytes],
    ["Container", report.snapshot.containerLimitBytes],
  ]) {
    if (isKnown(limit) && limit < most * FAR) {
      tables.push([ends, [limit, limit]]);
      series.push({ label, stroke: colour("--limit"), width: 1.5, dash: label === "Container" ? [2, 3] : [10, 5], points: { show: false } });
    }
  }
  return {
    columns: uPlot.join(tables),
    series: series.map((line) => ({ spanGaps: true, value: (_, value) => (value === null || value === undefined ? "–" : bytes(value)), ...line })),
    marks: marks(collections, report),
  };
}

/** The line and the ends of its interval, turned about its middle. */
function trendLines({ liveHeapTrend: trend, growthRateMbPerHour: growth, growthRateLow: low, growthRateHigh: high }) {
  if (!isKnown(trend) || !isKnown(growth)) {
    return null;
  }
  const [from, to] = [epochSeconds(trend.from), epochSeconds(trend.to)];
  const middle = (trend.startBytes + trend.endBytes) / 2;
  const half = (to - from) / 2;
  const perSecond = (mbPerHour) => (mbPerHour * 2 ** 20) / 3600;
  const side = (rate) => [middle - half * perSecond(rate), middle + half * perSecond(rate)];
  return [[from, to], [trend.startBytes, trend.endBytes], side(low), side(high)];
}

function marks(collections, { leakAnalysis: analysis }) {
  const present = analysis.potentialLeaks.filter((leak) => leak.status !== "GONE").map((leak) => leak.firstSeen);
  const rising = isAlarm(analysis.verdict) || analysis.verdict === "GROWING";
  return {
    collections: collections.map((c) => [epochSeconds(c.timestamp), c.quality !== "young"]),
    starts: [
      rising && isKnown(analysis.liveHeapTrend) ? [analysis.liveHeapTrend.from, "rising since"] : null,
      present.length > 0 ? [present.sort()[0], "leak first seen"] : null,
    ].filter(Boolean),
  };
}

function options(series) {
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
  return {
    width: byId("chart").clientWidth || 600,
    height: HEIGHT,
    cursor: { y: false },
    scales: { y: { range: (_, __, most) => [0, (most || 1) * 1.05] } },
    axes: [
      { ...axis, space: 90, values: [[3600, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", null, null, null, null, null, 1], [60, "{HH}:{mm}", null, null, null, null, null, null, 1], [1, "{HH}:{mm}:{ss}", null, null, null, null, null, null, 1]] },
      { ...axis, size: 76, values: (_, splits) => splits.map(bytes), incrs: binarySteps() },
    ],
    series: [{ label: "Time", value: "{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}" }, ...series],
  };
}

/** Distances between marks that are round in units of 1024. */
function binarySteps() {
  return [0, 1, 2, 3, 4].flatMap((power) => [1, 2, 5, 10, 20, 50, 100, 200, 256, 512].map((step) => step * 1024 ** power));
}

function drawCollections({ ctx, bbox, valToPos }, collections) {
  ctx.save();
  ctx.fillStyle = colour("--muted");
  for (const [at, old] of collections) {
    const x = Math.round(valToPos(at, "x", true));
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      const height = devicePixelRatio * (old ? 12 : 5);
      ctx.fillRect(x, bbox.top + bbox.height - height, devicePixelRatio, height);
    }
  }
  ctx.restore();
}

function drawStart({ ctx, bbox, valToPos }, at, label, row) {
  const x = Math.round(valToPos(at, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) {
    return;
  }
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour("--alarm");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  const fits = x + ctx.measureText(label).width + 8 * devicePixelRatio < bbox.left + bbox.width;
  ctx.textAlign = fits ? "left" : "right";
  ctx.fillText(label, x + (fits ? 4 : -4) * devicePixelRatio, bbox.top + (14 + 16 * row) * devicePixelRatio);
  ctx.restore();
}

function caption(collections, { snapshot }, { starts }) {
  const old = collections.filter((c) => c.quality !== "young").length;
  return [
    `Marks along the bottom are collections: ${number(collections.length)} shown, ${number(old)} of old objects (the long ones).`,
    ...starts.map(([iso, label]) => `${label[0].toUpperCase()}${label.slice(1)} ${time(iso)}.`),
    isKnown(snapshot.heapMaxBytes) ? `The heap may grow to ${bytes(snapshot.heapMaxBytes)}.` : "",
  ].join(" ");
}

function asTable(snapshots) {
  const step = Math.max(1, Math.ceil(snapshots.length / TABLE_ROWS));
  const chosen = snapshots.filter((_, i) => (snapshots.length - 1 - i) % step === 0).reverse();
  const cell = (value) => (isKnown(value) ? bytes(value) : "–");
  return table(
    step > 1 ? `Every ${step}th snapshot, newest first` : "Every snapshot, newest first",
    ["time", "resident set", "heap in use", "live heap", "metaspace", "direct buffers", "threads"],
    chosen.map((s) => [
      time(s.timestamp),
      ...[s.rssBytes, s.heapBytes, s.liveHeapBytes, s.metaspaceBytes, s.directBytes].map(cell),
      number(s.threads),
    ]),
  );
}
