//! Cases that were begun before the suitcase stopped, and parts that only the data centre has.

/// Heading.
pub const TITLE: &str = "Begonnene Vorgänge";
/// What this is.
pub const INTRO: &str = "Der Koffer wurde neu gestartet, bevor diese Vorgänge übermittelt waren. Was schon aufgenommen \
     war, liegt verschlüsselt im Rechenzentrum. Sie können dort weitermachen.";
/// Heading of a column.
pub const COLUMN_PERSON: &str = "Person";
/// Heading of a column.
pub const COLUMN_SERVICE: &str = "Anliegen";
/// Heading of a column.
pub const COLUMN_PARTS: &str = "Liegt im Rechenzentrum";
/// Heading of a column.
pub const COLUMN_ACTS: &str = "Weiter";
/// Button.
pub const TAKE: &str = "Fortsetzen";
/// Button.
pub const DISCARD: &str = "Verwerfen";
/// The question before discarding.
pub const DISCARD_TITLE: &str = "Begonnenen Vorgang verwerfen?";
/// What follows from it.
pub const DISCARD_TEXT: &str = "Alles, was schon aufgenommen wurde, wird auch im Rechenzentrum gelöscht. Das lässt sich nicht \
     rückgängig machen.";
/// The yes.
pub const DISCARD_YES: &str = "Verwerfen";
/// The no.
pub const DISCARD_NO: &str = "Behalten";
/// Said when it was discarded.
pub const DISCARDED: &str = "Der begonnene Vorgang wurde verworfen.";
/// Somebody without a record whose name was not typed yet.
pub const NAMELESS: &str = "Noch ohne Namen";
/// Instead of a name, when the note cannot be read.
pub const UNREADABLE: &str =
    "Die Notiz zu diesem Vorgang ist nicht lesbar. Er kann nur verworfen werden.";
/// Instead of a picture.
pub const HELD: &str = "Liegt im Rechenzentrum";
/// What that means.
pub const HELD_TEXT: &str = "Diese Aufnahme wurde vor dem Neustart übertragen. Sie gilt, kann hier aber nicht mehr gezeigt \
     werden. Bei Bedarf nehmen Sie neu auf.";

/// Where the service is not known.
pub const NO_SERVICE: &str = "–";

/// How many parts are there.
pub fn parts(count: usize) -> String {
    match count {
        0 => "noch keine Aufnahme".to_owned(),
        1 => "1 Aufnahme".to_owned(),
        more => format!("{more} Aufnahmen"),
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_are_counted_in_words() {
        assert_eq!(parts(0), "noch keine Aufnahme");
        assert_eq!(parts(1), "1 Aufnahme");
        assert_eq!(parts(4), "4 Aufnahmen");
    }
}
