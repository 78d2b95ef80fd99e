// The application for an ID card, screen by screen, with every device of the suitcase.

import { usual } from "../lib/album.mjs";
import { Touch } from "../lib/hands.mjs";
import { openKiosk } from "../lib/kiosk.mjs";
import { everyDevice } from "../lib/suitcase.mjs";
import { play } from "../lib/visit.mjs";

const WORDS = {
  bereit: "alles ist bereit",
  treffer: "eine Person gefunden",
  gescannt: "drei Seiten übernommen",
  "unterlagen-gescannt": "mit eingescannter Urkunde",
  "lichtbild-live": "die Kamera läuft",
  "lichtbild-aufnahme": "Aufnahme mit Augenmarken und gemessenen Kriterien",
  "fingerabdruecke-fertig": "beide Hände sind abgeschlossen",
  "unterschrift-pad": "die Person schreibt auf dem Pad",
  "unterschrift-fertig": "die Unterschrift liegt vor",
  "karte-laeuft": "die Person zahlt am Kartengerät",
  "karte-bezahlt": "mit Quittung",
  gedruckt: "ein Dokument ist gedruckt",
  "gedruckt-2": "die Quittung ist gedruckt",
  freigabe: "eine zweite Person muss freigeben",
  freigegeben: "freigegeben",
  vorgaenge: "nach dem Abschluss",
  "start-danach": "zwei Beschäftigte am Koffer",
  "karte-gelesen": "der Ausweis liegt im Leser",
  chip: "was auf dem Chip steht",
};

/** Plays it. */
export async function visit(album) {
  const kiosk = await openKiosk({ screen: usual, clerk: null });
  const { page } = kiosk;
  const onScreen = (name) => album.take(page, name, WORDS[name]);
  await play(everyDevice, { page, kiosk, hands: new Touch(page), onScreen, together: true });
  await kiosk.close();
}
