// The kiosk browser exactly as a town starts it: the policy files of deploy/kiosk without any change,
// no debugger. What it gives and what it denies is said by a page inside it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freshStage, stage } from "./lib/stage.mjs";
import { reportFrom } from "./lib/undriven.mjs";

const PROBE = `/probe/kiosk.html?extension=${stage.extension.id}`;

before(freshStage);

test("the policies are those of deploy/kiosk, filled with origin and extension", () => {
  const installed = readFileSync(join(stage.folder, "etc/production/policies/managed/amtskoffer.json"), "utf8");
  const source = readFileSync(new URL("../deploy/kiosk/policies/amtskoffer.json", import.meta.url), "utf8");
  const filled = source.replaceAll("@ORIGIN@", stage.origin).replaceAll("@EXTENSION_ID@", stage.extension.id);
  assert.deepEqual(JSON.parse(installed), JSON.parse(filled));
  assert.equal(JSON.parse(installed).DeveloperToolsAvailability, 2);
});

test("page, extension and companion speak, and the camera is granted without a question", async () => {
  const report = await reportFrom(stage.browser.production, stage.origin + PROBE, { switches: stage.browser.camera });
  assert.equal(report.driven, false);
  assert.equal(report.companion.connected, true);
  assert.ok(report.companion.hello.session);
  assert.ok(report.companion.overview.Ok.overview);
  assert.equal(report.companion.ping.Ok, "pong");
  assert.deepEqual(report.companion.transfer, { Err: "not_signed_in" });
  assert.deepEqual(report.camera, { granted: true, width: 3840, height: 2160 });
  assert.notEqual(report.microphone, "granted");
});

test("without the policy for the camera it is not granted", async () => {
  const script = browserWith("no-camera", (policies) => ({ ...policies, VideoCaptureAllowedUrls: [] }));
  const report = await reportFrom(script, stage.origin + PROBE, { switches: stage.browser.camera });
  assert.deepEqual(report.camera, { granted: false, error: "NotAllowedError" });
});

test("a foreign page gets neither extension nor companion", async (t) => {
  const foreign = await foreignHost(t);
  const script = browserWith("foreign", (policies) => ({
    ...policies,
    URLAllowlist: [...policies.URLAllowlist, foreign.origin],
  }));
  const report = await reportFrom(script, foreign.origin + PROBE, { reports: foreign.reports });
  assert.deepEqual(report.companion, { connected: false });
});

// The production browser with other policies, under an `/etc/chromium` of its own.
function browserWith(name, change) {
  const production = join(stage.folder, "etc/production");
  const own = join(stage.folder, "etc", name);
  cpSync(production, own, { recursive: true });
  const file = join(own, "policies/managed/amtskoffer.json");
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")))));
  const script = join(stage.folder, `browser-${name}`);
  writeFileSync(script, readFileSync(stage.browser.production, "utf8").replaceAll(production, own));
  chmodSync(script, 0o755);
  return script;
}

// Another web host, which serves the same page on another port.
async function foreignHost(t) {
  const reports = join(stage.folder, "foreign-reports.jsonl");
  const own = stage.parts["static-host"].start.args;
  const args = own.map((word, at) => (own[at - 1] === "--report" ? reports : word));
  const host = spawn(stage.programs.standIn, args, { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => host.kill());
  const [ready] = await new Promise((resolve) => host.stdout.once("data", (data) => resolve(String(data).split("\n"))));
  return { origin: `http://localhost:${JSON.parse(ready).port}`, reports };
}
