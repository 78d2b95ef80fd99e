// A visit inside a test: opened, watched for complaints, closed.

import assert from "node:assert/strict";
import { checkAccessible } from "./accessible.mjs";
import { Keyboard } from "./hands.mjs";
import { openKiosk } from "./kiosk.mjs";
import { play } from "./visit.mjs";

/** Opens a kiosk for the length of a test; at its end the page must have complained about nothing. */
export async function opened(t, { hands: Hands = Keyboard, onScreen = async () => {}, ...options } = {}) {
  const kiosk = await openKiosk(options);
  let closed = false;
  const close = async (inspect) => {
    if (closed) return;
    closed = true;
    await kiosk.close(inspect);
  };
  t.after(() => close());
  const visit = { page: kiosk.page, kiosk, hands: new Hands(kiosk.page), close };
  // What a test looks at on a screen is not the clerk's time.
  visit.onScreen = async (name) => {
    const begun = performance.now();
    await onScreen(kiosk.page, name);
    if (visit.count) visit.count.begun += performance.now() - begun;
  };
  visit.assertQuiet = () => assert.deepEqual(kiosk.complaints, [], "the page complained");
  return visit;
}

/** Opens a kiosk and plays steps in it, each screen looked at by axe. */
export async function played(t, steps, { until, ...options } = {}) {
  const visit = await opened(t, { onScreen: checkAccessible, ...options });
  await play(steps, visit, { until });
  return visit;
}
