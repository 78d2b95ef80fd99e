// What breaks between the suitcase and the data centre.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { approve } from "./lib/clerks.mjs";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { opened } from "./lib/played.mjs";
import { slowLine } from "./lib/proxy.mjs";
import { freshStage, stage, startCompanion, startGateway, stop, until } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";
import { idCard, play } from "./lib/visit.mjs";

const CHUNK = 256 * 1024;
/** TLS, heads of requests, notes, and questions where the upload stands. */
const ENVELOPES = 96 * 1024;

beforeEach(freshStage);

test("a gateway that goes while the photo leaves, and comes back, gets the rest by itself", async (t) => {
  const line = await slowLine(stage.gateway.port, 100_000);
  t.after(line.close);
  await companionWith(t, (text) => text.replace(stage.gateway.url, `https://localhost:${line.port}`));
  const visit = await opened(t);
  const { page } = visit;
  const next = idCard.findIndex(([name]) => name === "Fingerabdrücke");
  await play(idCard.slice(0, next), visit);
  const photo = () => holds(visit.case).parts.find(({ part }) => part === "photo");
  await until(() => photo()?.received >= CHUNK, "a chunk of the photo is on the gateway's disk");

  await stop("gateway");
  const { received: kept, length } = photo();
  assert.ok(kept < length, "the gateway went in the middle");
  await page.getByRole("region", { name: "Zustand des Koffers" }).getByText("Leitung: keine Verbindung").waitFor();
  const before = line.sent;
  await startGateway();
  await until(() => photo().received === length, "the rest of the photo arrives", 60_000);
  const beyond = line.sent - before - (length - kept);
  t.diagnostic(`${kept} of ${length} bytes were kept; ${beyond} sent beyond the rest`);
  assert.ok(beyond <= ENVELOPES, `${beyond} bytes more than the rest of the photo`);

  await play(idCard.slice(next), visit);
  assert.ok(isGenuine(holds(visit.case)));
  visit.assertQuiet();
});

test("without a line the case waits, the clerk goes on, and it goes by itself later", async (t) => {
  const visit = await opened(t);
  const { page, hands } = visit;
  await play(idCard, visit, { until: "Antrag übermitteln" });
  await approve(visit);
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
  const { page } = await opened(t, { clerk: null });
  await page.getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await page.getByText("Die Gegenstelle weist sich nicht als unser Rechenzentrum aus.").waitFor();
  await page.getByText("Arbeiten Sie nicht weiter und rufen Sie die IT an.").waitFor();
});

test("a suitcase with a foreign certificate gets no line", async (t) => {
  await companionWith(t, (text) =>
    text
      .replace(join(stage.gateway.pki, "suitcase.pem"), join(stage.gateway.foreignPki, "suitcase.pem"))
      .replace(join(stage.gateway.pki, "suitcase.key"), join(stage.gateway.foreignPki, "suitcase.key")),
  );
  const { page } = await opened(t, { clerk: null });
  const status = page.getByRole("region", { name: "Zustand des Koffers" });
  await status.getByText("Leitung: Koffer nicht angemeldet").waitFor();
});

test("a suitcase that is not enrolled is told so, and let in again is served", async (t) => {
  enrol("--withdraw");
  t.after(() => enrol());
  const { page } = await opened(t, { clerk: null });
  await page.getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await page.getByText("Das Rechenzentrum kennt diesen Koffer nicht oder hat ihn gesperrt.").waitFor();
  await page.getByText(/^Rufen Sie die IT an. Der Koffer muss dort angemeldet werden./).waitFor();
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
