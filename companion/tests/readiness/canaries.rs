//! Whatever persons, cases, answers and errors a session holds: nothing of it is in the bundle.

use amtskoffer_contract::bridge::{Failure, Reply, Request};
use amtskoffer_contract::register::{Purpose, RecordRequest, SearchCriteria, SearchRequest};
use amtskoffer_contract::support::{Label, SupportBundle};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::common::Page;
use super::common::town::Town;
use super::common::visit::mustermann;
use super::{bundle_of, started};

/// Words that stand nowhere by chance.
#[derive(Clone, Debug)]
struct Canaries {
    clerk: String,
    place: String,
    reason: String,
    file_number: String,
    family_name: String,
    street: String,
    answers: Vec<(&'static str, String)>,
    unknown_field: String,
}

/// Fields of the application for an ID card that hold what is typed.
const FIELDS: [&str; 5] = [
    "family_name",
    "first_names",
    "birth_place",
    "street",
    "eye_colour",
];

fn word() -> impl Strategy<Value = String> {
    "Zq[a-zäöüß]{7}X"
}

fn any_canaries() -> impl Strategy<Value = Canaries> {
    let answers = prop::collection::vec(word(), FIELDS.len());
    let names = (word(), word(), word(), word(), word(), word(), word());
    (names, answers).prop_map(|(names, answers)| Canaries {
        clerk: names.0,
        place: names.1,
        reason: names.2,
        file_number: names.3,
        family_name: names.4,
        street: names.5,
        answers: FIELDS.into_iter().zip(answers).collect(),
        unknown_field: names.6,
    })
}

impl Canaries {
    fn purpose(&self) -> Purpose {
        Purpose {
            reason: self.reason.clone(),
            file_number: self.file_number.clone(),
            clerk: String::new(),
        }
    }

    fn words(&self) -> Vec<&str> {
        let answers = self.answers.iter().map(|(_, word)| word.as_str());
        let names = [
            &self.clerk,
            &self.place,
            &self.reason,
            &self.file_number,
            &self.family_name,
            &self.street,
            &self.unknown_field,
        ];
        names
            .into_iter()
            .map(String::as_str)
            .chain(answers)
            .collect()
    }

    /// A visit full of them, with errors on the way.
    fn play(&self, page: &mut Page) {
        page.sign_in_as(&self.clerk);
        let visit = Request::BeginVisit {
            place: self.place.clone(),
        };
        assert!(page.ask(visit).is_ok());
        let nobody = SearchRequest {
            purpose: self.purpose(),
            criteria: SearchCriteria {
                family_name: self.family_name.clone(),
                street: self.street.clone(),
                ..SearchCriteria::default()
            },
        };
        assert!(
            matches!(page.ask(Request::Search(nobody)), Ok(Reply::Hits(hits)) if hits.hits.is_empty())
        );
        let purpose = self.purpose();
        let known = SearchRequest {
            purpose: purpose.clone(),
            ..mustermann()
        };
        let Ok(Reply::Hits(found)) = page.ask(Request::Search(known)) else {
            panic!("the search answers");
        };
        let record = found.hits[0].record.clone();
        let wanted = RecordRequest {
            purpose,
            record: record.clone(),
        };
        assert!(page.ask(Request::OpenRecord(wanted)).is_ok());
        let service = "identity-card".to_owned();
        let opened = page.case(Request::OpenCase { service, record });
        let case = opened.expect("opened").case;
        for (field, word) in &self.answers {
            page.answer(case, &[(field, word)]);
        }
        let wrong = Request::SaveAnswers {
            case,
            answers: [(self.unknown_field.clone(), self.street.clone())].into(),
            finished: None,
        };
        let failure = page.ask(wrong).expect_err("no such field");
        assert!(
            matches!(failure, Failure::FieldUnknown { .. }),
            "{failure:?}"
        );
        let failure = page
            .ask(Request::SendCase { case })
            .expect_err("not complete");
        assert!(
            matches!(failure, Failure::CaseIncomplete { .. }),
            "{failure:?}"
        );
    }
}

/// The words as they are, and as a label would spell them.
fn assert_none_in(bundle: &SupportBundle, words: &[&str]) -> Result<(), TestCaseError> {
    let text = serde_json::to_string(bundle).expect("plain data");
    for word in words {
        let spelled = Label::of(word);
        for form in [*word, spelled.as_str(), &word[2..word.len() - 1]] {
            prop_assert!(!text.contains(form), "{form} is in {text}");
        }
    }
    Ok(())
}

#[test]
fn no_person_case_answer_or_error_is_in_a_bundle() {
    let town = Town::new();
    let mut runner = TestRunner::new(Config::with_cases(12));
    let played = runner.run(&any_canaries(), |canaries| {
        let suitcase = started(town.suitcase(""));
        let mut page = suitcase.page();
        page.wait_for_line();
        canaries.play(&mut page);
        let bundle = bundle_of(&mut page);
        assert_none_in(&bundle, &canaries.words())?;
        assert_none_in(&bundle, &["Mustermann", "Erika", "Gabler", "Heidestra"])
    });
    played.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_whole_application_with_captures_leaves_no_trace_in_the_bundle() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    let id = case.to_string();
    let bundle = bundle_of(&mut page);
    let text = serde_json::to_string(&bundle).expect("plain data");
    for personal in [
        "Mustermann",
        "Erika",
        "1964",
        "Groß",
        "Gro_",
        "Abendrot",
        "braun",
        "A-1",
        &id,
    ] {
        assert!(!text.contains(personal), "{personal} is in {text}");
    }
}
