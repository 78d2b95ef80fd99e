//! What is to be done at the terminal, with the clerk's word that the holder is there.

use amtskoffer_contract::bridge::{AddressSource, KnownAddress, TerminalAct};
use amtskoffer_domain::fields::YES;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heard;
use crate::bridge::Trouble;
use crate::components::{
    Button, ButtonKind, CheckField, Choice, ChoiceField, ErrorSummary, LinkButton, SummaryEntry,
};
use crate::desk::desk;
use crate::route::Route;
use crate::texts::terminal;

type Problem = RwSignal<Option<String>>;

/// The form.
#[component]
pub fn Order(trouble: RwSignal<Option<Trouble>>, invalid: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let act = RwSignal::new(String::new());
    let address = RwSignal::new(String::new());
    let identity = RwSignal::new(String::new());
    let act_problem: Problem = RwSignal::new(None);
    let address_problem: Problem = RwSignal::new(None);
    let identity_problem: Problem = RwSignal::new(None);
    let asked = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let addresses = Memo::new(move |_| {
        let known = desk
            .terminal
            .with(|view| Some(view.as_ref()?.addresses.clone()));
        known.unwrap_or_default()
    });
    let chosen = Memo::new(move |_| act_of(&act.get()));
    let entries = Signal::derive(move || {
        let entry = |input: &str, problem: Problem| {
            let text = problem.get()?;
            Some(SummaryEntry {
                input: input.to_owned(),
                text,
            })
        };
        [
            entry("act-0", act_problem),
            entry("address-0", address_problem),
            entry("identity", identity_problem),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let act = chosen.get_untracked();
        let source = addresses.with_untracked(|known| source_of(known, &address.get_untracked()));
        let writes = act == Some(TerminalAct::WriteAddress);
        let checked = identity.with_untracked(|answer| answer == YES);
        let tell = |problem: Problem, wrong: bool, text: &str| {
            problem.set(wrong.then(|| text.to_owned()));
        };
        tell(act_problem, act.is_none(), terminal::ACT_MISSING);
        tell(
            address_problem,
            writes && source.is_none(),
            terminal::ADDRESS_MISSING,
        );
        tell(identity_problem, !checked, terminal::IDENTITY_MISSING);
        let wrong = !entries.get_untracked().is_empty();
        invalid.set(wrong);
        asked.update(|count| *count += 1);
        let Some(act) = act.filter(|_| !wrong && !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let source = source.filter(|_| writes);
            let answer = desk.bridge.begin_at_terminal(act, checked, source).await;
            let _ = busy.try_set(false);
            heard(desk, answer, trouble);
        });
    };
    let acts = TerminalAct::ALL.map(|act| Choice {
        key: key_of(act).to_owned(),
        label: terminal::act(act).to_owned(),
        hint: terminal::act_hint(act).to_owned(),
    });
    view! {
        <ErrorSummary entries=entries asked=asked/>
        <form class="ak-stack" novalidate autocomplete="off" on:submit=submit>
            <ChoiceField
                id="act"
                label=terminal::ACT
                choices=acts.to_vec()
                value=act
                problem=act_problem
            />
            {move || {
                (chosen.get() == Some(TerminalAct::WriteAddress))
                    .then(|| view! { <Addresses addresses=addresses value=address problem=address_problem/> })
            }}
            <CheckField
                id="identity"
                label=terminal::IDENTITY
                value=identity
                problem=identity_problem
            />
            <div class="ak-actions">
                <Button label=terminal::BEGIN submit=true busy=busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
}

#[component]
fn Addresses(
    addresses: Memo<Vec<KnownAddress>>,
    value: RwSignal<String>,
    problem: Problem,
) -> impl IntoView {
    move || {
        let known = addresses.get();
        if known.is_empty() {
            return view! {
                <div class="ak-stack">
                    <p class="kern-body">{terminal::NO_ADDRESS}</p>
                    <LinkButton
                        label=terminal::TO_SEARCH
                        href=Route::Search.href()
                        kind=ButtonKind::Secondary
                    />
                </div>
            }
            .into_any();
        }
        let choices: Vec<Choice> = known.iter().map(choice).collect();
        view! {
            <ChoiceField
                id="address"
                label=terminal::ADDRESS
                hint=terminal::ADDRESS_HINT
                choices=choices
                value=value
                problem=problem
            />
        }
        .into_any()
    }
}

fn choice(known: &KnownAddress) -> Choice {
    let from = match known.source {
        AddressSource::Record => terminal::FROM_REGISTER,
        AddressSource::Case { .. } => terminal::FROM_CASE,
    };
    Choice {
        key: source_key(known.source),
        label: format!("{}: {}", known.name, known.lines.join(", ")),
        hint: format!("{from} {}", known.residence_id).trim().to_owned(),
    }
}

fn source_key(source: AddressSource) -> String {
    match source {
        AddressSource::Record => "record".to_owned(),
        AddressSource::Case { case } => case.to_string(),
    }
}

fn source_of(known: &[KnownAddress], key: &str) -> Option<AddressSource> {
    let sources = known.iter().map(|known| known.source);
    sources
        .into_iter()
        .find(|source| source_key(*source) == key)
}

fn key_of(act: TerminalAct) -> &'static str {
    match act {
        TerminalAct::ShowData => "show_data",
        TerminalAct::WriteAddress => "write_address",
        TerminalAct::SetPin => "set_pin",
        TerminalAct::SwitchOn => "switch_on",
        TerminalAct::SwitchOff => "switch_off",
        TerminalAct::Unblock => "unblock",
    }
}

fn act_of(key: &str) -> Option<TerminalAct> {
    TerminalAct::ALL.into_iter().find(|act| key_of(*act) == key)
}

#[cfg(test)]
mod tests {
    use super::{act_of, key_of, source_key, source_of};
    use amtskoffer_contract::bridge::{AddressSource, KnownAddress, TerminalAct};
    use uuid::Uuid;

    #[test]
    fn choices_are_found_by_their_keys() {
        for act in TerminalAct::ALL {
            assert_eq!(act_of(key_of(act)), Some(act));
        }
        assert_eq!(act_of(""), None);
        let case = AddressSource::Case {
            case: Uuid::from_u128(7),
        };
        let known = [AddressSource::Record, case].map(|source| KnownAddress {
            source,
            name: String::new(),
            lines: Vec::new(),
            residence_id: String::new(),
        });
        assert_eq!(source_of(&known, &source_key(case)), Some(case));
        assert_eq!(source_of(&known, "record"), Some(AddressSource::Record));
        assert_eq!(source_of(&known, "other"), None);
    }
}
