//! What the register keeps besides, for certificates that say it (BMG § 18(2)).

use amtskoffer_contract::register::{Particulars, PersonRecord, Relative};
use amtskoffer_domain::papers::{Context, Value, german_day};

use super::super::words;

pub(super) fn besides(context: &mut Context, person: &PersonRecord, known: &Particulars) {
    let born = person.birth_name.as_ref().map(|name| format!("{name} (Geburtsname)"));
    let names = born.into_iter().chain(known.former_names.iter().cloned());
    context.set("record.former_names", Value::lines(names));
    context.say("record.family_status", family_status(known));
    let religion = known.religion.as_deref().map(words::religion);
    context.say("record.religion", religion.unwrap_or_default());
    let spouse = known.spouse.as_ref().map(named);
    context.say("record.spouse", spouse.unwrap_or_default());
    context.set("record.minor_children", Value::lines(known.children.iter().map(named)));
    let left = known.former_addresses.iter().map(|left| {
        let until = german_day(&left.until).unwrap_or_default();
        format!("{} (bis {until})", left.address)
    });
    context.set("record.former_addresses", Value::lines(left));
}

fn family_status(known: &Particulars) -> String {
    let Some(status) = known.marital_status.as_deref() else {
        return String::new();
    };
    let since = known.marital_since.as_deref().and_then(german_day);
    let since = since.map(|day| format!("seit {day}"));
    let place = known.marital_place.as_ref().map(|place| format!("in {place}"));
    let details: Vec<String> = since.into_iter().chain(place).collect();
    match details.is_empty() {
        true => words::family_status(status),
        false => format!("{}, {}", words::family_status(status), details.join(" ")),
    }
}

fn named(relative: &Relative) -> String {
    let born = german_day(&relative.birth_date).unwrap_or_default();
    format!("{} {}, geboren am {born}", relative.first_names, relative.family_name)
}

#[cfg(test)]
mod tests {
    use super::besides;
    use amtskoffer_contract::register::{FormerAddress, Particulars, PersonRecord, Relative};
    use amtskoffer_domain::papers::{Context, vocabulary};

    fn said(known: &Particulars, name: &str) -> Option<String> {
        let person = PersonRecord {
            birth_name: Some("Gabler".to_owned()),
            ..PersonRecord::default()
        };
        let mut context = Context::new();
        besides(&mut context, &person, known);
        assert!(context.names().all(vocabulary::is_value));
        context.value(name).map(|value| value.plain())
    }

    #[test]
    fn what_is_kept_is_said_in_words() {
        let known = Particulars {
            former_names: vec!["Schmidt".to_owned()],
            marital_status: Some("VH".to_owned()),
            marital_since: Some("1990-05-18".to_owned()),
            marital_place: Some("Berlin".to_owned()),
            religion: Some("ev".to_owned()),
            spouse: Some(Relative {
                family_name: "Mustermann".to_owned(),
                first_names: "Max Otto".to_owned(),
                birth_date: "1961-02-XX".to_owned(),
                protected: false,
            }),
            children: Vec::new(),
            former_addresses: vec![FormerAddress {
                address: "Lindenallee 9, 99998 Altenau".to_owned(),
                until: "2011-03-31".to_owned(),
            }],
        };
        let said = |name| said(&known, name).unwrap_or_default();
        assert_eq!(said("record.family_status"), "verheiratet, seit 18.05.1990 in Berlin");
        assert_eq!(said("record.religion"), "evangelisch");
        assert_eq!(said("record.spouse"), "Max Otto Mustermann, geboren am 00.02.1961");
        assert_eq!(said("record.former_addresses"), "Lindenallee 9, 99998 Altenau (bis 31.03.2011)");
        let names = said("record.former_names");
        assert!(names.contains("Gabler (Geburtsname)") && names.contains("Schmidt"), "{names}");
        assert_eq!(said("record.minor_children"), "");
    }

    #[test]
    fn what_is_not_kept_is_not_said() {
        let nothing = Particulars::default();
        for name in ["record.family_status", "record.religion", "record.spouse"] {
            assert_eq!(said(&nothing, name), None, "{name}");
        }
        let single = Particulars {
            marital_status: Some("LD".to_owned()),
            ..Particulars::default()
        };
        assert_eq!(said(&single, "record.family_status").as_deref(), Some("ledig"));
    }
}
