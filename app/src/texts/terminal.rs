//! The change terminal: what it is doing, and what people must do there.

use amtskoffer_contract::bridge::{
    TerminalAct, TerminalCard, TerminalOutcome, TerminalState, TerminalStep,
};

use super::{Advice, device};

pub const TITLE: &str = "Änderungsterminal";
pub const TO_TERMINAL: &str = "Zum Änderungsterminal";
pub const INTRO: &str = "PIN und CAN werden nur am Terminal getippt, nie an diesem Gerät. Notieren Sie niemals eine PIN.";
pub const STATE: &str = "Terminal";
pub const CARD: &str = "Karte";
pub const DRAWING: &str = "Zeichnung des Terminals";
pub const IDENTITY: &str = "Ich habe geprüft, dass die anwesende Person die Inhaberin oder der Inhaber dieses Ausweises ist.";
pub const IDENTITY_MISSING: &str = "Bitte prüfen Sie zuerst die Identität und bestätigen Sie das.";
pub const SHOW: &str = "Chipdaten zeigen";
pub const CASE: &str = "Alles andere in einem Vorgang";
pub const CASE_HINT: &str = "Adresse, neue PIN, Ein- und Ausschalten, Sperren und Aushändigen gehören zu einem Vorgang „Dienste am Ausweis“. Suchen Sie dafür die Person im Register.";
pub const TO_SEARCH: &str = "Person suchen";
pub const STOP: &str = "Abbrechen";
pub const CLOSE: &str = "Fertig";
pub const CHIP: &str = "Auf dem Chip gespeichert";
pub const CHIP_HINT: &str =
    "Nur die Inhaberin oder der Inhaber darf diese Daten sehen. Sie werden mit „Fertig“ gelöscht.";
pub const EMPTY: &str = "leer";
pub const UNREADABLE: &str = "nicht lesbar";
pub const RUNNING: &str = "Am Terminal";

/// How the terminal is.
pub fn state(state: TerminalState) -> String {
    match state {
        TerminalState::Locked => {
            "Das Terminal ist gesperrt. Stecken Sie das Sicherheitstoken ein und tippen Sie dessen PIN am Terminal."
                .to_owned()
        }
        TerminalState::TokenInserted => {
            "Das Token steckt noch. Ziehen Sie es heraus, dann ist das Terminal bereit.".to_owned()
        }
        TerminalState::Ready => "Das Terminal ist bereit.".to_owned(),
        TerminalState::Working => "Das Terminal arbeitet.".to_owned(),
        TerminalState::Fault { cause } => {
            let advice = device::cause(cause);
            format!("{} {}", advice.what, advice.remedy)
        }
    }
}

/// The card on it.
pub fn card(card: TerminalCard) -> &'static str {
    match card {
        TerminalCard::Unknown => "Noch nicht bekannt.",
        TerminalCard::None => "Legen Sie die Karte auf das Terminal.",
        TerminalCard::NoEid => "Dieses Dokument hat keinen Online-Ausweis.",
        TerminalCard::Eid => "Die Karte ist bereit.",
        TerminalCard::PinBlocked => "Die PIN der Karte ist gesperrt.",
        TerminalCard::PinSuspended => "Die PIN hat nur noch einen Versuch.",
        TerminalCard::PinOff => "Der Online-Ausweis ist ausgeschaltet.",
    }
}

/// Name of an act.
pub fn act(act: TerminalAct) -> &'static str {
    match act {
        TerminalAct::ShowData => SHOW,
        TerminalAct::WriteAddress => "Neue Adresse schreiben",
        TerminalAct::SetPin => "PIN neu setzen",
        TerminalAct::SwitchOn => "Online-Ausweis einschalten",
        TerminalAct::SwitchOff => "Online-Ausweis ausschalten",
    }
}

/// What is to be done at the terminal.
pub fn step(step: Option<TerminalStep>) -> &'static str {
    match step {
        None => "Das Terminal wird gefragt.",
        Some(TerminalStep::TypeCan) => {
            "Tippen Sie am Terminal die sechs Ziffern der Zugangsnummer (CAN) von der Vorderseite der Karte."
        }
        Some(TerminalStep::Read) => "Der Chip wird gelesen. Lassen Sie die Karte liegen.",
        Some(TerminalStep::Write) => "Der Chip wird beschrieben. Lassen Sie die Karte liegen.",
        Some(TerminalStep::ReadBack) => {
            "Das Geschriebene wird geprüft. Lassen Sie die Karte liegen."
        }
        Some(TerminalStep::TypePin) => {
            "Die Inhaberin oder der Inhaber tippt am Terminal zweimal die neue PIN. Bitte sehen Sie weg."
        }
    }
}

/// What came of an act that was done.
pub fn done(act: TerminalAct) -> &'static str {
    match act {
        TerminalAct::ShowData => "Die Daten sind gelesen und echt.",
        TerminalAct::WriteAddress => {
            "Adresse und Wohnort-Schlüssel stehen auf dem Chip. Kleben Sie jetzt den Adressaufkleber auf die Karte."
        }
        TerminalAct::SetPin => "Die neue PIN gilt ab sofort.",
        TerminalAct::SwitchOn => "Der Online-Ausweis ist eingeschaltet, die neue PIN gilt.",
        TerminalAct::SwitchOff => "Der Online-Ausweis ist ausgeschaltet.",
    }
}

/// What came of an act that was not wholly done.
pub fn outcome(outcome: TerminalOutcome) -> Advice {
    let (what, remedy) = match outcome {
        TerminalOutcome::Done => ("Es ist erledigt.", "Drücken Sie auf „Fertig“."),
        TerminalOutcome::Cancelled => (
            "Sie haben abgebrochen.",
            "An der Karte hat sich nichts geändert.",
        ),
        TerminalOutcome::CancelledAtTerminal => (
            "Am Terminal wurde abgebrochen.",
            "An der Karte hat sich nichts geändert. Beginnen Sie neu, wenn Sie möchten.",
        ),
        TerminalOutcome::Locked => (
            "Das Terminal ist gesperrt.",
            "Stecken Sie das Sicherheitstoken ein, tippen Sie dessen PIN am Terminal und ziehen Sie es wieder heraus.",
        ),
        TerminalOutcome::TokenInserted => (
            "Das Sicherheitstoken steckt noch im Terminal.",
            "Ziehen Sie es heraus und beginnen Sie neu.",
        ),
        TerminalOutcome::NoCard => (
            "Auf dem Terminal liegt keine Karte.",
            "Legen Sie die Karte auf und beginnen Sie neu. Es hat sich nichts geändert.",
        ),
        TerminalOutcome::NoEid => (
            "Dieses Dokument hat keinen Online-Ausweis.",
            "Legen Sie einen Personalausweis oder Aufenthaltstitel auf.",
        ),
        TerminalOutcome::PinBlocked => (
            "Die PIN ist gesperrt.",
            "Setzen Sie am Terminal eine neue PIN.",
        ),
        TerminalOutcome::PinSuspended => (
            "Die PIN hat nur noch einen Versuch.",
            "Setzen Sie am Terminal eine neue PIN.",
        ),
        TerminalOutcome::PinOff => (
            "Der Online-Ausweis ist ausgeschaltet.",
            "Schalten Sie ihn zuerst ein.",
        ),
        TerminalOutcome::NotProved => (
            "Terminal und Chip haben sich nicht erkannt.",
            "Meist wurde die CAN falsch getippt. Beginnen Sie neu.",
        ),
        TerminalOutcome::NotAuthentic => (
            "Die Unterschrift des Herstellers auf dem Chip stimmt nicht.",
            "Geben Sie die Karte nicht zurück und rufen Sie das Passamt an. Sie könnte gefälscht sein.",
        ),
        TerminalOutcome::Refused => (
            "Das Terminal lehnt ab.",
            "Der Grund steht auf seiner Anzeige. An der Karte hat sich nichts geändert.",
        ),
        TerminalOutcome::PartlyDone => (
            "Nur ein Teil ist geschehen.",
            "Lassen Sie die Karte liegen und führen Sie denselben Vorgang noch einmal aus.",
        ),
        TerminalOutcome::NotConfirmed => (
            "Auf dem Chip steht nicht das, was geschrieben wurde.",
            "Schreiben Sie die Adresse noch einmal. Geschieht es wieder, ist die Karte defekt.",
        ),
        TerminalOutcome::Uncertain => (
            "Ob der letzte Schritt geschehen ist, ist ungewiss.",
            "Sehen Sie auf die Anzeige des Terminals und führen Sie denselben Vorgang noch einmal aus.",
        ),
        TerminalOutcome::Failed { cause } => {
            let advice = device::cause(cause);
            return Advice::new(
                &advice.what,
                &format!("{} An der Karte hat sich nichts geändert.", advice.remedy),
            );
        }
    };
    Advice::new(what, remedy)
}

/// Name of a data group.
pub fn group(number: u8) -> String {
    let name = match number {
        1 => "Dokumentenart",
        2 => "Ausstellender Staat",
        3 => "Gültig bis",
        4 => "Vornamen",
        5 => "Familienname",
        6 => "Ordens- oder Künstlername",
        7 => "Doktorgrad",
        8 => "Geburtsdatum",
        9 => "Geburtsort",
        10 => "Staatsangehörigkeit",
        11 => "Geschlecht",
        13 => "Geburtsname",
        15 => "Ausgestellt am",
        17 => "Adresse",
        18 => "Wohnort-Schlüssel",
        19 => "Nebenbestimmungen I",
        20 => "Nebenbestimmungen II",
        other => return format!("Datengruppe {other}"),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::assert_sentence;
    use amtskoffer_contract::bridge::DeviceCause;

    #[test]
    fn every_state_step_and_outcome_has_its_sentences() {
        for result in TerminalOutcome::ALL {
            let advice = outcome(result);
            assert_sentence(&advice.what);
            assert_sentence(&advice.remedy);
        }
        for kind in TerminalAct::ALL {
            assert_sentence(done(kind));
            assert!(!act(kind).is_empty());
        }
        for text in [INTRO, CASE_HINT] {
            assert_sentence(text);
        }
        assert_sentence(step(None));
        for doing in TerminalStep::ALL {
            assert_sentence(step(Some(doing)));
        }
        for known in [
            TerminalState::Locked,
            TerminalState::TokenInserted,
            TerminalState::Ready,
            TerminalState::Working,
            TerminalState::Fault {
                cause: DeviceCause::NotFound,
            },
        ] {
            assert_sentence(&state(known));
        }
        for known in [
            TerminalCard::Unknown,
            TerminalCard::None,
            TerminalCard::NoEid,
            TerminalCard::Eid,
            TerminalCard::PinBlocked,
            TerminalCard::PinSuspended,
            TerminalCard::PinOff,
        ] {
            assert_sentence(card(known));
        }
    }

    #[test]
    fn every_data_group_has_a_name() {
        for number in 1..=22 {
            assert!(!group(number).is_empty());
        }
    }
}
