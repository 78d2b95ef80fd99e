// What the person sees on the turned screen and in a second window.

import { goToCase, opened } from "../lib/ground.mjs";
import { prepared } from "../lib/prepared.mjs";
import { until } from "../lib/stage.mjs";

/** Takes both. */
export async function forPerson(album) {
  const id = await prepared({ prints: 9, photo: true });
  const visit = await opened();
  const { page } = visit;
  const turned = page.getByTestId("turned");
  const name = (heading) => ({ heading });
  await goToCase(visit, id, "check", "Angaben prüfen");
  await page.getByTestId("document").first().waitFor();
  await page.keyboard.press("F7");
  await turned.getByTestId("info").waitFor();
  await album.take(page, "person-pruefen", "Prüfen, am gedrehten Bildschirm", name("Bürgeransicht"));
  await page.keyboard.press("F7");
  for (const [section, heading, file, words] of [
    ["section/signature", "Unterschrift", "person-unterschrift", "Unterschreiben"],
    ["section/photo", "Lichtbild", "person-lichtbild", "Lichtbild"],
    ["section/fee", "Gebühr", "person-gebuehr", "Gebühr"],
  ]) {
    await goToCase(visit, id, section, heading);
    await page.keyboard.press("F7");
    await turned.getByRole("heading", { level: 1 }).waitFor();
    await album.take(page, file, words, name("Bürgeransicht"));
    if (file === "person-lichtbild") await inOtherWords(album, page, turned);
    await page.keyboard.press("F7");
  }
  await inSecondWindow(album, visit, id);
  await visit.close();
}

async function inOtherWords(album, page, turned) {
  const info = turned.getByTestId("info");
  const explained = await info.textContent();
  await turned.getByRole("button", { name: "Leichte Sprache" }).click();
  await until(async () => (await info.count()) === 1 && (await info.textContent()) !== explained, "plain German");
  await album.take(page, "person-leicht", "Leichte Sprache", { heading: "Bürgeransicht" });
  await turned.getByRole("button", { name: "العربية" }).click();
  await until(async () => (await info.getAttribute("dir")) === "rtl", "Arabic");
  await album.take(page, "person-arabisch", "Arabisch als Hilfe", { heading: "Bürgeransicht" });
  await turned.getByRole("button", { name: "Deutsch", exact: true }).click();
}

async function inSecondWindow(album, visit, id) {
  const { page } = visit;
  await goToCase(visit, id, "check", "Angaben prüfen");
  const coming = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Zweiter Bildschirm" }).tap();
  const second = await coming;
  await second.setViewportSize({ width: 960, height: 720 });
  await second.getByRole("button", { name: "Ja, das stimmt" }).click();
  await album.take(second, "person-zweites-fenster", "im zweiten Fenster, bestätigt");
  await page.evaluate(() => (location.hash = "#/cases"));
  await second.getByRole("heading", { level: 1, name: "Bitte warten Sie einen Moment" }).waitFor();
  await album.take(second, "person-wartet", "solange der Koffer anderes zeigt");
  await page.bringToFront();
  await page.keyboard.press("Control+l");
  await second.getByRole("heading", { level: 1, name: "Bürgeransicht aus" }).waitFor();
  await album.take(second, "person-aus", "bei gesperrtem Bildschirm");
  await second.close();
}
