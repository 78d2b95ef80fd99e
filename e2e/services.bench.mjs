// What a clerk feels of the forms: how long until a typed letter is on the screen, beside an input that no
// program looks at, and how long until a service that was chosen is open. Prints one JSON row a line.

import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Keyboard } from "./lib/hands.mjs";
import { openKiosk } from "./lib/kiosk.mjs";
import { goTo, prepared } from "./lib/prepared.mjs";
import { freshStage, stage } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";
import { play, idCard } from "./lib/visit.mjs";

const LETTERS = 200;
const OPENINGS = 4;
const SERVICES = ["Personalausweis", "Meldebescheinigung"];
const row = (values) => console.log(JSON.stringify(values));
const here = dirname(fileURLToPath(import.meta.url));
// A screen shows a letter with its next picture, up to 16.7 ms later. These ask for pictures as fast as they can be
// drawn; without a graphics card Chromium waits all the same, and so does the bare input.
const AT_ONCE = ["--disable-gpu-vsync", "--disable-frame-rate-limit"];

await typing();
await openings();

async function typing() {
  await freshStage();
  const id = await prepared();
  const kiosk = await openKiosk({ camera: [...stage.browser.camera, ...AT_ONCE] });
  await kiosk.page.getByRole("heading", { level: 1 }).waitFor();
  await goTo(kiosk, id, "section/names");
  const ours = await typed(kiosk.page, main(kiosk.page).getByRole("textbox").first());
  const bare = await bareInput(kiosk);
  for (const [at, name] of [["p50", "p50"], ["p95", "p95"]]) {
    row({
      name: `letter typed → painted, ${name}`,
      unit: "ms",
      ours: ours[at],
      peer: bare[at],
      peer_name: "bare input",
      ...(at === "p95" && { goal: "≤ 16 ms" }),
    });
  }
  await kiosk.close();
}

async function bareInput({ context }) {
  const folder = join(stage.site, "bench");
  mkdirSync(folder, { recursive: true });
  cpSync(join(here, "bench/input.html"), join(folder, "input.html"));
  const page = await context.newPage();
  await page.goto(`${stage.origin}/bench/input.html`);
  return typed(page, page.getByRole("textbox"));
}

// Each letter is a key that is really pressed; the time runs from the event until the picture after it.
async function typed(page, input) {
  await input.focus();
  await page.evaluate(() => {
    window.painted = [];
    addEventListener("keydown", ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.painted.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    }, { capture: true });
  });
  for (let letter = 0; letter < LETTERS; letter += 1) {
    await page.keyboard.press(letter % 10 === 9 ? "Backspace" : "a");
    await page.waitForFunction((count) => window.painted.length > count, letter);
  }
  return shares(await page.evaluate(() => window.painted));
}

async function openings() {
  const times = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    await freshStage();
    const kiosk = await openKiosk({ camera: [...stage.browser.camera, ...AT_ONCE], clerk: null });
    const { page } = kiosk;
    const visit = { page, kiosk, hands: new Keyboard(page), onScreen: async () => {} };
    await play(idCard, visit, { until: "Personalausweis" });
    await page.getByRole("radio", { name: SERVICES[opening % SERVICES.length], exact: true }).check();
    times.push(await opened(page, main(page).getByRole("button", { name: "Vorgang beginnen" })));
    await kiosk.close();
  }
  const { p50, p95 } = shares(times);
  row({ name: "service chosen → its task list painted, p50", unit: "ms", ours: p50, goal: "≤ 100 ms" });
  row({ name: "service chosen → its task list painted, slowest", unit: "ms", ours: p95 });
}

// From the click until the picture after the one that has the new heading.
async function opened(page, button) {
  const painted = page.evaluate(
    () =>
      new Promise((done) => {
        let begun;
        addEventListener("click", ({ timeStamp }) => (begun = timeStamp), { capture: true, once: true });
        const before = document.querySelector("h1").textContent;
        const look = () => {
          if (document.querySelector("h1")?.textContent === before || begun === undefined) return;
          seen.disconnect();
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
        };
        const seen = new MutationObserver(look);
        seen.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await button.click();
  return painted;
}

function shares(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95) };
}
