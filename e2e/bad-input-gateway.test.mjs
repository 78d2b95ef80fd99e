// What the data centre must not take, over its own interface: damaged pieces, wrong offsets, cases twice.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { approveOver, callAsClerk } from "./lib/clerks.mjs";
import { call, holds, isGenuine, sha256 } from "./lib/gateway.mjs";
import { connect } from "./lib/native.mjs";
import { prepared } from "./lib/prepared.mjs";
import { freshStage, stage, until } from "./lib/stage.mjs";

const TUS = { "Tus-Resumable": "1.0.0" };
const base64 = (value) => Buffer.from(value).toString("base64");

before(freshStage);

test("a damaged piece is refused with 460, nothing of it counts, and the part goes on afterwards", async () => {
  const bytes = Buffer.from("Ein Teil, der in zwei Stücken kommt.");
  const [first, second] = [bytes.subarray(0, 20), bytes.subarray(20)];
  const location = await announced(randomUUID(), bytes);
  assert.equal((await piece(location, 0, first)).status, 204);

  const damaged = Buffer.from(second);
  damaged[3] ^= 1;
  const answer = await piece(location, 20, damaged, second);
  assert.equal(answer.status, 460);
  assert.deepEqual(answer.json, { refusal: "checksum_wrong" });
  assert.equal((await callAsClerk("HEAD", location, { headers: TUS })).headers["upload-offset"], "20");

  const taken = await piece(location, 20, second);
  // It is whole now, and only then it shows that nobody has sealed it.
  assert.deepEqual([taken.status, taken.json], [422, { refusal: "seal_wrong" }]);
});

test("a piece at the wrong place is refused, and where the part stands is told", async () => {
  const bytes = Buffer.alloc(100, 7);
  const location = await announced(randomUUID(), bytes);
  const answer = await piece(location, 50, bytes.subarray(50));
  assert.deepEqual([answer.status, answer.json], [409, { refusal: "offset_wrong", offset: 0 }]);
  const tooMuch = await piece(location, 0, Buffer.alloc(101));
  assert.deepEqual([tooMuch.status, tooMuch.json], [413, { refusal: "too_large", limit: 100 }]);
});

test("a part whose whole is not what was announced is dropped", async () => {
  const location = await announced(randomUUID(), Buffer.from("so angekündigt"));
  const answer = await piece(location, 0, Buffer.from("anders gekommen"));
  assert.deepEqual([answer.status, answer.json], [422, { refusal: "part_damaged" }]);
  assert.equal((await callAsClerk("HEAD", location, { headers: TUS })).status, 404);
});

test("a case that is handed in again gets the same receipt, and another case in its name is refused", async (t) => {
  const id = await handedIn(t);
  const { manifest, receipt } = holds(id);
  assert.ok(isGenuine({ manifest, receipt }));

  const again = await callAsClerk("PUT", `/cases/${id}`, { body: manifest });
  assert.equal(again.status, 200);
  assert.deepEqual(JSON.parse(again.json.body), JSON.parse(receipt.body));

  const changed = Buffer.from(JSON.stringify({ ...JSON.parse(manifest), municipality_key: "01099002" }));
  const other = await callAsClerk("PUT", `/cases/${id}`, { body: changed });
  assert.deepEqual([other.status, other.json], [409, { refusal: "case_conflict" }]);
  const dropped = await callAsClerk("DELETE", `/cases/${id}`);
  assert.deepEqual([dropped.status, dropped.json], [409, { refusal: "case_conflict" }]);
  const more = await announce(id, Buffer.from("noch ein Teil"));
  assert.deepEqual([more.status, more.json], [409, { refusal: "case_conflict" }]);
  assert.deepEqual(holds(id).receipt, receipt);
});

test("a manifest without its parts, or that is none, is no case", async () => {
  const id = randomUUID();
  const part = { name: "application", media_type: "application/json", bytes: 3, sha256: hex("abc") };
  const manifest = {
    version: 2,
    case: id,
    service: "identity-card",
    application_date: "2026-11-22",
    municipality_key: "01099001",
    clerks: [{ id: stage.gateway.clerks[0].id, name: "Jürgen Groß" }],
    devices: {},
    parts: [part],
    software: {},
  };
  const put = (body) => callAsClerk("PUT", `/cases/${id}`, { body: Buffer.from(body) });
  const missing = await put(JSON.stringify(manifest));
  assert.deepEqual([missing.status, missing.json], [409, { refusal: "parts_missing", parts: ["application"] }]);
  for (const body of ["", "{}", "[".repeat(10_000), JSON.stringify({ ...manifest, case: randomUUID() })]) {
    const answer = await put(body);
    assert.deepEqual([answer.status, answer.json], [400, { refusal: "malformed" }]);
  }
  assert.equal((await put("x".repeat(256 * 1024 + 1))).status, 413);
  assert.equal(holds(id).receipt, undefined);
});

test("a suitcase with a certificate of another authority gets no connection", async () => {
  await assert.rejects(call("GET", "/status", { pki: stage.gateway.foreignPki }), /alert|ECONNRESET|certificate/i);
});

// A small case, sent by the companion to its receipt.
async function handedIn(t) {
  const id = await prepared({ prints: 6, photo: true, signature: true, paid: true });
  const { ask, relay } = await connect();
  t.after(() => relay.stdin.end());
  await approveOver(ask, id);
  assert.deepEqual(await ask({ do: "send_case", case: id }), { reply: "done" });
  await until(() => holds(id).receipt, "the gateway has the case");
  return id;
}

async function announced(id, bytes) {
  const answer = await announce(id, bytes);
  assert.equal(answer.status, 201);
  return answer.headers.location;
}

function announce(id, bytes) {
  const about = { case: id, part: "photo", sha256: hex(bytes), media_type: "image/jpeg" };
  const metadata = Object.entries(about).map(([key, value]) => `${key} ${base64(value)}`);
  const headers = { ...TUS, "Upload-Length": bytes.length, "Upload-Metadata": metadata.join(",") };
  return callAsClerk("POST", "/parts", { headers });
}

// Sends bytes with the checksum of those that were meant.
function piece(location, offset, bytes, meant = bytes) {
  const headers = {
    ...TUS,
    "Content-Type": "application/offset+octet-stream",
    "Upload-Offset": offset,
    "Upload-Checksum": `sha256 ${sha256(meant).toString("base64")}`,
  };
  return callAsClerk("PATCH", location, { headers, body: bytes });
}

function hex(bytes) {
  return sha256(bytes).toString("hex");
}
