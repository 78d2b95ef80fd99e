// What every screen must be: without findings of axe, without sideways scrolling, with one heading of
// the first rank and with a form that tells the browser to remember nothing.

import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with the list of findings. */
export async function checkAccessible(page, name) {
  // What is looked at is scrolled to; the focus would stay out of sight.
  const before = await page.evaluateHandle(() => ({ top: scrollY, focused: document.activeElement }));
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes[0].html}`);
  assert.deepEqual(found, [], `axe on ${name}`);

  await checkChoiceIsSeen(page, name);
  await before.evaluate(({ top, focused }) => {
    scrollTo({ top, behavior: "instant" });
    // A page that has come to rest only now has moved its focus, and has shown it.
    const now = document.activeElement;
    if (now !== focused) now.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  const facts = await page.evaluate(() => ({
    scrollsSideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    headings: [...document.querySelectorAll("h1")].filter((heading) => heading.checkVisibility()).length,
    remembering: [...document.querySelectorAll("form, input:not([type=checkbox], [type=radio]), textarea, select")]
      .filter((element) => element.getAttribute("autocomplete") !== "off")
      .map((element) => element.outerHTML.slice(0, 120)),
    untitled: document.title.trim() === "",
  }));
  assert.equal(facts.scrollsSideways, false, `${name} scrolls sideways`);
  assert.equal(facts.headings, 1, `${name} must have one h1`);
  assert.deepEqual(facts.remembering, [], `${name} lets the browser remember`);
  assert.equal(facts.untitled, false, `${name} has no title`);
}

// A chosen radio button must look different from one that is not, whatever the colours.
async function checkChoiceIsSeen(page, name) {
  const main = page.getByRole("main");
  const chosen = main.locator("input[type=radio]:checked:not(:focus)").first();
  const other = main.locator("input[type=radio]:not(:checked):not(:focus)").first();
  if (!(await chosen.isVisible()) || !(await other.isVisible())) return;
  const look = (radio) => radio.screenshot({ animations: "disabled" });
  assert.equal((await look(chosen)).equals(await look(other)), false, `a choice on ${name} cannot be seen`);
}
