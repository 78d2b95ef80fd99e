//! Pictures of a detached camera.

/// Heading.
pub const HEADING: &str = "Bild von der Kamera";
/// What it is for.
pub const INTRO: &str = "Haben Sie mit der Kamera des Koffers fotografiert? Stecken Sie deren Karte ein oder schließen Sie \
     die Kamera an.";
/// Button.
pub const LIST: &str = "Bild von der Kamera holen";
/// Button.
pub const MORE: &str = "Ältere Bilder anzeigen";
/// The card is empty.
pub const NONE: &str = "Auf der Karte sind keine Bilder.";
/// Title of the hint after a picture was taken over.
pub const DELETE: &str = "Bild auf der Karte löschen";
/// The hint.
pub const DELETE_TEXT: &str = "Der Koffer verändert die Karte nicht. Löschen Sie das Bild nach der Übernahme an der Kamera; es \
     zeigt die antragstellende Person.";

/// How many pictures were found.
pub fn found(count: usize) -> String {
    match count {
        0 => NONE.to_owned(),
        1 => "1 Bild gefunden.".to_owned(),
        count => format!("{count} Bilder gefunden, das neueste zuerst."),
    }
}

/// When a picture was taken, by the camera's clock (`YYYY-MM-DDTHH:MM:SS`).
pub fn taken(at: Option<&str>) -> String {
    let Some((day, time)) = at.and_then(|at| at.split_once('T')) else {
        return "Aufnahmezeit unbekannt".to_owned();
    };
    let day: Vec<&str> = day.split('-').collect();
    match (day.as_slice(), time.get(..5)) {
        ([year, month, day], Some(minute)) => format!("{day}.{month}.{year}, {minute} Uhr"),
        _ => "Aufnahmezeit unbekannt".to_owned(),
    }
}

/// Size in pixels and bytes.
pub fn size(pixels: Option<(u32, u32)>, bytes: u64) -> String {
    let megabytes = bytes.div_ceil(100_000);
    let megabytes = format!("{},{} MB", megabytes / 10, megabytes % 10);
    match pixels {
        Some((width, height)) => format!("{width} × {height}, {megabytes}"),
        None => format!("nicht lesbar, {megabytes}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{found, size, taken};

    #[test]
    fn times_are_said_as_in_germany() {
        assert_eq!(taken(Some("2026-11-22T09:08:07")), "22.11.2026, 09:08 Uhr");
        for unknown in [None, Some("gestern"), Some("2026T0")] {
            assert_eq!(taken(unknown), "Aufnahmezeit unbekannt");
        }
    }

    #[test]
    fn sizes_and_counts_are_words() {
        assert_eq!(size(Some((6000, 4000)), 8_012_345), "6000 × 4000, 8,1 MB");
        assert_eq!(size(None, 5), "nicht lesbar, 0,1 MB");
        assert_eq!(found(1), "1 Bild gefunden.");
        assert_eq!(found(3), "3 Bilder gefunden, das neueste zuerst.");
    }
}
