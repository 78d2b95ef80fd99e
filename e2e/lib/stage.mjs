// The running suitcase that xtask has set up: its description, and how to break and mend its parts.

import { spawn } from "node:child_process";
import { readFileSync, openSync, existsSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const file = process.env.AMTSKOFFER_STAGE;
if (!file) throw new Error("AMTSKOFFER_STAGE is not set: run this through `cargo xtask`");

/** What xtask wrote about the stage. */
export const stage = JSON.parse(readFileSync(file, "utf8"));

const again = new Map();

/** Process id of a part now. */
export function pid(name) {
  return again.get(name)?.pid ?? stage.parts[name].pid;
}

/** Kills a part and waits until it is gone. */
export async function stop(name, signal = "SIGKILL") {
  const id = pid(name);
  process.kill(id, signal);
  await until(() => !isRunning(id), `${name} ends`);
}

/** Starts a part that was stopped, exactly as xtask started it. */
export function start(name) {
  const { program, args, env, log } = stage.parts[name].start;
  const output = openSync(log, "a");
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", program, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", output, output],
  });
  again.set(name, child);
}

/** Starts the gateway again and waits for its port. */
export async function startGateway() {
  start("gateway");
  await until(() => listens(stage.gateway.port), "the gateway listens");
}

/** Starts the companion again and waits for its socket. */
export async function startCompanion() {
  start("companion");
  await until(() => existsSync(stage.companion.socket), "the companion's socket is there");
}

/** Breaks the fingerprint stand-in; without a name it is mended. */
export async function fingerprintFault(name) {
  const url = `http://127.0.0.1:${stage.fingerprint.control}/fault`;
  const answer = await fetch(url, name ? { method: "PUT", body: name } : { method: "DELETE" });
  if (!answer.ok) throw new Error(`fingerprint fault ${name}: ${answer.status}`);
}

/** Takes the paper or toner away (`paper-out`, `toner-out`); without a name A4 is put in. */
export async function printerFault(name) {
  const path = name ? stage.printer.faults[name] : stage.printer.filled;
  const answer = await fetch(stage.printer.web + path);
  if (!answer.ok) throw new Error(`printer fault ${name}: ${answer.status}`);
}

/** Paths of all PDF files that the printer has received, oldest first. */
export function printed() {
  const isPdf = (name) => name.endsWith(".pdf");
  const number = (name) => Number.parseInt(name, 10);
  const names = readdirSync(stage.printer.spool).filter(isPdf);
  return names.sort((a, b) => number(a) - number(b)).map((name) => join(stage.printer.spool, name));
}

/** Waits until a condition holds; says what was waited for when it does not. */
export async function until(condition, what, withinMs = 20_000) {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await pause(25);
  }
}

function isRunning(id) {
  try {
    // A killed child of xtask stays a zombie until xtask looks after it.
    return !readFileSync(`/proc/${id}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
