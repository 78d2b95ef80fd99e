// The citizen view in a second window and on the turned screen: it follows the clerk, asks for a yes to
// exactly what it shows, and shows nothing of anybody else.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { inEveryDress } from "./lib/dresses.mjs";
import { goTo, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, until } from "./lib/stage.mjs";
import { assertNamesNobody, main } from "./lib/steps.mjs";

beforeEach(freshStage);

const title = (page) => page.getByRole("heading", { level: 1 });
const version = async (where) => (await where.textContent()).match(/Fassung\s([0-9a-f\s\u00a0]{14})/)?.[1];

async function openSecond({ page, hands }) {
  const opened = page.context().waitForEvent("page");
  await hands.activate(page.getByRole("button", { name: "Zweiter Bildschirm" }));
  const second = await opened;
  second.setDefaultTimeout(20_000);
  return second;
}

test("a second window follows the clerk and goes blank", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/names");
  const { page } = visit;
  await title(page).getByText("Namen", { exact: true }).waitFor();
  const second = await openSecond(visit);
  await title(second).getByText("Namen", { exact: true }).waitFor();
  await second.getByText("Mustermann", { exact: true }).first().waitFor();
  assertNamesNobody(second.url());
  assert.equal(await second.title(), "Bürgeransicht – Amtskoffer");

  await page.getByLabel("Vornamen", { exact: true }).fill("Erika Maria");
  await second.getByText("Erika Maria").waitFor();

  for (const elsewhere of ["search", "person", "cases", "history", ""]) {
    await page.evaluate((hash) => (location.hash = hash), `#/${elsewhere}`);
    await title(second).getByText("Bitte warten Sie einen Moment").waitFor();
    assert.equal((await second.textContent("body")).includes("Mustermann"), false, `on „${elsewhere}“`);
  }

  await goTo(visit, id, "section/names");
  await second.getByText("Mustermann", { exact: true }).first().waitFor();
  await page.bringToFront();
  await page.keyboard.press("Control+l");
  await title(second).getByText("Bürgeransicht aus").waitFor();
  assert.equal((await second.textContent("body")).includes("Mustermann"), false, "behind the lock");
  await page.close();
  await second.getByText("Das Fenster des Amts antwortet nicht.").waitFor();
});

test("the yes is to exactly what is shown", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "check");
  const { page, hands } = visit;
  const signed = page.getByTestId("signed");
  await signed.getByText("noch nicht bestätigt").waitFor();
  const second = await openSecond(visit);
  await title(second).getByText("Bitte prüfen Sie Ihre Angaben").waitFor();
  await second.getByText("So wird es gedruckt").waitFor();
  await second.getByText(/MUSTERMANN<<ERIKA/).waitFor();
  await until(async () => (await version(second.getByTestId("version"))) !== undefined, "a version");
  const shown = await version(second.getByTestId("version"));
  assert.equal(await version(signed), shown, "both windows name the same version");
  await inEveryDress(second, "Bürgeransicht");

  await second.getByRole("button", { name: "Ja, das stimmt" }).click();
  await signed.getByText("Die Angaben sind bestätigt").waitFor();
  assert.equal(await version(signed), shown);

  await goTo(visit, id, "section/signature");
  await signed.getByText("Die Angaben sind bestätigt").waitFor();
  assert.equal(await version(signed), shown, "what is signed is what was checked");

  await goTo(visit, id, "section/names");
  await page.getByLabel("Vornamen", { exact: true }).fill("Erica");
  await page.getByText(/^Gespeichert um/).waitFor();
  await goTo(visit, id, "check");
  await signed.getByText("Seit der Bestätigung wurde etwas geändert.").waitFor();
  await second.getByRole("button", { name: "Ja, das stimmt" }).waitFor();
  await until(async () => (await version(signed)) !== shown, "another version");
  visit.assertQuiet();
});

test("the screen is turned by one key, and nothing is lost by it", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/names");
  const { page } = visit;
  await title(page).getByText("Namen", { exact: true }).waitFor();
  await page.getByLabel("Geburtsname", { exact: false }).first().fill("Gabler");
  await page.keyboard.press("F7");
  const turned = page.getByTestId("turned");
  await turned.getByRole("heading", { level: 1, name: "Namen" }).waitFor();
  assert.equal(await page.getByRole("navigation").isVisible(), false, "nothing of the clerk's is left");
  assert.equal(await page.getByRole("region", { name: "Zustand des Koffers" }).isVisible(), false);
  await checkAccessible(page, "gedrehter Bildschirm");
  await page.keyboard.press("F7");
  await page.getByRole("navigation").waitFor();
  assert.equal(await page.getByLabel("Geburtsname", { exact: false }).first().inputValue(), "Gabler");
  visit.assertQuiet();
});

test("explanations come in seven languages, as an aid, and are read aloud", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/signature");
  const { page } = visit;
  await page.getByTestId("signed").waitFor();
  await page.evaluate(() => {
    window.said = [];
    const voice = { lang: "de-DE", localService: true, name: "Probe", default: true, voiceURI: "probe" };
    Object.setPrototypeOf(voice, SpeechSynthesisVoice.prototype);
    Object.defineProperty(voice, "lang", { value: "de-DE" });
    Object.defineProperty(voice, "localService", { value: true });
    SpeechSynthesis.prototype.getVoices = () => [voice];
    SpeechSynthesis.prototype.speak = (utterance) => window.said.push([utterance.lang, utterance.text]);
    Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", { set() {}, get: () => voice });
  });
  await page.keyboard.press("F7");
  const turned = page.getByTestId("turned");
  const info = turned.getByTestId("info");
  await info.waitFor();
  for (const name of ["Leichte Sprache", "English", "Türkçe", "Українська", "Polski"]) {
    const before = await info.textContent();
    await turned.getByRole("button", { name }).click();
    await until(async () => (await info.count()) === 1 && (await info.textContent()) !== before, name);
    assert.equal(await info.getAttribute("dir"), "ltr");
  }
  await turned.getByRole("button", { name: "العربية" }).click();
  await until(async () => (await info.getAttribute("dir")) === "rtl", "from right to left");
  await checkAccessible(page, "Bürgeransicht arabisch");
  await turned.getByRole("button", { name: "Deutsch", exact: true }).click();
  await until(async () => (await info.getAttribute("lang")) === "de", "German again");
  await turned.getByRole("button", { name: "Vorlesen" }).click();
  const said = await page.evaluate(() => window.said);
  assert.equal(said.every(([lang]) => lang === "de-DE"), true);
  assert.match(said.map(([, text]) => text).join(" "), /Familienname: Mustermann\./);
  assert.match(said.map(([, text]) => text).join(" "), /Mit Ihrer Unterschrift bestätigen Sie diese Angaben\./);
});

test("without a voice a sentence says so", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "check");
  const { page } = visit;
  await main(page).getByTestId("signed").waitFor();
  await page.evaluate(() => (SpeechSynthesis.prototype.getVoices = () => []));
  await page.keyboard.press("F7");
  await page.getByRole("button", { name: "Vorlesen" }).click();
  await page.getByTestId("no-voice").getByText("Dieses Gerät kann nicht vorlesen.").waitFor();
});
