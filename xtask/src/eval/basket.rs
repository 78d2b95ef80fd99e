//! Several applications that are paid together.

use super::application;
use super::entry::{Object, check_keys, text};
use super::fault::Fault;
use super::reply::Reply;
use amtskoffer_domain::catalogue::{Application, Catalogue};
use serde_json::Value;

const KEYS: [&str; 4] = ["id", "basket", "born", "applied"];
const ITEM_KEYS: [&str; 6] = ["id", "service", "born", "applied", "options", "person"];
/// Most applications in a basket: more than a visit can hold.
const MOST: usize = 1000;

/// The answer about a basket: all lines, the sum, and each application on its own.
pub fn reply(catalogue: &Catalogue, question: &Object) -> Result<Reply, Fault> {
    check_keys(question, &KEYS)?;
    let Some(items) = question.get("basket").and_then(Value::as_array) else {
        return Err(Fault::new(
            "wrong_type",
            "basket is to be an array of applications",
        ));
    };
    if items.is_empty() {
        return Err(Fault::new("basket_empty", "the basket has no application"));
    }
    if items.len() > MOST {
        let sentence = format!("the basket has more than {MOST} applications");
        return Err(Fault::new("basket_too_large", sentence));
    }
    let mut persons = Vec::new();
    let mut applications = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let read = self::item(catalogue, item, question, &mut persons);
        applications.push(read.map_err(|fault| fault.of(&place(at)))?);
    }
    let bills = catalogue.basket(&applications);
    let bills = bills.map_err(|(at, error)| Fault::from(error).of(&place(at)))?;
    let mut all = Reply::default();
    let mut replies = Vec::with_capacity(bills.len());
    for (bill, ((_, application), item)) in bills.iter().zip(applications.iter().zip(items)) {
        let mut reply = application::needs(application);
        reply.id = item.get("id").cloned().unwrap_or(Value::Null);
        reply.charge(bill);
        all.charge(bill);
        replies.push(reply);
    }
    all.shares = None;
    all.items = Some(replies);
    Ok(all)
}

/// An application and the number of its person.
fn item<'a>(
    catalogue: &'a Catalogue,
    item: &Value,
    defaults: &Object,
    persons: &mut Vec<String>,
) -> Result<(usize, Application<'a>), Fault> {
    let Some(item) = item.as_object() else {
        return Err(Fault::new("not_an_object", "an application is an object"));
    };
    check_keys(item, &ITEM_KEYS)?;
    let application = application::read(catalogue, item, defaults)?;
    let born = text(item, "born")?.or(text(defaults, "born")?);
    let person = match text(item, "person")? {
        Some(named) => format!("person {named}"),
        None => format!("born {}", born.unwrap_or_default()),
    };
    let known = persons.iter().position(|other| *other == person);
    let number = known.unwrap_or_else(|| {
        persons.push(person);
        persons.len() - 1
    });
    Ok((number, application))
}

fn place(at: usize) -> String {
    format!("application {} of the basket", at + 1)
}
