import assert from "node:assert/strict";
import { test } from "node:test";
import { isPlainMarkup } from "./markup.js";

test("the markup of our screens is let through", () => {
  const plain = [
    "",
    '<div class="kern-alert"><h2 id="a">Drucker: kein Papier</h2></div>',
    '<svg viewBox="0 0 24 24"><path d="M0 0h24v24"/></svg>',
    "<p>Termin on = offen, form und style sind Wörter</p>",
    '<form autocomplete="off"><p>srcdoc</p></form>',
    '<input type="text" autocomplete="off" aria-describedby="x-hint">',
  ];
  for (const markup of plain) assert.equal(isPlainMarkup(markup), true, markup);
});

test("markup that runs something is refused", () => {
  const running = [
    "<script>x()</script>",
    "<SCRIPT src=x>",
    "< script>",
    "<img src=x onerror=x()>",
    '<img src="x"onerror=x()>',
    "<svg/onload=x()>",
    "<a href='javascript:x()'>",
    "<iframe srcdoc='x'>",
    "<base href='//elsewhere'>",
  ];
  for (const markup of running) assert.equal(isPlainMarkup(markup), false, markup);
});
