// A page without a browser: speaks native messaging to `companion relay` over its stdio.

import { spawn } from "node:child_process";
import { signInOver } from "./clerks.mjs";
import { stage } from "./stage.mjs";

export const CHUNK = 64 * 1024;

/** What the relay says to a page of another extension. */
export async function refusalOf(origin) {
  const relay = startRelay(origin, "ignore");
  const refusal = await new Promise((resolve) => deframe(relay.stdout, resolve));
  relay.stdin.end();
  return refusal;
}

/** Starts the relay as the browser would, says hello and signs the first clerk in if nobody is at work. */
export async function connect({ clerk = 0 } = {}) {
  const relay = startRelay(`chrome-extension://${stage.extension.id}/`);
  const inbox = [];
  const waiting = [];
  const hand = (message) => (waiting.length ? waiting.shift()(message) : inbox.push(message));
  deframe(relay.stdout, (message) => message.type !== "event" && hand(message));

  const send = (message) => relay.stdin.write(framed(message));
  const next = () =>
    inbox.length ? Promise.resolve(inbox.shift()) : new Promise((resolve) => waiting.push(resolve));
  let id = 0;
  const ask = async (body) => {
    id += 1;
    send({ type: "request", id, body });
    const { outcome } = await next();
    if (outcome.Err) throw new Error(`${body.do}: ${JSON.stringify(outcome.Err)}`);
    return flat(outcome.Ok, "reply");
  };

  send({ type: "hello", build: "bench", versions: { min: 3, max: 3 } });
  await next();
  if (clerk !== null) await signInOver(ask, clerk);
  return { ask, send, next, transfer: (bytes) => transfer({ ask, send, next }, bytes), relay };
}

/** Opens a case for the first person that a search finds, with its photo in it. */
export async function openCase({ ask, transfer }, { person, picture, eyes }) {
  const purpose = { reason: "Messung", file_number: "M-1", clerk: "Messung" };
  await ask({ do: "begin_visit", place: "Messung" });
  const { hits } = await ask({ do: "search", purpose, criteria: person });
  const { record } = hits[0];
  await ask({ do: "open_record", purpose, record });
  const { case: id } = await ask({ do: "open_case", service: "identity-card", record });
  const number = await transfer(picture);
  await ask({ do: "take_photo", case: id, transfer: number, eyes });
  return id;
}

function startRelay(origin, stderr = "inherit") {
  return spawn(stage.companion.program, [origin], {
    env: { ...process.env, AMTSKOFFER_CONFIG: stage.companion.config },
    stdio: ["pipe", "pipe", stderr],
  });
}

async function transfer({ ask, send, next }, bytes) {
  const { transfer: number } = await ask({ do: "begin_transfer", bytes: bytes.length });
  for (let index = 0; index * CHUNK < bytes.length; index += 1) {
    const data = bytes.subarray(index * CHUNK, (index + 1) * CHUNK).toString("base64");
    send({ type: "chunk", transfer: number, index, data });
    await next();
  }
  return number;
}

export function framed(message) {
  const json = Buffer.from(JSON.stringify(message));
  const header = Buffer.alloc(4);
  header.writeUInt32LE(json.length);
  return Buffer.concat([header, json]);
}

/** Hands out the companion's messages, each with its name as `type`: `{"ack":{…}}` as `{type:"ack",…}`. */
export function deframe(stream, take) {
  let held = Buffer.alloc(0);
  stream.on("data", (bytes) => {
    held = Buffer.concat([held, bytes]);
    while (held.length >= 4 && held.length >= 4 + held.readUInt32LE(0)) {
      const end = 4 + held.readUInt32LE(0);
      take(flat(JSON.parse(held.subarray(4, end).toString()), "type"));
      held = held.subarray(end);
    }
  });
}

function flat(tagged, key) {
  if (typeof tagged === "string") return { [key]: tagged };
  const [[name, content]] = Object.entries(tagged);
  return { [key]: name, ...content };
}
