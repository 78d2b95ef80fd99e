// Searches the register over the gateway's own interface, and beside it scans the same table for the
// same names with LIKE.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { stage } from "../lib/stage.mjs";

const SEARCHES = 200;
const SCANS = 20;

const SCAN = `
import json, sqlite3, sys, time
base = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
times = []
for name, birth in json.load(sys.stdin):
    begin = time.perf_counter()
    base.execute("SELECT * FROM persons WHERE family_name LIKE ? AND birth_date LIKE ?",
                 (f"%{name}%", birth + "%")).fetchmany(50)
    times.append((time.perf_counter() - begin) * 1000)
print(json.dumps(times))
`;

const SAMPLE = `
import json, sqlite3, sys
base = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
count = base.execute("SELECT max(id) FROM persons").fetchone()[0]
step = max(1, count // int(sys.argv[2]))
rows = [base.execute("SELECT family_name, birth_date FROM persons WHERE id >= ? LIMIT 1", (at,)).fetchone()
        for at in range(1, count, step)]
print(json.dumps(rows[: int(sys.argv[2])]))
`;

// A clerk who is signed in at the suitcase; the gateway knows the hash of her session only.
const SIGN_IN = `
import hashlib, json, sqlite3, sys
from datetime import datetime, timedelta, timezone
base = sqlite3.connect(sys.argv[1])
now = datetime.now(timezone.utc)
at = [f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in (now, now + timedelta(hours=1))]
(suitcase,) = base.execute("SELECT suitcase FROM certificates").fetchone()
clerk = "00000000-0000-0000-0000-0000000000a1"
base.execute("INSERT INTO clerks (id, name, role, created_at) VALUES (?, 'Messung', 'clerk', ?)", (clerk, at[0]))
token = hashlib.sha256(sys.argv[2].encode()).hexdigest()
base.execute("INSERT INTO clerk_sessions VALUES (?, ?, ?, ?, ?)", (token, clerk, suitcase, *at))
base.commit()
print(json.dumps(suitcase))
`;
const SESSION = "a session of the bench";

/** Fills a register of its own and gives p50 and p95 of both sides in milliseconds. */
export async function searchFigures(residents) {
  const folder = join(stage.folder, `register-${residents}`);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "gateway.toml");
  const text = readFileSync(stage.gateway.config, "utf8");
  writeFileSync(config, text.replace(/^listen = .*$/gm, 'listen = "127.0.0.1:0"'));
  const gateway = (...args) => execFileSync(stage.programs.gateway, args, { stdio: ["ignore", "pipe", "inherit"] });
  gateway("demo-register", "--config", config, "--residents", String(residents));
  gateway("enrol", "--config", config, join(stage.gateway.pki, "suitcase.pem"));

  const database = join(folder, "gateway.db");
  const python = (script, input, ...args) =>
    JSON.parse(execFileSync("python3", ["-c", script, database, ...args], { input, maxBuffer: 1 << 26 }));
  python(SIGN_IN, "", SESSION);
  const people = python(SAMPLE, "", String(SEARCHES));
  const peer = python(SCAN, JSON.stringify(people.slice(0, SCANS)));
  const ours = await searched(config, people);
  return { ours: quantiles(ours), peer: quantiles(peer) };
}

async function searched(config, people) {
  const gateway = spawn(stage.programs.gateway, ["serve", "--config", config], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const { port } = JSON.parse(await said(gateway));
    const pem = (name) => readFileSync(join(stage.gateway.pki, name));
    const agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      ca: pem("ca.pem"),
      cert: pem("suitcase.pem"),
      key: pem("suitcase.key"),
    });
    const times = [];
    for (const [family_name, birth_date] of people) {
      const body = JSON.stringify({
        purpose: { reason: "Messung", file_number: "M-1", clerk: "Messung" },
        criteria: { family_name, birth_date },
      });
      const begin = performance.now();
      const { status, answer } = await post({ agent, port, body });
      times.push(performance.now() - begin);
      if (status !== 200 || JSON.parse(answer).hits.length === 0) throw new Error(`search: ${status} ${answer}`);
    }
    agent.destroy();
    return times.slice(1);
  } finally {
    gateway.kill();
  }
}

// The gateway's first words; one that ends without any has failed.
function said(gateway) {
  return new Promise((resolve, reject) => {
    gateway.stdout.once("data", resolve);
    gateway.once("exit", (code) => reject(new Error(`the gateway ended with ${code}`)));
  });
}

function post({ agent, port, body }) {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "amtskoffer-session": SESSION,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "localhost", port, path: "/register/search", method: "POST", headers });
    sent.once("error", reject).once("response", (response) => {
      let answer = "";
      response.on("data", (part) => (answer += part));
      response.on("end", () => resolve({ status: response.statusCode, answer }));
    });
    sent.end(body);
  });
}

function quantiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return { p50: at(0.5), p95: at(0.95) };
}
