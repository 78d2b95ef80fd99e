//! Services with a document that is there already: fields, choices, what is to be done.

use amtskoffer_domain::card_service::sticker::{StickerError, StickerKind};
use amtskoffer_domain::card_service::{CardAct, Ending, Next};
use amtskoffer_domain::fields::Field;

pub const WHAT: &str = "Was geschieht";
pub const DOCUMENT: &str = "Dokument";
pub const SERIAL: &str = "Seriennummer";
pub const ADDRESS: &str = "Anschrift";
pub const NEXT: &str = "Nächster Schritt";
pub const RESULT: &str = "Ergebnis";
pub const NOTE: &str = "Bitte beachten";
pub const TO_CHOICE: &str = "Zur Auswahl von Dienst und Dokument";
pub const TO_IDENTITY: &str = "Zur Feststellung der Identität";
pub const NOT_CHOSEN: &str = "Wählen Sie zuerst Dienst und Dokument. Beide müssen zusammenpassen.";
pub const BEGIN: &str = "Am Terminal beginnen";
pub const REPEAT: &str = "Am Terminal wiederholen";
pub const LEAVE: &str = "Ohne das Terminal fortfahren";
pub const LEAVE_READER: &str = "Ohne PIN-Änderung fortfahren";
pub const RESUME: &str = "Doch noch ausführen";
pub const HANDED_OVER: &str = "Jetzt aushändigen";
pub const TAKEN_BACK: &str = "Jetzt zurücknehmen";
pub const PASSWORD: &str = "Sperrkennwort";
pub const PASSWORD_HINT: &str = "Steht im PIN-Brief oder auf dem Beiblatt. Es wird nicht angezeigt und nicht gespeichert; ohne das Kennwort nimmt das Amt es aus dem Register.";
pub const ASK_BLOCK: &str = "Sperrung beantragen";
pub const ASK_UNBLOCK: &str = "Entsperrung beantragen";
pub const ON_RECEIPT: &str = "Der Antrag geht mit dem Abgeben des Vorgangs an das Amt. Solange der Vorgang nicht abgegeben ist, ist nichts gesperrt oder entsperrt; in Eile hilft der Sperr-Notruf 116 116.";
pub const STICKER: &str = "Aufkleber";
pub const STICKER_HINT: &str =
    "Drucken Sie den Aufkleber auf einen amtlichen Rohling und kleben Sie ihn auf das Dokument.";

/// What is to be done before the work itself.
pub fn before(next: Next) -> &'static str {
    match next {
        Next::Identity => "Stellen Sie zuerst die Identität fest.",
        Next::Document => "Lassen Sie sich zuerst das Dokument vorlegen.",
        Next::Work => "Führen Sie jetzt den Dienst aus.",
        Next::Wait => "Der Dienst wird gerade ausgeführt.",
        Next::Sticker => "Bringen Sie jetzt den Aufkleber an.",
        Next::Confirm => "Lassen Sie sich jetzt bestätigen, was geschehen ist.",
        Next::HandIn(_) => "Der Dienst ist erledigt. Geben Sie den Vorgang ab.",
    }
}

/// What is said of the document as far as the act is.
pub fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Done => "Alles ist erledigt.",
        Ending::ChipOnly => {
            "Die Anschrift steht auf dem Chip, der Aufkleber fehlt. Das Amt bringt ihn später an."
        }
        Ending::StickerOnly => {
            "Der Aufkleber ist angebracht, der Chip ist unverändert. Der Ausweis bleibt gültig."
        }
        Ending::NotDone => "Es ist nichts geschehen.",
        Ending::Unclear => {
            "Was auf dem Chip steht, ist ungewiss. Wiederholen Sie den Dienst, oder geben Sie den Vorgang so ab; das Amt prüft den Ausweis."
        }
    }
}

/// Why there is no sticker.
pub fn sticker_error(error: StickerError) -> &'static str {
    match error {
        StickerError::TooLong => {
            "Die Anschrift passt nicht auf den Aufkleber. Lassen Sie sie im Register kürzen; abgeschnitten wird sie nicht."
        }
        StickerError::Letter => {
            "Die Anschrift enthält ein Zeichen, das auf keinem Dokument stehen darf. Lassen Sie sie im Register berichtigen."
        }
        StickerError::Serial => "Die Seriennummer ist keine. Vergleichen Sie sie mit dem Dokument.",
    }
}

/// Which sticker it is.
pub fn sticker(kind: StickerKind) -> &'static str {
    match kind {
        StickerKind::Address => "Aufkleber mit der Anschrift, Schrift 1,5 mm fett",
        StickerKind::Residence => "Aufkleber mit dem Wohnort, Schrift 2,4 mm fett",
    }
}

/// Name of a field of these services.
pub fn name(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::CardAct => "Was soll geschehen?",
        Field::CardDocument => "Um welches Dokument geht es?",
        Field::CardSerial => "Seriennummer des Dokuments",
        Field::CardPresent => "Das Dokument liegt vor und gehört der Person",
        Field::CardWork => "Stand",
        Field::CardDoneAt => "Erledigt am",
        Field::AddressSticker => "Was ist mit dem Aufkleber?",
        Field::HolderConfirmed => "Die Person hat bestätigt, was geschehen ist",
        Field::Receiver => "Wer nimmt das Dokument entgegen?",
        Field::ReceiverFamilyName => "Familienname der empfangenden Person",
        Field::ReceiverFirstNames => "Vornamen der empfangenden Person",
        Field::PowerOfAttorneySeen => "Die Vollmacht wurde eingesehen und einbehalten",
        Field::PinLetter => "Wo ist der PIN-Brief?",
        Field::BlockingPasswordHanded => "Das Sperrkennwort wurde mit übergeben",
        Field::ChipChecked => "Der Chip wurde vor der Aushändigung ausgelesen",
        Field::OldDocumentFate => "Was geschieht mit dem alten Dokument?",
        Field::BlockReason => "Warum wird gesperrt?",
        _ => return None,
    })
}

/// Hint of a field of these services.
pub fn hint(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::CardSerial => "9 oder 10 Zeichen, oben auf dem Dokument",
        Field::CardPresent => "Vergleichen Sie Lichtbild und Person",
        Field::HolderConfirmed => "Die Bestätigung steht auf der Empfangsbestätigung",
        Field::PowerOfAttorneySeen => "Mit Ausweis der bevollmächtigten Person",
        Field::PinLetter => "Nie an eine bevollmächtigte Person; § 17 PAuswV",
        Field::BlockingPasswordHanded => "Zusammen mit dem Dokument; § 18 PAuswV",
        Field::ChipChecked => "Am Änderungsterminal; TR-03127 Abschnitt 6.4",
        _ => return None,
    })
}

/// A choice of a field of these services.
pub fn choice(field: Field, key: &str) -> Option<&'static str> {
    match field {
        Field::CardAct => CardAct::from_key(key).map(act),
        Field::CardDocument => document(key),
        Field::CardWork => work(key),
        Field::AddressSticker => sticker_fact(key),
        Field::Receiver => receiver(key),
        Field::PinLetter => pin_letter(key),
        Field::OldDocumentFate => fate(key),
        Field::BlockReason => reason(key),
        _ => None,
    }
}

/// Whether the name of a field is a whole statement.
pub fn is_statement(field: Field) -> bool {
    matches!(
        field,
        Field::CardPresent
            | Field::HolderConfirmed
            | Field::PowerOfAttorneySeen
            | Field::BlockingPasswordHanded
            | Field::ChipChecked
    )
}

/// Name of an act.
pub fn act(act: CardAct) -> &'static str {
    match act {
        CardAct::View => "Chipdaten zeigen",
        CardAct::Address => "Anschrift ändern",
        CardAct::PinSet => "PIN neu setzen (ohne bisherige PIN)",
        CardAct::PinChange => "PIN ändern (mit bisheriger PIN)",
        CardAct::EidOn => "Online-Funktion einschalten",
        CardAct::EidOff => "Online-Funktion ausschalten",
        CardAct::Block => "Online-Funktion sperren lassen",
        CardAct::Unblock => "Sperre aufheben lassen",
        CardAct::HandOver => "Fertiges Dokument aushändigen",
        CardAct::GiveBack => "Altes Dokument zurücknehmen",
    }
}

fn document(key: &str) -> Option<&'static str> {
    Some(match key {
        "id_card" => "Personalausweis",
        "temporary_id_card" => "Vorläufiger Personalausweis",
        "passport" => "Reisepass",
        "residence_permit" => "Elektronischer Aufenthaltstitel",
        "eid_card" => "eID-Karte",
        _ => return None,
    })
}

fn work(key: &str) -> Option<&'static str> {
    Some(match key {
        "not_needed" => "Nur der Aufkleber",
        "open" => "Noch nicht ausgeführt",
        "done" => "Ausgeführt",
        "unclear" => "Ungewiss: wiederholen",
        "left" => "Nicht ausgeführt",
        "left_unclear" => "Ungewiss: das Amt prüft den Ausweis",
        _ => return None,
    })
}

fn sticker_fact(key: &str) -> Option<&'static str> {
    Some(match key {
        "attached" => "Er klebt auf dem Dokument",
        "missing" => "Er konnte nicht gedruckt oder geklebt werden",
        _ => return None,
    })
}

fn receiver(key: &str) -> Option<&'static str> {
    Some(match key {
        "holder" => "Die Person selbst",
        "guardian" => "Sorgeberechtigte, Vormund oder Betreuung",
        "representative" => "Eine bevollmächtigte Person",
        _ => return None,
    })
}

fn pin_letter(key: &str) -> Option<&'static str> {
    Some(match key {
        "received_before" => "Die antragstellende Person hat ihn schon, ungeöffnet erhalten",
        "handed_now" => "Er wird jetzt geschlossen übergeben",
        "not_received" => "Er kam nicht an oder war offen: die PIN wird neu gesetzt",
        "not_due" => "Es gibt keinen: das Kind wird während der Gültigkeit keine 16",
        _ => return None,
    })
}

fn fate(key: &str) -> Option<&'static str> {
    Some(match key {
        "kept" => "Das Amt behält es ein",
        "cancelled_returned" => {
            "Entwertet (Ecke abgeschnitten oder gelocht) und auf Wunsch zurückgegeben"
        }
        "visa_valid" => "Es bleibt wegen gültiger Visa, wie es ist",
        "lost" => "Es ist verloren oder gestohlen",
        "none" => "Es gab keines",
        _ => return None,
    })
}

fn reason(key: &str) -> Option<&'static str> {
    Some(match key {
        "lost" => "Der Ausweis ist verloren oder gestohlen",
        "known_pin" => "Andere kennen die PIN",
        "deceased" => "Die Person ist verstorben",
        "invalid" => "Der Ausweis ist ungültig und nicht hier",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::assert_sentence;
    use std::collections::BTreeSet;

    #[test]
    fn every_step_ending_and_refusal_has_its_sentence() {
        for (kind, _) in Ending::ALL {
            assert_sentence(ending(kind));
            assert_sentence(before(Next::HandIn(kind)));
        }
        for next in [
            Next::Identity,
            Next::Document,
            Next::Work,
            Next::Wait,
            Next::Sticker,
            Next::Confirm,
        ] {
            assert_sentence(before(next));
        }
        for error in [
            StickerError::TooLong,
            StickerError::Letter,
            StickerError::Serial,
        ] {
            assert_sentence(sticker_error(error));
        }
        for text in [NOT_CHOSEN, PASSWORD_HINT, ON_RECEIPT, STICKER_HINT] {
            assert_sentence(text);
        }
    }

    #[test]
    fn every_act_has_its_own_name() {
        let names: BTreeSet<&str> = CardAct::ALL
            .into_iter()
            .map(|(kind, _)| act(kind))
            .collect();
        assert_eq!(names.len(), CardAct::ALL.len());
        assert_ne!(
            sticker(StickerKind::Address),
            sticker(StickerKind::Residence)
        );
    }
}
