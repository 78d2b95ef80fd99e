//! What is typed into a section, kept in the companion while it is typed.

use std::collections::BTreeMap;
use std::time::Duration;

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::fields::{Answers, Field, FieldProblem, of_person};
use amtskoffer_domain::map_of;
use amtskoffer_domain::services::is_asked_of_each;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Link;
use crate::catalogue;
use crate::desk::Desk;
use crate::suggest::suggested;

/// How long typing rests before it is kept.
const PAUSE: Duration = Duration::from_millis(600);

/// The fields of a case as typed, and whether they are kept.
#[derive(Clone, Copy)]
pub struct Form {
    desk: Desk,
    case: Uuid,
    keys: StoredValue<BTreeMap<Field, String>>,
    values: StoredValue<BTreeMap<Field, RwSignal<String>>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Problems found when the clerk wanted to go on.
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// How often she wanted to.
    pub asked: RwSignal<u32>,
    /// Where keeping stands.
    pub keeping: RwSignal<Keeping>,
}

/// Where keeping stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// The companion has everything.
    Kept,
    /// Something was typed that it does not have yet.
    Waiting,
    /// It could not be reached; tried again when it is back.
    Failed,
}

impl Form {
    /// A form over the answers of a case. Keeps what is typed until the screen is left.
    pub fn new(desk: Desk, case: &CaseView) -> Self {
        Self::of_person(desk, case, 1)
    }

    /// As [`Form::new`], for one of several persons: what is asked of each of them is this one's.
    pub fn of_person(desk: Desk, case: &CaseView, person: u8) -> Self {
        let service = catalogue::service(&case.service);
        let key = |field: Field| {
            let own = service.is_some_and(|service| is_asked_of_each(service, field));
            of_person(if own { person } else { 1 }, field.key())
        };
        let value = |field: Field| {
            let known = case.answers.get(&key(field)).cloned();
            let suggestion = || match person {
                1 => suggested(field, case),
                _ => String::new(),
            };
            (field, RwSignal::new(known.unwrap_or_else(suggestion)))
        };
        let form = Self {
            desk,
            case: case.case,
            keys: StoredValue::new(map_of(Field::ALL.map(|field| (field, key(field))))),
            values: StoredValue::new(map_of(Field::ALL.into_iter().map(value))),
            timer: StoredValue::new(None),
            problems: RwSignal::new(Vec::new()),
            asked: RwSignal::new(0),
            keeping: RwSignal::new(Keeping::Kept),
        };
        form.keep_while_typing();
        form.take_over(case.answers.clone());
        form
    }

    /// What is typed into a field.
    pub fn value(self, field: Field) -> RwSignal<String> {
        let known = self.values.with_value(|values| values.get(&field).copied());
        known.unwrap_or_default()
    }

    /// All answers as typed; tracked.
    pub fn answers(self) -> Answers {
        let values = self.values.get_value();
        values
            .into_iter()
            .map(|(field, value)| (field, value.get()))
            .collect()
    }

    /// All answers as typed, not tracked.
    pub fn answers_now(self) -> Answers {
        untrack(|| self.answers())
    }

    /// Keeps everything now; gives the case as it then is.
    ///
    /// # Errors
    /// Every trouble of the bridge.
    pub async fn keep(self, finished: Option<String>) -> Result<CaseView, crate::bridge::Trouble> {
        let typed = self.answers_now();
        let changed = self.changed(&typed);
        let case = self
            .desk
            .bridge
            .save_answers(self.case, changed, finished)
            .await?;
        self.desk.show_case(&case);
        Ok(case)
    }

    /// Answers that the companion does not have yet.
    fn changed(self, typed: &Answers) -> BTreeMap<String, String> {
        self.desk.case.with_untracked(|case| match case {
            Some(case) => self.keys.with_value(|keys| difference(&case.answers, typed, keys)),
            None => BTreeMap::new(),
        })
    }

    fn keep_while_typing(self) {
        Effect::new(move |ran: Option<()>| {
            let typed = self.answers();
            if ran.is_none() || untrack(|| self.changed(&typed)).is_empty() {
                return;
            }
            self.keeping.set(Keeping::Waiting);
            self.stop_timer();
            let timer = set_timeout_with_handle(move || self.keep_quietly(), PAUSE).ok();
            self.timer.set_value(timer);
        });
        let link = self.desk.bridge.link();
        Effect::new(move |_| {
            let open = matches!(link.get(), Link::Open(_));
            if open && self.keeping.get_untracked() == Keeping::Failed {
                self.keep_quietly();
            }
        });
        on_cleanup(move || {
            self.stop_timer();
            self.keep_when_left();
        });
    }

    /// Answers that the companion notes by itself meanwhile, because of others, stand in the form too, unless
    /// the clerk has typed there.
    fn take_over(self, known: BTreeMap<String, String>) {
        let known = StoredValue::new(known);
        Effect::new(move |_| {
            let shown = self.desk.case.get();
            let Some(shown) = shown.filter(|shown| shown.case == self.case) else {
                return;
            };
            let before = known
                .try_update_value(|known| std::mem::replace(known, shown.answers.clone()))
                .unwrap_or_default();
            let noted = self.keys.with_value(|keys| news(&before, &shown.answers, keys));
            for (field, answer) in noted {
                let value = self.value(field);
                if value.with_untracked(|typed| *typed == answer.before) {
                    value.set(answer.now);
                }
            }
        });
    }

    /// What was typed in the last moment is kept too when the screen is left.
    fn keep_when_left(self) {
        if self.keeping.get_untracked() != Keeping::Kept {
            let changed = self.changed(&self.answers_now());
            self.desk.keep_answers(self.case, changed);
        }
    }

    fn keep_quietly(self) {
        spawn_local(async move {
            let answer = self.keep(None).await;
            let state = if answer.is_ok() {
                Keeping::Kept
            } else {
                Keeping::Failed
            };
            self.keeping.try_set(state);
        });
    }

    fn stop_timer(self) {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = timer {
            timer.clear();
        }
    }
}

/// What must be sent so that the kept answers equal the typed ones; an emptied field is sent empty.
fn difference(
    kept: &BTreeMap<String, String>,
    typed: &Answers,
    keys: &BTreeMap<Field, String>,
) -> BTreeMap<String, String> {
    let value = |field: Field| typed.get(field).unwrap_or_default();
    let changed = keys
        .iter()
        .filter(|(field, key)| kept.get(*key).map_or("", String::as_str) != value(**field));
    map_of(changed.map(|(field, key)| (key.clone(), value(*field).to_owned())))
}

/// An answer that the companion changed.
#[derive(Debug, PartialEq, Eq)]
struct News {
    before: String,
    now: String,
}

/// What stands differently in the answers than before.
fn news(
    before: &BTreeMap<String, String>,
    now: &BTreeMap<String, String>,
    keys: &BTreeMap<Field, String>,
) -> Vec<(Field, News)> {
    let of = |answers: &BTreeMap<String, String>, key: &str| answers.get(key).cloned().unwrap_or_default();
    keys.iter()
        .map(|(field, key)| {
            let (before, now) = (of(before, key), of(now, key));
            (*field, News { before, now })
        })
        .filter(|(_, news)| news.before != news.now)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{News, difference, news};
    use amtskoffer_domain::fields::{Answers, Field};
    use std::collections::BTreeMap;

    #[test]
    fn only_what_changed_is_sent_and_an_emptied_field_is_sent_empty() {
        let kept = BTreeMap::from([
            ("family_name".to_owned(), "Mustermann".to_owned()),
            ("birth_name".to_owned(), "Gabler".to_owned()),
        ]);
        let mut typed = Answers::new();
        typed.set(Field::FamilyName, "Mustermann");
        typed.set(Field::EyeColour, "grün");
        let keys = Field::ALL.map(|field| (field, field.key().to_owned())).into();
        let sent = difference(&kept, &typed, &keys);
        assert_eq!(
            sent,
            BTreeMap::from([
                ("birth_name".to_owned(), String::new()),
                ("eye_colour".to_owned(), "grün".to_owned()),
            ])
        );
    }

    #[test]
    fn what_the_companion_noted_by_itself_is_news() {
        let before = BTreeMap::from([("family_name".to_owned(), "Mustermann".to_owned())]);
        let mut now = before.clone();
        now.insert("street".to_owned(), "Heidestraße 17".to_owned());
        let keys = Field::ALL.map(|field| (field, field.key().to_owned())).into();
        let noted = News {
            before: String::new(),
            now: "Heidestraße 17".to_owned(),
        };
        assert_eq!(news(&before, &now, &keys), [(Field::Street, noted)]);
    }
}
