//! What a reading offers for a case, to be taken over field by field.

use std::collections::{BTreeMap, BTreeSet};

use amtskoffer_contract::bridge::{MrzOffer, MrzStanding};
use amtskoffer_domain::dates::PartialDate;
use amtskoffer_domain::fields::{Field, FieldKind};
use amtskoffer_domain::map_of;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::components::{Button, ButtonKind, StateBadge, Tone, TroubleAlert};
use crate::desk::desk;
use crate::texts::{fields, prefill};

/// The offers as a table.
#[component]
pub fn Offers(
    /// The case.
    case: Uuid,
    /// What is offered.
    offers: Vec<MrzOffer>,
) -> impl IntoView {
    let desk = desk();
    let taken = RwSignal::new(BTreeSet::<String>::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let take = move |values: BTreeMap<String, String>| {
        if busy.get_untracked() || values.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let keys: Vec<String> = values.keys().cloned().collect();
            let answer = desk.bridge.save_answers(case, values, None).await;
            busy.try_set(false);
            match answer {
                Ok(view) => {
                    desk.case.set(Some(view));
                    desk.say(&prefill::taken(keys.len()));
                    trouble.try_set(None);
                    taken.try_update(|taken| taken.extend(keys));
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let new = offers
        .iter()
        .filter(|offer| offer.standing == MrzStanding::New);
    let new = map_of(new.map(|offer| (offer.field.clone(), offer.value.clone())));
    let all = (!new.is_empty()).then(|| {
        let label = prefill::TAKE_ALL;
        view! { <Button label=label busy=busy shortcut="F8" on_press=move || take(new.clone())/> }
    });
    let rows: Vec<_> = offers
        .into_iter()
        .filter_map(|offer| row(offer, taken, take))
        .collect();
    view! {
        <TroubleAlert trouble=trouble/>
        <div class="ak-table-scroll" tabindex="0" role="region" aria-label=prefill::OFFERS>
            <table class="kern-table ak-table" data-testid="mrz-offers">
                <caption class="kern-title">{prefill::OFFERS}</caption>
                <thead class="kern-table__head">
                    <tr class="kern-table__row">
                        <th class="kern-table__header" scope="col">{prefill::COLUMN_FIELD}</th>
                        <th class="kern-table__header" scope="col">{prefill::COLUMN_VALUE}</th>
                        <th class="kern-table__header" scope="col">{prefill::COLUMN_STANDING}</th>
                        <th class="kern-table__header" scope="col">{prefill::COLUMN_ACTION}</th>
                    </tr>
                </thead>
                <tbody class="kern-table__body">{rows}</tbody>
            </table>
        </div>
        <div class="ak-actions">{all}</div>
    }
}

fn row(
    offer: MrzOffer,
    taken: RwSignal<BTreeSet<String>>,
    take: impl Fn(BTreeMap<String, String>) + Copy + Send + 'static,
) -> Option<impl IntoView> {
    let field = Field::from_key(&offer.field)?;
    let name = fields::label(field, false);
    let value = shown(field, &offer.value);
    let spelling = offer.zone_spelling.then_some(prefill::ZONE_SPELLING);
    let key = offer.field.clone();
    let is_taken = Memo::new(move |_| taken.with(|taken| taken.contains(&key)));
    let standing = offer.standing;
    let badge = move || {
        let (label, tone) = if is_taken.get() {
            (prefill::TAKEN, Tone::Success)
        } else {
            match standing {
                MrzStanding::New => (prefill::NEW, Tone::Info),
                MrzStanding::Same => (prefill::SAME, Tone::Success),
                MrzStanding::Differs => (prefill::DIFFERS, Tone::Warning),
            }
        };
        view! { <StateBadge tone=tone word=label/> }
    };
    let label = prefill::take(&name);
    let value_of = StoredValue::new(offer);
    let button = move || {
        let wanted = standing != MrzStanding::Same && !is_taken.get();
        let label = label.clone();
        let press = move || {
            let offer = value_of.get_value();
            take(map_of([(offer.field, offer.value)]));
        };
        wanted.then(|| view! { <Button label=label kind=ButtonKind::Secondary on_press=press/> })
    };
    Some(view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row" data-label=prefill::COLUMN_FIELD>{name}</th>
            <td class="kern-table__cell" data-label=prefill::COLUMN_VALUE>
                {value}
                {spelling.map(|text| view! { <span class="kern-body kern-body--small ak-block">{text}</span> })}
            </td>
            <td class="kern-table__cell" data-label=prefill::COLUMN_STANDING>{badge}</td>
            <td class="kern-table__cell" data-label=prefill::COLUMN_ACTION>{button}</td>
        </tr>
    })
}

fn shown(field: Field, value: &str) -> String {
    match field.kind() {
        FieldKind::Choice(_) => fields::choice(field, value).to_owned(),
        FieldKind::Date | FieldKind::PartialDate | FieldKind::FutureDate => {
            let date = PartialDate::parse(value).map(PartialDate::german);
            date.unwrap_or_else(|_| value.to_owned())
        }
        _ => value.to_owned(),
    }
}
