import { breakable, element, scrolling, table } from "./dom.js";
import { bytes, isKnown, number, orWhyNot, percent, short, whyNot } from "./format.js";

/** What requests, jobs and messages allocated, by the JVM's own count of their thread. */
export function measuredOperations({ measuredOperations: operations, unmeasuredShare, unmeasuredReasons }) {
  if (!isKnown(operations)) {
    return element("p", { class: "muted" }, `Exact bytes of operations: ${whyNot(operations)}`);
  }
  const rows = operations.map((operation) => [
    breakable(short(operation.operation)),
    orWhyNot(operation.handler, (handler) => breakable(short(handler))),
    orWhyNot(operation.averageBytes, bytes),
    orWhyNot(operation.bytes, bytes),
    number(operation.count),
    number(operation.unmeasuredCount),
  ]);
  const reasons = isKnown(unmeasuredReasons) ? unmeasuredReasons.map(({ reason, count }) => `${reason} (${number(count)})`) : [];
  return element(
    "div",
    { id: "measured" },
    scrolling(
      "Exact bytes of operations",
      "measured-table",
      table("Operations, measured exactly", ["operation", "handled by", "bytes each", "bytes in all", "measured", "not measured"], rows, "words"),
    ),
    reasons.length === 0 ? null : element("p", { class: "muted" }, `${percent(unmeasuredShare)} could not be measured: ${reasons.join("; ")}.`),
  );
}
