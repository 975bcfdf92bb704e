import { breakable, byId, element, fill, scrolling, table } from "./dom.js";
import { ago, bytes, duration, isKnown, mebibytes, orWhyNot, perHour, seconds, short, simpleName, time, whyNot } from "./format.js";

/** Each verdict: how it looks, and what it says to somebody who was just woken up. */
const WORDS = {
  CONFIRMED: ["alarm", "This application leaks memory"],
  SUSPECTED: ["alarm", "This application probably leaks memory"],
  GROWING: ["watch", "The live heap grows, and nobody could be named yet"],
  BOUNDED: ["watch", "Something that is bounded by design still fills"],
  RECOVERED: ["good", "A leak was there and is gone"],
  HEALTHY: ["good", "No leak was found"],
  WARMING_UP: ["unknown", "Too early to tell: the application is warming up"],
  INSUFFICIENT_EVIDENCE: ["unknown", "Cannot tell yet: there is too little evidence"],
  UNAVAILABLE: ["unknown", "Cannot tell on this JVM"],
};

const SIGNS = { alarm: "▲", watch: "◆", good: "●", unknown: "○" };

/** Leaks named on the first screen; the rest is below. */
const CULPRITS = 3;

/** Whether somebody should act. */
export const isAlarm = (verdict) => WORDS[verdict]?.[0] === "alarm";

/** The verdict in words. */
export const inWords = (verdict) => WORDS[verdict]?.[1] ?? verdict;

/** Draws the first screen but for its chart. */
export function showVerdict(report) {
  const { leakAnalysis: analysis, generatedAt } = report;
  const [look] = WORDS[analysis.verdict] ?? ["unknown"];
  const section = byId("verdict");
  section.className = look;
  const open = section.querySelector("#reasons details")?.open ?? (look === "unknown" || look === "watch");
  fill(
    section,
    element(
      "div",
      { class: "headline" },
      element("h1", { id: "verdict-title" }, element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[look]), ` ${inWords(analysis.verdict)}`),
      element("p", { id: "since" }, `${analysis.verdict} since ${time(analysis.since)}, ${ago(analysis.since, generatedAt)}`),
    ),
    ...culprits(analysis),
    tiles(report),
    advice(report),
    reasons(analysis, open),
  );
}

/** One sentence for the first leaks. */
function culprits(analysis) {
  const present = analysis.potentialLeaks.filter((leak) => leak.status !== "GONE");
  return present.slice(0, CULPRITS).map((leak) =>
    element(
      "p",
      { class: "culprit" },
      element("a", { href: `#leak=${leak.fingerprint}`, "data-key": `culprit-${leak.fingerprint}` }, simpleName(leak.className)),
      ` accumulates: ${bytes(leak.totalSizeBytes)} so far, ${perHour(leak.growthRateMbPerHour)}`,
      isKnown(leak.holder) ? `, held by ${holderInShort(leak)}` : "",
      isKnown(leak.allocationSite) ? `, allocated at ${simpleName(leak.allocationSite.replace(/\.(?=[^.]*$)/, "#")).replace("#", ".")}` : "",
    ),
  );
}

function holderInShort(leak) {
  const field = leak.holder.split(" in ").at(-1);
  const name = field.split(".").slice(-2).join(".");
  return isKnown(leak.bean) ? `${name} (bean ${leak.bean})` : name;
}

function tiles({ snapshot, leakAnalysis: analysis, pressure, peakMemoryMb }) {
  const limit = isKnown(snapshot.heapMaxBytes) ? snapshot.heapMaxBytes : null;
  const exhaustion = analysis.timeToExhaustion;
  return element(
    "dl",
    { class: "tiles" },
    tile(
      "exhaustion",
      "Time to exhaustion",
      isKnown(exhaustion) ? duration(seconds(exhaustion)) : "–",
      isKnown(exhaustion) ? `at this growth, about ${time(new Date(Date.parse(analysis.analysedAt) + seconds(exhaustion) * 1000))}` : whyNot(exhaustion),
    ),
    tile(
      "growth",
      "Growth of the live heap",
      isKnown(analysis.growthRateMbPerHour) ? perHour(analysis.growthRateMbPerHour) : "–",
      isKnown(analysis.growthRateLow)
        ? `95 % interval ${perHour(analysis.growthRateLow)} to ${perHour(analysis.growthRateHigh)}`
        : whyNot(analysis.growthRateMbPerHour),
    ),
    tile(
      "live",
      "Live heap",
      orWhyNot(snapshot.liveHeapBytes, bytes),
      `after the last collection (${snapshot.liveHeapQuality})${limit ? `, of ${bytes(limit)} at most` : ""}`,
    ),
    tile(
      "rss",
      "Resident set of the process",
      orWhyNot(snapshot.rssBytes, bytes),
      isKnown(snapshot.containerLimitBytes) ? `of ${bytes(snapshot.containerLimitBytes)} that the container has` : whyNot(snapshot.containerLimitBytes),
    ),
    tile("pressure", "Pressure", pressure, `peak ${mebibytes(peakMemoryMb)} in this session`),
  );
}

function tile(id, term, value, detail) {
  return element("div", { id, class: "tile" }, element("dt", {}, term), element("dd", {}, element("b", {}, value), " ", element("small", {}, detail)));
}

function advice({ recommendations }) {
  return recommendations.length === 0
    ? null
    : element("ul", { class: "advice", "aria-label": "What to do" }, ...recommendations.slice(0, CULPRITS).map((sentence) => element("li", {}, breakable(short(sentence)))));
}

function reasons(analysis, open) {
  const rows = analysis.reasons.map(({ test, value, threshold, passed }) => [test, value, threshold, passed ? "yes" : "no"]);
  return element(
    "div",
    { id: "reasons" },
    element(
      "details",
      { open },
      element("summary", { "data-key": "reasons" }, `Why: ${rows.length} tests, ${rows.filter((row) => row[3] === "yes").length} of them hold`),
      scrolling(
        "Tests behind the verdict",
        "reasons-table",
        table("Tests behind the verdict", ["test", "measured", "held against", "holds"], rows, "words"),
      ),
    ),
  );
}
