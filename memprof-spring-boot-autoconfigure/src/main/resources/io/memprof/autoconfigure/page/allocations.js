import { breakable, byId, element, fill, scrolling, table, terms } from "./dom.js";
import { bytes, isKnown, number, orWhyNot, percent, short, whyNot } from "./format.js";

const SIZES = [
  ["tiny", "up to 1 KiB"],
  ["small", "to 64 KiB"],
  ["medium", "to 1 MiB"],
  ["large", "to 16 MiB"],
  ["huge", "above"],
];

/** Totals, the distribution of sizes, and who allocates most. */
export function showAllocations({ allocations }) {
  fill(
    byId("totals"),
    terms([
      ["Allocated", orWhyNot(allocations.totalBytes, bytes)],
      ["Rate", orWhyNot(allocations.bytesPerSecond, (rate) => `${bytes(rate)}/s`)],
      ["Allocations", orWhyNot(allocations.totalCount, (count) => `${number(count)} (estimated)`)],
      ["Efficiency", orWhyNot(allocations.efficiencyScore, (score) => `${number(score, 2)} of 1`)],
    ]),
    sizes(allocations.sizeDistribution),
  );
  fill(
    byId("tops"),
    top("Components", "component", allocations.topAllocators, [["efficiency", (total) => number(total.efficiency, 2)]]),
    top("Classes", "className", allocations.topClasses),
    top("Operations", "operation", allocations.topOperations),
    top("Sites", "site", allocations.topSites),
  );
}

function sizes(distribution) {
  if (!isKnown(distribution)) {
    return element("p", { class: "muted" }, `No distribution of sizes: ${whyNot(distribution)}`);
  }
  const all = Math.max(1, SIZES.reduce((sum, [name]) => sum + distribution[name], 0));
  return table(
    "Allocations by size",
    ["size", "allocations", "share"],
    SIZES.map(([name, range]) => [`${name}, ${range}`, number(distribution[name]), bar(distribution[name] / all)]),
  );
}

function top(caption, field, totals, more = []) {
  if (!isKnown(totals)) {
    return element("p", { class: "muted" }, `${caption}: ${whyNot(totals)}`);
  }
  return scrolling(
    `${caption} that allocate most`,
    `top-${field}`,
    table(
      caption,
      ["name", "bytes", "allocations", ...more.map(([name]) => name), "share"],
      totals.map((total) => [breakable(short(total[field])), bytes(total.bytes), number(total.count), ...more.map(([, value]) => value(total)), bar(total.share)]),
    ),
  );
}

/** A share as text with a bar behind it. */
function bar(share) {
  const filled = element("span", { class: "bar-filled", "aria-hidden": "true" });
  filled.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return element("span", { class: "bar-of" }, filled, element("span", {}, percent(share)));
}
