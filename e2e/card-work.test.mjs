// Services with a document that is there already, each as a case from the register to the signed receipt and
// the papers that are printed. Three go the whole way by keyboard, every screen looked at by axe; the others
// begin by touch where those have shown the way, with the case just opened.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { cardInReader, cardOnTerminal, stagePinAgain, terminalCard, terminalFault, typeWord } from "./lib/card.mjs";
import { note } from "./lib/counts.mjs";
import { holds, isGenuine, opened as openedParts, sha256 } from "./lib/gateway.mjs";
import { Touch } from "./lib/hands.mjs";
import { box, field, radio } from "./lib/inputs.mjs";
import { says } from "./lib/issuing.mjs";
import { screens } from "./lib/kiosk.mjs";
import { textsSince } from "./lib/papers.mjs";
import { opened } from "./lib/played.mjs";
import { begunFor, goTo, openedAt } from "./lib/prepared.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { arrive, goOn, main } from "./lib/steps.mjs";
import { begin, check, close, openCase, print, search, section, send } from "./lib/visit.mjs";

const SERVICE = "card-services";
const CHOICE = "section/card_act";
const SERIAL = "T22000129";
const BEGIN = "Am Terminal beginnen";

beforeEach(async () => {
  await terminalFault();
  await terminalCard("on");
  await freshStage();
});

test("a new address goes onto the chip and onto a sticker", async (t) => {
  const visit = await begun(t, "Anschrift ändern");
  const { page, hands } = visit;
  await section(visit, "Anschrift");
  await identified(visit);
  await arrive(visit, "Ausführung", "ausfuehrung");
  await page.getByText("Das Terminal ist bereit.").waitFor();
  await press(visit, BEGIN);
  await page.getByText(/^Adresse und Wohnort-Schlüssel stehen auf dem Chip/).first().waitFor();
  await visit.onScreen("auf-dem-chip");
  await press(visit, "Fertig");
  await hands.choose(page.getByRole("radio", { name: "Er klebt auf dem Dokument" }));
  await goOn(visit);
  assert.match((await cardOnTerminal()).residenceId, /^7209\d+/);
  await confirmed(visit);
  await toTheReceipt(visit, ["Adressaufkleber"], ["Beleg Änderungsdienst"]);
  const answers = answersOf(visit);
  assert.deepEqual([answers.card_work, answers.address_sticker], ["done", "attached"]);
  assert.match(answers.card_done_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  finish(visit, "address");
});

test("a finished card is handed over with its PIN letter, the old one is cancelled", async (t) => {
  const visit = await begun(t, "Fertiges Dokument aushändigen");
  const { page, hands } = visit;
  await identified(visit);
  await arrive(visit, "Aushändigung", "aushaendigung");
  await hands.choose(page.getByRole("radio", { name: "Die Person selbst" }));
  await hands.tick(page.getByRole("checkbox", { name: "Der Chip wurde vor der Aushändigung ausgelesen" }));
  await hands.choose(page.getByRole("radio", { name: "Er wird jetzt geschlossen übergeben" }));
  await hands.tick(page.getByRole("checkbox", { name: "Das Sperrkennwort wurde mit übergeben" }));
  await goOn(visit);
  await arrive(visit, "Altes Dokument", "altes-dokument");
  await hands.choose(page.getByRole("radio", { name: /^Entwertet/ }));
  await hands.write(field(page, "Seriennummer des bisherigen Dokuments"), "L01X00T47");
  await goOn(visit);
  await arrive(visit, "Ausführung", "uebergabe");
  await press(visit, "Jetzt aushändigen");
  await page.getByText("Alles ist erledigt.").waitFor();
  await goOn(visit);
  await confirmed(visit);
  await toTheReceipt(visit, [], ["Aushändigungsbeleg", "Einzugsbeleg", "Empfangsbestätigung PIN-Brief"]);
  assert.equal(answersOf(visit).card_work, "done");
  finish(visit, "hand-over");
});

test("a lost card is blocked; the password leaves only its sum", async (t) => {
  const visit = await begun(t, "Online-Funktion sperren lassen", async ({ page, hands }) => {
    await hands.choose(page.getByRole("radio", { name: "Der Ausweis ist verloren oder gestohlen" }));
  });
  const { page, hands } = visit;
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(page.getByRole("radio", { name: "Durch das Lichtbild im Register" }));
  await goOn(visit);
  await arrive(visit, "Ausführung", "sperre");
  await hands.write(page.getByLabel("Sperrkennwort"), "Kaffeetasse");
  await press(visit, "Sperrung beantragen");
  await goOn(visit);
  await confirmed(visit);
  await toTheReceipt(visit, [], ["Beleg Sperrung"]);
  const text = openedParts(visit.case)["application.json"].toString();
  assert.match(JSON.parse(text).blocking_sum, /^[0-9a-f]{64}$/);
  assert.equal(text.includes("Kaffeetasse"), false);
  finish(visit, "block");
});

test("the chip's data are shown to the holder, who gets a receipt of that", async (t) => {
  const visit = await atChoice(t, await begunFor(SERVICE));
  const { page } = visit;
  await chosen(visit, "Chipdaten zeigen");
  await identified(visit);
  await atWork(visit);
  await press(visit, BEGIN);
  await page.getByText("MUSTERMANN", { exact: true }).waitFor();
  await press(visit, "Fertig");
  await page.getByText("MUSTERMANN", { exact: true }).waitFor({ state: "detached" });
  await goOn(visit);
  const [paper] = await toTheOffice(visit, ["Beleg Änderungsdienst"]);
  says(paper, ["Die auf dem Chip gespeicherten Daten wurden der Person gezeigt.", SERIAL], ["HEIDESTRASSE"]);
  visit.assertQuiet();
});

test("a new PIN is typed at the terminal, never here; a stopped one changes nothing", async (t) => {
  const visit = await atChoice(t, await begunFor(SERVICE));
  const { page } = visit;
  const before = await cardOnTerminal();
  await chosen(visit, "PIN neu setzen (ohne bisherige PIN)");
  await identified(visit);
  await atWork(visit);
  await terminalFault("pin-cancelled-at-box");
  await press(visit, BEGIN);
  await page.getByText("Am Terminal wurde abgebrochen.").first().waitFor();
  await press(visit, "Fertig");
  await terminalFault();
  assert.equal((await cardOnTerminal()).pinsSet, before.pinsSet);
  await press(visit, BEGIN);
  await page.getByText(/tippt am Terminal zweimal die neue PIN/).waitFor();
  assert.equal(await main(page).locator("input").count(), 0);
  await page.getByText("Die neue PIN gilt ab sofort.").first().waitFor();
  await checkAccessible(page, "pin-neu");
  assert.equal((await cardOnTerminal()).pinsSet, before.pinsSet + 1);
  await press(visit, "Fertig");
  await goOn(visit);
  const [paper] = await toTheOffice(visit, ["Beleg Änderungsdienst"]);
  says(paper, ["Die PIN wurde neu gesetzt. Nur die Person selbst kennt sie.", SERIAL]);
  visit.assertQuiet();
});

test("the holder changes the PIN at the reader; a wrong one leaves the case as it was", async (t) => {
  await cardInReader("PUT");
  const visit = await atChoice(t, await begunFor(SERVICE));
  const { page } = visit;
  const change = "PIN ändern (mit bisheriger PIN)";
  await chosen(visit, change);
  await identified(visit);
  await arrive(visit, "Ausführung", "am-leser");
  await press(visit, change);
  for (const word of ["999999", "135790", "135790"]) await typeWord(visit, word);
  await page.getByText("Die bisherige PIN war falsch.").first().waitFor();
  await press(visit, change);
  for (const word of ["123456", "135790", "135790"]) await typeWord(visit, word);
  await page.getByText("Alles ist erledigt.").waitFor();
  await goOn(visit);
  const [paper] = await toTheOffice(visit, ["Beleg Änderungsdienst"]);
  says(paper, ["Die PIN wurde von der Person geändert.", SERIAL], ["135790"]);
  visit.assertQuiet();
  await visit.close();
  await stagePinAgain("135790");
});

test("the online function goes off over a reload, and on again though the card was taken away", async (t) => {
  const [off, on] = [await begunFor(SERVICE), await begunFor(SERVICE)];
  const visit = await atChoice(t, off);
  const { page, hands } = visit;
  await chosen(visit, "Online-Funktion ausschalten");
  await identified(visit);
  await atWork(visit);
  await press(visit, BEGIN);
  await page.reload();
  await page.getByText("Der Online-Ausweis ist ausgeschaltet.").first().waitFor();
  await press(visit, "Fertig");
  assert.equal((await cardOnTerminal()).eidOn, false);
  await goOn(visit);
  await toTheOffice(visit, ["Beleg Änderungsdienst"], async () => {
    await hands.activate(main(page).getByRole("button", { name: "Vorgang abschließen" }));
    await arrive(visit, "Vorgänge", "vorgaenge");
  });
  await goTo(visit, on, CHOICE);
  visit.case = on;
  await chosen(visit, "Online-Funktion einschalten");
  await identified(visit);
  await atWork(visit);
  await terminalFault("removed-in-the-middle");
  await press(visit, BEGIN);
  await page.getByText("Nur ein Teil ist geschehen.").first().waitFor();
  await press(visit, "Fertig");
  await page.getByText(/^Was auf dem Chip steht, ist ungewiss/).waitFor();
  await checkAccessible(page, "ungewiss");
  await terminalFault();
  await terminalCard("on");
  await press(visit, "Am Terminal wiederholen");
  await page.getByText("Der Online-Ausweis ist eingeschaltet, die neue PIN gilt.").first().waitFor();
  await press(visit, "Fertig");
  const { eidOn, pinsSet } = await cardOnTerminal();
  assert.deepEqual([eidOn, pinsSet], [true, 1]);
  await goOn(visit);
  const papers = await toTheOffice(visit, ["Beleg Änderungsdienst"]);
  says(papers[0], ["Die Online-Ausweisfunktion wurde ausgeschaltet."]);
  says(papers[1], ["Die Online-Ausweisfunktion wurde eingeschaltet."]);
  visit.assertQuiet();
});

test("a found card is unblocked by the sum of its password", async (t) => {
  const visit = await atChoice(t, await begunFor(SERVICE));
  const { page, hands } = visit;
  await chosen(visit, "Sperre aufheben lassen");
  await identified(visit);
  await arrive(visit, "Ausführung", "entsperren");
  await page.getByText(/^Der Antrag geht mit dem Abgeben des Vorgangs an das Amt/).waitFor();
  await hands.write(page.getByLabel("Sperrkennwort"), "Ameisenbär");
  await press(visit, "Entsperrung beantragen");
  await goOn(visit);
  const [paper] = await toTheOffice(visit, ["Beleg Sperrung"]);
  says(paper, ["Die Entsperrung der Online-Ausweisfunktion wurde beantragt.", SERIAL], ["meisenb"]);
  const { blocking_sum: sum } = JSON.parse(openedParts(visit.case)["application.json"]);
  // TR-03127 annex B: day of birth, name, first name and password as a machine readable zone has them.
  assert.equal(sum, sha256(Buffer.from("19640812+MUSTERMANN+ERIKA+AMEISENBAER")).toString("hex"));
  visit.assertQuiet();
});

test("an old card is taken back and kept", async (t) => {
  const visit = await atChoice(t, await begunFor(SERVICE));
  const { page, hands } = visit;
  await chosen(visit, "Altes Dokument zurücknehmen");
  await identified(visit);
  await arrive(visit, "Altes Dokument", "zuruecknahme");
  await hands.choose(radio(page, "Das Amt behält es ein"));
  await goOn(visit);
  await arrive(visit, "Ausführung", "zurueck");
  await press(visit, "Jetzt zurücknehmen");
  await page.getByText("Alles ist erledigt.").waitFor();
  await goOn(visit);
  const [paper] = await toTheOffice(visit, ["Einzugsbeleg"]);
  says(paper, ["Die Behörde hat das Dokument eingezogen und wird es vernichten.", SERIAL]);
  visit.assertQuiet();
});

test("somebody authorised takes the card, but never the PIN letter", async (t) => {
  const visit = await atChoice(t, await begunFor(SERVICE));
  const { page, hands } = visit;
  await chosen(visit, "Fertiges Dokument aushändigen");
  await identified(visit);
  await arrive(visit, "Aushändigung", "an-vollmacht");
  await hands.choose(radio(page, "Eine bevollmächtigte Person"));
  await hands.write(field(page, "Familienname der empfangenden Person"), "Gabler");
  await hands.write(field(page, "Vornamen der empfangenden Person"), "Max");
  await hands.tick(box(page, "Die Vollmacht wurde eingesehen und einbehalten"));
  await hands.tick(box(page, "Der Chip wurde vor der Aushändigung ausgelesen"));
  await hands.choose(radio(page, "Er wird jetzt geschlossen übergeben"));
  await hands.tick(box(page, "Das Sperrkennwort wurde mit übergeben"));
  await goOn(visit);
  await page.getByText(/^Der PIN-Brief ist nur für die antragstellende Person/).first().waitFor();
  await checkAccessible(page, "kein-pin-brief");
  await hands.choose(radio(page, "Die antragstellende Person hat ihn schon, ungeöffnet erhalten"));
  await goOn(visit);
  await arrive(visit, "Altes Dokument", "altes-bei-vollmacht");
  await hands.choose(radio(page, "Das Amt behält es ein"));
  await hands.write(field(page, "Seriennummer des bisherigen Dokuments"), "L01X00T47");
  await goOn(visit);
  await arrive(visit, "Ausführung", "uebergabe-vollmacht");
  await press(visit, "Jetzt aushändigen");
  await goOn(visit);
  const [handed, old] = await toTheOffice(visit, ["Aushändigungsbeleg", "Einzugsbeleg"]);
  says(handed, ["Gabler, Max", "Vollmacht", SERIAL, "Sperrkennwort"], ["PIN-Brief"]);
  assert.match(handed, /\d\d:\d\d Uhr/);
  says(old, ["L01X00T47"]);
  visit.assertQuiet();
});

async function begun(t, act, further = async () => {}) {
  const visit = await opened(t, { onScreen: checkAccessible });
  // The screens before are looked at in the visits of the first services.
  await begin({ ...visit, onScreen: async () => {} });
  visit.papers = printed().length;
  await search(visit);
  await openCase(visit, "Dienste am Ausweis");
  await section(visit, "Namen");
  await chosen(visit, act, further);
  return visit;
}

/** A case that was just opened, where its act is chosen, on a tablet. */
async function atChoice(t, id) {
  const visit = await openedAt(t, id, CHOICE, { hands: Touch, screen: screens.tablet });
  return Object.assign(visit, { case: id, papers: printed().length });
}

async function chosen(visit, act, further = async () => {}) {
  const { page, hands } = visit;
  await arrive(visit, "Dienst und Dokument", "dienst");
  await hands.choose(radio(page, act));
  await hands.choose(radio(page, "Personalausweis"));
  await hands.write(field(page, "Seriennummer des Dokuments"), SERIAL);
  await further(visit);
  await goOn(visit);
}

async function atWork(visit) {
  await arrive(visit, "Ausführung", "am-terminal");
  await visit.page.getByText("Das Terminal ist bereit.").waitFor();
}

/** From what the person confirms to the receipt; gives the text of each paper so far. */
async function toTheOffice(visit, after, end = close) {
  await confirmed(visit);
  await check(visit, []);
  await send(visit);
  await print(visit, after);
  assert.ok(isGenuine(holds(visit.case)));
  await end(visit);
  return textsSince(visit.papers);
}

async function identified(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(page.getByRole("radio", { name: "Durch das Lichtbild im Register" }));
  await hands.tick(page.getByRole("checkbox", { name: "Das Dokument liegt vor und gehört der Person" }));
  await goOn(visit);
}

async function confirmed(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Bestätigung", "bestaetigung");
  await hands.tick(page.getByRole("checkbox", { name: "Die Person hat bestätigt, was geschehen ist" }));
  await goOn(visit);
}

async function toTheReceipt(visit, before, after) {
  await check(visit, before);
  await send(visit);
  await print(visit, after);
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, visit.papers + before.length + after.length);
  await close(visit);
}

async function press({ page, hands }, name) {
  await hands.activate(main(page).getByRole("button", { name, exact: true }));
}

const answersOf = (visit) => JSON.parse(openedParts(visit.case)["application.json"]).answers;

function finish(visit, variant) {
  note(SERVICE, variant, visit.count);
  visit.assertQuiet();
}
