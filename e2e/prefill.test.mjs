// Reading instead of typing: a machine readable zone typed and by camera, a photo by its code, and streets completed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { cameraWithMatrix, cameraWithZone, idCard } from "./lib/drawn.mjs";
import { Keyboard, Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { played } from "./lib/played.mjs";
import { summary } from "./lib/inputs.mjs";
import { inCompanion, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, stage } from "./lib/stage.mjs";
import { arrive, goOn, kept, main } from "./lib/steps.mjs";
import { idCard as application } from "./lib/visit.mjs";

const ERIKA = { number: "LZ6311T47", birth: "640812", expiry: "311031", surname: "MUSTERMANN", given: "ERIKA" };
const zone = () => main(page).getByLabel("Zeilen der maschinenlesbaren Zone");
const button = (page, name) => main(page).getByRole("button", { name });
const lines = (page) => page.getByTestId("mrz-lines");
let page;

beforeEach(freshStage);

/** Signed in and at the search, by keyboard or touch. */
async function atSearch(t, options) {
  const visit = await played(t, application, { until: "Person im Register suchen", ...options });
  await arrive(visit, "Person suchen", "suche");
  page = visit.page;
  await visit.hands.activate(main(page).getByRole("link", { name: "Angaben vom Ausweis lesen" }));
  await arrive(visit, "Ausweis lesen", "ausweis lesen");
  return visit;
}

/** From the reading on: the search has the values and finds her. */
async function foundBy(visit) {
  const { page, hands } = visit;
  await hands.activate(button(page, "Im Melderegister suchen"));
  await arrive(visit, "Person suchen", "suche mit Angaben");
  assert.equal(await page.getByLabel("Familien- oder Geburtsname").inputValue(), "Mustermann");
  await hands.write(page.getByLabel("Anlass", { exact: true }), "Antrag auf Personalausweis");
  await hands.write(page.getByLabel("Aktenzeichen"), "112-04/2026");
  await hands.activate(button(page, "Suchen"));
  await page.getByRole("heading", { name: "1 Person gefunden" }).waitFor();
  await button(page, "Öffnen Mustermann, Erika").waitFor();
}

test("a typed zone is repaired by its check digits and finds the person, by keyboard only", async (t) => {
  const visit = await atSearch(t, { hands: Keyboard });
  const { hands } = visit;
  await hands.write(zone(), "IDD<<LZ6311T47");
  await hands.activate(button(page, /^Lesen/));
  await summary(page).getByText("Das sind keine vollständigen Zeilen").waitFor();
  assert.match(await page.title(), /^Fehler/);
  await checkAccessible(page, "a zone that is none");
  const [first, second, third] = idCard(ERIKA);
  const typed = [first.replace("11T", "1IT").toLowerCase(), second.replace("0812", "O8I2"), third.replace(/<+$/, "<<")];
  await hands.write(zone(), typed.join("\n"));
  await hands.activate(button(page, /^Lesen/));
  await page.getByRole("heading", { name: "Gelesen" }).waitFor();
  assert.equal(await lines(page).textContent(), [first, second, third].join("\n"));
  const repairs = page.getByTestId("mrz-repairs").getByRole("listitem");
  await repairs.filter({ hasText: "Zeile 1, Stelle 11: 1 statt I, so passen die Prüfziffern." }).waitFor();
  await repairs.filter({ hasText: "Zeile 3: Füllzeichen" }).waitFor();
  await main(page).getByText("MRZ (maschinenlesbare Zone)").waitFor();
  await checkAccessible(page, "a reading");
  await foundBy(visit);
  visit.assertQuiet();
});

test("what no check digit decides is asked, not guessed", async (t) => {
  const visit = await atSearch(t, { hands: Keyboard });
  const { hands } = visit;
  const wrong = idCard(ERIKA);
  wrong[1] = wrong[1].replace(/^640812./, (birth) => birth.slice(0, 6) + ((Number(birth.at(-1)) + 5) % 10));
  await hands.write(zone(), wrong.join("\n"));
  await hands.activate(button(page, /^Lesen/));
  await summary(page).getByText("Die Prüfziffern passen nicht").waitFor();
  assert.equal(await page.getByRole("heading", { name: "Gelesen" }).count(), 0);
  visit.assertQuiet();
});

test("the camera reads a card that lies askew, and its holder is found, by touch", async (t) => {
  const camera = await cameraWithZone(idCard(ERIKA));
  const visit = await atSearch(t, { hands: Touch, screen: screens.tablet, camera });
  const { hands } = visit;
  await hands.activate(button(page, "Mit der Kamera lesen"));
  await button(page, "Zone aufnehmen").waitFor();
  await page.waitForFunction(() => document.querySelector("video")?.videoWidth > 0);
  await checkAccessible(page, "the camera for a zone");
  await hands.activate(button(page, "Zone aufnehmen"));
  await page.getByRole("heading", { name: "Gelesen" }).waitFor();
  assert.equal(await lines(page).textContent(), idCard(ERIKA).join("\n"));
  await foundBy(visit);
  visit.assertQuiet();
});

test("a picture without a zone says what to do", async (t) => {
  const visit = await atSearch(t, { hands: Keyboard });
  await visit.hands.activate(button(page, "Mit der Kamera lesen"));
  await button(page, "Zone aufnehmen").waitFor();
  await page.waitForFunction(() => document.querySelector("video")?.videoWidth > 0);
  await visit.hands.activate(button(page, "Zone aufnehmen"));
  await summary(page).getByText("Im Bild ist keine maschinenlesbare Zone zu erkennen").waitFor();
  visit.assertQuiet();
});

test("values go into a case field by field, and a name with more letters stays", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "prefill", { hands: Keyboard });
  ({ page } = visit);
  await arrive(visit, "Ausweis lesen", "ausweis lesen");
  await visit.hands.write(zone(), idCard({ ...ERIKA, birth: "640813" }).join("\n"));
  await visit.hands.activate(button(page, /^Lesen/));
  const offers = page.getByTestId("mrz-offers");
  const row = (name) => offers.getByRole("row").filter({ hasText: name });
  await row("Familienname").getByText("Stimmt überein").waitFor();
  await row("Geburt").getByText("Weicht ab").waitFor();
  assert.equal(await row("Familienname").getByRole("button").count(), 0);
  await checkAccessible(page, "what a zone offers");
  await visit.hands.activate(button(page, "Alle leeren Felder übernehmen"));
  await row("Seriennummer").getByText("Übernommen").waitFor();
  visit.assertQuiet();
  await visit.close();
  const { answers } = await inCompanion(id);
  assert.equal(answers.old_document_serial, "LZ6311T47");
  assert.equal(answers.birth_date, "1964-08-12", "what differs is not taken with the rest");
});

test("in a case the camera reads the card and its values are offered", async (t) => {
  const camera = await cameraWithZone(idCard(ERIKA));
  const id = await prepared();
  const visit = await openedAt(t, id, "prefill", { hands: Touch, screen: screens.tablet, camera });
  ({ page } = visit);
  await arrive(visit, "Ausweis lesen", "ausweis lesen");
  await visit.hands.activate(button(page, "Mit der Kamera lesen"));
  await button(page, "Zone aufnehmen").waitFor();
  await page.waitForFunction(() => document.querySelector("video")?.videoWidth > 0);
  await visit.hands.activate(button(page, "Zone aufnehmen"));
  const serial = page.getByTestId("mrz-offers").getByRole("row").filter({ hasText: "Seriennummer" });
  await serial.getByText("LZ6311T47").waitFor();
  await visit.hands.activate(button(page, "Alle leeren Felder übernehmen"));
  await serial.getByText("Übernommen").waitFor();
  visit.assertQuiet();
  await visit.close();
  assert.equal((await inCompanion(id)).answers.old_document_serial, "LZ6311T47");
});

test("a studio's code brings the photo from the cloud, and its key is in no log", async (t) => {
  const code = stage.gateway.photoCode;
  const camera = await cameraWithMatrix(code);
  const id = await prepared();
  const visit = await openedAt(t, id, "section/photo", { hands: Touch, screen: screens.tablet, camera });
  ({ page } = visit);
  await arrive(visit, "Lichtbild", "lichtbild");
  await visit.hands.choose(page.getByRole("radio", { name: "Die Person hat einen Code vom Fotostudio" }));
  await button(page, "Code lesen und Lichtbild abrufen").waitFor();
  await page.waitForFunction(() => document.querySelector("video")?.videoWidth > 0);
  await checkAccessible(page, "the camera for a studio's code");
  await visit.hands.activate(button(page, "Code lesen und Lichtbild abrufen"));
  await page.getByRole("img", { name: "Zugeschnittenes Lichtbild der Person" }).waitFor();
  await checkAccessible(page, "a photo from the cloud");
  visit.assertQuiet();
  await visit.close();
  const { photo, answers } = await inCompanion(id);
  assert.deepEqual([photo.source_width, photo.source_height, answers.photo_source], [1244, 1600, "cloud"]);
  const key = Buffer.from(code, "base64").subarray(-16);
  const secrets = [code, key.toString("base64").slice(0, 20), key.toString("hex"), key];
  // The relay's stand-in says its code when it starts.
  const parts = Object.entries(stage.parts).filter(([name]) => name !== "photo-cloud");
  for (const file of [...parts.map(([, { start }]) => start.log), stage.gateway.database]) {
    const bytes = readFileSync(file);
    for (const secret of secrets) assert.ok(!bytes.includes(secret), `the key of the code is in ${file}`);
  }
});

for (const [name, hands, screen] of [["keyboard", Keyboard, screens.laptop], ["touch", Touch, screens.tablet]]) {
  test(`a street is completed from the town's list, by ${name}`, async (t) => {
    const id = await prepared();
    const visit = await openedAt(t, id, "section/address", { hands, screen });
    ({ page } = visit);
    await arrive(visit, "Anschrift", "anschrift");
    const street = page.getByRole("combobox", { name: "Straße" });
    await visit.hands.write(street, "");
    await street.pressSequentially("linden 12 b");
    const options = page.getByRole("option");
    await options.filter({ hasText: "Lindenallee" }).first().waitFor();
    await checkAccessible(page, "streets to choose from");
    if (name === "keyboard") {
      await page.keyboard.press("ArrowDown");
      assert.equal(await options.first().getAttribute("aria-selected"), "true");
      await page.keyboard.press("Enter");
    } else {
      await options.first().tap();
    }
    assert.equal(await street.inputValue(), "Lindenallee 12 b");
    assert.equal(await street.getAttribute("aria-expanded"), "false");
    assert.match(await page.getByRole("textbox", { name: "Postleitzahl" }).inputValue(), /^431\d\d$/);
    assert.match(await page.getByRole("textbox", { name: "Gemeindeschlüssel" }).inputValue(), /^01099\d{3}$/);
    await visit.hands.write(street, "Nirgendweg 3");
    await page.keyboard.press("Escape");
    await page.getByTestId("street-listed").getByText("Diese Straße steht nicht im Straßenverzeichnis").waitFor();
    await kept(page);
    await goOn(visit);
    await page.getByRole("heading", { level: 1, name: "Anschrift" }).waitFor({ state: "hidden" });
    visit.assertQuiet();
  });
}
