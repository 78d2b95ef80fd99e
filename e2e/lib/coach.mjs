// The readiness coach, found by role and name.

import { main } from "./steps.mjs";

/** Opens the coach by its link in the navigation. */
export async function openCoach({ page, hands }) {
  await hands.activate(page.getByRole("navigation").getByRole("link", { name: "Koffer bereit?" }));
  await page.getByRole("heading", { level: 1, name: "Koffer bereit?" }).waitFor();
}

/** The card of a device or of the line. */
export function card(page, name) {
  return main(page).getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name, exact: true }) });
}

/** The sentence about the suitcase as a whole. */
export const verdict = (page) => page.getByTestId("verdict");

/** Waits until a card says how its device stands. */
export async function stands(page, name, word) {
  await card(page, name).getByText(word, { exact: true }).waitFor();
}
