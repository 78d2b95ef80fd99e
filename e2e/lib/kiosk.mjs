// The kiosk browser under the town's policies (with the one difference that a test may drive it).
// Every console error, page error and refused request of the page is collected and must stay away.

import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { plug } from "./clerks.mjs";
import { stage } from "./stage.mjs";

/** Where the suitcase stands: a laptop with keyboard, a tablet held upright, a phone's width. */
export const screens = {
  laptop: { viewport: { width: 1366, height: 768 } },
  tablet: { viewport: { width: 800, height: 1280 }, hasTouch: true },
  narrow: { viewport: { width: 320, height: 640 } },
};

// What Playwright adds by itself would keep the forced extension from being fetched, and put the memory
// that the browser's processes share on the disk.
const UNWANTED_SWITCHES = [
  "--disable-extensions",
  "--disable-component-extensions-with-background-pages",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
];

/**
 * Opens the app in a fresh profile in memory and signs the first clerk in if the page asks for it; with
 * `clerk: null` nobody does. `close` may be given a function that looks at the folder
 * of the profile before it is removed.
 */
export async function openKiosk(options = {}) {
  const { screen = screens.laptop, clerk = 0, camera = stage.browser.camera, colorScheme, forcedColors } = options;
  const profile = mkdtempSync(join(stage.memory, "profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: stage.browser.driven,
    headless: true,
    ignoreDefaultArgs: UNWANTED_SWITCHES,
    args: camera,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
    colorScheme,
    forcedColors,
    ...screen,
  });
  const [page] = context.pages();
  page.setDefaultTimeout(20_000);
  const complaints = [];
  watch(page, complaints);
  await page.goto(stage.origin + "/");
  if (clerk !== null) await arriveAsClerk(page, clerk);
  const close = async (inspect) => {
    await context.close();
    inspect?.(profile);
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, page, complaints, close };
}

async function arriveAsClerk(page, clerk) {
  await plug(page, clerk);
  const heading = page.getByRole("heading", { level: 1 });
  await heading.waitFor();
  if ((await heading.textContent()) !== "Am Koffer anmelden") return;
  await page.getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: "Koffer bereit machen" }).waitFor();
}

function watch(page, complaints) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => {
    // A page that is left gives up itself what it was still fetching.
    const error = request.failure()?.errorText;
    if (error !== "net::ERR_ABORTED") complaints.push(`${request.url()}: ${error}`);
  });
}
