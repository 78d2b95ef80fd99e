//! The values of a case for the templates of papers. Their names are
//! [`amtskoffer_domain::papers::vocabulary`].

mod applied;
mod card_service;
mod certified;
mod closing;
mod money;
mod particulars;
mod person;
mod registration;
mod request;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::papers::{Context, Value, vocabulary};

pub use self::closing::of_closing;
use super::Issue;
use crate::cases::Case;

/// Everything that a paper of this case can say.
///
/// # Errors
/// [`Failure::PaymentTooLow`] when less cash was given than is due.
pub fn of_case(case: &Case, issue: &Issue) -> Result<Context, Failure> {
    let mut context = of_issue(issue);
    let number: String = case.id.to_string().chars().take(8).collect();
    context.say("case.number", number);
    context.say("case.service", case.service.name.as_str());
    context.say("case.file_number", case.purpose.file_number.as_str());
    context.say("case.date", case.application_date.to_string());
    // Answers by field, and by name for those groups that have fields of the same names.
    for (key, answer) in &case.answers {
        if Field::from_key(key).is_some() || vocabulary::is_value(key) {
            context.say(key.as_str(), answer.as_str());
        }
        if let Some(name) = grouped(key) {
            context.say(name, answer.as_str());
        }
    }
    if let Some(record) = case.person.as_deref() {
        person::record(&mut context, record);
    }
    if let (Some(record), Some(known)) = (case.person.as_deref(), case.particulars.as_deref()) {
        particulars::besides(&mut context, record, known);
    }
    applied::application(&mut context, case, issue);
    card_service::service(&mut context, case);
    registration::moved(&mut context, case);
    request::asked(&mut context, case);
    certified::certified(&mut context, case);
    money::bill(&mut context, case, issue);
    money::payment(&mut context, case, issue)?;
    Ok(context)
}

/// What every paper of a visit can say.
pub fn of_issue(issue: &Issue) -> Context {
    let mut context = Context::new();
    let authority = &issue.authority;
    context.say("authority.name", authority.name.as_str());
    context.say("authority.unit", authority.unit.as_str());
    context.say("authority.place", authority.place.as_str());
    let phone = Some(authority.phone.as_str()).filter(|phone| !phone.is_empty());
    let phone = phone.map(|phone| format!("Telefon {phone}"));
    let address = [authority.street.clone(), authority.place.clone()];
    let contact = address.into_iter().chain(phone);
    context.set("authority.contact", Value::lines(contact));
    context.say("visit.place", issue.visit.place.as_str());
    context.say("visit.clerk", issue.visit.clerk.as_str());
    context.say("visit.date", issue.now.date().to_string());
    let time = format!("{:02}:{:02}", issue.now.hour(), issue.now.minute());
    context.say("visit.time", time);
    context
}

/// The answer `certification_document` is the value `certification.document`, and so on.
fn grouped(key: &str) -> Option<String> {
    const GROUPS: [&str; 10] = [
        "registration",
        "life",
        "certification",
        "handover",
        "returned",
        "pin_letter",
        "request",
        "terminal",
        "closing",
        "chosen",
    ];
    GROUPS.into_iter().find_map(|group| {
        let rest = key.strip_prefix(group)?.strip_prefix('_')?;
        let name = format!("{group}.{rest}");
        vocabulary::is_value(&name).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::bridge::Visit;
    use amtskoffer_contract::catalogue::Bundle;
    use amtskoffer_contract::ingest::Authority;
    use amtskoffer_contract::register::{Address, DwellingKind, Mark, PersonRecord};
    use amtskoffer_domain::papers::vocabulary;
    use std::path::Path;
    use std::sync::Arc;

    use super::{Issue, grouped, of_issue, person};

    fn issue() -> Issue {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        let bundle = Bundle::open(&public).expect("the published files");
        let word = || "Wort".to_owned();
        Issue {
            authority: Authority {
                name: word(),
                unit: word(),
                street: word(),
                place: word(),
                phone: word(),
            },
            visit: Visit {
                clerk: word(),
                place: word(),
            },
            now: jiff::civil::datetime(2026, 11, 22, 9, 5, 0, 0),
            catalogue: Arc::new(bundle.catalogue().expect("a catalogue")),
            papers: Arc::new(bundle.papers().expect("templates")),
        }
    }

    fn somebody() -> PersonRecord {
        PersonRecord {
            family_name: "Muster".to_owned(),
            first_names: "Anna Þóra".to_owned(),
            usual_first_name: Some(1),
            birth_date: "1948-02-XX".to_owned(),
            nationalities: vec!["000".to_owned(), "131".to_owned()],
            addresses: vec![Address {
                street: "Deich".to_owned(),
                house_number: "1".to_owned(),
                postcode: "12345".to_owned(),
                place: "Moor".to_owned(),
                municipality_key: "01000000".to_owned(),
                kind: DwellingKind::Sole,
                since: "1999-05-01".to_owned(),
            }],
            ..PersonRecord::default()
        }
    }

    #[test]
    fn every_value_that_is_given_is_one_that_templates_may_name() {
        let mut context = of_issue(&issue());
        person::record(&mut context, &somebody());
        assert!(context.names().count() > 12);
        for name in context.names() {
            let known = vocabulary::is_value(name) || vocabulary::is_list(name);
            assert!(known, "{name}");
        }
        let said = |name| context.value(name).map(|value| value.plain());
        assert_eq!(said("record.usual_first_names").as_deref(), Some("Þóra"));
        assert_eq!(
            said("record.main_address").as_deref(),
            Some("Deich 1, 12345 Moor")
        );
        assert_eq!(
            said("record.nationalities").as_deref(),
            Some("deutsch, slowenisch")
        );
    }

    #[test]
    fn nobody_is_said_to_be_alive_who_has_died_and_no_guardian_is_told_behind_a_block() {
        let mut context = of_issue(&issue());
        let mut person = somebody();
        person.marks = vec![
            Mark::Deceased {
                on: "2026-11-01".to_owned(),
            },
            Mark::ConditionalBlock,
        ];
        person::record(&mut context, &person);
        assert!(context.value("record.alive").is_none());
        assert!(context.value("record.guardians").is_none());
    }

    #[test]
    fn an_answer_is_the_value_of_its_group() {
        let found = |key| grouped(key);
        assert_eq!(
            found("certification_document").as_deref(),
            Some("certification.document")
        );
        assert_eq!(
            found("pin_letter_serial").as_deref(),
            Some("pin_letter.serial")
        );
        assert_eq!(found("certification_nothing"), None);
        assert_eq!(found("family_name"), None);
    }
}
