// The captured sections of a visit: photo, fingers, signature.

import { readFileSync } from "node:fs";
import { stage } from "./stage.mjs";
import { arrive, enabled, main } from "./steps.mjs";

const camera = () => JSON.parse(readFileSync(stage.browser.eyes, "utf8"))["camera-2160"];

/** Takes the picture, puts the marks on the eyes and goes on. */
export async function photo(visit) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Lichtbild", "lichtbild");
  await enabled(shutter(page));
  await onScreen("lichtbild-live");
  await shoot(visit);
  await page.getByRole("img", { name: "Zugeschnittenes Lichtbild der Person" }).waitFor();
  // In a picture the person's right eye is on the left.
  const { eyes } = camera();
  await moveEye(visit, "rechtes", eyes.left);
  await moveEye(visit, "linkes", eyes.right);
  await cropped(page);
  await onScreen("lichtbild-aufnahme");
  await hands.activate(main(page).getByRole("button", { name: "Übernehmen und weiter" }));
}

/** Presses the shutter as soon as the camera shows something. */
export async function shoot({ page, hands }) {
  await enabled(shutter(page));
  await hands.activate(shutter(page));
}

const shutter = (page) => main(page).getByRole("button", { name: "Aufnehmen", exact: true });

/** Takes fingers until both hands are done, as often as the page asks. */
export async function fingers(visit) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Fingerabdrücke", "fingerabdruecke");
  const complete = page.getByRole("heading", { name: "Beide Hände sind abgeschlossen." });
  for (let attempt = 0; attempt < 24 && !(await complete.isVisible()); attempt += 1) {
    await captureFinger(visit);
  }
  await complete.waitFor();
  await onScreen("fingerabdruecke-fertig");
  await hands.activate(main(page).getByRole("button", { name: "Übernehmen und weiter" }));
}

/** One attempt, to its end. */
export async function captureFinger({ page, hands }) {
  await hands.activate(main(page).getByRole("button", { name: "Finger aufnehmen" }));
  await main(page).getByText("Finger auflegen und ruhig halten …").waitFor({ state: "hidden" });
}

/** Signs and goes on. */
export async function signature(visit) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Unterschrift", "unterschrift");
  await hands.sign(page.getByLabel("Unterschriftsfeld"));
  await hands.activate(main(page).getByRole("button", { name: "Unterschrift übernehmen" }));
  await page.getByRole("img", { name: "Unterschrift der Person" }).waitFor();
  await onScreen("unterschrift-fertig");
  await hands.activate(main(page).getByRole("button", { name: "Übernehmen und weiter" }));
}

async function moveEye({ page, hands }, word, [x, y]) {
  const mark = page.getByRole("button", { name: `Marke ${word} Auge der Person` });
  // Asked for when everything stands still: to reach the mark may scroll.
  const way = async () => {
    const picture = await pictureOnScreen(page);
    const { x: left, y: top, width, height } = await mark.boundingBox();
    const from = { x: left + width / 2, y: top + height / 2 };
    const to = { x: picture.left + (x - picture.x) / picture.pixels, y: picture.top + (y - picture.y) / picture.pixels };
    const pixels = (distance) => Math.round(distance * picture.pixels);
    return { from, to, by: { x: pixels(to.x - from.x), y: pixels(to.y - from.y) } };
  };
  await hands.moveMark({ mark, way });
}

// Where the taken picture is shown, and how many pixels of the camera lie in one of the screen.
function pictureOnScreen(page) {
  return page.getByRole("img", { name: "Aufgenommenes Bild der Person mit zwei Augenmarken" }).evaluate((picture) => {
    const { x, y, width } = picture.viewBox.baseVal;
    const shown = picture.getBoundingClientRect();
    return { x, y, left: shown.left, top: shown.top, pixels: width / shown.width };
  });
}

// The companion crops when the hand rests; the tilt of the head tells that it has.
async function cropped(page) {
  await page.getByRole("row", { name: /^Kopf nicht zur Schulter geneigt .* [234](,\d)? ° −8/ }).waitFor();
  await main(page).getByText("Alle gemessenen Kriterien sind erfüllt.").waitFor();
}
