// The same screens on other sizes and in other colours.

import { goToCase, opened } from "../lib/ground.mjs";
import { prepared } from "../lib/prepared.mjs";

const sized = (width, height, hasTouch = true) => ({ viewport: { width, height }, hasTouch });
const LOOKS = [
  ["320px", "320 Pixel breit", { screen: sized(320, 640) }],
  ["tablet", "Tablet, hochkant", { screen: sized(800, 1280) }],
  ["4k", "4K", { screen: sized(3840, 2160) }],
  ["dunkel", "dunkel", { colorScheme: "dark" }],
  ["farben", "erzwungene Farben", { forcedColors: "active" }],
];
const SCREENS = [
  ["", undefined, "aufgaben"],
  ["section/names", "Namen", "namen"],
  ["check", "Angaben prüfen", "pruefen"],
];

/** Takes them. */
export async function looks(album) {
  const id = await prepared({ prints: 9, photo: true, signature: true });
  for (const [name, words, options] of LOOKS) {
    const visit = await opened(options);
    for (const [screen, heading, file] of SCREENS) {
      await goToCase(visit, id, screen, heading);
      await album.take(visit.page, `${file}-${name}`, words, { whole: name !== "4k" });
    }
    await visit.close();
  }
}
