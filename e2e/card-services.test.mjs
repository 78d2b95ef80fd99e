// Services with a card alone: the holder's own PIN change at the reader, and the change terminal.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { cardInReader, cardOnTerminal, terminalCard, terminalFault } from "./lib/card.mjs";
import { inEveryDress } from "./lib/dresses.mjs";
import { Keyboard, Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { connect } from "./lib/native.mjs";
import { openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";

const byTouch = { hands: Touch, screen: screens.tablet, onScreen: inEveryDress };
const byKeyboard = { hands: Keyboard, onScreen: inEveryDress };
const IDENTITY = /^Ich habe geprüft, dass die anwesende Person/;

beforeEach(async () => {
  await terminalFault();
  await terminalCard("on");
  await cardInReader("PUT");
  await freshStage();
});

test("the holder changes the PIN with the pad on the screen; a wrong one costs a try", async (t) => {
  const visit = await at(t, "card", byTouch);
  const { page } = visit;
  await page.getByText("Die PIN ist in Ordnung, 3 Versuche sind übrig.").waitFor();
  await visit.onScreen("karte");
  await press(visit, "PIN ändern (mit bisheriger PIN)");
  await page.getByLabel("Bisherige PIN").waitFor();
  await visit.onScreen("ziffernfeld");
  for (const word of ["999999", "135790", "135790"]) await typeWord(visit, word);
  await page.getByText("Die bisherige PIN war falsch.").first().waitFor();
  await page.getByText("Die PIN ist in Ordnung, 2 Versuche sind übrig.").waitFor();
  await press(visit, "PIN ändern (mit bisheriger PIN)");
  for (const word of ["123456", "111111", "135790", "135791", "135790", "135790"]) await typeWord(visit, word);
  await page.getByText("Die neue PIN gilt ab sofort.").first().waitFor();
  await page.getByText("Die PIN ist in Ordnung, 3 Versuche sind übrig.").waitFor();
  await visit.onScreen("pin-geaendert");
  assert.equal(await page.locator("input[type=password]").count(), 0);
  visit.assertQuiet();
  await visit.close();
  // The card goes back to the stage's PIN, which the screen would call too simple.
  const { ask, relay } = await connect();
  const back = await ask({ do: "card", card: "change_pin", way: "pin", old: "135790", new: "123456" });
  assert.equal(back.outcome, "pin_changed");
  relay.stdin.end();
});

test("by keyboard: the chip's data are shown to the holder, and are gone afterwards", async (t) => {
  const visit = await at(t, "terminal", byKeyboard);
  const { page, hands } = visit;
  await page.getByText("Das Terminal ist bereit.").waitFor();
  await visit.onScreen("terminal");
  await hands.activate(main(page).getByRole("button", { name: "Beginnen" }));
  await page.getByText("Bitte prüfen Sie zuerst die Identität und bestätigen Sie das.").first().waitFor();
  await order(visit, "Chipdaten zeigen");
  await page.getByText(/^Tippen Sie am Terminal die sechs Ziffern der Zugangsnummer/).waitFor();
  await visit.onScreen("terminal-arbeitet");
  await page.getByText("MUSTERMANN").waitFor();
  await page.getByText("HEIDESTRASSE 17").waitFor();
  await page.getByText("02760503150000").waitFor();
  await visit.onScreen("chipdaten");
  await hands.activate(main(page).getByRole("button", { name: "Fertig" }));
  await page.getByText("MUSTERMANN").waitFor({ state: "detached" });
  visit.assertQuiet();
});

test("the address of a case is written and read back", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "check", byTouch);
  await go(visit, "terminal");
  const { page } = visit;
  await visit.hands.choose(page.getByRole("radio", { name: "Neue Adresse schreiben" }));
  const address = page.getByRole("radio", { name: /Mustermann: / });
  await visit.hands.choose(address.first());
  await order(visit, "Neue Adresse schreiben");
  await page.getByText(/^Adresse und Wohnort-Schlüssel stehen auf dem Chip/).first().waitFor();
  await visit.onScreen("adresse-geschrieben");
  const card = await cardOnTerminal();
  assert.match(card.residenceId, /^720904070276/);
  visit.assertQuiet();
});

test("a new PIN is typed at the terminal, never here; a stopped one changes nothing", async (t) => {
  const visit = await at(t, "terminal", byTouch);
  const { page } = visit;
  const before = await cardOnTerminal();
  await order(visit, "PIN neu setzen");
  await page.getByText(/tippt am Terminal zweimal die neue PIN/).waitFor();
  assert.equal(await page.locator("main input[type=text], main input[type=password]").count(), 0);
  await page.getByText("Die neue PIN gilt ab sofort.").first().waitFor();
  assert.equal((await cardOnTerminal()).pinsSet, before.pinsSet + 1);
  await press(visit, "Fertig");
  await terminalFault("pin-cancelled-at-box");
  await order(visit, "PIN neu setzen");
  await page.getByText("Am Terminal wurde abgebrochen.").first().waitFor();
  await press(visit, "Fertig");
  await terminalFault();
  await order(visit, "PIN neu setzen");
  await press(visit, "Abbrechen");
  await page.getByText("Sie haben abgebrochen.").first().waitFor();
  visit.assertQuiet();
});

test("a locked terminal, a missing card and one taken away in the middle are told with their remedy", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "check", byTouch);
  await go(visit, "terminal");
  const { page } = visit;
  await terminalFault("locked");
  await page.getByText(/^Das Terminal ist gesperrt/).first().waitFor();
  await order(visit, "Chipdaten zeigen");
  await page.getByText(/^Stecken Sie das Sicherheitstoken ein/).waitFor();
  await visit.onScreen("terminal-gesperrt");
  await press(visit, "Fertig");
  await terminalFault();
  await terminalCard("off");
  await page.getByText("Legen Sie die Karte auf das Terminal.").waitFor();
  await terminalCard("on");
  await page.getByText("Die Karte ist bereit.").waitFor();
  await terminalFault("removed-in-the-middle");
  await visit.hands.choose(page.getByRole("radio", { name: "Neue Adresse schreiben" }));
  await visit.hands.choose(page.getByRole("radio", { name: /Mustermann: / }).first());
  await order(visit, "Neue Adresse schreiben");
  await page.getByText("Nur ein Teil ist geschehen.").first().waitFor();
  await visit.onScreen("teilweise");
  visit.assertQuiet();
});

test("a reload in the middle of an act loses nothing", async (t) => {
  const visit = await at(t, "terminal", byTouch);
  const { page } = visit;
  await order(visit, "Online-Ausweis ausschalten");
  await page.reload();
  await page.getByText("Der Online-Ausweis ist ausgeschaltet.").first().waitFor();
  await press(visit, "Fertig");
  assert.equal((await cardOnTerminal()).eidOn, false);
  await order(visit, "Online-Ausweis einschalten");
  await page.getByText("Der Online-Ausweis ist eingeschaltet, die neue PIN gilt.").first().waitFor();
  visit.assertQuiet();
});

/** Opens a kiosk in a visit on one of the two screens. */
async function at(t, screen, options) {
  const id = await prepared();
  const visit = await openedAt(t, id, "check", options);
  await go(visit, screen);
  return visit;
}

async function go(visit, screen) {
  await visit.page.evaluate((hash) => (location.hash = hash), `#/${screen}`);
  const heading = screen === "card" ? "PIN des Ausweises" : "Änderungsterminal";
  await arrive(visit, heading, screen);
}

async function press({ page, hands }, name) {
  await hands.activate(main(page).getByRole("button", { name, exact: true }));
}

/** Types a word on the pad of the screen. */
async function typeWord({ page }, word) {
  for (const digit of word) await page.getByRole("button", { name: `Ziffer ${digit}`, exact: true }).tap();
  await page.getByText(`${word.length} von ${word.length} Ziffern`).waitFor();
  await main(page).getByRole("button", { name: "Weiter" }).tap();
}

async function order(visit, act) {
  const { page, hands } = visit;
  await hands.choose(page.getByRole("radio", { name: act, exact: true }));
  await hands.tick(page.getByLabel(IDENTITY));
  await press(visit, "Beginnen");
}
