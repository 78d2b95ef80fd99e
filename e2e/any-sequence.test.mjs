// Whatever a clerk does in whatever order, typing, going on and back, parking, loading anew: what was typed
// stands there again, and the companion has the same. The order is made from a number that a failure names.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { goTo, inCompanion, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, until } from "./lib/stage.mjs";
import { kept, main } from "./lib/steps.mjs";

const SECTIONS = ["names", "person_data", "address"];
const STEPS = 40;
const WORDS = ["", " ", "Őrség", "Nguyễn Thị", "<b>&amp;</b>", "x".repeat(400), "🦀", "0", "31.02.2020", "Groß-Łódź", "'; --"];

beforeEach(freshStage);

for (const seed of [1, 2, 3]) {
  test(`any sequence loses nothing (${seed})`, async (t) => {
    const walk = await begun(t, dice(seed));
    for (let step = 0; step < STEPS; step += 1) {
      const does = walk.pick([type, type, type, next, back, reload, park, elsewhere]);
      walk.done.push(does.name);
      await does(walk);
      await asTyped(walk);
    }
    await reload(walk);
    const { answers } = await inCompanion(walk.id);
    for (const [key, value] of walk.typed) assert.equal(bare(answers[key] ?? ""), bare(value), `${key} after ${walk.done.join(", ")}`);
    walk.visit.assertQuiet();
  });
}

async function begun(t, pick) {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/names");
  return { id, visit, page: visit.page, pick, typed: new Map(), done: [] };
}

// A date is written in three of them.
const inputs = (page) => main(page).locator('form input[type=text]:not([id*="-"])');
// Blanks and separators that a field has no use for are taken out when it is kept.
const bare = (value) => value.replace(/[\s./-]/g, "");

// Half of the times she goes on at once, before it is kept.
async function type({ page, pick, typed, done }) {
  const count = await inputs(page).count();
  if (count === 0) return;
  const input = inputs(page).nth(pick([...Array(count).keys()]));
  const key = await input.getAttribute("id");
  await input.fill(pick(WORDS));
  typed.set(key, await input.inputValue());
  done.push(`${key} = ${typed.get(key)}`);
  if (pick([true, false])) await waiting(page);
}

async function next({ page }) {
  const button = main(page).getByRole("button", { name: "Speichern und weiter" });
  if (await button.isVisible()) await button.click();
}

async function back({ page, id, visit }) {
  await page.goBack();
  await page.waitForTimeout(50);
  if (!page.url().includes(id)) await goTo(visit, id, "section/names");
}

async function reload(walk) {
  await waiting(walk.page);
  await walk.page.reload();
  await walk.page.getByRole("heading", { level: 1 }).waitFor();
}

async function park({ page, id, visit, pick }) {
  await page.keyboard.press("F8");
  await page.waitForTimeout(50);
  await goTo(visit, id, `section/${pick(SECTIONS)}`);
}

async function elsewhere({ visit, id, pick }) {
  await goTo(visit, id, pick(["", "check", ...SECTIONS.map((section) => `section/${section}`)]));
}

// What is on the screen is what was typed.
async function asTyped({ page, typed, done }) {
  await page.getByRole("heading", { level: 1 }).waitFor();
  const shown = () => inputs(page).evaluateAll((all) => all.map(({ id, value }) => [id, value]));
  const wrong = async () => (await shown()).filter(([id, value]) => typed.has(id) && bare(typed.get(id)) !== bare(value));
  await until(async () => (await wrong()).length === 0, `the screen shows what was typed: ${done.join(", ")}`).catch(
    async () => assert.deepEqual(await wrong(), [], done.join(", ")),
  );
}

// Until nothing is on its way any more.
async function waiting(page) {
  await page.waitForTimeout(50);
  if (await page.getByText("Wird gespeichert").isVisible()) await kept(page);
}

// Picks from a list by a linear congruential generator, the same for the same seed.
function dice(seed) {
  let state = seed;
  return (list) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return list[Math.floor((state / 2147483648) * list.length)];
  };
}
