// How many inputs a clerk makes for a service, and how long the script takes: a line for each run, collected
// by xtask into the table of the docs.

import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const INPUTS = ["activate", "write", "tick", "choose", "sign"];
const FILE = join(dirname(fileURLToPath(import.meta.url)), "../../target/services/counts.jsonl");

/** Hands that count what they do. */
export function counting(hands) {
  const count = { inputs: 0, begun: performance.now() };
  const counted = new Proxy(hands, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (typeof own !== "function") return own;
      return (...given) => {
        if (INPUTS.includes(name)) count.inputs += 1;
        return own.apply(target, given);
      };
    },
  });
  return { hands: counted, count };
}

/** Writes down what was counted for a service. */
export function note(service, variant, { inputs, begun }) {
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify({ service, variant, inputs, seconds })}\n`);
  return { inputs, seconds };
}
