//! Fee and payment.

mod paid;
mod terminal;

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{CaseView, PaymentStage};
use amtskoffer_contract::ingest::{FeeEntry, Payment, PaymentMethod};
use amtskoffer_domain::dates::parse_date;
use amtskoffer_domain::fees::{Cents, FeeBill};
use amtskoffer_domain::fields::{Answers, Field, NO};
use amtskoffer_domain::services::{self, Member, Section};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use self::paid::Paid;
pub use self::terminal::{Lines, TerminalWork};
use super::bill::Bill;
use super::case::{CaseFrame, next_route};
use super::section::{Kept, summary};
use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ErrorSummary, FieldInput, Keyboard, SummaryEntry, TextField,
    TroubleAlert,
};
use crate::desk::{Desk, desk};
use crate::catalogue::{in_force, service};
use crate::form::Form;
use crate::sheet::{Sheet, tick_fields};
use crate::texts::{case, fee, fields, payment};

/// Id of the input for the money given.
const GIVEN: &str = "given";

/// The screen.
#[component]
pub fn FeePage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let form = desk
        .case
        .with_untracked(|case| Some(Form::new(desk, case.as_ref()?)));
    let sheet = desk.case.with_untracked(|case| Sheet::of(case.as_ref()?));
    let (Some(form), Some(sheet)) = (form, sheet) else {
        return view! { <p class="kern-body">{case::UNKNOWN_SERVICE}</p> }.into_any();
    };
    let bill = Memo::new(move |_| {
        let sheet = Sheet {
            answers: form.answers(),
            ..sheet.clone()
        };
        let payment = desk.case.with(|case| case.as_ref()?.payment.clone());
        bill_beside(payment.as_ref(), id, &sheet)
    });
    let paid = Memo::new(move |_| {
        let payment = desk.case.with(|case| case.as_ref()?.payment.clone())?;
        let due = bill.with(|bill| bill.as_ref().map(|bill| bill.total.0));
        let fits = due == Some(payment.due_cents);
        // Money on a card is given back at the terminal before anything else is paid.
        let is_kept = payment.card.is_some() || !payment.basket.is_empty();
        (fits || is_kept).then_some((payment, fits))
    });
    let work = Memo::new(move |_| desk.payment.get().filter(|work| work.case == Some(id)));
    let running = Signal::derive(move || work.get().filter(|work| !work.stage.is_over()));
    let is_running = Memo::new(move |_| running.with(Option::is_some));
    let given_problem = RwSignal::new(None::<String>);
    // What is typed in the form stays when the sum changes.
    let has_no_table = Memo::new(move |_| bill.with(Option::is_none));
    let content = move || {
        if has_no_table.get() {
            return view! {
                <Alert kind=AlertKind::Danger title=fee::NO_TABLE>
                    <p class="kern-body">{fee::NO_TABLE_REMEDY}</p>
                </Alert>
            }
            .into_any();
        }
        if is_running.get() {
            return view! { <TerminalWork work=running/> }.into_any();
        }
        match paid.get() {
            Some((payment, fits)) => view! { <Paid id=id payment=payment fits=fits/> }.into_any(),
            None => view! { <PayForm form=form bill=bill given_problem=given_problem/> }.into_any(),
        }
    };
    let refused = move || {
        let work = work.get()?;
        let PaymentStage::NotMade { why } = work.stage else {
            return None;
        };
        let advice = payment::reason(why);
        Some(view! {
            <Alert kind=AlertKind::Warning title=payment::not_made(work.what)>
                <p class="kern-body" data-testid="payment-refused">{advice.what}</p>
                <p class="kern-body">{advice.remedy}</p>
            </Alert>
        })
    };
    let invalid = Signal::derive(move || {
        let unpaid = paid.with(Option::is_none) && given_problem.with(Option::is_some);
        unpaid || form.problems.with(|problems| !problems.is_empty())
    });
    view! {
        <CaseFrame id=id title=fields::section(Section::Fee) has_problems=invalid>
            {move || bill.get().map(|bill| view! { <Bill bill=bill/> })}
            {refused}
            {content}
        </CaseFrame>
    }
    .into_any()
}

/// The bill of a case; nothing while answers are missing.
pub fn bill_of(sheet: &Sheet) -> Option<FeeBill> {
    let bill = services::bill(in_force()?, sheet.service, &sheet.answers, sheet.on);
    bill.ok().flatten()
}

/// The bill of a case beside those with which it was paid.
pub fn bill_beside(payment: Option<&Payment>, case: Uuid, sheet: &Sheet) -> Option<FeeBill> {
    let items = payment.map_or(&[][..], |payment| &payment.basket);
    if items.is_empty() {
        return bill_of(sheet);
    }
    let known: Vec<_> = items
        .iter()
        .map(|item| {
            let own = item.case == case;
            let answers = if own {
                sheet.answers.clone()
            } else {
                Answers::of_keys(&item.answers)
            };
            let on = if own { sheet.on } else { parse_date(&item.applied).ok()? };
            Some((&item.person, service(&item.service)?, answers, on))
        })
        .collect::<Option<_>>()?;
    let members: Vec<Member> = known
        .iter()
        .map(|(person, service, answers, on)| Member {
            person,
            service,
            answers,
            on: *on,
        })
        .collect();
    let own = items.iter().position(|item| item.case == case)?;
    let shares = services::basket(in_force()?, &members).ok().flatten()?;
    shares.into_iter().nth(own).map(|share| share.bill)
}

#[component]
fn PayForm(
    form: Form,
    bill: Memo<Option<FeeBill>>,
    given_problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let desk = desk();
    let given = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let Some(sheet) = desk.case.with_untracked(|case| Sheet::of(case.as_ref()?)) else {
        return ().into_any();
    };
    let (service, on) = (sheet.service, sheet.on);
    let shown = Memo::new(move |_| services::fields(service, Section::Fee, &form.answers(), on));
    let method = Memo::new(move |_| method(&form.answers()));
    let total = move || bill.with(|bill| bill.as_ref().map(|bill| bill.total).unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        for field in tick_fields(&shown.get_untracked()) {
            let value = form.value(field);
            if value.with_untracked(String::is_empty) {
                value.set(NO.to_owned());
            }
        }
        let found = services::check(service, Section::Fee, &form.answers_now(), on);
        let sound = found.is_empty();
        form.problems.set(found);
        let money = money(
            method.get_untracked(),
            &given.get_untracked(),
            untrack(total),
        );
        given_problem.set(money.as_ref().err().cloned());
        form.asked.update(|count| *count += 1);
        let (true, Ok((method, cents)), Some(bill)) = (sound, money, bill.get_untracked()) else {
            return;
        };
        if !busy.get_untracked() {
            busy.set(true);
            spawn_local(pay(desk, form, method, bill, cents, busy, trouble));
        }
    };
    let problems = summary(form.problems);
    let entries = Signal::derive(move || {
        let mut entries = problems.get();
        let own = given_problem.get().map(|text| SummaryEntry {
            input: GIVEN.to_owned(),
            text,
        });
        entries.extend(own);
        entries
    });
    let inputs = move || {
        let sheet = Sheet {
            service,
            on,
            answers: form.answers_now(),
        };
        let fields = shown.get().into_iter();
        fields
            .map(|field| {
                let optional = sheet.is_optional(field);
                let value = form.value(field);
                view! { <FieldInput field=field value=value problems=form.problems optional=optional/> }
            })
            .collect::<Vec<_>>()
    };
    let change = move || {
        let given = Cents::typed(&given.get()).unwrap_or_default();
        let change = Cents((given.0 - total().0).max(0));
        format!("{}: {change}", fee::CHANGE)
    };
    let take = Signal::derive(move || {
        let label = match method.get() {
            Some(PaymentMethod::Card) => payment::START,
            _ => fee::TAKE,
        };
        label.to_owned()
    });
    let cash = move || {
        (method.get() == Some(PaymentMethod::Cash)).then(|| {
            view! {
                <TextField
                    id=GIVEN
                    label=fee::GIVEN
                    hint=fee::GIVEN_HINT
                    value=given
                    problem=given_problem
                    keyboard=Keyboard::Amount
                    width=10
                />
                <output class="kern-body kern-body--bold" for=GIVEN data-testid="change">{change}</output>
            }
        })
    };
    view! {
        <ErrorSummary entries=entries asked=form.asked/>
        <TroubleAlert trouble=trouble/>
        <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
            {inputs}
            {cash}
            <div class="ak-actions">
                <Button label=take submit=true busy=busy shortcut="F2" on_press=|| ()/>
                <Kept form=form/>
            </div>
        </form>
    }
    .into_any()
}

/// How the answers say that is paid; nothing for ways that leave nothing to do here.
fn method(answers: &Answers) -> Option<PaymentMethod> {
    PaymentMethod::from_key(answers.get(Field::PaymentMethod)?)
}

/// Way of payment and cents handed over, or what to do.
fn money(
    method: Option<PaymentMethod>,
    given: &str,
    total: Cents,
) -> Result<(PaymentMethod, i64), String> {
    let Some(method) = method else {
        return Err(fee::PAID_BEFORE.to_owned());
    };
    if method != PaymentMethod::Cash {
        return Ok((method, total.0));
    }
    match Cents::typed(given) {
        None => Err(fee::GIVEN_MISSING.to_owned()),
        Some(given) if given < total => Err(fee::GIVEN_TOO_LOW.to_owned()),
        Some(given) => Ok((method, given.0)),
    }
}

async fn pay(
    desk: Desk,
    form: Form,
    method: PaymentMethod,
    bill: FeeBill,
    given: i64,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) {
    let answer = try_to_pay(desk, form, method, bill, given).await;
    busy.try_set(false);
    match answer {
        // The terminal has it; what comes of it is told by events.
        Ok(None) => {}
        Ok(Some(case)) => {
            let next = next_route(&case, Section::Fee);
            desk.case.set(Some(case));
            desk.say(fee::PAID);
            desk.go(&next);
        }
        Err(refused) => {
            trouble.try_set(Some(refused));
        }
    }
}

/// Answers first, so that the companion adds up the same bill; then the money.
async fn try_to_pay(
    desk: Desk,
    form: Form,
    method: PaymentMethod,
    bill: FeeBill,
    given: i64,
) -> Result<Option<CaseView>, Trouble> {
    let id = form.keep(None).await?.case;
    let entries = FeeEntry::of(&bill);
    if method == PaymentMethod::Card {
        let work = desk.bridge.charge(id, entries).await?;
        desk.payment.set(work);
        return Ok(None);
    }
    desk.bridge.take_payment(id, method, entries, given).await?;
    let finished = Some(Section::Fee.key().to_owned());
    let answers = BTreeMap::new();
    desk.bridge
        .save_answers(id, answers, finished)
        .await
        .map(Some)
}

#[cfg(test)]
mod tests {
    use super::money;
    use amtskoffer_contract::ingest::PaymentMethod;
    use amtskoffer_domain::fees::Cents;

    #[test]
    fn cash_must_cover_the_sum() {
        let cash = Some(PaymentMethod::Cash);
        assert_eq!(
            money(cash, "60", Cents(5200)),
            Ok((PaymentMethod::Cash, 6000))
        );
        assert!(money(cash, "50", Cents(5200)).is_err());
        assert!(money(cash, "", Cents(5200)).is_err());
    }

    #[test]
    fn other_ways_need_no_amount() {
        let invoice = Some(PaymentMethod::Invoice);
        assert_eq!(
            money(invoice, "", Cents(900)),
            Ok((PaymentMethod::Invoice, 900))
        );
        assert!(
            money(None, "900", Cents(900)).is_err(),
            "nothing chosen, or paid before"
        );
    }
}
