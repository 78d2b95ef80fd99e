// Takes a picture of every screen for the documentation and writes the page that lists them. Run by
// `cargo xtask docs --screenshots`.

import { join } from "node:path";
import { Album } from "./lib/album.mjs";
import { aroundPerson, cardWork, desk, fastLane } from "./pictures/desk.mjs";
import { devices } from "./pictures/devices.mjs";
import { forPerson } from "./pictures/person.mjs";
import { looks } from "./pictures/looks.mjs";
import { services } from "./pictures/services.mjs";
import { line, empty, clerks } from "./pictures/states.mjs";
import { visit } from "./pictures/visit.mjs";
import { freshStage } from "./lib/stage.mjs";

const chapters = [
  ["Ein ganzer Besuch: Personalausweis", visit],
  ["Jede Leistung und ihre Abschnitte", services],
  ["Suchen, lesen, ergänzen", aroundPerson],
  ["Vorgänge, Kasse, Verlauf", desk],
  ["Schnellspur", fastLane],
  ["Arbeit am Ausweis", cardWork],
  ["Was die Person sieht", forPerson],
  ["Koffer und Geräte, auch gestört", devices],
  ["Anmelden und sperren", clerks],
  ["Leer, beim Laden, nicht zu finden", empty],
  ["Ohne Leitung, ohne Begleitdienst", line],
  ["Andere Bildschirme und Farben", looks],
];

const folder = process.env.AMTSKOFFER_RESULTS;
const album = new Album(folder);
for (const [title, take] of chapters) {
  await freshStage();
  album.begin(title);
  await take(album);
  console.log(`${title}: ${album.chapters.at(-1).pictures.length}`);
}
album.write(join(folder, "../screens.md"));
process.exit(0);
