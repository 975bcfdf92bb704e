import { shown } from "./format.js";

const asNodes = (children) => children.filter((child) => child !== null).map((child) => (child instanceof Node ? child : shown(String(child))));

/**
 * An element. Every text goes in as text: names come from code that nobody checked.
 *
 * @param {string} tag
 * @param {Object<string, unknown>} properties `class`, `aria-…`, `data-…` and other attributes; `on…` are listeners
 * @param {...(Node|string|null)} children
 */
export function element(tag, properties = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      created.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      created.setAttribute(name, value === true ? "" : value);
    }
  }
  created.append(...asNodes(children));
  return created;
}

export const byId = (id) => document.getElementById(id);

/** A qualified name that may be broken after each of its parts. */
export function breakable(name) {
  const parts = name.split(/(?<=[.$/])/);
  return element("span", {}, ...parts.flatMap((part) => [part, document.createElement("wbr")]).slice(0, -1));
}

/** Replaces the children; what has a `data-key` keeps the focus, and how far it was scrolled. */
export function fill(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const scrolled = [...parent.querySelectorAll(".scroll[data-key]")].map(({ dataset, scrollLeft, scrollTop }) => [dataset.key, scrollLeft, scrollTop]);
  parent.replaceChildren(...asNodes(children));
  const find = (key) => parent.querySelector(`[data-key="${CSS.escape(key)}"]`);
  for (const [key, left, top] of scrolled) {
    find(key)?.scrollTo({ left, top, behavior: "instant" });
  }
  if (focused) {
    find(focused)?.focus({ preventScroll: true });
  }
}

/** Sets a text that screen readers announce, only when it changes. */
export function say(status, text) {
  const words = shown(text);
  if (status.textContent !== words) {
    status.textContent = words;
  }
}

/**
 * A part that scrolls by itself, with the keyboard too.
 *
 * @param {string} label for those who cannot see it
 * @param {string} key of this part among all on the page
 */
export const scrolling = (label, key, child) => element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label, "data-key": key }, child);

/**
 * A table with a header.
 *
 * @param {string} caption
 * @param {string[]} columns
 * @param {(Node|string)[][]} rows the first cell is the row's header
 * @param {string} kind `numbers` when all but the first column are, else `words`
 */
export function table(caption, columns, rows, kind = "numbers") {
  const align = (index) => (kind === "numbers" && index > 0 ? "number" : null);
  return element(
    "table",
    { class: kind },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...columns.map((column, i) => element("th", { scope: "col", class: align(i) }, column)))),
    element(
      "tbody",
      {},
      ...rows.map((cells) =>
        element("tr", {}, ...cells.map((cell, i) => element(i ? "td" : "th", { scope: i ? null : "row", class: align(i) }, cell))),
      ),
    ),
  );
}

/** A list of terms and their values. */
export function terms(pairs) {
  return element("dl", {}, ...pairs.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
}
