// Passport, provisional documents and residence permit, each from the register to the receipt by keyboard.
// Every screen is looked at by axe, the drawn document is read, and what it costs stands on the bill.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { fingers, photo, signature } from "./lib/captures.mjs";
import { note } from "./lib/counts.mjs";
import { withDigit } from "./lib/drawn.mjs";
import { holds, isGenuine, opened as openedParts } from "./lib/gateway.mjs";
import { date, daysAgo, field, inZone, summary } from "./lib/inputs.mjs";
import { opened } from "./lib/played.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { arrive, goOn, main } from "./lib/steps.mjs";
import { begin, check, close, fillDocuments, openCase, people, print, search, section, send } from "./lib/visit.mjs";

const ayse = { family: "Şahin", first: "Ayşe" };
const SHEET = "Kontrollblatt";
const RECEIPT = "Gebührenquittung";

beforeEach(freshStage);

test("a passport with 48 pages, express", async (t) => {
  const visit = await begun(t, "Reisepass");
  const { page, hands } = visit;
  await aboutErika(visit);
  await arrive(visit, "Pass und Zustellung", "pass");
  await hands.choose(page.getByRole("radio", { name: "48 Seiten, für Vielreisende" }));
  await hands.tick(page.getByRole("checkbox", { name: "Das Dokument wird im Expressverfahren bestellt" }));
  await hands.choose(page.getByRole("radio", { name: "Abholung oder Übergabe durch das Amt" }));
  await goOn(visit);
  await photo(visit);
  await fingers(visit);
  await signature(visit);
  await pay(visit, "130,00", "150");
  const lines = await zone(visit, "td3");
  assert.equal(lines[0], names("PPD<<MUSTERMANN<<ERIKA", 44));
  assert.match(lines[1], /^·{10}D<<6408125F\d{7}<{14}··$/);
  assert.equal(lines[1].slice(21, 28), withDigit(lines[1].slice(21, 27)));
  await toTheReceipt(visit, [RECEIPT]);
  assert.deepEqual(bitmap(visit), [630, 188]);
  finish(visit, "passport", "48 pages, express");
});

test("a provisional ID card is printed in the office", async (t) => {
  const visit = await begun(t, "Vorläufiger Personalausweis");
  await aboutErika(visit);
  await provisional(visit, daysAgo(-200), daysAgo(-60));
  await photo(visit);
  await signature(visit);
  await pay(visit, "10,00", "10");
  const lines = await zone(visit, "td2");
  assert.equal(lines[0], names("ITD<<MUSTERMANN<<ERIKA", 36));
  assert.equal(lines[1], `${"·".repeat(10)}D<<6408125<${withDigit(inZone(daysAgo(-60)))}${"<".repeat(7)}·`);
  await toTheReceipt(visit, [RECEIPT, "Daten für den Druck in der Behörde"]);
  assert.deepEqual(bitmap(visit), [900, 132]);
  finish(visit, "provisional-identity-card", "keyboard");
});

test("a provisional passport costs double on a wished evening", async (t) => {
  const visit = await begun(t, "Vorläufiger Reisepass");
  const { page, hands } = visit;
  await aboutErika(visit);
  await provisional(visit, daysAgo(-400), daysAgo(-300));
  await photo(visit);
  await signature(visit);
  await pay(visit, "58,00", "60", async () => {
    await hands.tick(page.getByRole("checkbox", { name: /^Der Termin liegt auf Wunsch/ }));
  });
  const lines = await zone(visit, "td3");
  assert.equal(lines[0], names("PPD<<MUSTERMANN<<ERIKA", 44));
  assert.equal(lines[1], `${"·".repeat(10)}D<<6408125F${withDigit(inZone(daysAgo(-300)))}${"<".repeat(14)}··`);
  await toTheReceipt(visit, [RECEIPT, "Daten für den Druck in der Behörde"]);
  finish(visit, "provisional-passport", "keyboard");
});

test("a residence permit is ordered after the decision of the office for foreigners", async (t) => {
  const visit = await begun(t, "Elektronischer Aufenthaltstitel", ayse);
  const { page, hands } = visit;
  await section(visit, "Namen");
  await arrive(visit, "Angaben zur Person", "person");
  await hands.write(field(page, "Staatsangehörigkeit in drei Buchstaben"), "TUR");
  await goOn(visit);
  await section(visit, "Anschrift");
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(page.getByRole("radio", { name: "Durch ein gültiges Dokument mit Lichtbild" }));
  await hands.write(field(page, "Nummer des Passes"), "U12345678");
  await date(visit, "Der Pass gilt bis", daysAgo(-2000));
  await hands.tick(page.getByRole("checkbox", { name: "Die Entscheidung der Ausländerbehörde liegt vor" }));
  await goOn(visit);
  await arrive(visit, "Aufenthaltstitel", "titel");
  await hands.choose(page.getByRole("radio", { name: "Niederlassungserlaubnis", exact: true }));
  await hands.choose(page.getByRole("radio", { name: "Titelart NE" }));
  await hands.write(field(page, "Rechtsgrundlage des Titels"), "§ 9 AufenthG");
  await hands.write(field(page, "Gültigkeit in Jahren"), "5");
  await hands.write(field(page, /^Anmerkungen/), "ERWERBSTÄTIGKEIT ERLAUBT");
  await goOn(visit);
  await arrive(visit, "Online-Funktion und Zustellung", "online-funktion");
  await hands.tick(page.getByRole("checkbox", { name: "Die Online-Ausweisfunktion wird eingeschaltet" }));
  await hands.tick(page.getByRole("checkbox", { name: /^Das Informationsmaterial/ }));
  await hands.choose(page.getByRole("radio", { name: "Abholung oder Übergabe durch das Amt" }));
  await goOn(visit);
  await photo(visit);
  await fingers(visit);
  await signature(visit);
  await pay(visit, "119,00", "120");
  const lines = await zone(visit, "td1");
  assert.equal(lines[0], `ARD<<${"·".repeat(10)}${"<".repeat(15)}`);
  assert.match(lines[1], /^8204114F\d{7}TUR<{11}·$/);
  assert.equal(lines[2], names("SAHIN<<AYSE", 30));
  await page.getByTestId("document").getByText("ERWERBSTÄTIGKEIT ERLAUBT").waitFor();
  await toTheReceipt(visit, [RECEIPT]);
  assert.deepEqual(bitmap(visit), [561, 182]);
  finish(visit, "residence-permit", "settlement");
});

async function begun(t, service, person = people.applicant) {
  const visit = await opened(t, { onScreen: checkAccessible });
  // The screens before are looked at in the visits of the first services.
  await begin({ ...visit, onScreen: async () => {} });
  visit.papers = printed().length;
  await search(visit, person);
  await openCase(visit, service, person);
  return visit;
}

async function aboutErika(visit) {
  for (const heading of ["Namen", "Angaben zur Person", "Anschrift"]) await section(visit, heading);
  await fillDocuments(visit);
  await goOn(visit);
}

/** First a day beyond the longest validity, which is refused in place. */
async function provisional(visit, tooLate, until) {
  const { page, hands } = visit;
  await arrive(visit, "Vorläufiges Dokument", "vorlaeufig");
  await hands.write(field(page, "Warum wird das Dokument sofort gebraucht?"), "Reise zu einer Beerdigung");
  await date(visit, "Das Dokument gilt bis", tooLate);
  await goOn(visit);
  await summary(page).waitFor();
  await checkAccessible(page, "valid for too long");
  await date(visit, "Das Dokument gilt bis", until);
  await goOn(visit);
}

/** The sum stands on the bill before it is paid. */
async function pay(visit, sum, given, before = async () => {}) {
  const { page, hands } = visit;
  await arrive(visit, "Gebühr", "gebuehr");
  await before();
  await page.getByTestId("total").getByText(`${sum} €`).waitFor();
  await hands.choose(page.getByRole("radio", { name: "Bar", exact: true }));
  await hands.write(field(page, "Gegebener Betrag in Euro"), given);
  await visit.onScreen("gebuehr-bar");
  await hands.activate(main(page).getByRole("button", { name: "Zahlung verbuchen" }));
}

/** The machine readable zone as the check page draws it. */
async function zone(visit, kind) {
  await arrive(visit, "Angaben prüfen", `pruefen-${kind}`);
  return visit.page.getByTestId("zone").locator("span").allTextContents();
}

async function toTheReceipt(visit, papers) {
  await check(visit, [SHEET]);
  await send(visit);
  await print(visit, papers);
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, visit.papers + 1 + papers.length);
  await close(visit);
}

/** Width and height of the signature as the gateway has it. */
function bitmap(visit) {
  const jpeg = openedParts(visit.case)["signature.jpg"];
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if ([0xc0, 0xc2].includes(jpeg[at + 1])) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
  }
  return undefined;
}

const names = (text, width) => text.padEnd(width, "<");

function finish(visit, service, variant) {
  note(service, variant, visit.count);
  visit.assertQuiet();
}
