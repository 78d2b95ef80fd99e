// What is not of the agreed form, or asks for what may not be, between page and companion: a typed
// refusal each, the companion lives on, and neither a case nor another connection suffers.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { before, test } from "node:test";
import { approveOver } from "./lib/clerks.mjs";
import { CHUNK, connect, deframe, framed } from "./lib/native.mjs";
import { FEE, inCompanion, prepared } from "./lib/prepared.mjs";
import { freshStage, stage } from "./lib/stage.mjs";

/** The contract's limits. */
const FRAME_LIMIT = 1024 * 1024;
const MOST_TRANSFERRED = 24 * 1024 * 1024;

const ours = `chrome-extension://${stage.extension.id}/`;
const foreign = "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/";
const hello = { type: "hello", build: "test", versions: { min: 3, max: 3 } };
const nobody = "00000000-0000-4000-8000-000000000000";
const purpose = { reason: "Antrag auf Personalausweis", file_number: "112-04/2026", clerk: "" };
const criteria = { family_name: "Mustermann", first_names: "Erika", street: "", place: "" };

before(freshStage);

const deep = "[".repeat(100_000);
const beforeHello = [
  ["a frame that announces a byte too much", header(FRAME_LIMIT + 1), "malformed_message"],
  ["a frame that announces 4 GiB", header(0xffffffff), "malformed_message"],
  ["a frame of nothing", framedText(""), "malformed_message"],
  ["a frame that is no JSON", framedText("Guten Tag"), "malformed_message"],
  ["a frame that is no UTF-8", Buffer.concat([header(2), Buffer.from([0xff, 0xfe])]), "malformed_message"],
  ["a message without a type", framedText("{}"), "malformed_message"],
  ["a message nested 100,000 deep", framedText(deep), "malformed_message"],
  ["a hello without versions", framedText('{"type":"hello","build":"x"}'), "malformed_message"],
  ["a request before the hello", framed(request({ do: "overview" })), "hello_missing"],
  ["a page of another age", framed({ ...hello, versions: { min: 90, max: 99 } }), "version_mismatch"],
];

for (const [what, bytes, failure] of beforeHello) {
  test(`${what} is refused, and the page that is connected notices nothing`, async (t) => {
    const page = await connected(t);
    const answers = await relayed(bytes);
    assert.deepEqual(answers.map(({ type }) => type), ["refused"]);
    assert.equal(answers[0].failure.version_mismatch ? "version_mismatch" : answers[0].failure, failure);
    assert.deepEqual(await page.ask({ do: "ping" }), { reply: "pong" });
  });
}

const afterHello = [
  ["an unknown request", framed(request({ do: "drop_all_cases" }))],
  ["a request with a field too many", framed(request({ do: "get_case", case: nobody, hard: true }))],
  ["a request with a number that is none", framedText('{"type":"request","id":-1,"body":{"do":"ping"}}')],
  ["a case id that is none", framed(request({ do: "get_case", case: "../../etc/passwd" }))],
  ["a second hello", framed(hello)],
  ["a frame that announces a byte too much", header(FRAME_LIMIT + 1)],
];

test("a page that goes wrong after its hello is refused, and its case is still there for the next one", async () => {
  const id = await prepared({ prints: 1 });
  for (const [what, bytes] of afterHello) {
    const answers = await relayed(Buffer.concat([framed(hello), bytes]));
    assert.equal(answers.at(-1).failure, "malformed_message", what);
    const { answers: kept, fingers } = await inCompanion(id);
    assert.equal(kept.family_name, "Mustermann", what);
    assert.equal(fingers.taken.length, 1, what);
  }
});

test("a relay that was started for another extension refuses and ends", async (t) => {
  const page = await connected(t);
  const { answers, code } = await relayOf(foreign, framed(hello));
  assert.deepEqual(answers, [{ type: "refused", failure: "extension_not_allowed" }]);
  assert.notEqual(code, 0);
  assert.deepEqual(await page.ask({ do: "ping" }), { reply: "pong" });
});

test("the companion itself asks for whom the relay was started", async () => {
  const socket = connectSocket(stage.companion.socket);
  const answers = [];
  deframe(socket, (message) => answers.push(message));
  socket.write(Buffer.concat([framed({ origin: foreign }), framed(hello)]));
  await once(socket, "close");
  assert.deepEqual(answers, [{ type: "refused", failure: "extension_not_allowed" }]);
});

test("every request with an unknown case is told so", async (t) => {
  const { ask, transfer } = await connected(t);
  const eye = { x: 1, y: 1 };
  const requests = [
    { do: "get_case" },
    { do: "save_answers", answers: { family_name: "Muster" } },
    { do: "close_case", discard: true },
    { do: "adjust_photo", eyes: { right: eye, left: eye } },
    { do: "take_photo", eyes: { right: eye, left: eye }, transfer: await transfer(Buffer.alloc(10)) },
    { do: "capture_finger", finger: 2 },
    { do: "mark_finger_missing", finger: 2, reason: "amputated" },
    { do: "restart_fingers" },
    { do: "put_signature", strokes: [] },
    { do: "clear_signature" },
    { do: "take_payment", method: "cash", fee: FEE, given_cents: 6000 },
    { do: "send_case" },
    { do: "print", document: "control_sheet", copies: 1 },
  ];
  await ask({ do: "begin_visit", place: "Musterdorf" });
  for (const body of requests) await refused(ask, { ...body, case: nobody }, "case_unknown");
  await refused(ask, { do: "preview", handle: 4_000_000 }, "handle_unknown");
  await refused(ask, { do: "cancel_print", job: 4_000_000 }, "job_unknown");
});

test("a transfer in the wrong order, too long or without end is refused, and the next one arrives", async (t) => {
  const id = await prepared();
  const chunk = (transfer, index, bytes) => ({ type: "chunk", transfer, index, data: bytes.toString("base64") });
  const piece = Buffer.alloc(CHUNK);
  const wrong = [
    ["the second chunk first", (number) => [chunk(number, 1, piece)]],
    ["a chunk twice", (number) => [chunk(number, 0, piece), chunk(number, 0, piece)]],
    ["a chunk over the limit", (number) => [chunk(number, 0, Buffer.alloc(CHUNK + 1))]],
    ["an empty chunk", (number) => [chunk(number, 0, Buffer.alloc(0))]],
    ["more than was announced", (number) => [0, 1, 2].map((index) => chunk(number, index, piece))],
    ["what is no base64", (number) => [{ type: "chunk", transfer: number, index: 0, data: "*".repeat(100) }]],
  ];
  for (const [what, chunks] of wrong) {
    const { ask, send, next, relay } = await connect();
    const { transfer } = await ask({ do: "begin_transfer", bytes: 2 * CHUNK });
    for (const message of chunks(transfer)) send(message);
    let answer = await next();
    while (answer.type === "ack") answer = await next();
    assert.deepEqual(answer, { type: "refused", failure: "transfer_broken" }, what);
    relay.stdin.end();
  }
  const { ask, transfer, send, next } = await connected(t);
  const limit = { transfer_too_large: { limit: MOST_TRANSFERRED } };
  await refused(ask, { do: "begin_transfer", bytes: MOST_TRANSFERRED + 1 }, limit);

  const eyes = { right: { x: 100, y: 100 }, left: { x: 200, y: 100 } };
  const half = await ask({ do: "begin_transfer", bytes: 2 * CHUNK });
  send(chunk(half.transfer, 0, piece));
  await next();
  await refused(ask, { do: "take_photo", case: id, transfer: half.transfer, eyes }, "transfer_broken");
  await refused(ask, { do: "take_photo", case: id, transfer: 99, eyes }, "transfer_broken");
  const whole = await transfer(Buffer.alloc(3 * CHUNK));
  await refused(ask, { do: "take_photo", case: id, transfer: whole, eyes }, "picture_unreadable");
  assert.equal((await ask({ do: "get_case", case: id })).photo, undefined);
});

test("what the page would not let through is refused by the companion too", async (t) => {
  const id = await prepared();
  const { ask } = await connected(t);
  const out = (input) => ({ input_out_of_bounds: { input } });
  const long = "a".repeat(1_000_000);
  await refused(ask, { do: "begin_visit", place: "M" }, out("place"));
  await refused(ask, { do: "begin_visit", place: "Dorf\u0007" }, out("place"));
  await refused(ask, { do: "begin_visit", place: long }, out("place"));
  const search = (changed, of = purpose) => ({ do: "search", purpose: of, criteria: { ...criteria, ...changed } });
  await refused(ask, search({ first_names: "" }), "criteria_too_few");
  await refused(ask, search({ family_name: " " }), "criteria_too_few");
  await refused(ask, search({}, { ...purpose, reason: "" }), out("reason"));
  await refused(ask, search({}, { ...purpose, file_number: " " }), out("file_number"));
  await refused(ask, search({ birth_date: "31.02.1964" }), out("birth_date"));
  await refused(ask, search({ birth_date: "29.02.2023" }), out("birth_date"));
  await refused(ask, search({ family_name: long }), out("family_name"));
  const answer = (field, value) => ({ do: "save_answers", case: id, answers: { [field]: value } });
  const unknown = (field) => ({ field_unknown: { field } });
  await refused(ask, answer("shoe_size", "44"), unknown("shoe_size"));
  await refused(ask, answer("family_name", long), unknown("family_name"));
  const payment = { do: "take_payment", case: id, method: "cash", fee: FEE, given_cents: 5199 };
  await refused(ask, payment, "payment_too_low");
  await refused(ask, { do: "open_record", purpose, record: "no-such-record" }, "record_unknown");
  await refused(ask, { do: "close_case", case: id, discard: false }, "discard_not_confirmed");
  assert.equal((await ask({ do: "get_case", case: id })).answers.family_name, "Mustermann");
});

test("a case with wrong answers is not sent, and the sections are named", async (t) => {
  const id = await prepared({ prints: 6, photo: true, signature: true, paid: true });
  const { ask } = await connected(t);
  const wrong = { family_name: "Мустерман", birth_date: "1964-02-31" };
  await ask({ do: "save_answers", case: id, answers: wrong });
  await refused(ask, { do: "send_case", case: id }, { case_incomplete: { sections: ["names", "person_data"] } });
  await ask({ do: "save_answers", case: id, answers: { family_name: "Mustermann", birth_date: "1964-08-12" } });
  await refused(ask, { do: "send_case", case: id }, "approval_missing");
  await approveOver(ask, id);
  assert.deepEqual(await ask({ do: "send_case", case: id }), { reply: "done" });
  await refused(ask, { do: "send_case", case: id }, "case_not_in_state");
});

// A page that stays connected for the length of a test.
async function connected(t) {
  const page = await connect();
  t.after(() => page.relay.stdin.end());
  return page;
}

async function refused(ask, body, failure) {
  const told = await ask(body).then(
    (reply) => `not refused: ${JSON.stringify(reply).slice(0, 200)}`,
    (error) => error.message,
  );
  assert.equal(told, `${body.do}: ${JSON.stringify(failure)}`);
}

async function relayed(bytes) {
  return (await relayOf(ours, bytes)).answers;
}

// Starts a relay as the browser would, gives it bytes, and waits until it ends by itself.
async function relayOf(origin, bytes) {
  const relay = spawn(stage.companion.program, [origin], {
    env: { ...process.env, AMTSKOFFER_CONFIG: stage.companion.config },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const answers = [];
  deframe(relay.stdout, (message) => message.type !== "event" && message.type !== "hello" && answers.push(message));
  relay.stdin.on("error", () => {});
  relay.stdin.write(bytes);
  const [code] = await once(relay, "exit", { signal: AbortSignal.timeout(20_000) });
  return { answers, code };
}

function request(body) {
  return { type: "request", id: 1, body };
}

function header(length) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

function framedText(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([header(bytes.length), bytes]);
}
