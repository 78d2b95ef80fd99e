// Two pairs of hands for one visit: one has only a keyboard, the other only a touch screen.

import assert from "node:assert/strict";

const MOST_TABS = 250;

/** Reaches everything by Tab, arrows, Space and Enter, and looks where the focus is. */
export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  /** Follows a link or presses a button. */
  async activate(target) {
    await this.focus(target);
    await this.page.keyboard.press("Enter");
  }

  /** Replaces what stands in a text field. */
  async write(target, text) {
    await this.focus(target);
    await this.page.keyboard.press("ControlOrMeta+a");
    if (text === "") await this.page.keyboard.press("Delete");
    else await this.page.keyboard.insertText(text);
  }

  /** Ticks or clears a box. */
  async tick(target, on = true) {
    if ((await target.isChecked()) === on) return;
    await this.focus(target);
    await this.page.keyboard.press("Space");
    assert.equal(await target.isChecked(), on);
  }

  /** Chooses one of several radio buttons. */
  async choose(target) {
    if (await target.isChecked()) return;
    const name = await target.getAttribute("name");
    const current = this.page.locator(`input[type=radio][name="${name}"]`);
    const checked = this.page.locator(`input[type=radio][name="${name}"]:checked`);
    await this.focus((await checked.count()) ? checked.first() : current.first());
    await this.page.keyboard.press("Space");
    for (let step = 0; step < 20 && !(await target.isChecked()); step += 1) {
      await this.page.keyboard.press("ArrowDown");
    }
    assert.equal(await target.isChecked(), true);
  }

  /** Tabs until the element has the focus; it must then be seen whole and uncovered. */
  async focus(target) {
    await target.waitFor({ state: "visible" });
    for (let count = 0; count < MOST_TABS; count += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        await this.assertSeen(target);
        return;
      }
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`not reached by ${MOST_TABS} tabs: ${target}`);
  }

  // WCAG 2.4.7 and 2.4.11.
  async assertSeen(target) {
    const covered = await target.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const inside = document.elementFromPoint(left + width / 2, top + height / 2);
      const label = element.labels?.[0];
      return !(element.contains(inside) || inside?.contains(element) || label?.contains(inside));
    });
    assert.equal(covered, false, `focused but covered: ${target}`);
  }
}

/** Reaches everything by tapping; text comes from a keyboard on the screen. */
export class Touch {
  constructor(page) {
    this.page = page;
  }

  async activate(target) {
    await target.tap();
  }

  async write(target, text) {
    await target.tap();
    await target.fill(text);
  }

  async tick(target, on = true) {
    if ((await target.isChecked()) === on) return;
    await target.tap({ force: true });
    assert.equal(await target.isChecked(), on);
  }

  async choose(target) {
    if (!(await target.isChecked())) await target.tap({ force: true });
    assert.equal(await target.isChecked(), true);
  }
}
