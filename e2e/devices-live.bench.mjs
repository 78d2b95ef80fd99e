// The live picture of the fingerprint scanner: pictures per second that the page really shows, beside what
// the scanner's service sends, over five seconds of one capture. Prints one JSON row a line.

import { openKiosk } from "./lib/kiosk.mjs";
import { goTo, prepared } from "./lib/prepared.mjs";
import { fingerprintFault, freshStage } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";

const MILLISECONDS = 5000;
/** What the stand-in sends. */
const SENT = 25;

await freshStage();
const id = await prepared();
await fingerprintFault("restless");
const kiosk = await openKiosk();
const { page } = kiosk;
await page.emulateMedia({ reducedMotion: "no-preference" });
await page.getByRole("heading", { level: 1 }).waitFor();
await goTo(kiosk, id, "section/fingers");
await main(page).getByRole("button", { name: "Finger aufnehmen" }).click();
await page.getByTestId("live").locator("img").waitFor();
const shown = await page.evaluate(picturesShown, MILLISECONDS);
await kiosk.close();
await fingerprintFault();
console.log(
  JSON.stringify({
    name: "live fingerprint shown in the page",
    unit: "pictures/s",
    ours: (shown * 1000) / MILLISECONDS,
    peer: SENT,
    peer_name: "sent by the scanner's service",
    goal: "≥ 15 pictures/s",
  }),
);

// A picture counts when it was decoded and a frame of the screen has come since it was put in place.
function picturesShown(milliseconds) {
  return new Promise((done) => {
    const image = document.querySelector('[data-testid="live"] img');
    const end = performance.now() + milliseconds;
    let last = image.src;
    let count = 0;
    const look = () => {
      if (image.src !== last && image.complete && image.naturalWidth > 0) {
        last = image.src;
        count += 1;
      }
      if (performance.now() >= end) done(count);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
