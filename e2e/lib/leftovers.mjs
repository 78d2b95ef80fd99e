// What a browser has left on its (memory) disk.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Which of the words stand in which file below a folder, in the encodings that browsers use. */
export function leftovers(folder, words) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const content = readFileSync(path);
    return words.filter((word) => holds(content, word)).map((word) => `${word} in ${path.slice(folder.length)}`);
  });
}

function holds(content, word) {
  const forms = [
    Buffer.from(word, "utf8"),
    Buffer.from(word, "utf16le"),
    Buffer.from(encodeURIComponent(word)),
    Buffer.from(Buffer.from(word).toString("base64").replace(/=+$/, "").slice(0, -1)),
  ];
  return forms.some((form) => content.includes(form));
}
