import { breakable, byId, element, fill, say, scrolling, table, terms } from "./dom.js";
import { ago, bytes, isKnown, number, orWhyNot, perHour, percent, short, simpleName, time } from "./format.js";
import { leakAsMarkdown } from "./markdown.js";
import { address } from "./report.js";
import { allocationStack, referenceTrace } from "./trace.js";
import { isAlarm } from "./verdict.js";

/** Leaks shown at first, and with each further press. */
const PAGE = 20;

const fingerprintOfLink = () => /^#leak=([\w-]+)$/.exec(location.hash)?.[1];

const name = (text) => breakable(short(text));

/** The list of leaks. A card is drawn anew only when its leak has changed, so that reading it is not disturbed. */
export class LeakList {
  #report;

  #shown = PAGE;

  #open = new Set();

  /** Cards by fingerprint, with the leak they were drawn from as text. */
  #cards = new Map();

  #linked = fingerprintOfLink();

  constructor() {
    addEventListener("hashchange", () => this.#follow());
    byId("more-leaks").addEventListener("click", () => {
      this.#shown += PAGE * 5;
      this.#draw();
    });
  }

  show(report) {
    const first = this.#report === undefined;
    this.#report = report;
    if (first && isAlarm(report.leakAnalysis.verdict) && report.leakAnalysis.potentialLeaks.length > 0) {
      this.#open.add(report.leakAnalysis.potentialLeaks[0].fingerprint);
    }
    if (this.#linked) {
      this.#follow();
    } else {
      this.#draw();
    }
  }

  /** Opens the leak that the address names. */
  #follow() {
    const fingerprint = fingerprintOfLink();
    const index = this.#report?.leakAnalysis.potentialLeaks.findIndex((leak) => leak.fingerprint === fingerprint) ?? -1;
    this.#linked = index < 0 ? fingerprint : undefined;
    if (index >= 0) {
      this.#shown = Math.max(this.#shown, index + 1);
      this.#open.add(fingerprint);
    }
    if (this.#report) {
      this.#draw();
    }
    if (index >= 0) {
      const card = byId(`leak-${fingerprint}`);
      card.scrollIntoView({ block: "start" });
      card.querySelector(".disclosure").focus({ preventScroll: true });
    }
  }

  #draw() {
    const { potentialLeaks: leaks } = this.#report.leakAnalysis;
    const cards = leaks.slice(0, this.#shown).map((leak) => this.#card(leak));
    const list = byId("leak-list");
    if (cards.length !== list.children.length || cards.some((card, i) => card !== list.children[i])) {
      fill(list, ...cards);
    }
    const there = new Set(leaks.map((leak) => leak.fingerprint));
    for (const fingerprint of this.#cards.keys()) {
      if (!there.has(fingerprint)) {
        this.#cards.delete(fingerprint);
      }
    }
    say(byId("leaks-note"), this.#note(leaks));
    const rest = leaks.length - this.#shown;
    const more = byId("more-leaks");
    more.hidden = rest <= 0;
    more.textContent = `Show ${Math.min(rest, PAGE * 5)} of ${number(rest)} more leaks`;
  }

  #note(leaks) {
    if (this.#linked) {
      return `The leak ${this.#linked} of your link is not in the latest report: it may be of another session or instance, or have been too small to come up again.`;
    }
    if (leaks.length === 0) {
      return "Nothing is suspected at this moment. What the verdict rests on is listed above under why.";
    }
    const gone = leaks.filter((leak) => leak.status === "GONE").length;
    return `${number(leaks.length - gone)} found${gone ? `, ${number(gone)} gone` : ""}, most severe first.`;
  }

  #card(leak) {
    const text = JSON.stringify(leak) + this.#report.applicationPackages;
    const known = this.#cards.get(leak.fingerprint);
    const open = this.#open.has(leak.fingerprint);
    if (known?.text === text && known.open === open) {
      return known.card;
    }
    const card = known?.card ?? element("article", { id: `leak-${leak.fingerprint}` });
    card.className = `leak ${leak.severity} ${leak.status.toLowerCase()}`;
    fill(card, this.#heading(leak, open), open ? this.#details(leak) : null);
    this.#cards.set(leak.fingerprint, { card, text, open });
    return card;
  }

  #heading(leak, open) {
    const toggle = () => {
      if (!this.#open.delete(leak.fingerprint)) {
        this.#open.add(leak.fingerprint);
      }
      this.#draw();
    };
    const button = element(
      "button",
      { type: "button", class: "disclosure", "aria-expanded": String(open), "data-key": `open-${leak.fingerprint}`, onclick: toggle },
      simpleName(leak.className),
    );
    return element(
      "div",
      { class: "heading" },
      element("h3", {}, button),
      element("span", { class: "badge severity" }, leak.severity),
      leak.status === "KNOWN" ? null : element("span", { class: "badge" }, leak.status.toLowerCase()),
      leak.kind === "HEAP" ? null : element("span", { class: "badge" }, leak.kind.toLowerCase()),
      element(
        "p",
        {},
        element("b", {}, `${bytes(leak.totalSizeBytes)}, ${perHour(leak.growthRateMbPerHour)}`),
        ` in component ${short(leak.component)}`,
        isKnown(leak.operation) ? `, for ${short(leak.operation)}` : "",
        `, first seen ${ago(leak.firstSeen, this.#report.generatedAt)}`,
      ),
    );
  }

  #details(leak) {
    const packages = this.#report.applicationPackages ?? [];
    return element(
      "div",
      { class: "details" },
      element("p", { class: "what-to-do" }, element("b", {}, "What to do: "), leak.advice),
      this.#buttons(leak),
      terms([
        ["Class", name(leak.className)],
        ["Allocated at", orWhyNot(leak.allocationSite, name)],
        ["Operation", orWhyNot(leak.operation, name)],
        ["Held by", orWhyNot(leak.holder, name)],
        ["Spring bean", orWhyNot(leak.bean, name)],
        ["Accumulated", `${bytes(leak.totalSizeBytes)} in ${number(leak.allocationCount)} objects of ${bytes(leak.averageSizeBytes)} (estimated)`],
        ["Seen", `${time(leak.firstSeen)} to ${time(leak.lastSeen)}, confidence ${percent(leak.confidence)}`],
      ]),
      element("h4", {}, "Who holds it, from the root"),
      referenceTrace(leak, packages),
      element("h4", {}, "Where it is allocated, innermost first"),
      allocationStack(leak, packages),
      element("h4", {}, "Evidence"),
      scrolling(
        `Evidence for ${short(leak.className)}`,
        `evidence-${leak.fingerprint}`,
        table(
          "Tests behind this leak",
          ["test", "measured", "held against", "holds"],
          leak.evidence.map(({ test, value, threshold, passed }) => [test, value, threshold, passed ? "yes" : "no"]),
          "words",
        ),
      ),
    );
  }

  #buttons(leak) {
    const link = `${location.href.split("#")[0]}#leak=${leak.fingerprint}`;
    const said = element("span", { role: "status", class: "muted" });
    const copy = (what, text) => async () => {
      try {
        await navigator.clipboard.writeText(text());
        say(said, `${what} copied.`);
      } catch {
        say(said, "The browser does not let this page copy: it does so over HTTPS and on localhost only.");
      }
    };
    return element(
      "p",
      { class: "actions" },
      element(
        "button",
        { type: "button", "data-key": `markdown-${leak.fingerprint}`, onclick: copy("Markdown", () => leakAsMarkdown(leak, this.#report, link)) },
        "Copy as Markdown",
      ),
      element("button", { type: "button", "data-key": `link-${leak.fingerprint}`, onclick: copy("Link", () => link) }, "Copy link"),
      element("a", { href: `${address}/leaks/${encodeURIComponent(leak.fingerprint)}`, "data-key": `json-${leak.fingerprint}` }, "Raw JSON"),
      said,
    );
  }
}
