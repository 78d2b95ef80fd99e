// What the status bar says of the devices: those that need attention one by one, the others in one word.

import { until } from "./stage.mjs";

/** The bar. */
export const status = (page) => page.getByRole("region", { name: "Zustand des Koffers" });

/** Waits until a device needs no attention. */
export async function deviceReady(page, name) {
  const bar = status(page);
  await bar.getByText(/^Geräte: (alle )?\d+ bereit$/).waitFor();
  await until(async () => (await bar.getByText(new RegExp(`^${name}: `)).count()) === 0, `${name} is ready`);
}

/** Waits until a device is shown as broken. */
export async function deviceBroken(page, name) {
  await status(page).getByText(`${name}: gestört`, { exact: true }).waitFor();
}
