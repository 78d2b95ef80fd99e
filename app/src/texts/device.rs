//! Devices and line in words.

use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceState, LineState};

use super::Advice;

/// Name of a kind of device.
pub fn kind(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Printer => "Drucker",
        DeviceKind::DocumentScanner => "Dokumentenscanner",
        DeviceKind::CardReader => "Kartenleser",
        DeviceKind::EidClient => "AusweisApp",
        DeviceKind::ChangeTerminal => "Änderungsterminal",
        DeviceKind::FingerprintScanner => "Fingerabdruckscanner",
        DeviceKind::SignaturePad => "Unterschriftenpad",
        DeviceKind::PaymentTerminal => "Bezahlterminal",
        DeviceKind::Camera => "Kamera",
        DeviceKind::Power => "Strom",
        DeviceKind::Network => "Netz",
    }
}

/// How a device is, in one or two words.
pub fn state(state: &DeviceState) -> &'static str {
    match state {
        DeviceState::Checking => "wird geprüft",
        DeviceState::Ready => "bereit",
        DeviceState::Busy => "arbeitet",
        DeviceState::Warning { .. } => "bereit, mit Hinweis",
        DeviceState::Fault { .. } => "gestört",
        DeviceState::NotConfigured => "nicht eingerichtet",
    }
}

/// Cause and remedy.
pub fn cause(cause: DeviceCause) -> Advice {
    let (what, remedy) = match cause {
        DeviceCause::NotFound => (
            "Das Gerät antwortet nicht.",
            "Prüfen Sie Strom und Kabel und schalten Sie das Gerät ein.",
        ),
        DeviceCause::Garbled => (
            "Das Gerät antwortet unverständlich.",
            "Schalten Sie das Gerät aus und wieder ein. Hilft das nicht, rufen Sie die IT an.",
        ),
        DeviceCause::TooSlow => (
            "Das Gerät antwortet zu langsam.",
            "Warten Sie einen Moment. Schalten Sie das Gerät sonst aus und wieder ein.",
        ),
        DeviceCause::Occupied => (
            "Das Gerät arbeitet gerade für ein anderes Programm.",
            "Schließen Sie das andere Programm oder warten Sie, bis es fertig ist.",
        ),
        DeviceCause::Refused => (
            "Das Gerät lehnt den Auftrag ab.",
            "Schalten Sie das Gerät aus und wieder ein. Hilft das nicht, rufen Sie die IT an.",
        ),
        DeviceCause::NotTrusted => (
            "Das Gerät weist sich nicht mit dem erwarteten Zertifikat aus.",
            "Benutzen Sie das Gerät nicht weiter und rufen Sie die IT an.",
        ),
        DeviceCause::CertificateExpired => (
            "Das Zertifikat des Geräts ist abgelaufen, oder die Uhr des Koffers geht falsch.",
            "Prüfen Sie Datum und Uhrzeit des Koffers. Stimmen sie, rufen Sie die IT an.",
        ),
        DeviceCause::PaperOut => (
            "Im Drucker ist kein Papier.",
            "Legen Sie Papier ein. Der Druck geht danach von selbst weiter.",
        ),
        DeviceCause::PaperJam => (
            "Im Gerät ist ein Papierstau.",
            "Öffnen Sie das Gerät und ziehen Sie das Papier vorsichtig heraus.",
        ),
        DeviceCause::TonerLow => (
            "Der Toner oder die Tinte ist bald leer.",
            "Sie können weiterarbeiten. Legen Sie eine neue Patrone bereit.",
        ),
        DeviceCause::TonerEmpty => (
            "Der Toner oder die Tinte ist leer.",
            "Setzen Sie eine neue Patrone ein.",
        ),
        DeviceCause::CoverOpen => (
            "Eine Klappe des Geräts ist offen.",
            "Schließen Sie die Klappe.",
        ),
        DeviceCause::ServiceMissing => (
            "Das Programm, das das Gerät bedient, läuft nicht.",
            "Starten Sie den Koffer neu. Hilft das nicht, rufen Sie die IT an.",
        ),
        DeviceCause::NoPermission => (
            "Der Koffer darf das Gerät nicht benutzen.",
            "Rufen Sie die IT an. Die Regel für USB-Geräte fehlt.",
        ),
        DeviceCause::BrokeOff => (
            "Das Gerät hat mitten in der Arbeit aufgehört.",
            "Prüfen Sie Strom und Kabel und beginnen Sie diesen Schritt noch einmal.",
        ),
        DeviceCause::OtherFault => (
            "Das Gerät meldet eine Störung.",
            "Sehen Sie auf der Anzeige des Geräts nach oder rufen Sie die IT an.",
        ),
        DeviceCause::FeederEmpty => (
            "Im Einzug liegt kein Blatt.",
            "Legen Sie die Blätter mit der Schrift nach der Zeichnung am Gerät ein.",
        ),
        DeviceCause::NoCard => (
            "Es liegt keine Karte auf dem Lesegerät.",
            "Legen Sie den Ausweis auf und lassen Sie ihn liegen.",
        ),
        DeviceCause::CardUnreadable => (
            "Die Karte antwortet nicht richtig.",
            "Legen Sie den Ausweis neu auf. Hilft das nicht, ist der Chip defekt oder es ist kein Ausweis.",
        ),
        DeviceCause::TerminalLocked => (
            "Das Änderungsterminal ist gesperrt.",
            "Stecken Sie die Sicherheitskarte ein, geben Sie deren PIN am Gerät ein und ziehen Sie sie wieder heraus.",
        ),
        DeviceCause::TokenInserted => (
            "Im Änderungsterminal steckt noch die Sicherheitskarte.",
            "Ziehen Sie die Sicherheitskarte heraus.",
        ),
        DeviceCause::TerminalNotReady => (
            "Das Bezahlterminal ist nicht betriebsbereit.",
            "Machen Sie den Kassenschnitt. Hilft das nicht, rufen Sie die IT an.",
        ),
        DeviceCause::BatteryLow => (
            "Der Akku ist bald leer.",
            "Schließen Sie das Netzteil an.",
        ),
        DeviceCause::BatteryCritical => (
            "Der Akku ist fast leer.",
            "Schließen Sie sofort das Netzteil an und senden Sie, was fertig ist.",
        ),
        DeviceCause::SignalWeak => (
            "Der Empfang ist schwach.",
            "Stellen Sie den Koffer ans Fenster. Was Sie erfasst haben, bleibt erhalten.",
        ),
        DeviceCause::NoNetwork => (
            "Der Koffer hat kein Netz.",
            "Stellen Sie den Koffer ans Fenster oder stecken Sie ein Netzkabel ein.",
        ),
        DeviceCause::SimLocked => (
            "Die SIM-Karte fehlt oder ist gesperrt.",
            "Rufen Sie die IT an.",
        ),
    };
    Advice::new(what, remedy)
}

/// How the line is, in one or two words.
pub fn line(state: LineState) -> &'static str {
    match state {
        LineState::Checking => "wird geprüft",
        LineState::Up => "verbunden",
        LineState::Unpaced => "verbunden, mit Hinweis",
        LineState::Down => "keine Verbindung",
        LineState::NotTrusted => "nicht vertrauenswürdig",
        LineState::NotEnrolled => "Koffer nicht angemeldet",
        LineState::TunnelDown => "Tunnel wird aufgebaut",
        LineState::TunnelSilent => "Tunnel antwortet nicht",
        LineState::TunnelClosed => "Tunnel gesperrt",
        LineState::CertificateExpired => "Zertifikat abgelaufen",
        LineState::ClockWrong => "Uhr geht falsch",
        LineState::OtherTown => "andere Stadt",
    }
}

/// Cause and remedy where the line is not up, or not as it should be.
pub fn line_advice(state: LineState) -> Option<Advice> {
    let (what, remedy) = match state {
        LineState::Checking | LineState::Up => return None,
        LineState::Down => (
            "Das Rechenzentrum ist nicht erreichbar.",
            "Stellen Sie den Koffer an einen Platz mit besserem Empfang, zum Beispiel ans Fenster. \
             Was Sie erfasst haben, bleibt erhalten.",
        ),
        LineState::Unpaced => (
            "Dem System des Koffers fehlt das Sendeverfahren BBR; bei schlechtem Empfang dauert das Senden lange.",
            "Sie können weiterarbeiten. Melden Sie der IT, dass das Modul tcp_bbr geladen und erlaubt werden muss.",
        ),
        LineState::TunnelDown => (
            "Der Tunnel zum Rechenzentrum steht noch nicht.",
            "Der Koffer versucht es von selbst weiter. Stellen Sie ihn an einen Platz mit besserem Empfang und \
             prüfen Sie Datum und Uhrzeit. Bleibt es so, rufen Sie die IT an.",
        ),
        LineState::TunnelSilent => (
            "Der Tunnel zum Rechenzentrum antwortet seit einer Weile nicht.",
            "Der Koffer versucht es von selbst weiter. Stellen Sie ihn an einen Platz mit besserem Empfang. \
             Was Sie erfasst haben, bleibt erhalten.",
        ),
        LineState::TunnelClosed => (
            "Der Weg zum Rechenzentrum führt nicht durch den Tunnel, darum wird nichts gesendet.",
            "Verbinden Sie das VPN-Programm der Stadt neu. Hilft das nicht, rufen Sie die IT an. Was Sie \
             erfasst haben, bleibt erhalten.",
        ),
        LineState::CertificateExpired => (
            "Das Zertifikat des Rechenzentrums ist abgelaufen, oder die Uhr des Koffers geht falsch.",
            "Prüfen Sie Datum und Uhrzeit des Koffers. Stimmen sie, rufen Sie die IT an.",
        ),
        LineState::ClockWrong => (
            "Die Uhr des Koffers geht falsch.",
            "Stellen Sie Datum und Uhrzeit des Koffers richtig oder rufen Sie die IT an. An Anmeldung und \
             Passwort liegt es nicht.",
        ),
        LineState::OtherTown => (
            "Es antwortet das Rechenzentrum einer anderen Stadt.",
            "Arbeiten Sie nicht weiter und rufen Sie die IT an.",
        ),
        LineState::NotTrusted => (
            "Die Gegenstelle weist sich nicht als unser Rechenzentrum aus.",
            "Arbeiten Sie nicht weiter und rufen Sie die IT an.",
        ),
        LineState::NotEnrolled => (
            "Das Rechenzentrum kennt diesen Koffer nicht oder hat ihn gesperrt.",
            "Rufen Sie die IT an. Der Koffer muss dort angemeldet werden.",
        ),
    };
    Some(Advice::new(what, remedy))
}

/// Name of the line.
pub const LINE: &str = "Leitung";

#[cfg(test)]
mod tests {
    use super::{cause, line_advice};
    use crate::texts::assert_sentence;
    use amtskoffer_contract::bridge::{DeviceCause, LineState};
    use std::collections::BTreeSet;

    #[test]
    fn every_cause_has_its_own_sentence_and_a_remedy() {
        let mut seen = BTreeSet::new();
        for each in DeviceCause::ALL {
            let advice = cause(each);
            assert_sentence(&advice.what);
            assert_sentence(&advice.remedy);
            assert!(seen.insert(advice.what), "{each:?} shares its sentence");
        }
    }

    #[test]
    fn a_line_that_is_not_up_has_a_remedy() {
        let good = [LineState::Checking, LineState::Up];
        for state in LineState::ALL {
            let advice = line_advice(state);
            assert_eq!(advice.is_none(), good.contains(&state), "{state:?}");
            if let Some(advice) = advice {
                assert_sentence(&advice.what);
                assert_sentence(&advice.remedy);
            }
        }
    }
}
