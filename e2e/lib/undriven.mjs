// A browser that nobody drives: no debugger, no automation switch. The page in it says what it found
// by posting to the static host.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stage, until } from "./stage.mjs";

/** Opens an address in the browser that a script starts, and gives what the page there reports. */
export async function reportFrom(script, address, { switches = [], reports = stage.reports } = {}) {
  const before = lines(reports).length;
  const profile = mkdtempSync(join(stage.memory, "undriven-"));
  const browser = spawn(script, ["--headless=new", `--user-data-dir=${profile}`, ...switches, address], {
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  try {
    return JSON.parse(await until(() => lines(reports)[before], `a report from ${address}`, 60_000));
  } finally {
    browser.kill();
    await ended;
    // Its helpers may outlive the browser for a moment, and write.
    await until(() => isRemoved(profile), "the browser lets go of its profile");
  }
}

function isRemoved(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

function lines(file) {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}
