// Words that exist nowhere else, and the search for them on this machine.

import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { dirname, join } from "node:path";
import { stage } from "./stage.mjs";

/** A word of letters that nobody has ever written. */
export function unheardOf(length = 18) {
  const letter = () => String.fromCharCode(97 + randomInt(26));
  return String.fromCharCode(65 + randomInt(26)) + Array.from({ length: length - 1 }, letter).join("");
}

/** A number that nobody has ever written. */
export function digits(length) {
  return Array.from({ length }, () => randomInt(10)).join("");
}

/** Some bytes out of the middle of a picture. */
export function pixels(picture) {
  const middle = Math.floor(picture.length / 2);
  return picture.subarray(middle, middle + 40);
}

/** The moment from which files count, with room for a coarse clock of the file system. */
export function now() {
  return Date.now() / 1000 - 0.02;
}

/**
 * What stands where: `words` maps names to texts or bytes. Looks at every file of the machine that was
 * written since a moment, or only beneath `roots`.
 */
export async function found(words, { since, roots = ["/"], without = [] }) {
  const target = dirname(dirname(stage.folder));
  const built = ["debug", "release", "wasm32-unknown-unknown", "dist"].map((name) => join(target, name));
  const args = [
    ["--since", String(since)],
    ...roots.map((path) => ["--root", path]),
    ...without.map((path) => ["--without", path]),
    // What a compiler writes meanwhile is looked through, but not unpacked at every byte.
    ...built.map((path) => ["--shallow", path]),
  ];
  const search = spawn(stage.programs.traces, args.flat(), { stdio: ["pipe", "pipe", "inherit"] });
  const lines = Object.entries(words).map(([name, word]) => `${name}\t${Buffer.from(word).toString("hex")}\n`);
  search.stdin.end(lines.join(""));
  const pieces = [];
  search.stdout.on("data", (piece) => pieces.push(piece));
  const code = await new Promise((resolve) => search.once("close", resolve));
  if (code !== 0) throw new Error(`traces ended with ${code}`);
  const { files, bytes, hits, unreadable } = JSON.parse(Buffer.concat(pieces).toString());
  return { files, bytes, unreadable, hits: hits.map(({ path, canary, form }) => `${path}: ${canary} (${form})`) };
}
