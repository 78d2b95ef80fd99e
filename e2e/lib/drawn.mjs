// What the fake camera sees: a picture drawn by the browser itself, written as one frame of video.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { stage } from "./stage.mjs";

const SIZE = { width: 1280, height: 720 };
const TYPEFACE = "/usr/share/fonts/opentype/ocr-b/OCRB.otf";

/** Switches for a camera that sees a machine readable zone, lying askew on a grey table. */
export async function cameraWithZone(lines, { degrees = 2 } = {}) {
  const font = readFileSync(TYPEFACE).toString("base64");
  return camera("zone.y4m", { lines, degrees, font }, async ({ lines, degrees, font }, { width, height }) => {
    const bytes = Uint8Array.from(atob(font), (sign) => sign.charCodeAt(0));
    document.fonts.add(await new FontFace("OCR-B", bytes).load());
    const canvas = new OffscreenCanvas(width, height);
    const paint = canvas.getContext("2d");
    paint.fillStyle = "#777";
    paint.fillRect(0, 0, width, height);
    paint.translate(width / 2, height / 2);
    paint.rotate((degrees * Math.PI) / 180);
    paint.fillStyle = "#e8e4d8";
    paint.fillRect(-600, -300, 1200, 520);
    paint.fillStyle = "#222";
    paint.font = "24px sans-serif";
    paint.fillText("BUNDESREPUBLIK DEUTSCHLAND", -560, -240);
    paint.font = `${lines[0].length > 30 ? 41 : 54}px "OCR-B"`;
    const left = -paint.measureText(lines[0]).width / 2;
    lines.forEach((line, row) => paint.fillText(line, left, 20 + row * 75));
    return [...paint.getImageData(0, 0, width, height).data].filter((_, at) => at % 4 === 0);
  });
}

/** Switches for a camera that sees a text as a Data Matrix of the kind that studios print, written by libdmtx. */
export async function cameraWithMatrix(text) {
  const args = ["--encoding=8", "--symbol-size=44x44", "--module=12", "--margin=48"];
  const code = execFileSync("dmtxwrite", args, { input: text }).toString("base64");
  return camera("code.y4m", { code }, async ({ code }, { width, height }) => {
    const bytes = Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const paint = new OffscreenCanvas(width, height).getContext("2d");
    paint.fillStyle = "#fff";
    paint.fillRect(0, 0, width, height);
    paint.drawImage(picture, (width - picture.width) / 2, (height - picture.height) / 2);
    return [...paint.getImageData(0, 0, width, height).data].filter((_, at) => at % 4 === 0);
  });
}

async function camera(name, what, draw) {
  const browser = await chromium.launch({ executablePath: stage.browser.driven });
  const page = await browser.newPage();
  const grey = await page.evaluate(
    ({ source, what, size }) => new Function(`return (${source})`)()(what, size),
    { source: String(draw), what, size: SIZE },
  );
  await browser.close();
  const { width, height } = SIZE;
  const file = join(stage.memory, name);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\nFRAME\n`);
  const colours = Buffer.alloc((width * height) / 2, 128);
  writeFileSync(file, Buffer.concat([header, Buffer.from(grey), colours]));
  const video = "--use-file-for-fake-video-capture=";
  return stage.browser.camera.map((word) => (word.startsWith(video) ? video + file : word));
}

/** A text followed by its check digit (ICAO Doc 9303-3). */
export function withDigit(text) {
  const value = (sign) => (sign === "<" ? 0 : parseInt(sign, 36));
  const sum = [...text].reduce((sum, sign, at) => sum + value(sign) * [7, 3, 1][at % 3], 0);
  return text + (sum % 10);
}

/** The three lines of an ID card. */
export function idCard({ number, birth, expiry, surname, given }) {
  const first = "IDD<<" + withDigit(number.padEnd(9, "<")).padEnd(25, "<");
  const dates = [withDigit(birth), withDigit(expiry)];
  const rest = "2108<<<<<<<";
  const composite = withDigit(first.slice(5) + dates.join("") + rest).at(-1);
  const names = `${surname}<<${given}`.padEnd(30, "<");
  return [first, `${dates[0]}<${dates[1]}D<<${rest}${composite}`, names];
}
