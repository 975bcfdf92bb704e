import { showAllocations } from "./allocations.js";
import { MemoryChart } from "./chart.js";
import { showCost } from "./cost.js";
import { byId, say } from "./dom.js";
import { FlameGraph } from "./flame.js";
import { duration, isKnown, seconds, time } from "./format.js";
import { LeakList } from "./leaks.js";
import { act, address, read } from "./report.js";
import { Runs } from "./runs.js";
import { inWords, showVerdict } from "./verdict.js";

const { actions, refreshMillis } = document.documentElement.dataset;

const REFRESH_MILLIS = Number(refreshMillis) || 5_000;

/** While an action that was asked for runs. */
const IMPATIENT_MILLIS = 1_000;

/** Between two questions to an application that does not answer. */
const PATIENT_MILLIS = 30_000;

const LONGEST_ACTION_MILLIS = 120_000;

const PAUSED = "Paused while hidden";

/** Snapshots kept for the chart, when the page stays open. */
const MAX_SNAPSHOTS = 2_000;

const chart = new MemoryChart();
const leaks = new LeakList();
const flame = new FlameGraph();
const runs = new Runs();

let latest;
let snapshots = [];
let collections = [];
let failures = 0;
let awaited;
let timer;
let refreshing = false;

/** Asks for the report, draws it, and comes back after a while as long as the page is visible. */
async function refresh() {
  if (refreshing) {
    return;
  }
  refreshing = true;
  clearTimeout(timer);
  try {
    await show(await read());
    failures = 0;
  } catch (error) {
    failures++;
    refused(error);
  } finally {
    refreshing = false;
    if (!document.hidden) {
      timer = setTimeout(refresh, failures ? Math.min(PATIENT_MILLIS, REFRESH_MILLIS * 2 ** (failures - 1)) : awaited ? IMPATIENT_MILLIS : REFRESH_MILLIS);
    }
  }
}

/** When the latest analysis ran, `undefined` before the first one. */
const analysedAt = ({ leakAnalysis: { analysedAt: at } }) => (isKnown(at) ? at : undefined);

async function show(report) {
  const gap = !latest || latest.sessionId !== report.sessionId || latest.totalSamples + 1 < report.totalSamples;
  const analysed = !latest || analysedAt(latest) !== analysedAt(report);
  latest = report;
  arrived(report);
  byId("notice").hidden = true;
  byId("report").hidden = false;
  byId("report").classList.remove("stale");
  byId("session").textContent = `session ${report.sessionId}, ${report.state}, observed for ${duration(seconds(report.profilingDuration))}`;
  document.title = `${inWords(report.leakAnalysis.verdict)} · memprof ${byId("application").textContent}`;
  say(byId("connection"), awaited ? `${awaited.doing} …` : document.hidden ? PAUSED : `Live, report of ${time(report.generatedAt)}`);
  showVerdict(report);
  leaks.show(report);
  showAllocations(report);
  showCost(report);
  flame.show(report);
  if (gap || analysed) {
    ({ snapshots, collections = [] } = await read("timeline"));
  } else if (report.snapshot.timestamp !== snapshots.at(-1)?.timestamp) {
    snapshots = [...snapshots, report.snapshot].slice(-MAX_SNAPSHOTS);
  }
  chart.show(snapshots, collections, report);
  await runs.show(report);
}

/** Says why there is no report; one that was shown stays, marked as old, while that is likely to pass. */
function refused(error) {
  if (latest && error.passing) {
    byId("report").classList.add("stale");
    say(byId("connection"), `${error.message}. Shown is the report of ${time(latest.generatedAt)}.`);
    return;
  }
  byId("report").hidden = true;
  byId("notice").hidden = false;
  byId("notice-title").textContent = error.message;
  byId("notice-text").textContent = error.text ?? "The page could not make sense of the report. The JSON is linked below.";
  document.title = `${error.message} · memprof`;
  say(byId("connection"), "No report");
  if (!("text" in error)) {
    console.error(error);
  }
}

/** Whether what was asked for has happened, or is not worth waiting for any longer. */
function arrived(report) {
  if (awaited && (awaited.isDone(report) || Date.now() > awaited.until)) {
    awaited = undefined;
    enable(true);
  }
}

function enable(enabled) {
  byId("analyse").disabled = byId("renew").disabled = !enabled;
}

/** Asks for an action, and follows it. */
async function run(doing, request, isDone) {
  enable(false);
  say(byId("connection"), `${doing} …`);
  try {
    const accepted = await request();
    awaited = { doing, isDone: (report) => isDone(report, accepted), until: Date.now() + LONGEST_ACTION_MILLIS };
    clearTimeout(timer);
    timer = setTimeout(refresh, IMPATIENT_MILLIS);
  } catch (error) {
    enable(true);
    say(byId("connection"), `${error.message}. ${error.text ?? ""}`);
  }
}

function offerActions() {
  byId("actions").hidden = actions !== "true";
  byId("analyse").addEventListener("click", () => {
    const isDone = (report, { acceptedAt }) => Date.parse(analysedAt(report)) >= Date.parse(acceptedAt);
    run("Analysing", () => act("POST", "analysis"), isDone);
  });
  const confirm = byId("confirm");
  byId("renew").addEventListener("click", () => confirm.showModal());
  byId("confirm-no").addEventListener("click", () => confirm.close());
  byId("confirm-yes").addEventListener("click", () => {
    confirm.close();
    const before = latest?.sessionId;
    run("Beginning a new session", () => act("DELETE"), (report) => report.sessionId !== before);
  });
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(timer);
  if (document.hidden) {
    say(byId("connection"), PAUSED);
  } else {
    refresh();
  }
});

byId("json").href = address;
offerActions();
refresh();
