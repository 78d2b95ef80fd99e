// Documents on paper: scanned from the stand-in through libsane, kept page by page whatever breaks, and
// handed to the data centre as PDF.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { approve } from "./lib/clerks.mjs";
import { deviceBroken, deviceReady } from "./lib/devices.mjs";
import { holds, opened } from "./lib/gateway.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { goTo, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, stage } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";

const byTouch = { hands: Touch, screen: screens.tablet };
const EINSCANNEN = "Unterlagen einscannen";

beforeEach(async () => {
  await scannerFault();
  await fillFeeder();
  await freshStage();
});

test("three pages are scanned, shown, taken out and scanned anew", async (t) => {
  const visit = await atScanning(t);
  const { page } = visit;
  await chooseAndScan(page, "Einverständniserklärung");
  await page.getByRole("group", { name: "3 Seiten sind übernommen." }).waitFor();
  const document = theDocument(page, "Einverständniserklärung – 3 Seiten");
  await document.getByRole("img", { name: "Seite 3, Einverständniserklärung" }).waitFor();
  await checkAccessible(page, "documents");
  await document.getByRole("button", { name: "Löschen Seite 2, Einverständniserklärung" }).tap();
  const two = theDocument(page, "Einverständniserklärung – 2 Seiten");
  await two.waitFor();
  const first = two.getByRole("img", { name: "Seite 1, Einverständniserklärung" });
  const before = await first.getAttribute("src");
  await main(page).getByRole("radio", { name: "Auf dem Glas" }).check();
  await two.getByRole("button", { name: "Neu scannen Seite 1, Einverständniserklärung" }).tap();
  await page.getByRole("group", { name: "1 Seite ist übernommen." }).waitFor();
  await two.waitFor();
  assert.notEqual(await first.getAttribute("src"), before, "another picture");
  await two.getByRole("button", { name: "Dokument löschen Einverständniserklärung" }).tap();
  await page.getByRole("dialog").getByRole("button", { name: "Dokument löschen" }).tap();
  await main(page).getByText("Es ist noch nichts eingescannt.").waitFor();
  visit.assertQuiet();
});

test("a jam in the middle: what came stays, the rest is appended, and all is one PDF at the data centre", async (t) => {
  const visit = await atScanning(t, { prints: 9, photo: true, signature: true, paid: true });
  const { page, id } = visit;
  await scannerFault("jam");
  await chooseAndScan(page, "Geburtsurkunde");
  const alert = page.getByRole("alert", { name: "Der Scan ist nicht vollständig" });
  await alert.getByText("Im Gerät ist ein Papierstau.").waitFor();
  await alert.getByText("1 Seite ist übernommen.").waitFor();
  const one = theDocument(page, "Geburtsurkunde – 1 Seite");
  await one.waitFor();
  await scannerFault();
  await one.getByRole("button", { name: "Seiten anhängen Geburtsurkunde" }).tap();
  await theDocument(page, "Geburtsurkunde – 3 Seiten").waitFor();
  await page.getByRole("group", { name: "2 Seiten sind übernommen." }).waitFor();

  await goTo(visit, id, "send");
  await approve(visit);
  await main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }).tap();
  await page.getByRole("heading", { level: 1, name: "Empfangsbestätigung" }).waitFor();
  const { parts, manifest } = holds(id);
  const [part] = parts.filter(({ part }) => part.startsWith("document_"));
  assert.equal(part.media_type, "application/pdf");
  assert.equal(part.received, part.length);
  const named = JSON.parse(manifest).parts.find(({ name }) => name === part.part);
  assert.equal(named.sha256, part.sha256);
  const about = pdfinfo(opened(id)[`${part.part}.pdf`]);
  assert.match(about, /^Pages:\s+3$/m);
  assert.match(about, /A4/);
  visit.assertQuiet();
});

test("no paper, an open cover, a pulled cable: each is a sentence, and scanning goes on afterwards", async (t) => {
  const visit = await atScanning(t);
  const { page } = visit;
  for (const [fault, cause] of [["no-paper", "Im Einzug liegt kein Blatt."], ["cover-open", "Eine Klappe des Geräts ist offen."]]) {
    await scannerFault(fault);
    await chooseAndScan(page, "Andere Unterlage");
    const alert = page.getByRole("alert", { name: "Der Scan ist nicht vollständig" });
    await alert.getByText(cause).waitFor();
    await alert.getByText("Keine Seite ist übernommen.").waitFor();
    await scannerFault();
  }
  await scannerFault("unplugged");
  await deviceBroken(page, "Dokumentenscanner");
  await scannerFault();
  await deviceReady(page, "Dokumentenscanner");
  await chooseAndScan(page, "Andere Unterlage");
  await theDocument(page, "Andere Unterlage – 3 Seiten").waitFor();
  visit.assertQuiet();
});

test("a slow scanner shows how far it is, can be cancelled, and a reload finds the run again", async (t) => {
  const visit = await atScanning(t);
  const { page } = visit;
  await scannerFault("slow");
  await chooseAndScan(page, "Andere Unterlage");
  await main(page).getByText(/^Seite 1 wird eingescannt: \d+ %$/).waitFor();
  await page.reload();
  await main(page).getByText(/^Seite 1 wird eingescannt: \d+ %$/).waitFor();
  await main(page).getByRole("button", { name: "Abbrechen" }).tap();
  const notice = page.getByRole("group", { name: "Der Scan ist nicht vollständig" });
  await notice.getByText("Keine Seite ist übernommen.").waitFor();
  await main(page).getByText("Es ist noch nichts eingescannt.").waitFor();
  await scannerFault();
  await fillFeeder();
  await chooseAndScan(page, "Andere Unterlage");
  await theDocument(page, "Andere Unterlage – 3 Seiten").waitFor();
});

/** At the screen, with a case that has what is named. */
async function atScanning(t, having = {}) {
  const id = await prepared(having);
  const visit = await openedAt(t, id, "scans", byTouch);
  await visit.page.getByRole("heading", { level: 1, name: EINSCANNEN }).waitFor();
  visit.id = id;
  return visit;
}

async function chooseAndScan(page, kind) {
  const scan = main(page).getByRole("button", { name: "Einscannen", exact: true });
  await scan.waitFor();
  await main(page).getByRole("radio", { name: kind }).check();
  await scan.tap();
}

function theDocument(page, name) {
  return page.getByRole("article", { name, exact: true });
}

/** Breaks the scanner; without a name it is mended. */
async function scannerFault(name) {
  await control("/fault", name ? { method: "PUT", body: name } : { method: "DELETE" });
}

/** Lays three sheets into the feeder. */
async function fillFeeder() {
  await control("/paper", { method: "PUT" });
}

async function control(path, options) {
  const answer = await fetch(`http://127.0.0.1:${stage.scanner.control}${path}`, options);
  if (!answer.ok) throw new Error(`scanner ${path}: ${answer.status}`);
}

/** What `pdfinfo` says of a file. */
function pdfinfo(input) {
  return execFileSync("pdfinfo", ["-"], { input, encoding: "utf8" });
}
