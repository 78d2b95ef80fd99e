// The data centre from outside: what really lies in its database, and its interface over mutual TLS.

import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stage } from "./stage.mjs";

const LOOK_UP = `
import base64, json, sqlite3, sys
base = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
base.row_factory = sqlite3.Row
found = base.execute("SELECT manifest, body, signature, key_id FROM cases JOIN receipts USING (case_id) WHERE case_id = ?",
                     (sys.argv[2],)).fetchone()
parts = base.execute("SELECT part, length, received, sha256, media_type FROM uploads WHERE case_id = ? ORDER BY rowid",
                     (sys.argv[2],)).fetchall()
handed = dict(found) if found else None
if handed:
    handed["manifest"] = base64.b64encode(bytes(handed["manifest"])).decode()
print(json.dumps({"handed": handed, "parts": [dict(part) for part in parts]}))
`;

/**
 * What the gateway holds of a case: its parts with the bytes that lie on the disk, and once it was
 * handed in its manifest and receipt.
 */
export function holds(caseId) {
  const printed = execFileSync("python3", ["-c", LOOK_UP, stage.gateway.database, caseId], { encoding: "utf8" });
  const { handed, parts } = JSON.parse(printed);
  const bytes = parts.reduce((sum, part) => sum + part.received, 0);
  if (!handed) return { parts, bytes };
  const manifest = Buffer.from(handed.manifest, "base64");
  const { body, signature, key_id } = handed;
  const receipt = { body, signature, key_id };
  return { parts, bytes: bytes + manifest.length, manifest, receipt };
}

/** What the department finds in a case that was handed in: the bytes of each part, opened, by the name of its file. */
export function opened(caseId) {
  const folder = join(mkdtempSync(join(tmpdir(), "opened-")), "case");
  const args = ["open", "--config", stage.gateway.config, "--case", caseId, "--out", folder];
  try {
    execFileSync(stage.programs.gateway, args, { stdio: ["ignore", "ignore", "inherit"] });
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  } finally {
    rmSync(dirname(folder), { recursive: true });
  }
}

/** Whether a receipt is signed with the gateway's key over just this manifest. */
export function isGenuine({ manifest, receipt }) {
  const raw = Buffer.from(readFileSync(join(stage.gateway.pki, "receipt.pub"), "utf8"), "base64");
  const key = createPublicKey({
    format: "jwk",
    key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") },
  });
  const signed = verify(null, Buffer.from(receipt.body), key, Buffer.from(receipt.signature, "base64"));
  return signed && JSON.parse(receipt.body).manifest_sha256 === sha256(manifest).toString("hex");
}

/** One request as an enrolled suitcase; another folder of keys makes it another one. */
export function call(method, path, { headers = {}, body, pki = stage.gateway.pki } = {}) {
  const key = (name) => readFileSync(join(pki, name));
  const options = {
    method,
    hostname: stage.gateway.address,
    servername: "localhost",
    headers: { ...headers, ...(body ? { "Content-Length": body.length } : {}) },
    ca: readFileSync(join(stage.gateway.pki, "ca.pem")),
    cert: key("suitcase.pem"),
    key: key("suitcase.key"),
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const asked = request(stage.gateway.url + path, options, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => {
        const text = Buffer.concat(pieces).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, text, json: text ? JSON.parse(text) : undefined });
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** SHA-256 as bytes. */
export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest();
}
