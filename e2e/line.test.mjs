// What breaks between the suitcase and the data centre.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { opened } from "./lib/played.mjs";
import { slowLine } from "./lib/proxy.mjs";
import { freshStage, stage, startCompanion, startGateway, stop, until } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";
import { idCard, play } from "./lib/visit.mjs";

const CHUNK = 256 * 1024;
/** TLS, heads of requests and questions where the upload stands. */
const ENVELOPES = 96 * 1024;

beforeEach(freshStage);

test("a gateway that goes in the middle of an upload and comes back gets the rest by itself", async (t) => {
  const line = await slowLine(stage.gateway.port, 500_000);
  t.after(line.close);
  await companionWith(t, (text) => text.replace(stage.gateway.url, `https://localhost:${line.port}`));
  const visit = await opened(t);
  const { page, hands } = visit;
  await play(idCard, visit, { until: "Antrag übermitteln" });
  const before = line.sent;
  await hands.activate(main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }));
  // More than may be sent twice: to begin anew would be noticed.
  await until(() => holds(visit.case).bytes > CHUNK + ENVELOPES, "the second chunk is on the gateway's disk");

  await stop("gateway");
  const kept = holds(visit.case).bytes;
  await page.getByText(/Wartet auf die Leitung und geht dann von selbst weiter/).waitFor();
  await page.getByRole("region", { name: "Zustand des Koffers" }).getByText("Leitung: keine Verbindung").waitFor();
  await startGateway();
  await page.getByRole("heading", { level: 1, name: "Empfangsbestätigung" }).waitFor({ timeout: 60_000 });

  const whole = holds(visit.case);
  assert.ok(isGenuine(whole));
  assert.ok(kept < whole.bytes, "the gateway went in the middle");
  const twice = line.sent - before - whole.bytes;
  t.diagnostic(`${whole.bytes} bytes, ${twice} of them and of envelopes sent beyond`);
  assert.ok(twice <= CHUNK + ENVELOPES, `${twice} bytes more than the case has`);
  visit.assertQuiet();
});

test("without a line the case waits, the clerk goes on, and it goes by itself later", async (t) => {
  const visit = await opened(t);
  const { page, hands } = visit;
  await play(idCard, visit, { until: "Antrag übermitteln" });
  await stop("gateway");
  await hands.activate(main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }));
  await page.getByText(/Wartet auf die Leitung/).waitFor();
  const status = page.getByRole("region", { name: "Zustand des Koffers" });
  await status.getByText(/Übertragung: 1 Vorgang, wartet auf die Leitung/).waitFor();
  await hands.activate(main(page).getByRole("link", { name: "Zur Übersicht der Vorgänge" }));
  await page.getByRole("row", { name: /Mustermann.* Wird übermittelt/ }).waitFor();
  await startGateway();
  await page.getByRole("row", { name: /^Daten gelöscht .* Bestätigt/ }).waitFor({ timeout: 60_000 });
  assert.ok(isGenuine(holds(visit.case)));
  visit.assertQuiet();
});

test("a data centre with a foreign certificate is not believed", async (t) => {
  await companionWith(t, (text) => text.replaceAll(stage.gateway.pki, stage.gateway.foreignPki));
  const { page } = await opened(t);
  await page.getByText("Die Gegenstelle weist sich nicht als unser Rechenzentrum aus.").waitFor();
  await page.getByText("Arbeiten Sie nicht weiter und rufen Sie die IT an.").waitFor();
});

test("a suitcase with a foreign certificate gets no line", async (t) => {
  await companionWith(t, (text) =>
    text
      .replace(join(stage.gateway.pki, "suitcase.pem"), join(stage.gateway.foreignPki, "suitcase.pem"))
      .replace(join(stage.gateway.pki, "suitcase.key"), join(stage.gateway.foreignPki, "suitcase.key")),
  );
  const { page } = await opened(t);
  const status = page.getByRole("region", { name: "Zustand des Koffers" });
  await status.getByText("Leitung: Koffer nicht angemeldet").waitFor();
});

test("a suitcase that is not enrolled is told so, and let in again is served", async (t) => {
  enrol("--withdraw");
  t.after(() => enrol());
  const { page } = await opened(t);
  await page.getByText("Das Rechenzentrum kennt diesen Koffer nicht.").waitFor();
  await page.getByText("Rufen Sie die IT an. Der Koffer muss dort angemeldet werden.").waitFor();
  enrol();
  const status = page.getByRole("region", { name: "Zustand des Koffers" });
  await status.getByText("Leitung: verbunden").waitFor({ timeout: 60_000 });
});

// Starts the companion with another configuration for the length of a test.
async function companionWith(t, change) {
  const text = readFileSync(stage.companion.config, "utf8");
  const changed = change(text);
  assert.notEqual(changed, text, "the configuration is changed");
  const config = join(stage.folder, "companion-other.toml");
  writeFileSync(config, changed);
  await stop("companion");
  await startCompanion(config);
  t.after(freshStage);
}

function enrol(...options) {
  const certificate = join(stage.gateway.pki, "suitcase.pem");
  execFileSync(stage.programs.gateway, ["enrol", "--config", stage.gateway.config, ...options, certificate]);
}
