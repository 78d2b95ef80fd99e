// Rarer ways through the certificates, each from a prepared case on: what differs is chosen in the browser, and
// what stands on the paper is read. Every screen is looked at by axe.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { opened as openedParts } from "./lib/gateway.mjs";
import { box, field, radio, summary } from "./lib/inputs.mjs";
import { issued, says, scanned } from "./lib/issuing.mjs";
import { openedAt, preparedFor } from "./lib/prepared.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { arrive, goOn, main } from "./lib/steps.mjs";

const READ = ["names", "person_data", "address"];
const CONDUCT = { birth_place: "Berlin", nationalities: "000", identity_method: "sure_document" };
const CONDUCT_FEE = [{ rule: "FZ", cents: 1300 }];
const DONE = [...READ, "documents", "representation"];

beforeEach(freshStage);

test("a proof of life on the pension body's own form: the form is scanned, and nothing is printed", async (t) => {
  const id = await preparedFor("life-certificate", { life_purpose: "pension", life_reference: "65 120864 M 501" }, { finished: READ });
  const visit = await at(t, id, "section/certificate", "Zweck der Bescheinigung");
  const { page, hands } = visit;
  await hands.choose(radio(page, "Auf dem Vordruck der Stelle; er wird gescannt"));
  await goOn(visit);
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(radio(page, "Durch ein gültiges Dokument mit Lichtbild"));
  await hands.tick(box(page, "Die Person ist persönlich erschienen"));
  await goOn(visit);
  await summary(page).getByText("vor Ihnen unterschrieben").waitFor();
  await hands.tick(box(page, "Die Person hat den Vordruck vor Ihnen unterschrieben"));
  await hands.tick(box(page, "Datum, Unterschrift und Dienstsiegel stehen auf dem Vordruck"));
  await scanned(visit, "Gesiegelter Vordruck der Lebensbescheinigung", "Identität und Unterlagen");
  await cash(visit, "0");
  assert.deepEqual(await issued(visit, []), []);
  const { answers, documents } = JSON.parse(openedParts(id)["application.json"]);
  assert.deepEqual(documents.map(({ kind }) => kind), ["life_form"]);
  assert.equal(answers.form_sealed, "yes");
});

test("a certificate of conduct for the person herself is of kind N", async (t) => {
  const id = await preparedFor("criminal-record-certificate", CONDUCT, { finished: DONE, fee: CONDUCT_FEE });
  const visit = await at(t, id, "section/request", "Art der Auskunft");
  await visit.hands.choose(radio(visit.page, "An die Person selbst (Belegart N)"));
  await goOn(visit);
  const [sheet] = await issued(visit, [], ["Antrag zum Prüfen"]);
  says(sheet, ["Antrag: Führungszeugnis", "Belegart N", "deutsch", "13,00"], ["Für Behörde", "Amtsgericht", "Gebührenbefreiung"]);
});

test("a certificate of conduct by way of a court is of kind P and names the court", async (t) => {
  const id = await preparedFor("criminal-record-certificate", CONDUCT, { finished: DONE, fee: CONDUCT_FEE });
  const visit = await at(t, id, "section/request", "Art der Auskunft");
  const { page, hands } = visit;
  await hands.choose(radio(page, "An eine Behörde, zuerst zur Einsicht an ein Amtsgericht (Belegart P)"));
  await goOn(visit);
  await recipient(visit);
  await goOn(visit);
  await summary(page).getByText("Amtsgericht").waitFor();
  await hands.write(field(page, /^Amtsgericht, bei dem/), "Amtsgericht Altenau");
  await goOn(visit);
  const [sheet] = await issued(visit, [], ["Antrag zum Prüfen"]);
  says(sheet, ["Belegart P", "Jugendamt Altenau", "Einsicht beim Amtsgericht", "Amtsgericht Altenau", "13,00"], ["Ich bin darauf hingewiesen"]);
});

test("a certificate of conduct for a volunteer is free only with the proof", async (t) => {
  const answers = { ...CONDUCT, request_kind: "private", request_extended: "no", request_european: "no" };
  const id = await preparedFor("criminal-record-certificate", answers, { finished: [...DONE, "request"] });
  const visit = await at(t, id, "section/fee", "Gebühr");
  const { page, hands } = visit;
  await hands.choose(radio(page, "Die Gebühr wird erlassen"));
  await hands.choose(radio(page, "Ehrenamtliche Tätigkeit"));
  await page.getByTestId("total").getByText("0,00 €").waitFor();
  await take(visit);
  await summary(page).getByText("Nachweis der Gebührenbefreiung").waitFor();
  await hands.tick(box(page, "Der Nachweis der Gebührenbefreiung wurde eingesehen"));
  await take(visit);
  const [sheet] = await issued(visit, [], ["Antrag zum Prüfen"]);
  says(sheet, ["Belegart N", "0,00", "Gebührenbefreiung ehrenamtliche Tätigkeit"]);
});

test("an extract from the trade register for an authority names it", async (t) => {
  const answers = { ...CONDUCT, trade_applicant: "self" };
  const fee = [{ rule: "GZR", cents: 1300 }];
  const id = await preparedFor("trade-register-extract", answers, { finished: DONE, fee });
  const visit = await at(t, id, "section/request", "Art der Auskunft");
  await visit.hands.choose(radio(visit.page, "Unmittelbar an eine Behörde"));
  await goOn(visit);
  await recipient(visit);
  await goOn(visit);
  const [sheet, receipt] = await issued(visit, ["Gebührenquittung"], ["Antrag zum Prüfen"]);
  says(sheet, ["Auskunft aus dem Gewerbezentralregister für eine Behörde", "Jugendamt Altenau", "Rathausplatz 2, 99998 Altenau", "51-4/2026"]);
  says(receipt, ["13,00"]);
});

async function at(t, id, screen, heading) {
  const visit = await openedAt(t, id, screen, { onScreen: checkAccessible });
  await arrive(visit, heading, screen);
  return Object.assign(visit, { papers: printed().length });
}

async function recipient(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Empfangende Behörde", "behoerde");
  await hands.write(field(page, "Vollständiger Name der Behörde"), "Jugendamt Altenau");
  await hands.write(field(page, "Anschrift der Behörde"), "Rathausplatz 2, 99998 Altenau");
  await hands.write(field(page, "Verwendungszweck"), "Pflegeerlaubnis");
  await hands.write(field(page, /^Geschäftszeichen der Behörde/), "51-4/2026");
}

async function cash(visit, euros) {
  const { page, hands } = visit;
  await arrive(visit, "Gebühr", "gebuehr");
  await hands.choose(radio(page, "Bar"));
  await hands.write(page.getByRole("textbox", { name: "Gegebener Betrag in Euro" }), euros);
  await take(visit);
}

async function take({ page, hands }) {
  await hands.activate(main(page).getByRole("button", { name: "Zahlung verbuchen" }));
}
