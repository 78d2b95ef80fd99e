//! Signature.

/// Heading.
pub const TITLE: &str = "Unterschrift";
/// What to do.
pub const INTRO: &str = "Die antragstellende Person unterschreibt im Feld mit Stift oder Finger, mit Familiennamen und so \
     wie sonst auch. Es gibt keine Zeitgrenze.";
/// Name of the field.
pub const PAD: &str = "Unterschriftsfeld";
/// Signing is essential by hand (WCAG 2.1.1, exception for the path of a movement).
pub const PAD_HINT: &str = "Unterschreiben geht nur von Hand: mit Stift, Finger oder Maus, nicht mit der Tastatur. Wer nicht \
     schreiben kann, unterschreibt nicht; kreuzen Sie dann das Kästchen darunter an.";
/// Button.
pub const CLEAR: &str = "Löschen";
/// Button.
pub const PUT: &str = "Unterschrift übernehmen";
/// Announced and shown.
pub const PUT_DONE: &str = "Unterschrift übernommen.";
/// Heading over the result.
pub const RESULT: &str = "So kommt sie auf den Ausweis";
/// Alternative text of the result.
pub const RESULT_ALT: &str = "Unterschrift der Person";
/// Button.
pub const AGAIN: &str = "Neu unterschreiben";
/// Button.
pub const ACCEPT: &str = "Übernehmen und weiter";
/// Problem: nothing is written.
pub const MISSING: &str =
    "Lassen Sie die Person unterschreiben, oder kreuzen Sie an, dass sie nicht schreiben kann.";
/// Announced after wiping.
pub const CLEARED: &str = "Das Feld ist leer.";
/// Title of the note instead of a signature.
pub const NOTE: &str = "Vermerk statt Unterschrift";
/// The note.
pub const NOTE_TEXT: &str = "Im Antrag wird vermerkt, dass die Person nicht schreiben kann. Im Feld der Unterschrift steht auf \
     dem Ausweis ein Strich.";
/// Heading of the other way.
pub const PAD_WAY: &str = "Auf dem Unterschriftenpad";
/// What the other way is.
pub const PAD_WAY_TEXT: &str =
    "Das Pad zeigt, wofür unterschrieben wird. Sie sehen die Schrift hier, während sie entsteht.";
/// Button.
pub const PAD_BEGIN: &str = "Auf dem Pad unterschreiben";
/// The pad gets its picture.
pub const PAD_PREPARING: &str = "Das Pad wird vorbereitet.";
/// The person may write; the pad has buttons.
pub const PAD_READY: &str =
    "Die Person kann jetzt auf dem Pad unterschreiben und dort auf „Fertig“ tippen.";
/// The person may write; the pad shows nothing.
pub const PAD_READY_PLAIN: &str =
    "Die Person kann jetzt auf dem Pad unterschreiben. Übernehmen Sie die Unterschrift hier.";
/// The person writes.
pub const PAD_WRITING: &str = "Die Person schreibt.";
/// Name of the picture of the ink.
pub const PAD_INK: &str = "Schrift auf dem Unterschriftenpad";
/// Button.
pub const PAD_CANCEL: &str = "Pad freigeben";
/// Announced and shown after the person gave up at the pad.
pub const PAD_CANCELED: &str = "Die Person hat auf dem Pad abgebrochen.";
/// What to do then.
pub const PAD_CANCELED_TEXT: &str =
    "Fragen Sie, ob die Person noch einmal beginnen oder auf dem Bildschirm unterschreiben möchte.";
/// Announced after the clerk gave the pad back.
pub const PAD_LEFT: &str = "Das Pad ist wieder frei.";
/// Said with every trouble of the pad.
pub const PAD_OTHER_WAY: &str = "Die Person kann auch auf dem Bildschirm unterschreiben.";
