// Browsers without any debugger: the kiosk's own, and the same with a bare echo host in the
// companion's place. The page in them posts what it measured to the static host.

import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stage, until } from "../lib/stage.mjs";

/** The script of a browser whose native host is `stand-in native-echo`. */
export function echoBrowser() {
  const etc = join(stage.folder, "etc");
  const production = join(etc, "production");
  const echo = join(etc, "echo");
  cpSync(production, echo, { recursive: true });

  const host = join(stage.folder, "echo-host");
  writeFileSync(host, `#!/bin/sh\nexec '${stage.programs.standIn}' native-echo\n`);
  chmodSync(host, 0o755);
  const manifest = join(echo, "native-messaging-hosts/de.amtskoffer.companion.json");
  const installed = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, JSON.stringify({ ...installed, path: host }));

  const script = join(stage.folder, "browser-echo");
  writeFileSync(script, readFileSync(stage.browser.production, "utf8").replaceAll(production, echo));
  chmodSync(script, 0o755);
  return script;
}

/** Opens the measuring page and gives the figures that it reports, in milliseconds. */
export async function measureIn(browser, host) {
  const before = reports().length;
  // Its children still write when it has ended; the profile goes with the stage.
  const profile = mkdtempSync(join(stage.memory, "bench-"));
  const address = `${stage.origin}/bench/bench.html?host=${host}&extension=${stage.extension.id}`;
  const running = spawn(browser, ["--headless=new", `--user-data-dir=${profile}`, address], {
    stdio: "ignore",
  });
  try {
    const report = await until(() => reports()[before], `the ${host} page reports`, 180_000);
    if (report.error) throw new Error(`the ${host} page: ${report.error}`);
    return report.figures;
  } finally {
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill();
    await ended;
  }
}

function reports() {
  try {
    return readFileSync(stage.reports, "utf8").trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
