//! Photo.

use amtskoffer_domain::rules::photo::{HEIGHT, WIDTH};

use super::Advice;
use crate::capture::camera::CameraError;
use crate::capture::template::is_large_enough;

/// Heading.
pub const TITLE: &str = "Lichtbild";
/// Heading of the advice on light and pose.
pub const GUIDANCE: &str = "So gelingt das Bild";
/// Advice on light and pose (PAuswV Anlage 3).
pub const GUIDANCE_POINTS: [&str; 6] = [
    "Licht von vorn, am besten vom Fenster. Keine Lampe hinter der Person, keine Schatten im \
     Gesicht.",
    "Ein heller, einfarbiger Hintergrund ohne Muster. Das Hintergrundtuch des Koffers hilft.",
    "Kopf gerade, Blick in die Kamera, Mund geschlossen, Augen offen. Abstand etwa ein Meter.",
    "Brille nur ohne Spiegelung und ohne dunkle Gläser.",
    "Kopfbedeckung nur aus religiösen oder dauerhaften medizinischen Gründen. Das Gesicht vom Kinn \
     bis zur Stirn bleibt frei.",
    "Bei Kindern unter 10 Jahren sind kleine Abweichungen erlaubt, unter 6 Jahren auch bei Kopfhaltung \
     und Blick.",
];
/// Heading of the live picture.
pub const LIVE: &str = "Live-Bild";
/// Name of the live picture for screen readers.
pub const LIVE_NAME: &str = "Live-Bild der Kamera mit Schablone";
/// How to use the template.
pub const TEMPLATE_HINT: &str = "Bringen Sie den Kopf in das Oval und die Augen in das helle Band. Die Mittellinie läuft durch \
     die Nase.";
/// While the camera starts.
pub const STARTING: &str = "Kamera wird gestartet …";
/// Choice of camera.
pub const CAMERA: &str = "Kamera";
/// A camera without a name.
pub const CAMERA_UNNAMED: &str = "Kamera ohne Namen";
/// Button.
pub const TAKE: &str = "Aufnehmen";
/// While the picture goes to the companion.
pub const TAKING: &str = "Bild wird übernommen …";
/// Button.
pub const TRY_AGAIN: &str = "Kamera erneut starten";
/// Button.
pub const RETAKE: &str = "Neu aufnehmen";
/// Button: back to the photo that is there.
pub const KEEP: &str = "Vorhandenes Lichtbild behalten";
/// Button.
pub const ACCEPT: &str = "Übernehmen und weiter";
/// Heading over the taken picture.
pub const TAKEN: &str = "Aufnahme";
/// Heading over the cropped photo.
pub const RESULT: &str = "So kommt es auf den Ausweis";
/// Alternative text of the cropped photo.
pub const RESULT_ALT: &str = "Zugeschnittenes Lichtbild der Person";
/// Alternative text of the taken picture.
pub const TAKEN_ALT: &str = "Aufgenommenes Bild der Person mit zwei Augenmarken";
/// While the crop is on its way.
pub const CROPPING: &str = "Zuschnitt wird berechnet …";
/// Heading over the eye marks.
pub const EYES: &str = "Augenmarken";
/// How to move the marks.
pub const EYES_HINT: &str = "Die Marken gehören auf die Mitte der Augen. Ziehen Sie eine Marke, oder wählen Sie ein Auge und \
     tippen Sie auf die Stelle im Bild, oder benutzen Sie die Pfeiltasten oder die Knöpfe.";
/// The eye that is left in the picture.
pub const RIGHT_EYE: &str = "Rechtes Auge der Person (im Bild links)";
/// The eye that is right in the picture.
pub const LEFT_EYE: &str = "Linkes Auge der Person (im Bild rechts)";
/// Name of a mark.
pub const RIGHT_MARK: &str = "Marke rechtes Auge der Person";
/// Name of a mark.
pub const LEFT_MARK: &str = "Marke linkes Auge der Person";
/// Group of step buttons.
pub const STEPS: &str = "Gewähltes Auge verschieben";
/// Step button.
pub const UP: &str = "nach oben";
/// Step button.
pub const DOWN: &str = "nach unten";
/// Step button.
pub const TO_LEFT: &str = "nach links";
/// Step button.
pub const TO_RIGHT: &str = "nach rechts";
/// Title of the warning before a photo that misses a mandatory criterion is kept.
pub const NOT_FULFILLED: &str = "Das Lichtbild erfüllt nicht alle Pflichtkriterien";
/// What to do then.
pub const NOT_FULFILLED_TEXT: &str =
    "Verschieben Sie die Augenmarken oder nehmen Sie das Bild neu auf.";

/// The camera gives too few pixels for any photo.
pub fn camera_too_small(width: u32, height: u32) -> Advice {
    let upright_helps = is_large_enough(height, width);
    let remedy = if upright_helps {
        "Drehen Sie die Kamera um 90 Grad oder wählen Sie eine andere Kamera."
    } else {
        "Wählen Sie eine Kamera mit höherer Auflösung."
    };
    Advice {
        what: format!(
            "Diese Kamera liefert nur {width} × {height} Bildpunkte. Für das Lichtbild sind \
             mindestens {WIDTH} × {HEIGHT} nötig."
        ),
        remedy: remedy.to_owned(),
    }
}

/// Why there is no live picture.
pub fn camera_error(error: CameraError) -> Advice {
    let (what, remedy) = match error {
        CameraError::NotFound => (
            "Es ist keine Kamera angeschlossen.",
            "Prüfen Sie das Kabel der Kamera und starten Sie die Kamera erneut.",
        ),
        CameraError::NotAllowed => (
            "Der Browser darf die Kamera nicht benutzen.",
            "Rufen Sie die IT an: Die Kamera muss für diese Seite freigegeben werden.",
        ),
        CameraError::Busy => (
            "Ein anderes Programm benutzt die Kamera.",
            "Schließen Sie das andere Programm und starten Sie die Kamera erneut.",
        ),
        CameraError::NoPicture => (
            "Die Kamera liefert kein Bild.",
            "Ziehen Sie das Kabel der Kamera ab, stecken Sie es wieder ein und starten Sie die Kamera \
             erneut.",
        ),
    };
    Advice::new(what, remedy)
}

#[cfg(test)]
mod tests {
    use super::{camera_error, camera_too_small};
    use crate::capture::camera::CameraError;
    use crate::texts::assert_sentence;

    #[test]
    fn every_fault_of_the_camera_is_explained() {
        for error in CameraError::ALL {
            assert_sentence(&camera_error(error).what);
            assert_sentence(&camera_error(error).remedy);
        }
        assert_sentence(&camera_too_small(1280, 720).what);
    }

    #[test]
    fn turning_the_camera_is_only_advised_where_it_helps() {
        assert!(camera_too_small(2560, 1440).remedy.starts_with("Drehen"));
        assert!(camera_too_small(1920, 1080).remedy.starts_with("Wählen"));
    }
}
