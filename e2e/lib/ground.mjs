// A kiosk for pictures: where it is, and how it gets elsewhere.

import { usual } from "./album.mjs";
import { Touch } from "./hands.mjs";
import { openKiosk } from "./kiosk.mjs";

/** Opens a kiosk with a clerk at work. */
export async function opened(options = {}) {
  const kiosk = await openKiosk({ screen: usual, ...options });
  const { page } = kiosk;
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  return { page, kiosk, hands: new Touch(page), onScreen: async () => {}, close: kiosk.close };
}

/** Goes to an address and waits for its heading, or for any. */
export async function go({ page }, address, heading) {
  await page.evaluate((hash) => (location.hash = hash), address);
  const h1 = page.getByRole("heading", { level: 1, ...(heading && { name: heading, exact: true }) });
  await h1.first().waitFor();
}

/** Goes to a screen of a case; without a name that is its task list. */
export const goToCase = (visit, id, screen = "", heading = undefined) => go(visit, `#/case/${id}/${screen}`, heading);
