//! Explanations for the citizen, as files of the static host: an aid without legal force.

use std::collections::BTreeMap;

use amtskoffer_contract::tree;
use serde::Deserialize;

use crate::browser::fetch_text;

/// An explanation in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Info {
    /// Language tag.
    pub lang: String,
    /// Direction of writing, `ltr` or `rtl`.
    pub dir: String,
    /// Its own name for itself.
    pub name: String,
    /// Key of a step to its text; `notice` says that it is an aid.
    pub texts: BTreeMap<String, String>,
}

impl Info {
    /// The text of a key.
    pub fn text(&self, key: &str) -> String {
        self.texts.get(key).cloned().unwrap_or_default()
    }
}

/// Loads one of [`crate::texts::citizen::LANGUAGES`].
pub async fn load(file: &str) -> Option<Info> {
    let text = fetch_text(&format!("citizen/{file}.json")).await?;
    read(&text)
}

fn read(text: &str) -> Option<Info> {
    tree::read(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{Info, read};
    use crate::texts::assert_sentence;
    use crate::texts::citizen::LANGUAGES;
    use std::path::Path;

    const KEYS: [&str; 13] = [
        "check",
        "data",
        "documents",
        "done",
        "fee",
        "fingers",
        "notice",
        "photo",
        "privacy",
        "sending",
        "signature",
        "tasks",
        "waiting",
    ];

    fn file(name: &str) -> Info {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/citizen");
        let text = std::fs::read_to_string(folder.join(format!("{name}.json")));
        read(&text.expect("there")).expect("an explanation")
    }

    #[test]
    fn every_language_explains_every_step_and_says_that_it_is_an_aid() {
        for (name, own_name) in LANGUAGES {
            let info = file(name);
            assert_eq!(info.name, own_name);
            let keys: Vec<&str> = info.texts.keys().map(String::as_str).collect();
            assert_eq!(keys, KEYS, "{name}");
            for text in info.texts.values() {
                assert_sentence(text);
            }
            let direction = if name == "ar" { "rtl" } else { "ltr" };
            assert_eq!(info.dir, direction);
            assert_eq!(info.lang, name.split('-').next().expect("a tag"));
        }
    }

    #[test]
    fn every_step_has_its_text() {
        use crate::citizen::shown::Step;
        let german = file("de");
        for step in [
            Step::Tasks,
            Step::Data,
            Step::Documents,
            Step::Photo,
            Step::Fingers,
            Step::Signature,
            Step::Fee,
            Step::Check,
            Step::Sending,
            Step::Done,
        ] {
            assert!(!german.text(step.key()).is_empty(), "{step:?}");
        }
    }

    #[test]
    fn the_button_is_named_as_it_is() {
        for (name, _) in LANGUAGES {
            let text = file(name).text("check");
            assert!(text.contains(crate::texts::citizen::CONFIRM), "{name}");
        }
    }
}
