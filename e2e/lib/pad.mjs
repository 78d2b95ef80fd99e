// The person at the signature pad, and what the pad shows her.

import { stage, until } from "./stage.mjs";

/** Places of the buttons on the pad, in shares of its screen. */
export const padButtons = { cancel: "0.17 0.9", clear: "0.5 0.9", accept: "0.83 0.9" };

/** Writes a name into the field. */
export const signOnPad = () => control("sign", { method: "PUT" });

/** Taps a button. */
export const tapOnPad = (button) => control("tap", { method: "PUT", body: padButtons[button] });

/** Breaks the pad; without a name it is mended. */
export const padFault = (name) => control("fault", name ? { method: "PUT", body: name } : { method: "DELETE" });

/** Whether the pad shows anything. */
export const padShows = async () => (await control("screen")).split("\n")[1] !== "1 1";

/** Whether the companion holds the pad. */
export const padIsTaken = async () => JSON.parse(await control("state")).imported;

async function control(path, request) {
  const answer = await fetch(`http://127.0.0.1:${stage.signature.control}/${path}`, request);
  if (!answer.ok) throw new Error(`pad ${path}: ${answer.status}`);
  return answer.text();
}

/** Waits until the stand-in, which writes for about a second and a half, has stopped. */
export async function penRests(page) {
  let before = -1;
  await until(async () => {
    const now = await darkPixels(page);
    const rests = now > 0 && now === before;
    before = now;
    await page.waitForTimeout(300);
    return rests;
  }, "the pen rests");
}

/** How many pixels of the clerk's picture of the pad are dark. */
export function darkPixels(page) {
  const ink = page.getByRole("img", { name: "Schrift auf dem Unterschriftenpad" });
  return ink.evaluate((canvas) => {
    // A copy: the browser complains about reading the page's own canvas often.
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    const drawing = copy.getContext("2d", { willReadFrequently: true });
    drawing.drawImage(canvas, 0, 0);
    const { data } = drawing.getImageData(0, 0, copy.width, copy.height);
    let dark = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] > 128) dark += 1;
    return dark;
  });
}
