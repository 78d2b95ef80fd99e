// What stands on a paper that came out of the printer, read by poppler.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { printed } from "./stage.mjs";

/** The texts of all papers that the printer has received since it had so many, on one line each. */
export function textsSince(count) {
  return printed().slice(count).map((file) => textOf(readFileSync(file)));
}

/** The text of a PDF, its lines joined. */
export function textOf(pdf) {
  const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  return text.replaceAll(/\s+/g, " ");
}

/** What the code on the last page of a PDF says, read by zbar. */
export function codeOf(pdf) {
  const page = execFileSync("pdftoppm", ["-f", String(pagesOf(pdf)), "-r", "200", "-png", "-singlefile", "-"], { input: pdf });
  const args = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"];
  return execFileSync("zbarimg", args, { input: page, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] }).trim();
}

/** How many pages a PDF has. */
export function pagesOf(pdf) {
  const about = execFileSync("pdfinfo", ["-"], { input: pdf, encoding: "utf8" });
  return Number(/^Pages:\s+(\d+)$/m.exec(about)[1]);
}
