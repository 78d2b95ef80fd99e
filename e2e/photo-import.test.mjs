// The photo from the card of a detached camera: listed, chosen, eyes set, taken over; and what goes wrong.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { inCompanion, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, stage } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";

const portrait = join(dirname(stage.browser.eyes), "camera-2160.jpg");
const { pictures, mounts } = stage.camera;
const fetchButton = (page) => main(page).getByRole("button", { name: "Bild von der Kamera holen" });
const choices = (page) => page.getByTestId("card-pictures").getByRole("button");

beforeEach(async () => {
  await freshStage();
  insert();
});

test("a picture of the card becomes the photo, and the card keeps what it had", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/photo", { hands: Touch, screen: screens.tablet });
  const { page } = visit;
  await fetchButton(page).tap();
  await choices(page).first().waitFor();
  assert.equal(await choices(page).count(), 1);
  await checkAccessible(page, "the list of the card");
  await choices(page).first().tap();
  await page.getByRole("img", { name: "Zugeschnittenes Lichtbild der Person" }).waitFor();
  await main(page).getByText("Bild auf der Karte löschen").waitFor();
  await checkAccessible(page, "the picture of the card");
  visit.assertQuiet();
  await visit.close();
  const { photo } = await inCompanion(id);
  assert.deepEqual([photo.source_width, photo.source_height], [3840, 2160]);
  assert.deepEqual(readFileSync(join(pictures, "IMG_0001.JPG")), readFileSync(portrait), "the card is unchanged");
});

test("without a card it is said what to do, and putting it in is enough", async (t) => {
  const id = await prepared();
  rmSync(join(mounts, "SUITCASE"), { recursive: true });
  const visit = await openedAt(t, id, "section/photo", { screen: screens.narrow });
  const { page } = visit;
  await fetchButton(page).click();
  await main(page).getByText("Das Gerät antwortet nicht.").waitFor();
  insert();
  await fetchButton(page).click();
  await choices(page).first().waitFor();
  await checkAccessible(page, "the list on a narrow screen");
  visit.assertQuiet();
});

test("files that are no pictures of a camera are named so and harm nothing", async (t) => {
  const whole = readFileSync(portrait);
  const frame = whole.indexOf(Buffer.from([0xff, 0xc0]));
  const bomb = Buffer.from(whole);
  bomb.writeUInt16BE(60_000, frame + 5);
  bomb.writeUInt16BE(60_000, frame + 7);
  const cases = [
    ["BOMB.JPG", bomb, "Das Bild ist zu groß."],
    ["HALF.JPG", whole.subarray(0, whole.length / 2), "Das Bild lässt sich nicht lesen."],
    ["NOTES.JPG", Buffer.from("Sammelpunkt 14 Uhr"), "Das Bild lässt sich nicht lesen."],
  ];
  const id = await prepared();
  const visit = await openedAt(t, id, "section/photo", { hands: Touch, screen: screens.tablet });
  const { page } = visit;
  for (const [name, bytes, sentence] of cases) {
    rmSync(pictures, { recursive: true });
    mkdirSync(pictures, { recursive: true });
    writeFileSync(join(pictures, name), bytes);
    await fetchButton(page).tap();
    await page.getByText("1 Bild gefunden.").first().waitFor({ state: "attached" });
    await choices(page).first().tap();
    await main(page).getByText(sentence).waitFor();
  }
  visit.assertQuiet();
});

function insert() {
  rmSync(mounts, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  copyFileSync(portrait, join(pictures, "IMG_0001.JPG"));
}
