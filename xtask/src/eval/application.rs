//! An application to one service.

use super::entry::{Object, birth, check_keys, day, needed, text};
use super::fault::{Fault, shown};
use super::reply::Reply;
use amtskoffer_domain::catalogue::{
    Application, Catalogue, Chosen, OptionProblem, OptionValue, Service,
};
use amtskoffer_domain::dates::{Date, PartialDate};
use serde_json::Value;

const KEYS: [&str; 5] = ["id", "service", "born", "applied", "options"];

/// The answer about one application.
pub fn reply(catalogue: &Catalogue, question: &Object) -> Result<Reply, Fault> {
    check_keys(question, &KEYS)?;
    let application = read(catalogue, question, &Object::new())?;
    let mut reply = needs(&application);
    reply.charge(&catalogue.bill(&application)?);
    Ok(reply)
}

/// What follows from age and day, without the bill.
pub fn needs(application: &Application) -> Reply {
    Reply {
        service: Some(application.service.id.clone()),
        age: application.age,
        needs: application.needs().into(),
        ..Reply::default()
    }
}

/// Reads an application; what it does not say itself it takes from `defaults`.
pub fn read<'a>(
    catalogue: &'a Catalogue,
    question: &Object,
    defaults: &Object,
) -> Result<Application<'a>, Fault> {
    let id = needed(question, "service")?;
    let service = catalogue.service(id).ok_or_else(|| {
        let known: Vec<&str> = catalogue
            .services()
            .iter()
            .map(|service| service.id.as_str())
            .collect();
        let sentence = format!(
            "there is no service {}; there are {}",
            shown(id),
            known.join(", ")
        );
        Fault::new("unknown_service", sentence)
    })?;
    let own_or_default = |key: &str| match question.get(key) {
        Some(_) => text(question, key),
        None => text(defaults, key),
    };
    let applied = own_or_default("applied")?;
    let applied = applied.ok_or_else(|| {
        Fault::new(
            "applied_missing",
            "applied, the day of application, is missing",
        )
    })?;
    let applied = day("applied", applied)?;
    let born = own_or_default("born")?;
    let born = born.map(|born| birth("born", born)).transpose()?;
    let application = Application {
        service,
        applied,
        age: age(born, applied)?,
        options: options(service, question.get("options"))?,
        answers: None,
    };
    match application.refusal() {
        Some(refusal) => Err(Fault::new(refusal.code.clone(), refusal.sentence.clone())),
        None => Ok(application),
    }
}

fn age(born: Option<PartialDate>, applied: Date) -> Result<Option<u16>, Fault> {
    let Some(born) = born else {
        return Ok(None);
    };
    if born.earliest() > applied {
        let sentence = format!("the application of {applied} lies before the birth on {born}");
        return Err(Fault::new("applied_before_born", sentence));
    }
    Ok(Some(born.age_on(applied)))
}

fn options(service: &Service, given: Option<&Value>) -> Result<Chosen, Fault> {
    let mut chosen = Chosen::defaults(&service.options);
    let given = match given {
        None => return Ok(chosen),
        Some(Value::Object(given)) => given,
        Some(_) => return Err(Fault::new("wrong_type", "options is to be an object")),
    };
    for (key, value) in given {
        let Some(at) = service.options.iter().position(|option| option.key == *key) else {
            let known: Vec<&str> = service
                .options
                .iter()
                .map(|option| option.key.as_str())
                .collect();
            let sentence = format!(
                "{} has no option {}; it has {}",
                service.id,
                shown(key),
                known.join(", ")
            );
            return Err(Fault::new("unknown_option", sentence));
        };
        let Some(option) = service.options.get(at) else {
            continue;
        };
        let value = match value {
            Value::Bool(yes) => OptionValue::YesNo(*yes),
            Value::String(key) => OptionValue::Key(key),
            Value::Number(number) => match number.as_i64() {
                Some(number) => OptionValue::Number(number),
                None => return Err(wrong_kind(key, &option.expected())),
            },
            _ => return Err(wrong_kind(key, &option.expected())),
        };
        let value = option.value(value).map_err(|problem| match problem {
            OptionProblem::Kind { option, expected } => wrong_kind(&option, &expected),
            OptionProblem::Value {
                option,
                given,
                expected,
            } => {
                let given: String = given.chars().take(40).collect();
                Fault::new(
                    "option_value",
                    format!("{option} cannot be {given}; it takes {expected}"),
                )
            }
        })?;
        chosen.set(at, value);
    }
    Ok(chosen)
}

fn wrong_kind(option: &str, expected: &str) -> Fault {
    Fault::new("option_type", format!("{option} takes {expected}"))
}
