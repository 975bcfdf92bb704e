import { byId, fill, terms } from "./dom.js";
import { bytes, duration, number, seconds, time } from "./format.js";

/** What memprof takes from its host, and where it pushes to. */
export function showCost({ cost, telemetry, profilingDuration }) {
  const observed = Math.max(1, seconds(profilingDuration));
  fill(
    byId("cost-values"),
    terms([
      ["Heap held", bytes(cost.heldBytes)],
      ["Processor time", `${number(cost.cpuMillis)} ms, ${number((cost.cpuMillis / observed / 10), 2)} % of one processor`],
      ["Pauses of the application", `${number(cost.pauseMillis)} ms in ${number(cost.referenceWalks)} walks`],
      ["Ticks", `${number(cost.ticks)}, ${number(cost.ticksSkipped)} skipped, the last took ${number(cost.lastTickMicros)} µs`],
      ["Last analysis", `${number(cost.lastAnalysisMillis)} ms, most of it waiting`],
      ["Steps that failed", number(cost.stepFailures)],
    ]),
  );
  fill(byId("pushes"), `${pushed("Meters over OTLP", telemetry)} ${pushed("Profiles", telemetry?.profiles)} Observed for ${duration(observed)}.`);
}

function pushed(what, status) {
  if (!status) {
    return "";
  }
  const detail = [status.endpoint, status.reason, status.lastError, status.lastSuccess ? `last at ${time(status.lastSuccess)}` : null].filter((part) => typeof part === "string" && part !== "none");
  return `${what}: ${status.state}${detail.length ? ` (${detail.join(", ")})` : ""}.`;
}
