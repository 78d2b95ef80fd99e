// The running suitcase that xtask has set up: its description, and how to break and mend its parts.

import { spawn } from "node:child_process";
import { readFileSync, openSync, existsSync, readdirSync, unlinkSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const file = process.env.AMTSKOFFER_STAGE;
if (!file) throw new Error("AMTSKOFFER_STAGE is not set: run this through `cargo xtask`");

/** What xtask wrote about the stage. */
export const stage = JSON.parse(readFileSync(file, "utf8"));

const again = new Map();

/** A stage as after its start: everything runs and works, the companion knows no case. */
export async function freshStage() {
  if (stage.fingerprint) await fingerprintFault();
  if (stage.printer && !isRunning("printer")) await startPrinter();
  if (stage.printer) await printerFault();
  if (!isRunning("gateway")) await startGateway();
  if (isRunning("companion")) await stop("companion");
  await startCompanion();
}

/** Process id of a part now. */
export function pid(name) {
  return again.get(name)?.pid ?? stage.parts[name].pid;
}

/** Kills a part and waits until it is gone. */
export async function stop(name, signal = "SIGKILL") {
  process.kill(pid(name), signal);
  await until(() => !isRunning(name), `${name} ends`);
}

/** Starts a part that was stopped, exactly as xtask started it; other arguments replace its own. */
export function start(name, otherArgs) {
  const { program, args, env, log } = stage.parts[name].start;
  const output = openSync(log, "a");
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", program, ...(otherArgs ?? args)], {
    env: { ...process.env, ...env },
    stdio: ["ignore", output, output],
  });
  child.unref();
  again.set(name, child);
}

/** Starts the gateway again and waits for its port. */
export async function startGateway() {
  start("gateway");
  await until(() => listens(stage.gateway.port), "the gateway listens");
}

/** Starts the printer again with an empty tray of papers: it numbers them from one. */
export async function startPrinter() {
  for (const name of readdirSync(stage.printer.spool)) unlinkSync(join(stage.printer.spool, name));
  start("printer");
  await until(() => listens(Number(new URL(stage.printer.web).port)), "the printer listens");
}

/** Starts the companion again, with another configuration if one is named, and waits for it. */
export async function startCompanion(config = stage.companion.config) {
  // The socket of a killed companion stays; the new one must not be taken for it.
  if (existsSync(stage.companion.socket)) unlinkSync(stage.companion.socket);
  start("companion", ["serve", "--config", config]);
  await until(() => existsSync(stage.companion.socket), "the companion's socket is there");
}

/** Kills the relay that the browser started for its page, as a crash would. */
export function killRelay() {
  const relays = processes(({ words }) => {
    return words[0] === stage.companion.program && words[1] === "relay" && words.includes(stage.companion.config);
  });
  if (relays.length === 0) throw new Error("no relay is running");
  for (const { id } of relays) process.kill(id, "SIGKILL");
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

// By its program too: a test file before may have ended the part, and its number may be used anew.
function isRunning(name) {
  const id = pid(name);
  return processes((found) => found.id === id && found.words[0] === stage.parts[name].start.program).length > 0;
}

function processes(wanted) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), words: commandLine(name) }))
    .filter(wanted);
}

// Empty for a process that has ended, also while nobody has looked after it.
function commandLine(id) {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
