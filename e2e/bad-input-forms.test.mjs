// What a clerk can mistype: a sentence at the field and in the summary, the focus on the summary, and what
// was typed still there.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { summary } from "./lib/inputs.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { opened } from "./lib/played.mjs";
import { openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, startGateway, stop, until } from "./lib/stage.mjs";
import { arrive, goOn, main } from "./lib/steps.mjs";

const byTouch = { hands: Touch, screen: screens.tablet };
const field = (page, label) => page.getByLabel(label, { exact: true });
const press = (page, name) => main(page).getByRole("button", { name }).tap();

before(freshStage);

test("letters outside DIN 91379 are named with their place", async (t) => {
  const visit = await openedAt(t, await prepared(), "section/names", byTouch);
  const { page } = visit;
  await arrive(visit, "Namen");
  for (const letter of ["Я", "中", "😀", "ℵ", "\u0007"]) {
    const typed = `Muster${letter}mann`;
    await field(page, "Familienname").fill(typed);
    await goOn(visit);
    const sentence = `Familienname: Das Zeichen „${letter}“ an Stelle 7 ist hier nicht zulässig. Ersetzen Sie es.`;
    await assertProblem(page, "Familienname", sentence);
    assert.equal(await field(page, "Familienname").inputValue(), typed);
    assert.match(page.url(), /section\/names$/);
  }
  await field(page, "Familienname").fill("Łęcki-Ştefănescu");
  await goOn(visit);
  await arrive(visit, "Angaben zur Person");
  visit.assertQuiet();
});

test("an absurdly long name is refused with both numbers, and can be shortened", async (t) => {
  const visit = await openedAt(t, await prepared(), "section/names", byTouch);
  const { page } = visit;
  await arrive(visit, "Namen");
  for (const length of [200, 100_000]) {
    const typed = "a".repeat(length);
    await field(page, "Familienname").fill(typed);
    await goOn(visit);
    await summary(page).getByText(`es sind ${length}.`, { exact: false }).first().waitFor();
    assert.equal((await field(page, "Familienname").inputValue()).length, length);
  }
  await field(page, "Familienname").fill("Mustermann");
  await goOn(visit);
  await arrive(visit, "Angaben zur Person");
  visit.assertQuiet();
});

const dates = [
  ["31", "02", "1964", "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat."],
  ["29", "02", "2023", "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat."],
  ["1", "1", "2199", "Geben Sie ein Datum ein, das nicht in der Zukunft liegt."],
  ["1", "13", "1964", "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat."],
  ["12", "", "1964", "Geben Sie Tag, Monat und Jahr als Zahlen ein."],
];

test("dates that do not exist are refused, each with its reason", async (t) => {
  const visit = await openedAt(t, await prepared(), "section/person_data", byTouch);
  const { page } = visit;
  await arrive(visit, "Angaben zur Person");
  for (const [day, month, year, reason] of dates) {
    await writeDate(page, day, month, year);
    await goOn(visit);
    await assertSummary(page, `Tag der Geburt: ${reason}`);
    assert.deepEqual(await readDate(page), [day, month, year]);
    assert.equal(await field(page, "Tag").getAttribute("aria-invalid"), "true");
  }
  await writeDate(page, "12", "08", "1964");
  await goOn(visit);
  await arrive(visit, "Anschrift");
  visit.assertQuiet();
});

test("letters do not get into a date, and what is seen is what is checked", async (t) => {
  const visit = await openedAt(t, await prepared(), "section/person_data", byTouch);
  const { page } = visit;
  await arrive(visit, "Angaben zur Person");
  await writeDate(page, "ab", "8c", "19o64");
  assert.deepEqual(await readDate(page), ["", "8", "1964"]);
  await goOn(visit);
  await assertSummary(page, "Tag der Geburt: Geben Sie Tag, Monat und Jahr als Zahlen ein.");
  visit.assertQuiet();
});

test("a search without purpose, with too little, or for an impossible day is not made", async (t) => {
  const visit = await atSearch(t);
  const { page } = visit;
  await press(page, "Suchen");
  for (const sentence of [
    "Geben Sie den Anlass mit 3 bis 100 Buchstaben ein.",
    "Geben Sie das Aktenzeichen mit 1 bis 40 Zeichen ein.",
    "Geben Sie den Familiennamen oder seinen Anfang ein.",
  ]) {
    await assertSummary(page, sentence);
  }
  await field(page, "Anlass").fill("Antrag auf Personalausweis");
  await field(page, "Aktenzeichen").fill("112-04/2026");
  await field(page, "Familien- oder Geburtsname").fill("Mustermann");
  await press(page, "Suchen");
  await assertSummary(page, "Geben Sie mindestens eine weitere Angabe ein, zum Beispiel den Vornamen.");
  await writeDate(page, "31", "02", "1964");
  await press(page, "Suchen");
  await assertSummary(page, "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat.");
  await writeDate(page, "", "", "");
  await field(page, "Vornamen").fill("E".repeat(121));
  await press(page, "Suchen");
  await assertProblem(page, "Vornamen", "Kürzen Sie die Angabe auf höchstens 120 Zeichen.");
  assert.equal(await field(page, "Anlass").inputValue(), "Antrag auf Personalausweis");
  await field(page, "Vornamen").fill("Яков 😀");
  await press(page, "Suchen");
  const alert = page.getByRole("alert", { name: "Das hat nicht geklappt" });
  await alert.getByText("Für die Suche fehlt eine Angabe.").waitFor();
  assert.equal(await field(page, "Vornamen").inputValue(), "Яков 😀");
  visit.assertQuiet();
});

test("a search without a line is told, keeps its inputs, and finds when the line is back", async (t) => {
  const visit = await atSearch(t);
  const { page } = visit;
  t.after(freshStage);
  const typed = {
    Anlass: "Antrag auf Personalausweis",
    Aktenzeichen: "112-04/2026",
    "Familien- oder Geburtsname": "Mustermann",
    Vornamen: "Erika",
  };
  for (const [label, text] of Object.entries(typed)) await field(page, label).fill(text);
  await stop("gateway");
  await press(page, "Suchen");
  const alert = page.getByRole("alert", { name: "Das hat nicht geklappt" });
  await alert.getByText("Das Rechenzentrum ist nicht erreichbar.").waitFor();
  await alert.getByText("Es ist nichts verloren. Stellen Sie den Koffer an einen Platz mit besserem Empfang.").waitFor();
  for (const [label, text] of Object.entries(typed)) assert.equal(await field(page, label).inputValue(), text);
  await startGateway();
  await press(page, "Suchen");
  await page.getByRole("heading", { name: "1 Person gefunden" }).waitFor();
  assert.equal(await alert.count(), 0);
  visit.assertQuiet();
});

test("too little cash, or what is no sum, is not booked", async (t) => {
  const visit = await openedAt(t, await prepared(), "section/fee", byTouch);
  const { page } = visit;
  await arrive(visit, "Gebühr");
  for (const [typed, sentence] of [
    ["51,99", "Der gegebene Betrag ist kleiner als die Summe. Prüfen Sie ihn."],
    ["-60", "Geben Sie den Betrag ein, den die Person gegeben hat."],
    ["sechzig", "Geben Sie den Betrag ein, den die Person gegeben hat."],
    ["", "Geben Sie den Betrag ein, den die Person gegeben hat."],
  ]) {
    await field(page, "Gegebener Betrag in Euro").fill(typed);
    await press(page, "Zahlung verbuchen");
    await assertProblem(page, "Gegebener Betrag in Euro", sentence);
    assert.equal(await field(page, "Gegebener Betrag in Euro").inputValue(), typed);
  }
  await field(page, "Gegebener Betrag in Euro").fill("52,00");
  await press(page, "Zahlung verbuchen");
  await page.getByRole("log").getByText("Bezahlt", { exact: true }).waitFor();
  visit.assertQuiet();
});

test("a visit without a place, or with far too long a one, does not begin", async (t) => {
  await freshStage();
  const visit = await opened(t, byTouch);
  const { page } = visit;
  await press(page, "Termin beginnen");
  await assertProblem(page, "Ort des Termins", "Geben Sie den Ort des Termins ein.");
  await field(page, "Ort des Termins").fill("ß".repeat(81));
  await press(page, "Termin beginnen");
  await assertProblem(page, "Ort des Termins", "Kürzen Sie die Angabe auf höchstens 80 Buchstaben.");
  visit.assertQuiet();
});

test("an address with an unknown case or screen leads nowhere, in words", async (t) => {
  const visit = await openedAt(t, "00000000-0000-4000-8000-000000000000", "section/names", byTouch);
  const { page } = visit;
  await page.getByText("Diesen Vorgang gibt es im Koffer nicht mehr.").waitFor();
  await page.getByText("Sehen Sie in der Übersicht nach und legen Sie ihn sonst neu an.").waitFor();
  await page.evaluate(() => (location.hash = "#/../../etc/passwd"));
  await page.getByRole("heading", { level: 1, name: "Diese Seite gibt es nicht" }).waitFor();
  visit.assertQuiet();
});

async function atSearch(t) {
  await prepared();
  const visit = await opened(t, byTouch);
  await visit.page.getByRole("link", { name: "Person suchen" }).first().tap();
  await arrive(visit, "Person suchen");
  return visit;
}

// The sentence stands in the summary, which has the focus, and at the field; the summary leads to the field.
async function assertProblem(page, label, sentence) {
  const link = await assertSummary(page, sentence);
  const input = field(page, label);
  assert.equal(await input.getAttribute("aria-invalid"), "true");
  const described = await input.evaluate((element) =>
    element
      .getAttribute("aria-describedby")
      .split(" ")
      .map((id) => document.getElementById(id).textContent)
      .join("|"),
  );
  assert.ok(described.split("|").includes(sentence), `„${described}“ does not say: ${sentence}`);
  await link.tap();
  await until(() => input.evaluate((element) => element === document.activeElement), `focus on „${label}“`);
}

async function assertSummary(page, sentence) {
  const link = summary(page).getByRole("link", { name: sentence, exact: true });
  await link.waitFor();
  await until(() => summary(page).evaluate((element) => element === document.activeElement), "focus on the summary");
  assert.match(await page.title(), /^Fehler: /);
  return link;
}

async function writeDate(page, ...parts) {
  for (const [at, label] of ["Tag", "Monat", "Jahr"].entries()) await field(page, label).fill(parts[at]);
}

function readDate(page) {
  return Promise.all(["Tag", "Monat", "Jahr"].map((label) => field(page, label).inputValue()));
}
