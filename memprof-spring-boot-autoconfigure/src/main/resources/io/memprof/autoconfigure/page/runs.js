import { breakable, byId, element, fill, scrolling, table } from "./dom.js";
import { isKnown, orWhyNot, short, simpleName, time, whyNot } from "./format.js";
import { read } from "./report.js";

const ENDED = {
  RUNNING: "still runs",
  CLEANLY: "ended cleanly",
  NEW_SESSION: "ended by a new session",
  NOT_CLEANLY: "killed, crashed or out of memory",
  UNKNOWN: "may still run",
};

const CHANGED = { KNOWN: "still there", NEW: "new in this run", GONE: "gone", NOT_SEEN_YET: "not seen again yet" };

/** The runs before this one, where the application keeps a history: how they ended, and which of their leaks are back. */
export class Runs {
  #seen;

  /** @param {object} report the latest; its history is read again after each analysis */
  async show({ history, leakAnalysis }) {
    byId("runs").hidden = !history || history.state === "off";
    const state = JSON.stringify([history?.writtenAt, history?.comparedWith, leakAnalysis.analysedAt]);
    if (byId("runs").hidden || state === this.#seen) {
      return;
    }
    this.#seen = state;
    try {
      this.#draw(history, await read("history"));
    } catch (error) {
      this.#seen = undefined;
      fill(byId("run-list"), `${error.message}. ${error.text ?? ""}`);
    }
  }

  #draw(history, { runs = [], comparison }) {
    fill(
      byId("run-list"),
      history.state === "failing" ? element("p", {}, `This run cannot be kept: ${history.reason}`) : null,
      compared(comparison),
      scrolling("Runs kept, newest first", "run-table", table("Runs kept, newest first", ["started", "ended", "verdict", "leaks", "version", "session"], runs.map(asRow), "words")),
    );
  }
}

const asRow = (run) => [
  time(run.startedAt),
  ENDED[run.ended] ?? run.ended,
  run.verdict,
  run.leaks.length === 0 ? "none" : run.leaks.map((leak) => simpleName(leak.className)).join(", "),
  orWhyNot(run.version, short),
  run.sessionId,
];

function compared(comparison) {
  if (!isKnown(comparison)) {
    return element("p", {}, `Compared with no run: ${whyNot(comparison)}`);
  }
  if (comparison.leaks.length === 0) {
    return element("p", {}, `Neither this run nor the one before, session ${comparison.with}, has a leak.`);
  }
  const rows = comparison.leaks.map(({ change, before, now }) => {
    const leak = isKnown(now) ? now : before;
    return [CHANGED[change] ?? change, breakable(short(leak.className)), orWhyNot(leak.holder, (holder) => breakable(short(holder)))];
  });
  return scrolling(
    "Leaks of the run before and of this one",
    "run-comparison",
    table(`Compared with session ${comparison.with}, which ended ${comparison.verdict}`, ["leak", "class", "held by"], rows, "words"),
  );
}
