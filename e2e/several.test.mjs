// Several persons at once, the history of the visit, what can be taken back, keys on the screen.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { goTo, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, until } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";

beforeEach(freshStage);

const title = (page) => page.getByRole("heading", { level: 1 });

test("cases are parked and gone on with where they were left", async (t) => {
  const first = await prepared();
  const second = await prepared();
  const visit = await openedAt(t, first, "section/photo");
  const { page } = visit;
  await title(page).getByText("Lichtbild", { exact: true }).waitFor();
  await page.keyboard.press("F8");
  await title(page).getByText("Vorgänge", { exact: true }).waitFor();
  await page.getByText(/^Geparkt bei „Lichtbild“, \d+ von \d+ erledigt$/).waitFor();
  await checkAccessible(page, "Vorgänge mit geparktem");

  await goTo(visit, second, "section/names");
  await title(page).getByText("Namen", { exact: true }).waitFor();
  await page.keyboard.press("F6");
  await until(() => page.url().endsWith(`${first}/section/photo`), "the first case goes on at the photo");
  await title(page).getByText("Lichtbild", { exact: true }).waitFor();
  await page.keyboard.press("F6");
  await until(() => page.url().endsWith(`${second}/section/names`), "the second goes on at the names");

  await page.keyboard.press("F9");
  await title(page).getByText("Verlauf", { exact: true }).waitFor();
  const rows = page.getByTestId("history").getByRole("row");
  await until(async () => (await rows.filter({ hasText: "Begonnen" }).count()) === 2, "both beginnings");
  assert.ok((await rows.filter({ hasText: "Geparkt" }).count()) >= 2);
  await checkAccessible(page, "Verlauf");
  await page.keyboard.press("F1");
  await title(page).getByText("Tastenkürzel", { exact: true }).waitFor();
  await checkAccessible(page, "Tastenkürzel");
  await page.keyboard.press("F1");
  await title(page).getByText("Verlauf", { exact: true }).waitFor();
  await page.keyboard.press("?");
  await title(page).getByText("Tastenkürzel", { exact: true }).waitFor();
  await page.keyboard.press("?");
  await title(page).getByText("Verlauf", { exact: true }).waitFor();
  await goTo(visit, second, "section/names");
  const typed = page.getByLabel("Vornamen", { exact: true });
  await typed.press("End");
  await typed.press("?");
  assert.equal(await typed.inputValue(), "Erika?", "in a field it is a sign like any other");
  assert.equal(await title(page).textContent(), "Namen");
  visit.assertQuiet();
});

test("changes of answers are taken back, field by field", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/names");
  const { page } = visit;
  const first = page.getByLabel("Vornamen", { exact: true });
  const family = page.getByLabel("Familienname", { exact: true });
  await first.fill("Erica");
  await family.focus();
  await family.fill("Musterfrau");
  await main(page).getByRole("button", { name: "Rückgängig" }).click();
  assert.equal(await family.inputValue(), "Mustermann");
  assert.equal(await first.inputValue(), "Erica");
  await page.keyboard.press("Control+z");
  assert.equal(await first.inputValue(), "Erika");
  assert.equal(await main(page).getByRole("button", { name: "Rückgängig" }).isVisible(), false);
  visit.assertQuiet();
});

test("throwing a case away is taken back, or done; the history names nobody then", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "");
  const { page } = visit;
  const discard = async () => {
    await main(page).getByRole("button", { name: "Vorgang verwerfen" }).click();
    await page.getByRole("button", { name: "Endgültig löschen" }).click();
    await page.getByText("Der Vorgang wird verworfen", { exact: true }).waitFor();
  };
  await discard();
  await checkAccessible(page, "Vorgang wird verworfen");
  await main(page).getByRole("button", { name: "Rückgängig" }).click();
  await title(page).getByText("Erika Mustermann").waitFor();
  await discard();
  await page.getByRole("button", { name: "Jetzt löschen" }).click();
  await page.getByText("Es ist kein Vorgang offen").waitFor();
  await page.keyboard.press("F9");
  const last = page.getByTestId("history").getByRole("row").nth(1);
  await last.getByText("Verworfen").waitFor();
  assert.equal((await page.textContent("body")).includes("Mustermann"), false);
  visit.assertQuiet();
});

test("digits and special letters are touched, and the focus stays", async (t) => {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/person_data", { hands: Touch, screen: screens.tablet });
  const { page } = visit;
  const day = page.getByLabel("Tag", { exact: true }).first();
  await day.waitFor();
  const group = page.getByRole("group").filter({ has: day }).last();
  for (const part of ["Tag", "Monat", "Jahr"]) await group.getByLabel(part, { exact: true }).fill("");
  await day.tap();
  await group.getByRole("button", { name: /^Ziffern/ }).tap();
  assert.equal(await day.evaluate((input) => input === document.activeElement), true, "opening keeps the focus");
  const keys = group.getByRole("group", { name: /^Ziffern für/ });
  for (const key of await keys.getByRole("button").all()) {
    const { width, height } = await key.boundingBox();
    assert.ok(width >= 48 && height >= 48, `a key of ${width} × ${height}`);
  }
  for (const digit of "12081964") await keys.getByRole("button", { name: digit, exact: true }).tap();
  assert.deepEqual(
    await Promise.all(["Tag", "Monat", "Jahr"].map((part) => group.getByLabel(part, { exact: true }).inputValue())),
    ["12", "08", "1964"],
  );
  await keys.getByRole("button", { name: "Letzte Stelle löschen" }).tap();
  assert.equal(await group.getByLabel("Jahr", { exact: true }).inputValue(), "196");
  await checkAccessible(page, "Ziffern");

  await goTo(visit, id, "section/names");
  const first = page.getByLabel("Vornamen", { exact: true });
  await first.fill("Ays");
  const row = page.locator(".ak-input-row").filter({ has: first });
  await row.getByRole("button", { name: "Sonderzeichen" }).tap();
  await row.getByRole("group", { name: "Sonderzeichen zu S" }).getByRole("button", { name: "ş", exact: true }).tap();
  assert.equal(await first.inputValue(), "Aysş");
  await row.getByRole("button", { name: "M", exact: true }).tap();
  await row.getByRole("button", { name: "M̂", exact: true }).tap();
  assert.equal(await first.inputValue(), "AysşM̂");
  await checkAccessible(page, "Sonderzeichen");
});
