// What may be done with a card without a case: the holder's own PIN change at the reader, and at the change
// terminal the chip's data for the holder's eyes. Everything else is a case, see card-work.test.mjs.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { cardInReader, stagePinAgain, terminalCard, terminalFault, typeWord } from "./lib/card.mjs";
import { inEveryDress } from "./lib/dresses.mjs";
import { Keyboard, Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";

const byTouch = { hands: Touch, screen: screens.tablet, onScreen: inEveryDress };
const byKeyboard = { hands: Keyboard, onScreen: inEveryDress };
const SHOW = "Chipdaten zeigen";
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
  await stagePinAgain("135790");
});

test("by keyboard: the chip's data are shown to the holder, and are gone afterwards", async (t) => {
  const visit = await at(t, "terminal", byKeyboard);
  const { page, hands } = visit;
  await page.getByText("Das Terminal ist bereit.").waitFor();
  await visit.onScreen("terminal");
  assert.equal(await main(page).getByRole("radio").count(), 0, "nothing else can be chosen");
  await main(page).getByText(/gehören zu einem Vorgang „Dienste am Ausweis“/).waitFor();
  await press(visit, SHOW);
  await page.getByText("Bitte prüfen Sie zuerst die Identität und bestätigen Sie das.").first().waitFor();
  await show(visit);
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

test("a locked terminal and a missing card are told with their remedy, and the clerk may stop", async (t) => {
  const visit = await at(t, "terminal", byTouch);
  const { page } = visit;
  await terminalFault("locked");
  await page.getByText(/^Das Terminal ist gesperrt/).first().waitFor();
  await show(visit);
  await page.getByText(/^Stecken Sie das Sicherheitstoken ein/).waitFor();
  await visit.onScreen("terminal-gesperrt");
  await press(visit, "Fertig");
  await terminalFault();
  await terminalCard("off");
  await page.getByText("Legen Sie die Karte auf das Terminal.").waitFor();
  await terminalCard("on");
  await page.getByText("Die Karte ist bereit.").waitFor();
  await show(visit);
  await press(visit, "Abbrechen");
  await page.getByText("Sie haben abgebrochen.").first().waitFor();
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

async function show(visit) {
  await visit.hands.tick(visit.page.getByLabel(IDENTITY));
  await press(visit, SHOW);
}
