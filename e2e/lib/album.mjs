// The pictures of the documentation: each taken once under a name of its own, with the address of its screen.

import { mkdirSync, readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CASE = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The screen of most pictures. */
export const usual = { viewport: { width: 960, height: 720 }, hasTouch: true };

/** How much of a long page is shown. */
const HIGHEST = 1500;

/** Collects pictures in a folder, chapter by chapter. */
export class Album {
  chapters = [];

  constructor(folder) {
    this.folder = folder;
    this.names = new Set();
    mkdirSync(folder, { recursive: true });
  }

  /** What follows belongs together. */
  begin(title) {
    this.chapters.push({ title, pictures: [] });
  }

  /**
   * Takes a picture of what a page shows now; `words` say what its heading does not. A name that was taken counts on.
   * Without `whole` only what the window shows is taken, with `part` only that part of the page.
   */
  async take(page, wanted, words = "", { whole = true, part, heading } = {}) {
    await settled(page);
    const name = this.free(wanted);
    const title = heading ?? (await page.locator("h1:visible").first().textContent());
    const address = new URL(page.url()).hash.replace(CASE, "…").replace(/(?<!#)\/$/, "") || "#/";
    const path = join(this.folder, `${name}.png`);
    await page.evaluate(blurPerson);
    const clip = whole ? await extent(part ? page.locator(part) : page.locator("body")) : undefined;
    await page.screenshot({ path, animations: "disabled", caret: "hide", fullPage: whole, scale: "css", clip });
    this.chapters.at(-1).pictures.push({ name, title: title.trim(), words, address });
  }

  /** Writes the page that shows all pictures, and removes those that no chapter took. */
  write(file) {
    const chapter = ({ title, pictures }) => [`## ${title}\n`, ...pictures.map(entry)];
    writeFileSync(file, [HEAD, ...this.chapters.flatMap(chapter)].join("\n"));
    for (const left of readdirSync(this.folder)) {
      if (!this.names.has(left.replace(/\.png$/, ""))) unlinkSync(join(this.folder, left));
    }
  }

  free(wanted) {
    let name = wanted;
    for (let count = 2; this.names.has(name); count += 1) name = `${wanted}-${count}`;
    this.names.add(name);
    return name;
  }
}

const HEAD = `# Alle Seiten

Diese Seite und ihre Bilder macht \`cargo xtask docs --screenshots\` in einem echten Browser an einem Koffer mit
Stellvertretern für alle Geräte. Alle Personen sind erfunden. Unter jedem Bild steht die Adresse der Seite; „…“ ist die
Nummer des Vorgangs.
`;

function entry({ name, title, words, address }) {
  const heading = words ? `${title}: ${words}` : title;
  return `### ${heading}\n\n![${heading}](screenshots/${name}.png)\n\n\`${address}\`\n`;
}

// Where something stands on the page, down to the highest that is shown.
function extent(element) {
  return element.evaluate((shown, highest) => {
    const { x, y, width, height } = shown.getBoundingClientRect();
    return { x, y: y + scrollY, width, height: Math.min(height, highest) };
  }, HIGHEST);
}

// The test person's picture belongs to somebody else: only that there is one may be seen.
function blurPerson() {
  const pictures = document.querySelectorAll(".ak-live video, svg:has(image), img[alt*=Lichtbild], img[alt*=Person]:not([alt*=Unterschrift])");
  for (const picture of pictures) picture.style.filter = "blur(1.25rem)";
}

/** Waits until nothing on the page changes any more; what never rests is taken as it is. */
async function settled(page) {
  await page.evaluate(() => document.fonts.ready);
  let before;
  for (let look = 0; look < 8; look += 1) {
    const now = await page.evaluate(() => `${location.hash} ${document.body.innerText}`);
    if (now === before) return;
    before = now;
    await page.waitForTimeout(150);
  }
}
