import { byId, fill, terms } from "./dom.js";
import { ago, bytes, duration, isKnown, number, orWhyNot, percent, seconds, time } from "./format.js";

/** What memprof takes from its host, and where it pushes to. */
export function showCost({ cost, telemetry, profilingDuration, generatedAt }) {
  const observed = Math.max(1, seconds(profilingDuration));
  fill(
    byId("cost-values"),
    terms([
      ["Heap held", bytes(cost.heldBytes)],
      ["Processor time", orWhyNot(cost.cpuMillis, (millis) => `${number(millis)} ms, ${number(millis / observed / 10, 2)} % of one processor${lately(cost.cpuShare, cost)}`)],
      ["Allocated", orWhyNot(cost.allocatedBytes, (allocated) => `${bytes(allocated)}${lately(cost.allocationShare, cost, "of all")}`)],
      ["JFR on disk", orWhyNot(cost.diskBytes, bytes)],
      ["Pauses of the application", `${number(cost.pauseMillis)} ms in ${number(cost.referenceWalks)} walks`],
      ["Ticks", `${number(cost.ticks)}, ${number(cost.ticksSkipped)} skipped, the last took ${number(cost.lastTickMicros)} µs`],
      ["Last analysis", `${number(cost.lastAnalysisMillis)} ms, most of it waiting`],
      ["Steps that failed", number(cost.stepFailures)],
      ["Ceiling", `${number(cost.ceiling.cpuShare * 100, 2)} % of one processor, ${bytes(cost.ceiling.heldBytes)} of heap, ${bytes(cost.ceiling.diskBytes)} on disk`],
      ["Held back", heldBack(cost.backOff, generatedAt)],
    ]),
  );
  fill(byId("pushes"), `${pushed("Meters over OTLP", telemetry)} ${pushed("Profiles", telemetry?.profiles)} Observed for ${duration(observed)}.`);
}

const lately = (share, cost, of = "") => (isKnown(share) ? `, ${percent(share)} ${of ? `${of} ` : ""}in the last ${duration(cost.sharesOverSeconds)}` : "");

const heldBack = ({ level, since, reason, what }, generatedAt) => (level === "NONE" ? "nothing" : `${what}, since ${ago(since, generatedAt)}: ${reason}`);

function pushed(what, status) {
  if (!status) {
    return "";
  }
  const detail = [status.endpoint, status.reason, status.lastError, status.lastSuccess ? `last at ${time(status.lastSuccess)}` : null].filter((part) => typeof part === "string" && part !== "none");
  return `${what}: ${status.state}${detail.length ? ` (${detail.join(", ")})` : ""}.`;
}
