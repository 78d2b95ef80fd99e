// Two pairs of hands for one visit: one has only a keyboard, the other only a touch screen.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const MOST_TABS = 250;
/** A finger comes to rest before it leaves the screen; one that does not is taken for a fling. */
const REST_MS = 150;

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

  /** Brings an eye mark to a place; `way` gives that place, and how far it is in pixels of the camera. */
  async moveMark({ mark, way }) {
    await this.focus(mark);
    const { by } = await way();
    await this.press("Arrow" + (by.x < 0 ? "Left" : "Right"), Math.abs(by.x));
    await this.press("Arrow" + (by.y < 0 ? "Up" : "Down"), Math.abs(by.y));
  }

  /** The path of a hand is essential to a signature (WCAG 2.1.1): this one step is done by mouse. */
  async sign(pad) {
    await pad.scrollIntoViewIfNeeded();
    const { mouse } = this.page;
    for (const [first, ...others] of strokes(await pad.boundingBox())) {
      await mouse.move(first.x, first.y);
      await mouse.down();
      for (const { x, y } of others) await mouse.move(x, y);
      await mouse.up();
    }
  }

  // Shift makes ten steps of one.
  async press(key, steps) {
    const { keyboard } = this.page;
    for (let step = 0; step < Math.floor(steps / 10); step += 1) await keyboard.press("Shift+" + key);
    for (let step = 0; step < Math.round(steps % 10); step += 1) await keyboard.press(key);
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

  async moveMark({ mark, way }) {
    await mark.scrollIntoViewIfNeeded();
    const { from, to } = await way();
    const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    await this.drag([[from, half, to]], 1);
  }

  async sign(pad) {
    await pad.scrollIntoViewIfNeeded();
    await this.drag(strokes(await pad.boundingBox()), 0.6);
  }

  // Each path is drawn by one finger, from its first point to its last.
  async drag(paths, force) {
    const session = await this.page.context().newCDPSession(this.page);
    const touch = (type, points) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }) => ({ x, y, force })) });
    for (const [first, ...others] of paths) {
      await touch("touchStart", [first]);
      for (const point of others) await touch("touchMove", [point]);
      await pause(REST_MS);
      await touch("touchEnd", []);
      await pause(REST_MS);
    }
    await session.detach();
  }
}

// Two strokes over most of the pad: a wave, and a line below it.
function strokes({ x, y, width, height }) {
  const at = (right, down) => ({ x: x + width * right, y: y + height * down });
  const steps = Array.from({ length: 40 }, (_, step) => step / 39);
  const wave = steps.map((part) => at(0.1 + 0.75 * part, 0.45 - 0.25 * Math.sin(part * 20) * (1 - part / 2)));
  const line = steps.map((part) => at(0.2 + 0.6 * part, 0.8 - 0.1 * part));
  return [wave, line];
}
