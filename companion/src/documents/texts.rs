//! Every German text of the printed papers.

/// Said of the photo to those who do not see it.
pub(super) const PHOTO: &str =
    "Lichtbild der antragstellenden Person, wie es auf das Dokument gedruckt wird";

pub(super) fn page_of(page: usize, count: usize) -> String {
    format!("Seite {page} von {count}")
}

/// Said of a copied page.
pub(super) fn copied_page(number: usize, count: usize) -> String {
    format!("Kopie, Seite {number} von {count}")
}

/// Said of the code.
pub(super) fn check_code(address: &str) -> String {
    format!("QR-Code zur Prüfung dieses Schreibens: {address}")
}

/// `22.11.2026, 09:05 Uhr`.
pub(super) fn at(day: &str, hour: i8, minute: i8) -> String {
    format!("{day}, {hour:02}:{minute:02} Uhr")
}

/// Test page of the printer.
pub(super) mod test_page {
    pub(in super::super) const TITLE: &str = "Probeseite";
    pub(in super::super) const LETTERS: &str =
        "Der Drucker ist bereit: Äpfel, Öfen, Übung, Straße, Đorđević, 0123456789.";
}

/// What a signature pad shows.
pub(super) mod pad {
    pub(in super::super) const ASK: &str = "Bitte unterschreiben Sie im Feld.";
    pub(in super::super) const CANCEL: &str = "Abbrechen";
    pub(in super::super) const CLEAR: &str = "Löschen";
    pub(in super::super) const ACCEPT: &str = "Fertig";

    pub(in super::super) fn title(service: &str) -> String {
        format!("Unterschrift: {service}")
    }
}
