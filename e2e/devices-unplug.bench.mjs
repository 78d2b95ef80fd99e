// From pulling a device's plug until the page says so, over and over: the printer is killed, the
// fingerprint scanner's service loses its device. Prints one JSON row a line.

import { openKiosk, screens } from "./lib/kiosk.mjs";
import { deviceReady } from "./lib/devices.mjs";
import { fingerprintFault, freshStage, startPrinter, stop } from "./lib/stage.mjs";
import { millisecondsUntil } from "./lib/watch.mjs";

/** Pulls of each device. */
const PULLS = 15;

const devices = [
  { name: "Drucker", pull: () => stop("printer"), plug: startPrinter },
  { name: "Fingerabdruckscanner", pull: () => fingerprintFault("unplugged"), plug: () => fingerprintFault() },
];

await freshStage();
const kiosk = await openKiosk({ screen: screens.tablet });
const times = [];
for (let pull = 0; pull < PULLS; pull += 1) {
  for (const device of devices) {
    await deviceReady(kiosk.page, device.name);
    const gone = new RegExp(`${device.name}: gestört`);
    times.push(await millisecondsUntil(kiosk.page, "[data-testid=status-bar]", gone, device.pull));
    await device.plug();
  }
}
await kiosk.close();

times.sort((one, other) => one - other);
const part = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const row = (values) => console.log(JSON.stringify(values));
row({ name: `unplugged until on the screen, p50 of ${times.length}`, unit: "ms", ours: part(0.5), goal: "≤ 500 ms" });
row({ name: `unplugged until on the screen, p99 of ${times.length}`, unit: "ms", ours: part(0.99), goal: "≤ 500 ms" });
