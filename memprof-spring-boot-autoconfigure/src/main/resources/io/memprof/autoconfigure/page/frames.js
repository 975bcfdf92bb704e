import { short } from "./format.js";

/** Names offered to filter by; what allocates less can be searched for. */
const NAMES = 50;

const JDK = /^(?:java|javax|jdk|sun|com\.sun)\./;

/**
 * The allocation tree of the report, each frame with what it allocates itself, its component and its operation, ready to be filtered.
 *
 * A frame says its component only where it differs from its caller's, and has children only where it calls any. The operation of a stack
 * is its outermost application frame.
 */
export class Frames {
  #root;

  /** Bytes by component and by operation. */
  #components = new Map();

  #operations = new Map();

  /** How many small frames the report folded into `[other]`. */
  leftOut;

  constructor(tree) {
    this.leftOut = tree.framesLeftOut ?? 0;
    this.#root = this.#prepared(tree, "jdk", "none");
  }

  /** Components, those that allocate most first. */
  get components() {
    return largest(this.#components);
  }

  get operations() {
    return largest(this.#operations);
  }

  /**
   * The tree of those allocations alone that a component made and that served an operation.
   *
   * @param {string} measure `bytes` or `count`
   * @param {string} component empty for all
   * @param {string} operation empty for all
   */
  chosen(measure, component, operation) {
    const keeps = (frame) => (!component || frame.component === component) && (!operation || frame.operation === operation);
    const draw = (frame) => {
      const children = frame.children.map(draw).filter((child) => child.value > 0);
      children.sort((a, b) => b.value - a.value);
      const own = keeps(frame) ? frame.self[measure] : 0;
      return { name: frame.label, frame: frame.name, kind: frame.kind, value: own + children.reduce((sum, child) => sum + child.value, 0), children };
    };
    return draw(this.#root);
  }

  #prepared(node, callersComponent, callersOperation) {
    const callees = node.children ?? [];
    const component = node.component ?? callersComponent;
    const label = shortFrame(node.frame);
    const operation = callersOperation === "none" && node.application ? label : callersOperation;
    const inside = (measure) => callees.reduce((sum, child) => sum + child[measure], 0);
    const self = { bytes: Math.max(0, node.bytes - inside("bytes")), count: Math.max(0, node.count - inside("count")) };
    add(this.#components, component, self.bytes);
    add(this.#operations, operation, self.bytes);
    return {
      name: node.frame,
      label,
      kind: kindOf(node),
      component,
      operation,
      self,
      children: callees.map((child) => this.#prepared(child, component, operation)),
    };
  }
}

function kindOf({ application, frame }) {
  if (application) {
    return "application";
  }
  return JDK.test(frame) ? "jdk" : frame.includes(".") ? "library" : "none";
}

/** `Class.method` of `package.Class.method`. */
function shortFrame(frame) {
  const type = frame.lastIndexOf(".", frame.lastIndexOf(".") - 1);
  return short(type < 0 ? frame : frame.slice(type + 1));
}

function add(sums, name, amount) {
  if (amount > 0) {
    sums.set(name, (sums.get(name) ?? 0) + amount);
  }
}

function largest(sums) {
  return [...sums].sort(([, a], [, b]) => b - a).slice(0, NAMES);
}
