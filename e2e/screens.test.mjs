// Every screen in every dress: on 320 pixels, dark, and in the colours that a person has forced. Each
// must pass axe and must not scroll sideways (WCAG 1.4.10), and nothing may be lost by the change.

import { beforeEach, test } from "node:test";
import { inEveryDress } from "./lib/dresses.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { played } from "./lib/played.mjs";
import { freshStage } from "./lib/stage.mjs";
import { certificate, idCard } from "./lib/visit.mjs";

beforeEach(freshStage);

for (const [name, steps] of [["ID card", idCard], ["certificate", certificate]]) {
  test(`all screens of the ${name}`, async (t) => {
    const visit = await played(t, steps, { hands: Touch, screen: screens.tablet, onScreen: inEveryDress });
    visit.assertQuiet();
  });
}
