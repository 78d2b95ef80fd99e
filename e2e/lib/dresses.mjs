// A screen in every dress: on 320 pixels, dark, and in the colours that a person has forced.

import { checkAccessible } from "./accessible.mjs";
import { screens } from "./kiosk.mjs";

const usual = screens.tablet.viewport;
const dresses = [
  ["on 320 pixels", { width: 320, height: 640 }, {}],
  ["dark", usual, { colorScheme: "dark" }],
  ["in forced colours", usual, { forcedColors: "active" }],
  ["dark in forced colours on 320 pixels", { width: 320, height: 640 }, { colorScheme: "dark", forcedColors: "active" }],
];

/** Looks at a screen in every dress with axe; it must not scroll sideways in any (WCAG 1.4.10). */
export async function inEveryDress(page, screen) {
  for (const [dress, size, media] of dresses) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce", ...media });
    await checkAccessible(page, `${screen} ${dress}`);
  }
  await page.setViewportSize(usual);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" });
}
