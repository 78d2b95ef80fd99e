// Every screen in every dress: on 320 pixels, dark, and in the colours that a person has forced. Each
// must pass axe and must not scroll sideways (WCAG 1.4.10), and nothing may be lost by the change.

import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { played } from "./lib/played.mjs";
import { freshStage } from "./lib/stage.mjs";
import { certificate, idCard } from "./lib/visit.mjs";

const usual = screens.tablet.viewport;
const dresses = [
  ["on 320 pixels", { width: 320, height: 640 }, {}],
  ["dark", usual, { colorScheme: "dark" }],
  ["in forced colours", usual, { forcedColors: "active" }],
  ["dark in forced colours on 320 pixels", { width: 320, height: 640 }, { colorScheme: "dark", forcedColors: "active" }],
];

beforeEach(freshStage);

for (const [name, steps] of [["ID card", idCard], ["certificate", certificate]]) {
  test(`all screens of the ${name}`, async (t) => {
    const visit = await played(t, steps, { hands: Touch, screen: screens.tablet, onScreen: inEveryDress });
    visit.assertQuiet();
  });
}

async function inEveryDress(page, screen) {
  for (const [dress, size, media] of dresses) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce", ...media });
    await checkAccessible(page, `${screen} ${dress}`);
  }
  await page.setViewportSize(usual);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" });
}
