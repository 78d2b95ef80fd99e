//! Reading aloud by the browser's own voices. No text leaves the machine: only voices that live on it
//! are used.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// A little slower than usual.
const RATE: f32 = 0.9;

/// Says texts one after the other, each with its language; those without a voice are left out.
/// False when nothing can be said.
pub fn say(texts: &[(String, String)]) -> bool {
    let Some(synthesis) = synthesis() else {
        return false;
    };
    synthesis.cancel();
    let mut said = false;
    for (text, lang) in texts {
        let Some(voice) = voice(&synthesis, lang) else {
            continue;
        };
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(text) else {
            continue;
        };
        utterance.set_voice(Some(&voice));
        utterance.set_lang(&voice.lang());
        utterance.set_rate(RATE);
        synthesis.speak(&utterance);
        said = true;
    }
    said
}

/// Stops at once.
pub fn stop() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
}

fn synthesis() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok()
}

/// A voice of this machine for a language.
fn voice(synthesis: &SpeechSynthesis, lang: &str) -> Option<SpeechSynthesisVoice> {
    synthesis
        .get_voices()
        .iter()
        .filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok())
        .find(|voice| voice.local_service() && speaks(&voice.lang(), lang))
}

fn speaks(voice: &str, wanted: &str) -> bool {
    let own = voice.split(['-', '_']).next().unwrap_or_default();
    own.eq_ignore_ascii_case(wanted)
}

#[cfg(test)]
mod tests {
    use super::speaks;

    #[test]
    fn a_voice_speaks_its_language_in_whatever_country() {
        assert!(speaks("de-DE", "de"));
        assert!(speaks("de_AT", "de"));
        assert!(!speaks("en-GB", "de"));
        assert!(!speaks("", "de"));
    }
}
