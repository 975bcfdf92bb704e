import { bytes, isKnown, orWhyNot, perHour, percent, time } from "./format.js";
import { inWords } from "./verdict.js";

/** Frames that go into an issue; the rest is in the report. */
const FRAMES = 30;

/** Code in Markdown: a fence longer than any run of backticks in it. */
function fenced(lines) {
  const text = lines.join("\n");
  const fence = "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}\n${text}\n${fence}`;
}

const code = (text) => {
  const run = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length)) + 1);
  return run.length > 1 ? `${run} ${text} ${run}` : `\`${text}\``;
};

/** A cell of a table: neither bars nor line breaks end it. */
const cell = (text) => String(text).replace(/[\r\n]+/g, " ").replaceAll("|", "\\|");

/** One leak as an issue in Markdown. */
export function leakAsMarkdown(leak, report, link) {
  const { leakAnalysis: analysis } = report;
  const facts = [
    ["class", code(leak.className)],
    ["allocated at", orWhyNot(leak.allocationSite, code)],
    ["for the operation", orWhyNot(leak.operation, code)],
    ["held by", orWhyNot(leak.holder, code)],
    ["Spring bean", orWhyNot(leak.bean, code)],
    ["size", `${bytes(leak.totalSizeBytes)} in ${leak.allocationCount.toLocaleString("en")} objects (estimated)`],
    ["growth", perHour(leak.growthRateMbPerHour)],
    ["severity", `${leak.severity}, confidence ${percent(leak.confidence)}`],
    ["seen", `${time(leak.firstSeen)} to ${time(leak.lastSeen)}, status ${leak.status}`],
    ["fingerprint", code(leak.fingerprint)],
  ];
  return [
    `## Memory leak: ${code(leak.className)} in component ${code(leak.component)}`,
    `${inWords(analysis.verdict)} (${analysis.verdict} since ${analysis.since}, report of ${report.generatedAt}).`,
    ["| | |", "|---|---|", ...facts.map(([name, value]) => `| ${name} | ${cell(value)} |`)].join("\n"),
    `**What to do:** ${cell(leak.advice)}`,
    "### Who holds it",
    isKnown(leak.referenceChain)
      ? fenced(leak.referenceChain.map((line, i) => (i === leak.suspectReference ? `${line}   <-- suspect` : line)))
      : orWhyNot(leak.referenceChain),
    "### Where it is allocated",
    isKnown(leak.stackTrace)
      ? fenced([...leak.stackTrace.slice(0, FRAMES), ...(leak.stackTrace.length > FRAMES ? [`… ${leak.stackTrace.length - FRAMES} more`] : [])])
      : orWhyNot(leak.stackTrace),
    "### Evidence",
    leak.evidence.map(({ test, value, threshold, passed }) => `- [${passed ? "x" : " "}] ${test}: ${value} (held against: ${threshold})`).join("\n"),
    `[The leak on memprof's page](${link})`,
  ].join("\n\n");
}
