// Certificates from the register, certificates of conduct, extracts: each played to its receipt and to the
// printed paper by keyboard, and what stands on the paper is read. Every screen is looked at by axe.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { opened as openedParts } from "./lib/gateway.mjs";
import { box, field, radio, summary } from "./lib/inputs.mjs";
import { confirm, forErika, handIn, identity, pay, says } from "./lib/issuing.mjs";
import { codeOf, textOf } from "./lib/papers.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { arrive, goOn, main } from "./lib/steps.mjs";

const PERSON = ["Namen", "Angaben zur Person", "Anschrift"];

beforeEach(freshStage);

test("an extended certificate says what was chosen and nothing else", async (t) => {
  const visit = await atPurpose(t, "Meldebescheinigung");
  const { page, hands } = visit;
  await hands.choose(radio(page, "Erweiterte Meldebescheinigung"));
  await goOn(visit);
  await arrive(visit, "Gewünschte Angaben zur Person", "gewuenscht-person");
  assert.equal(await main(page).getByRole("checkbox", { checked: true }).count(), 0, "nothing is preselected");
  await hands.tick(box(page, "Geburtsort"));
  await hands.tick(box(page, "Zugehörigkeit zu einer Religionsgesellschaft"));
  await goOn(visit);
  await arrive(visit, "Gewünschte Angaben zu Familie und Wohnung", "gewuenscht-familie");
  assert.equal(await main(page).getByRole("checkbox", { checked: true }).count(), 0, "nothing is preselected");
  await hands.tick(box(page, "Minderjährige Kinder"));
  await hands.tick(box(page, "Frühere Anschriften"));
  await goOn(visit);
  await pay(visit, "10");
  const [receipt, text] = await handIn(visit, ["Gebührenquittung", "Meldebescheinigung"], "registration-certificate", "extended");
  says(receipt, ["9,00"]);
  says(
    text,
    ["Erweiterte Meldebescheinigung", "Erika", "Geburtsort Berlin", "evangelisch", "Leon Mustermann, geboren am 14.03.2010",
      "Lindenallee 9", "Heidestraße 17"],
    ["Max Otto", "Mia", "verheiratet", "weiblich", "deutsch", "Gabler"],
  );
  await canBeChecked(readFileSync(printed().at(-1)), "Meldebescheinigung");
});

test("an extended certificate without a choice is refused with its sentence", async (t) => {
  const visit = await atPurpose(t, "Meldebescheinigung");
  const { page, hands } = visit;
  await hands.choose(radio(page, "Erweiterte Meldebescheinigung"));
  await goOn(visit);
  await confirm(visit, "Gewünschte Angaben zur Person", "Gewünschte Angaben zu Familie und Wohnung");
  await pay(visit, "10");
  await arrive(visit, "Angaben prüfen", "pruefen-abgelehnt");
  await page.getByText("Für die erweiterte Meldebescheinigung ist keine Angabe gewählt.").waitFor();
  assert.equal(await page.getByRole("link", { name: "Weiter zur Übermittlung" }).count(), 0);
  visit.assertQuiet();
});

test("an electronic certificate is free and goes to the office as a PDF to be sealed", async (t) => {
  const visit = await atPurpose(t, "Meldebescheinigung");
  const { page, hands } = visit;
  await hands.tick(box(page, "Die Bescheinigung wird elektronisch erteilt"));
  await goOn(visit);
  await pay(visit, "0");
  await handIn(visit, [], "registration-certificate", "electronic");
  const pdf = openedParts(visit.case)["paper_registration_certificate.pdf"];
  says(textOf(pdf), ["Einfache Meldebescheinigung", "qualifizierte elektronische Siegel"], ["Unterschrift ("]);
});

test("a certificate of residence for a marriage abroad", async (t) => {
  const visit = await atPurpose(t, "Aufenthaltsbescheinigung");
  const { page, hands } = visit;
  await hands.write(field(page, "Wofür ist die Bescheinigung?"), "Eheschließung in Dänemark");
  await hands.tick(box(page, "Ehegatte oder Lebenspartner"));
  await goOn(visit);
  await pay(visit, "20");
  const [text] = await handIn(visit, ["Aufenthaltsbescheinigung"], "residence-certificate", "marriage");
  says(
    text,
    ["Eheschließung in Dänemark", "verheiratet, seit 18.05.1990 in Berlin", "Max Otto Mustermann", "deutsch", "Gabler (Geburtsname)"],
    ["evangelisch", "Leon", "Lindenallee"],
  );
});

test("a proof of life for a pension, on a text of the office", async (t) => {
  const visit = await forErika(t, "Lebensbescheinigung");
  const { page, hands } = visit;
  await confirm(visit, ...PERSON);
  await arrive(visit, "Zweck der Bescheinigung", "zweck");
  await hands.choose(radio(page, "Für eine Rentenversicherung, auch im Ausland"));
  await hands.choose(radio(page, "Auf einem Schreiben des Amts"));
  await hands.write(field(page, /^Name der Stelle/), "Pensioenfonds Zorg");
  await hands.write(field(page, /^Versicherungs- oder Aktenzeichen/), "65 120864 M 501");
  await goOn(visit);
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(radio(page, "Durch ein gültiges Dokument mit Lichtbild"));
  await goOn(visit);
  await summary(page).getByText("persönlich erschienen").waitFor();
  await hands.tick(box(page, "Die Person ist persönlich erschienen"));
  await goOn(visit);
  await pay(visit, "0");
  const [text] = await handIn(visit, ["Lebensbescheinigung"], "life-certificate", "own text");
  says(text, ["lebt", "persönlich vor der unterzeichnenden Person", "Pensioenfonds Zorg", "65 120864 M 501", "gebührenfrei"]);
});

test("a European extended certificate of conduct for an authority", async (t) => {
  const visit = await forErika(t, "Führungszeugnis");
  const { page, hands } = visit;
  await confirm(visit, "Namen");
  await arrive(visit, "Angaben zur Person", "person");
  await hands.write(field(page, "Staatsangehörigkeiten", { exact: true }), "000, 152");
  await goOn(visit);
  await confirm(visit, "Anschrift");
  await identity(visit);
  await confirm(visit, "Vertretung");
  await arrive(visit, "Art der Auskunft", "auskunft");
  await hands.choose(radio(page, "Unmittelbar an eine Behörde (Belegart O)"));
  await hands.tick(box(page, "Es ist ein erweitertes Führungszeugnis"));
  await hands.tick(box(page, "Die schriftliche Aufforderung der Stelle wurde eingesehen"));
  await goOn(visit);
  await summary(page).getByText("immer ein Europäisches").waitFor();
  await hands.tick(box(page, "Es ist ein Europäisches Führungszeugnis"));
  await goOn(visit);
  await recipient(visit, "Pflegeerlaubnis");
  await hands.tick(box(page, "Auf die Einsicht beim Amtsgericht wurde hingewiesen"));
  await goOn(visit);
  await pay(visit, "20");
  const sheet = ["Antrag zum Prüfen"];
  const [text, receipt] = await handIn(visit, ["Gebührenquittung"], "criminal-record-certificate", "OE, European", sheet);
  says(text, ["erweitertes Europäisches Führungszeugnis", "Belegart OE", "deutsch, polnisch", "Jugendamt Altenau",
    "Rathausplatz 2, 99998 Altenau", "51-4/2026", "zuerst bei einem Amtsgericht einzusehen"]);
  says(receipt, ["17,00"]);
});

test("an extract from the trade register for the person", async (t) => {
  const visit = await forErika(t, "Gewerbezentralregisterauskunft");
  const { page, hands } = visit;
  await confirm(visit, ...PERSON);
  await identity(visit);
  await arrive(visit, "Vertretung", "vertretung");
  await hands.choose(radio(page, "Die Person selbst"));
  await goOn(visit);
  await arrive(visit, "Art der Auskunft", "auskunft");
  await hands.choose(radio(page, "An die Person selbst"));
  await goOn(visit);
  await pay(visit, "13");
  const [receipt] = await handIn(visit, ["Gebührenquittung"], "trade-register-extract", "private");
  says(receipt, ["13,00"]);
});

/** Whoever holds the paper learns by its code that it was issued here, and no more: the address has a hash only. */
async function canBeChecked(pdf, kind) {
  const address = codeOf(pdf);
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/check\/[0-9a-f]{64}$/);
  const known = await fetch(address);
  const page = await known.text();
  assert.equal(known.status, 200);
  says(page, ["Dieses Schreiben ist bekannt", kind], ["Mustermann", "Erika", "Heidestraße"]);
  const other = await fetch(address.replace(/.{8}$/, "00000000"));
  says(await other.text(), [], ["ist bekannt", kind]);
}

/** Who the person is, is confirmed; what for comes next. */
async function atPurpose(t, service) {
  const visit = await forErika(t, service);
  await confirm(visit, ...PERSON);
  await identity(visit);
  await arrive(visit, "Zweck der Bescheinigung", "zweck");
  return visit;
}

async function recipient(visit, purpose) {
  const { page, hands } = visit;
  await arrive(visit, "Empfangende Behörde", "behoerde");
  await hands.write(field(page, "Vollständiger Name der Behörde"), "Jugendamt Altenau");
  await hands.write(field(page, "Anschrift der Behörde"), "Rathausplatz 2, 99998 Altenau");
  await hands.write(field(page, "Verwendungszweck"), purpose);
  await hands.write(field(page, /^Geschäftszeichen der Behörde/), "51-4/2026");
}
