// Certification of a copy, of a print and of a signature: without the register, each played to its receipt and
// to the note by keyboard, and what the law wants in the note is read on the paper.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { opened as openedParts } from "./lib/gateway.mjs";
import { box, field, radio } from "./lib/inputs.mjs";
import { atWork, handIn, identity, pay, says, scanned } from "./lib/issuing.mjs";
import { pagesOf, textOf } from "./lib/papers.mjs";
import { freshStage, printed, stage } from "./lib/stage.mjs";
import { arrive, goOn, main } from "./lib/steps.mjs";

const ORIGINAL = ["Zu beglaubigendes Schriftstück", "Schriftstück", "Zu beglaubigendes Schriftstück – 3 Seiten"];
const DIPLOMA = "Zeugnis der Berufsschule Altenau vom 12.07.1984";

beforeEach(async () => {
  await scanner("/fault", "DELETE");
  await scanner("/paper", "PUT");
  await freshStage();
});

test("a copy of three pages is certified under the last one and goes into the register", async (t) => {
  const visit = await begun(t, "Beglaubigung von Kopien");
  await theDocument(visit, async ({ page, hands }) => {
    await hands.choose(radio(page, "Die Urschrift"));
    await hands.choose(radio(page, "Privat, die Kopie ist für eine Behörde"));
    await hands.write(field(page, "Zur Vorlage bei welcher Behörde oder Stelle?"), "Handwerkskammer Lübeck");
  });
  await scanned(visit, ...ORIGINAL);
  await noGrounds(visit);
  await copies(visit, "1");
  await pay(visit, "5");
  const texts = await handIn(visit, ["Beglaubigungsvermerk", "Eintrag im Beglaubigungsregister"], "certified-copy", "paper, 3 pages");
  says(texts[0], ["mit der vorgelegten Urschrift", DIPLOMA, "Die Kopie hat 3 Seiten", "Verbindungsstelle ist gesiegelt",
    "nur zur Vorlage bei Handwerkskammer Lübeck", "Pflegeheim Sonnenhof", "Unterschrift (Jürgen Groß)", "Dienstsiegel"]);
  const note = readFileSync(printed()[visit.papers]);
  assert.equal(pagesOf(note), 4, "three copied pages and the note");
  const { answers, documents, record } = JSON.parse(openedParts(visit.case)["application.json"]);
  assert.match(answers.certification_number, /^B-\d{4}-\d\d-\d\d-[0-9a-f]{6}-001$/);
  assert.equal(answers.certification_pages, "3");
  assert.equal(documents[0].kind, "certified_paper");
  assert.equal(record, "", "nobody was looked up");
  says(texts[1], [answers.certification_number, "Erika Mustermann", DIPLOMA, "Handwerkskammer Lübeck"]);
});

test("an electronic copy goes to the office as one PDF to be sealed", async (t) => {
  const visit = await begun(t, "Beglaubigung von Kopien");
  await theDocument(visit, async ({ page, hands }) => {
    await hands.choose(radio(page, "Die Urschrift"));
    await hands.choose(radio(page, "Von einer anderen Behörde"));
    await hands.tick(box(page, "Die Kopie wird elektronisch beglaubigt"));
  });
  await scanned(visit, ...ORIGINAL);
  await noGrounds(visit);
  await copies(visit, "1");
  await pay(visit, "5");
  await handIn(visit, [], "certified-copy", "electronic");
  const pdf = openedParts(visit.case)["paper_certified_copy_note.pdf"];
  assert.equal(pagesOf(pdf), 4);
  says(textOf(pdf), ["ein einziges elektronisches Dokument", "Beglaubigt durch Jürgen Groß"], ["Dienstsiegel Unterschrift"]);
});

test("a print of a signed electronic document is certified with what the check of its signature found", async (t) => {
  const visit = await begun(t, "Beglaubigung von Kopien");
  const { page, hands } = visit;
  await theDocument(visit, async () => {
    await hands.choose(radio(page, "Ein elektronisches Dokument mit Signatur oder Siegel"));
    await hands.choose(radio(page, "Von einer anderen Behörde"));
    await hands.write(field(page, "Inhaber der Signatur oder Behörde des Siegels"), "Amt Musterland");
    await hands.write(field(page, "Zeitpunkt der Signatur oder des Siegels"), "20.11.2026, 14:03 Uhr");
    await hands.write(field(page, "Zugrunde liegende Zertifikate"), "Siegel CA 7, Seriennummer 4711");
  });
  await scanned(visit, ...ORIGINAL);
  await noGrounds(visit);
  await copies(visit, "1");
  await pay(visit, "5");
  const [text] = await handIn(visit, ["Beglaubigungsvermerk"], "certified-copy", "print, 3 pages");
  says(text, ["der vorstehende Ausdruck mit dem vorgelegten elektronischen Dokument", DIPLOMA, "Amt Musterland",
    "20.11.2026, 14:03 Uhr", "Siegel CA 7, Seriennummer 4711", "Die Kopie hat 3 Seiten", "Dienstsiegel"], ["nur zur Vorlage"]);
  assert.equal(pagesOf(readFileSync(printed()[visit.papers])), 4, "three pages and the note");
});

test("a changed document is refused with sentence and source", async (t) => {
  const visit = await begun(t, "Beglaubigung von Kopien");
  const { page, hands } = visit;
  await theDocument(visit, async () => {
    await hands.choose(radio(page, "Ein elektronisches Dokument mit Signatur oder Siegel"));
    await hands.choose(radio(page, "Von diesem Amt"));
    await hands.write(field(page, "Inhaber der Signatur oder Behörde des Siegels"), "Amt Musterland");
    await hands.write(field(page, "Zeitpunkt der Signatur oder des Siegels"), "20.11.2026, 14:03 Uhr");
    await hands.write(field(page, "Zugrunde liegende Zertifikate"), "Siegel CA 7, Seriennummer 4711");
  });
  await scanned(visit, ...ORIGINAL);
  await arrive(visit, "Ablehnungsgründe", "ablehnung");
  await hands.tick(box(page, /^Lücken, Streichungen/));
  await goOn(visit);
  await copies(visit, "1");
  await pay(visit, "5");
  await arrive(visit, "Angaben prüfen", "pruefen-abgelehnt");
  await page.getByText("Es darf nicht beglaubigt werden.").waitFor();
  await page.getByText("VwVfG § 33 Abs. 2", { exact: true }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Weiter zur Übermittlung" }).count(), 0);
  visit.assertQuiet();
});

test("a signature is certified beside itself", async (t) => {
  const visit = await begun(t, "Beglaubigung von Unterschriften");
  const { page, hands } = visit;
  await arrive(visit, "Schriftstück", "schriftstueck");
  await hands.choose(radio(page, "Eine Unterschrift"));
  await hands.write(field(page, "Genaue Bezeichnung des Schriftstücks"), "Vollmacht vom 22.11.2026");
  await hands.choose(radio(page, "Vor Ihnen anerkannt"));
  await hands.write(field(page, "Zur Vorlage bei welcher Behörde oder Stelle?"), "Amtsgericht Altenau");
  await goOn(visit);
  await noGrounds(visit);
  await identity(visit);
  await copies(visit, "2");
  await pay(visit, "10");
  const [text] = await handIn(visit, ["Beglaubigungsvermerk"], "certified-signature", "signature");
  says(text, ["Echtheit der Unterschrift", "Vollmacht vom 22.11.2026", "Erika Mustermann", "durch ein gültiges Ausweisdokument",
    "in Gegenwart der beglaubigenden Person anerkannt", "nur zur Vorlage bei Amtsgericht Altenau", "Dienstsiegel"]);
});

/** A case without the register, its names typed. */
async function begun(t, service) {
  const visit = await atWork(t);
  const { page, hands } = visit;
  await hands.write(field(page, "Anlass", { exact: true }), "Beglaubigung");
  await hands.write(field(page, "Aktenzeichen"), "112-04/2026");
  await hands.activate(main(page).getByRole("button", { name: `${service} ohne Register` }));
  await arrive(visit, service, "aufgaben", "Aufgaben");
  await hands.activate(main(page).getByRole("link", { name: "Weiterbearbeiten" }));
  await arrive(visit, "Namen", "namen");
  await hands.write(field(page, "Familienname", { exact: true }), "Mustermann");
  await hands.write(field(page, "Vornamen", { exact: true }), "Erika");
  await goOn(visit);
  return visit;
}

async function theDocument(visit, fill) {
  await arrive(visit, "Schriftstück", "schriftstueck");
  await visit.hands.write(field(visit.page, "Genaue Bezeichnung des Schriftstücks"), DIPLOMA);
  await fill(visit);
}


async function noGrounds(visit) {
  await arrive(visit, "Ablehnungsgründe", "ablehnung");
  await goOn(visit);
}

async function copies(visit, count) {
  const { page, hands } = visit;
  await arrive(visit, "Zweck der Bescheinigung", "zweck");
  await hands.write(field(page, "Anzahl der Ausfertigungen"), count);
  await goOn(visit);
}

async function scanner(path, method) {
  const answer = await fetch(`http://127.0.0.1:${stage.scanner.control}${path}`, { method });
  if (!answer.ok) throw new Error(`scanner ${path}: ${answer.status}`);
}
