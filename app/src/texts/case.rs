//! Task list, sections, check page, overview of cases.

use amtskoffer_contract::bridge::CaseState;

use crate::components::{TaskState, Tone};

/// The file of the service names a reason against it.
pub const REFUSED: &str = "So kann der Antrag nicht gestellt werden";
/// Heading of the overview.
pub const CASES: &str = "Vorgänge";
/// None there.
pub const NO_CASES: &str = "Es ist kein Vorgang offen";
/// What to do.
pub const NO_CASES_REMEDY: &str = "Suchen Sie eine Person, um einen Vorgang zu beginnen.";
/// Column.
pub const COLUMN_PERSON: &str = "Person";
/// Column.
pub const COLUMN_SERVICE: &str = "Leistung";
/// Column.
pub const COLUMN_STATE: &str = "Stand";
/// Person of a case that was wiped.
pub const WIPED: &str = "Daten gelöscht";
/// Link.
pub const CONTINUE: &str = "Weiterbearbeiten";
/// Heading of the task list.
pub const TASKS: &str = "Aufgaben";
/// Last task.
pub const CHECK_TASK: &str = "Angaben prüfen und senden";
/// Button.
pub const DISCARD: &str = "Vorgang verwerfen";
/// Question.
pub const DISCARD_TITLE: &str = "Vorgang verwerfen?";
/// What follows.
pub const DISCARD_TEXT: &str = "Alle Angaben, das Lichtbild, die Fingerabdrücke und die Unterschrift dieses Vorgangs werden \
     gelöscht. Zehn Sekunden lang lässt es sich noch zurücknehmen, danach nicht mehr.";
/// Yes.
pub const DISCARD_YES: &str = "Endgültig löschen";
/// No.
pub const DISCARD_NO: &str = "Behalten";
/// Button of a section.
pub const NEXT: &str = "Speichern und weiter";
/// Link back.
pub const TO_TASKS: &str = "Zur Aufgabenliste";
/// Heading of the error summary.
pub const PROBLEMS: &str = "Bitte prüfen Sie Ihre Angaben";
/// Nothing saved yet.
pub const SAVING: &str = "Wird gespeichert …";
/// Not saved.
pub const NOT_SAVED: &str = "Noch nicht gespeichert. Es wird von selbst noch einmal versucht.";
/// Heading of the check page.
pub const CHECK: &str = "Angaben prüfen";
/// Note on top.
pub const CHECK_HINT: &str =
    "Lesen Sie die Angaben mit der Person durch. So werden sie gesendet und gedruckt.";
/// Link beside a section.
pub const EDIT: &str = "Bearbeiten";
/// Card.
pub const MRZ: &str = "Maschinenlesbare Zone";
/// Note.
pub const MRZ_CUT: &str = "Der Name ist in dieser Zeile gekürzt.";
/// Below a drawing with something cut.
pub const CUT_HINT: &str = "Bei der Schere ist der Text länger als der Platz.";
/// Below every drawing.
pub const DRAWING_HINT: &str = "Wo ein Punkt steht, trägt der Hersteller die Nummer und die Prüfziffern ein.";
/// Document.
pub const PRINTED_DOCUMENT: &str = "So wird das Dokument gedruckt";
/// Fact.
pub const CUT: &str = "gekürzt";
/// Fact.
pub const SMALL_FONT: &str = "kleine Schrift";
/// Fact: both names, as the card has them in one field.
pub const FAMILY_AND_BIRTH_NAME: &str = "Familien- und Geburtsname";
/// Fact.
pub const VALIDITY: &str = "Gültigkeit";
/// Fact.
pub const APPLICATION_DATE: &str = "Tag des Antrags";
/// Capture done.
pub const CAPTURED: &str = "Aufgenommen";
/// Capture missing.
pub const NOT_CAPTURED: &str = "Noch nicht aufgenommen";
/// Unfinished sections.
pub const INCOMPLETE: &str = "Es fehlt noch etwas";
/// What to do.
pub const INCOMPLETE_REMEDY: &str = "Schließen Sie zuerst diese Aufgaben ab:";
/// Button.
pub const SEND: &str = "Weiter zur Übermittlung";
/// The section does not exist for this case.
pub const NO_SECTION: &str = "Diesen Abschnitt gibt es in diesem Vorgang nicht.";
/// Not a service of this build.
pub const UNKNOWN_SERVICE: &str = "Diese Leistung kennt die Seite nicht.";
/// The case is not a draft any more.
pub const NOT_A_DRAFT: &str =
    "Dieser Vorgang wurde schon übermittelt und kann nicht mehr geändert werden.";
/// Link.
pub const TO_SENDING: &str = "Zur Übermittlung";
/// Link.
pub const TO_RECEIPT: &str = "Zur Quittung";

/// When it was saved.
pub fn saved_at(time: &str) -> String {
    format!("Gespeichert um {time} Uhr im Arbeitsspeicher")
}

/// How many tasks are done.
pub fn tasks_done(done: usize, all: usize) -> String {
    format!("{done} von {all} Aufgaben erledigt")
}

/// State of a task.
pub fn task_state(state: TaskState) -> (Tone, &'static str) {
    let word = match state {
        TaskState::NotBegun => "Noch nicht begonnen",
        TaskState::Begun => "In Arbeit",
        TaskState::Done => "Erledigt",
        TaskState::NotYet => "Noch nicht möglich",
        TaskState::Problem => "Es gibt ein Problem",
    };
    (state.tone(), word)
}

/// State of a case.
pub fn state(state: CaseState) -> (Tone, &'static str) {
    match state {
        CaseState::Draft => (Tone::Info, "In Arbeit"),
        CaseState::Frozen => (Tone::Info, "Vollständig, noch nicht übermittelt"),
        CaseState::Sending => (Tone::Warning, "Wird übermittelt"),
        CaseState::Acknowledged => (Tone::Success, "Bestätigt"),
        CaseState::Closed => (Tone::Info, "Abgeschlossen"),
    }
}

/// Validity of the card.
pub fn validity(years: u16, until: &str) -> String {
    format!("{years} Jahre, voraussichtlich bis {until}")
}

/// A printed line that is special.
pub fn printed(lines: &str, note: &str) -> String {
    format!("{lines}\n({note})")
}
