import { breakable, element, fill } from "./dom.js";
import { isKnown, short, whyNot } from "./format.js";

/** Frames shown at first, and with each further press. */
const FRAMES = 40;

const MORE_FRAMES = 500;

/** So many frames in a row that are not the application's become one line. */
const FOLDED = 3;

/** Whether a class or frame is the application's. */
export const isApplication = (name, packages) =>
  packages.some((prefix) => name.startsWith(prefix) && (name.length === prefix.length || ".$".includes(name[prefix.length]) || prefix.endsWith(".")));

/**
 * The references from the GC root to the objects that accumulate, in the manner of LeakCanary: one object a line and the reference that
 * leads on, the suspect one marked and the bean named.
 */
export function referenceTrace(leak, packages) {
  const { referenceChain: chain, suspectReference: suspect, bean } = leak;
  if (!isKnown(chain)) {
    return element("p", { class: "muted" }, `No reference chain: ${whyNot(chain)}.`);
  }
  const beanAt = isKnown(bean) ? lineOfBean(chain, bean, suspect) : -1;
  return element(
    "ol",
    { class: "trace" },
    ...chain.map((line, index) => {
      const { type, reference } = parts(line, index === 0 || index === chain.length - 1);
      const marks = [isApplication(type.replace(/^static /, ""), packages) ? "application" : null, index === suspect ? "suspect" : null, index === beanAt ? "bean" : null];
      return element(
        "li",
        { class: marks.filter(Boolean).join(" ") },
        index === 0 ? line : qualified(type),
        reference ? element("span", { class: "reference" }, reference.startsWith("[") ? reference : `.${reference}`) : null,
        index === beanAt ? element("span", { class: "badge" }, `bean ${short(bean)}`) : null,
        index === suspect ? element("span", { class: "badge danger" }, "suspect reference") : null,
        index === chain.length - 1 ? element("span", { class: "badge" }, "accumulates") : null,
      );
    }),
  );
}

/** The object that is the bean: the one whose class is named like it, else the one whose reference is suspect. */
function lineOfBean(chain, bean, suspect) {
  const named = chain.findLastIndex(
    (line, index) => index > 0 && (!isKnown(suspect) || index <= suspect) && line.split(/[.\s[]/).some((part) => part.toLowerCase() === bean.toLowerCase()),
  );
  return named >= 0 ? named : isKnown(suspect) ? suspect : 0;
}

function parts(line, isEnd) {
  const element = /^(.*?)(\[\d+\])$/.exec(line);
  if (element) {
    return { type: element[1], reference: element[2] };
  }
  const dot = line.lastIndexOf(".");
  return isEnd || dot < 0 ? { type: line, reference: "" } : { type: line.slice(0, dot), reference: line.slice(dot + 1) };
}

/** A class name with its package less loud. */
function qualified(type) {
  const shown = short(type);
  const [name] = shown.split(" (");
  const dot = name.lastIndexOf(".");
  return element("span", {}, dot < 0 ? null : element("span", { class: "package" }, breakable(shown.slice(0, dot + 1))), breakable(shown.slice(dot + 1)));
}

/** The allocating stack, innermost frame first; frames of the application stand out, runs of others are folded. */
export function allocationStack(leak, packages) {
  const { stackTrace: stack } = leak;
  if (!isKnown(stack)) {
    return element("p", { class: "muted" }, `No stack: ${whyNot(stack)}.`);
  }
  const list = element("ol", { class: "stack" });
  const more = element("button", { type: "button", "data-key": `frames-${leak.fingerprint}` });
  let shown = FRAMES;
  const draw = () => {
    fill(list, ...folded(stack.slice(0, shown), packages));
    const rest = stack.length - shown;
    more.hidden = rest <= 0;
    more.textContent = `Show ${Math.min(rest, MORE_FRAMES)} of ${rest} more frames`;
  };
  more.addEventListener("click", () => {
    shown += MORE_FRAMES;
    draw();
  });
  draw();
  return element("div", {}, list, more);
}

function folded(frames, packages) {
  const lines = [];
  for (let i = 0; i < frames.length; ) {
    if (isApplication(frames[i], packages)) {
      lines.push(element("li", { class: "application" }, qualifiedFrame(frames[i])));
      i++;
      continue;
    }
    let end = i;
    while (end < frames.length && !isApplication(frames[end], packages)) {
      end++;
    }
    // the innermost frames say what kind of allocation it is
    const keep = i === 0 ? Math.min(end, FOLDED) : i;
    frames.slice(i, keep).forEach((frame) => lines.push(element("li", {}, qualifiedFrame(frame))));
    lines.push(...others(frames.slice(keep, end)));
    i = end;
  }
  return lines;
}

function others(frames) {
  if (frames.length < FOLDED) {
    return frames.map((frame) => element("li", {}, qualifiedFrame(frame)));
  }
  const inside = element("ol", { class: "stack" }, ...frames.map((frame) => element("li", {}, qualifiedFrame(frame))));
  return [element("li", { class: "folded" }, element("details", {}, element("summary", {}, `${frames.length} frames of libraries`), inside))];
}

/** `package.Class.method:line` with the package less loud. */
function qualifiedFrame(frame) {
  const shown = short(frame);
  const method = shown.lastIndexOf(".");
  const type = shown.lastIndexOf(".", method - 1);
  return element("span", {}, type < 0 ? null : element("span", { class: "package" }, breakable(shown.slice(0, type + 1))), breakable(shown.slice(type + 1)));
}
