// Moving in and out: a single newcomer, a family on one form, a second home, a deregistration, and the fast
// lane of a university's first week. Every screen is looked at by axe.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signature } from "./lib/captures.mjs";
import { counting, note } from "./lib/counts.mjs";
import { holds, isGenuine, opened as openedParts } from "./lib/gateway.mjs";
import { Touch } from "./lib/hands.mjs";
import { date, daysAgo, field, onPaper, summary } from "./lib/inputs.mjs";
import { atWork, confirm, says } from "./lib/issuing.mjs";
import { screens } from "./lib/kiosk.mjs";
import { checkAccessible } from "./lib/accessible.mjs";
import { textsSince } from "./lib/papers.mjs";
import { freshStage } from "./lib/stage.mjs";
import { arrive, goOn, main } from "./lib/steps.mjs";
import { openCase, print, search, send } from "./lib/visit.mjs";

const tablet = { hands: Touch, screen: screens.tablet };
const PAPER = "Amtliche Meldebestätigung";
const DORMITORY = { street: "Campusallee 5", postcode: "99998", place: "Altenau", key: "01099001" };
const ada = { family: "Muster", first: "Ada", born: daysAgo(20 * 365), place: "Köln", sex: "weiblich" };
const bo = { family: "Muster", first: "Bo", born: daysAgo(10 * 365), place: "Bonn", sex: "männlich" };

beforeEach(freshStage);

test("a newcomer registers alone, by keyboard only", (t) => newcomer(t, {}));
test("a newcomer registers alone, by touch only", (t) => newcomer(t, tablet));

test("a family of four stands on one form; one is taken off and put on again", async (t) => {
  const visit = await atWork(t);
  const { page, hands } = visit;
  await beginNewcomer(visit);
  await household(visit, 4);
  await dwelling(visit);
  for (const [at, person] of [ada, { ...ada, first: "Eva" }, bo, { ...bo, first: "Cem" }].entries()) {
    await aboutPerson(visit, person, ` – Person ${at + 1}`);
  }
  await signature(visit);
  await arrive(visit, "Angaben prüfen", "pruefen");
  await hands.activate(main(page).getByRole("link", { name: "Zur Aufgabenliste" }));
  await hands.activate(main(page).getByRole("button", { name: "Person 2 entfernen" }));
  await main(page).getByRole("link", { name: "Namen – Person 3" }).waitFor();
  assert.equal(await main(page).getByRole("link", { name: "Namen – Person 4" }).count(), 0);
  await hands.activate(main(page).getByRole("button", { name: "Weitere Person hinzufügen" }));
  await hands.activate(main(page).getByRole("link", { name: "Namen – Person 4" }));
  await aboutPerson(visit, { ...ada, first: "Eva" }, " – Person 4");
  await handIn(visit);
  const { answers } = JSON.parse(openedParts(visit.case)["application.json"]);
  assert.deepEqual([2, 3, 4].map((number) => answers[`p${number}.first_names`]), ["Bo", "Cem", "Eva"]);
  assert.equal(answers.persons, "4");
  finish(visit, "registration", "family of 4");
});

test("what is wrong is said in place and goes no further", async (t) => {
  const visit = await atWork(t);
  const { page, hands } = visit;
  await beginNewcomer(visit);
  await arrive(visit, "Personen und Anmeldung", "haushalt");
  await hands.write(field(page, "Wie viele Personen stehen auf diesem Meldeschein?"), "21");
  await goOn(visit);
  await summary(page).getByText("Geben Sie eine Zahl von 1 bis 20 ein.").waitFor();
  await checkAccessible(page, "too many persons");
  await fillHousehold(visit, 1);
  await arrive(visit, "Einzug oder Auszug", "umzug");
  await date(visit, "Tag des Einzugs", daysAgo(-1));
  await goOn(visit);
  await summary(page).getByText("Geben Sie ein Datum ein, das nicht in der Zukunft liegt.").waitFor();
  await date(visit, "Tag des Einzugs", daysAgo(30));
  await hands.choose(page.getByRole("radio", { name: "Hauptwohnung", exact: true }));
  await hands.choose(page.getByRole("radio", { name: "Sie wird aufgegeben" }));
  await goOn(visit);
  await summary(page).getByText("Beide Wohnungen passen nicht zueinander.").waitFor();
  visit.assertQuiet();
});

test("a second home is registered for somebody in the register", async (t) => {
  const visit = await atWork(t);
  const { page, hands } = visit;
  await search(visit);
  await openCase(visit, "Nebenwohnung und Wechsel der Hauptwohnung");
  await arrive(visit, "Einzug oder Auszug", "umzug");
  await hands.choose(page.getByRole("radio", { name: "Eine Nebenwohnung anmelden" }));
  await date(visit, "Tag des Einzugs", daysAgo(2));
  await hands.tick(page.getByRole("checkbox", { name: "Die Hauptwohnung ist die vorwiegend benutzte Wohnung" }));
  await goOn(visit);
  await household(visit, 1);
  await registeredMovesIn(visit);
  finish(visit, "second-home", "register");
});

test("a move within the municipality: the confirmation has the new address, and nothing is to be paid", async (t) => {
  const visit = await atWork(t);
  const { page, hands } = visit;
  await search(visit);
  await openCase(visit, "Ummeldung");
  await household(visit, 1);
  await arrive(visit, "Einzug oder Auszug", "umzug");
  await date(visit, "Tag des Einzugs", daysAgo(2));
  await hands.choose(page.getByRole("radio", { name: "Alleinige Wohnung" }));
  await hands.choose(page.getByRole("radio", { name: "Sie wird aufgegeben" }));
  await goOn(visit);
  await registeredMovesIn(visit);
    const [text] = textsSince(visit.papers);
  says(text, [PAPER, "Erika", "Mustermann", DORMITORY.street, `${DORMITORY.postcode} ${DORMITORY.place}`, onPaper(daysAgo(2))]);
  const { answers, fee } = JSON.parse(openedParts(visit.case)["application.json"]);
  assert.match(answers.previous_street, /^Heidestraße 17/);
  assert.deepEqual(fee, []);
  finish(visit, "change-of-address", "sole dwelling");
});

test("somebody who goes abroad deregisters", async (t) => {
  const visit = await atWork(t);
  const { page, hands } = visit;
  await search(visit);
  await openCase(visit, "Abmeldung");
  await household(visit, 1);
  await arrive(visit, "Einzug oder Auszug", "umzug");
  await date(visit, "Tag des Auszugs", daysAgo(-8));
  await goOn(visit);
  await summary(page).getByText("frühestens eine Woche vor dem Auszug").waitFor();
  await date(visit, "Tag des Auszugs", daysAgo(-3));
  await goOn(visit);
  await confirm(visit, "Anschrift");
  await arrive(visit, "Ziel", "ziel");
  await hands.choose(page.getByRole("radio", { name: "Ins Ausland" }));
  await hands.write(field(page, "Staat der neuen Wohnung"), "129");
  await goOn(visit);
  await confirm(visit, "Namen", "Angaben zur Person");
  await identity(visit, "");
  await signature(visit);
  await handIn(visit, "Amtliche Meldebestätigung über die Abmeldung");
  finish(visit, "deregistration", "abroad");
});

test("the fast lane: a student takes less than a minute of the clerk, the next is one key away", async (t) => {
  const visit = await atWork(t);
  const { page, hands } = visit;
  await hands.activate(main(page).getByRole("link", { name: "Schnellspur für Studierende" }));
  await arrive(visit, "Schnellspur für Studierende", "schnellspur");
  await hands.write(field(page, "Aktenzeichen"), "112-05/2026");
  await date(visit, "Tag des Einzugs", daysAgo(1));
  await fillAddress(visit);
  await hands.write(field(page, "Zuordnungsmerkmal"), "WG-2026-0815");
  await hands.activate(main(page).getByRole("button", { name: "Nächste Person" }));
  for (const first of ["Ada", "Eva"]) {
    const { hands: counted, count } = counting(hands);
    const student = { ...visit, hands: counted };
    await page.getByRole("heading", { level: 2, name: "Wer zieht ein?" }).waitFor();
    await visit.onScreen("schnellspur-person");
    await fillPerson(student, { ...ada, first });
    await counted.choose(page.getByRole("radio", { name: "Personalausweis", exact: true }));
    await counted.activate(main(page).getByRole("button", { name: "Weiter zur Wohnung" }));
    await page.getByRole("heading", { level: 2, name: "Woher und wohin?" }).waitFor();
    await visit.onScreen("schnellspur-wohnung");
    await counted.choose(page.getByRole("radio", { name: "Alleinige Wohnung" }));
    await fillPrevious(student);
    await counted.choose(page.getByRole("radio", { name: "keine oder eine andere" }));
    await counted.choose(page.getByRole("radio", { name: "Durch ein gültiges Dokument mit Lichtbild" }));
    await counted.activate(main(page).getByRole("button", { name: "Weiter zur Unterschrift" }));
    await signature(student);
    await handIn(student);
    const { inputs, seconds } = note("registration", "fast lane", count);
    assert.ok(inputs <= 30, `${inputs} inputs`);
    t.diagnostic(`${inputs} inputs, ${seconds} s with axe on every screen`);
    await page.keyboard.press("F8");
    await arrive(visit, "Schnellspur für Studierende", "schnellspur");
  }
  visit.assertQuiet();
});

async function newcomer(t, options) {
  const visit = await atWork(t, options);
  await beginNewcomer(visit);
  await household(visit, 1);
  await dwelling(visit);
  await aboutPerson(visit, ada, "");
  await signature(visit);
  await handIn(visit);
  finish(visit, "registration", options.hands ? "single, touch" : "single, keyboard");
}

// Somebody whom the register knows, from the new address to the receipt.
async function registeredMovesIn(visit) {
  await address(visit);
  await confirm(visit, "Bisherige oder andere Wohnung");
  await landlord(visit);
  await confirm(visit, "Namen", "Angaben zur Person");
  await civil(visit, "");
  await identity(visit, "");
  await signature(visit);
  await handIn(visit);
}

async function beginNewcomer(visit) {
  const { page, hands } = visit;
  await hands.write(field(page, "Anlass", { exact: true }), "Anmeldung");
  await hands.write(field(page, "Aktenzeichen"), "112-04/2026");
  await hands.activate(main(page).getByRole("button", { name: "Neu zugezogene Person anmelden" }));
  await arrive(visit, "Anmeldung einer Wohnung", "aufgaben", "Aufgaben");
  visit.case = new URL(page.url()).hash.split("/")[2];
  await hands.activate(main(page).getByRole("link", { name: "Weiterbearbeiten" }));
}

async function household(visit, persons) {
  await arrive(visit, "Personen und Anmeldung", "haushalt");
  await fillHousehold(visit, persons);
}

async function fillHousehold(visit, persons) {
  const { page, hands } = visit;
  await hands.write(field(page, "Wie viele Personen stehen auf diesem Meldeschein?"), String(persons));
  if (persons > 1) await hands.tick(page.getByRole("checkbox", { name: /^Wer anmeldet, versichert/ }));
  await hands.choose(page.getByRole("radio", { name: "Die erste Person selbst" }));
  await goOn(visit);
}

async function dwelling(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Einzug oder Auszug", "umzug");
  await date(visit, "Tag des Einzugs", daysAgo(2));
  await hands.choose(page.getByRole("radio", { name: "Alleinige Wohnung" }));
  await hands.choose(page.getByRole("radio", { name: "Sie wird aufgegeben" }));
  await goOn(visit);
  await address(visit);
  await arrive(visit, "Bisherige oder andere Wohnung", "andere-wohnung");
  await fillPrevious(visit);
  await goOn(visit);
  await landlord(visit);
}

async function address(visit) {
  await arrive(visit, "Anschrift", "anschrift");
  await fillAddress(visit);
  await goOn(visit);
}

async function fillAddress({ page, hands }) {
  await hands.write(field(page, "Straße und Hausnummer", { exact: true }), DORMITORY.street);
  await hands.write(field(page, "Postleitzahl", { exact: true }), DORMITORY.postcode);
  await hands.write(field(page, "Wohnort", { exact: true }), DORMITORY.place);
  await hands.write(field(page, "Amtlicher Gemeindeschlüssel"), DORMITORY.key);
}

async function fillPrevious({ page, hands }) {
  await hands.write(field(page, /^Postleitzahl der bisherigen/), "51147");
  await hands.write(field(page, /^Ort der bisherigen/), "Köln");
  await hands.write(field(page, /^Straße und Hausnummer der bisherigen/), "Heidestraße 17");
}

async function landlord(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Wohnungsgeber", "wohnungsgeber");
  await hands.choose(page.getByRole("radio", { name: "Elektronisch, mit Zuordnungsmerkmal" }));
  await hands.write(field(page, "Zuordnungsmerkmal", { exact: true }), "WG-2026-0815");
  await goOn(visit);
}

async function aboutPerson(visit, person, number) {
  const { page, hands } = visit;
  await arrive(visit, `Namen${number}`, "namen");
  await hands.write(field(page, "Familienname", { exact: true }), person.family);
  await hands.write(field(page, "Vornamen", { exact: true }), person.first);
  await goOn(visit);
  await arrive(visit, `Angaben zur Person${number}`, "person");
  await fillBirth(visit, person);
  await hands.write(field(page, "Staatsangehörigkeiten"), "000");
  await goOn(visit);
  await civil(visit, number);
  await identity(visit, number);
}

async function fillPerson(visit, person) {
  const { page, hands } = visit;
  await hands.write(field(page, "Familienname", { exact: true }), person.family);
  await hands.write(field(page, "Vornamen", { exact: true }), person.first);
  await fillBirth(visit, person);
}

async function fillBirth(visit, person) {
  const { page, hands } = visit;
  await date(visit, "Tag der Geburt", person.born);
  await hands.write(field(page, "Ort der Geburt"), person.place);
  await hands.choose(page.getByRole("radio", { name: person.sex }));
}

async function civil(visit, number) {
  const { page, hands } = visit;
  await arrive(visit, `Familienstand und Religion${number}`, "familienstand");
  await hands.choose(page.getByRole("radio", { name: "ledig" }));
  await hands.choose(page.getByRole("radio", { name: "keine oder eine andere" }));
  await goOn(visit);
}

async function identity(visit, number) {
  const { page, hands } = visit;
  await arrive(visit, `Identität und Unterlagen${number}`, "unterlagen");
  await hands.choose(page.getByRole("radio", { name: "Durch ein gültiges Dokument mit Lichtbild" }));
  await hands.choose(page.getByRole("radio", { name: "Personalausweis", exact: true }));
  await goOn(visit);
}

/** From the check page to the printed confirmation. */
async function handIn(visit, paper = PAPER) {
  const { page, hands } = visit;
  await arrive(visit, "Angaben prüfen", "pruefen");
  visit.case = new URL(page.url()).hash.split("/")[2];
  await hands.activate(main(page).getByRole("link", { name: "Weiter zur Übermittlung" }));
  await send(visit);
  await print(visit, [paper]);
  assert.ok(isGenuine(holds(visit.case)));
}

function finish(visit, service, variant) {
  note(service, variant, visit.count);
  visit.assertQuiet();
}
