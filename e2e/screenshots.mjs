// Takes the pictures of the documentation: the readiness coach with three different faults.
// Run by `cargo xtask docs --screenshots`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { card, openCoach, stands } from "./lib/coach.mjs";
import { Keyboard } from "./lib/hands.mjs";
import { openKiosk } from "./lib/kiosk.mjs";
import { fingerprintFault, freshStage, printerFault, startGateway, stop } from "./lib/stage.mjs";

const folder = process.env.AMTSKOFFER_RESULTS;
const faults = [
  ["coach-paper-out", "Drucker", () => printerFault("paper-out"), () => printerFault()],
  ["coach-scanner-unplugged", "Fingerabdruckscanner", () => fingerprintFault("unplugged"), () => fingerprintFault()],
  ["coach-line-down", "Leitung", () => stop("gateway"), startGateway],
];

await freshStage();
mkdirSync(folder, { recursive: true });
const { page, close } = await openKiosk({ screen: { viewport: { width: 960, height: 640 } } });
await openCoach({ page, hands: new Keyboard(page) });
for (const [name, device, breakIt, mendIt] of faults) {
  await breakIt();
  await stands(page, device, "gestört");
  await page.getByTestId("verdict").getByText(/1 Punkt ist gestört\.$/).waitFor();
  await card(page, device).scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  await mendIt();
  await stands(page, device, "bereit");
}
await close();
