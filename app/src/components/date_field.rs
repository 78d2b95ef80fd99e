//! A date in three inputs: day, month, year. Unknown parts are typed as `XX` where allowed.

use leptos::prelude::*;

use super::numeric_pad::{NumericPad, PadInput, PadKind};
use super::text_field::{ProblemText, described_by};
use crate::texts::fields;

/// A date; its value is `TT.MM.JJJJ` as typed, empty when all three parts are.
#[component]
pub fn DateField(
    /// Id of the group; the day has it with `-day`.
    #[prop(into)]
    id: String,
    /// Question.
    #[prop(into)]
    label: String,
    /// Hint.
    #[prop(into, optional)]
    hint: String,
    /// The date as typed or as the register sends it.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// Day and month may be unknown.
    #[prop(optional)]
    partial: bool,
) -> impl IntoView {
    let [day, month, year] = split(&value.get_untracked()).map(RwSignal::new);
    Effect::new(move |ran: Option<()>| {
        let joined = join(&day.get(), &month.get(), &year.get());
        if ran.is_some() {
            value.set(joined);
        }
    });
    let hint = if hint.is_empty() {
        fields::date_hint(partial).to_owned()
    } else {
        hint
    };
    let ids = id.clone();
    let mode = if partial { "text" } else { "numeric" };
    let part = move |name: &'static str, label: &'static str, width: u8, part: RwSignal<String>| {
        let id = format!("{ids}-{name}");
        view! {
            <div class="kern-form-input">
                <label class="kern-label" for=id.clone()>{label}</label>
                <input
                    class=format!("kern-form-input__input kern-form-input__input--width-{width}")
                    class:kern-form-input__input--error=move || problem.get().is_some()
                    id=id
                    type="text"
                    inputmode=mode
                    autocomplete="off"
                    aria-invalid=move || problem.get().map(|_| "true")
                    prop:value=part
                    on:input=move |event| part.set(clean(&event_target_value(&event), partial))
                />
            </div>
        }
    };
    let inputs = [("day", 2), ("month", 2), ("year", 0)].map(|(name, full)| PadInput {
        id: format!("{id}-{name}"),
        full,
    });
    let kind = if partial {
        PadKind::PartialDate
    } else {
        PadKind::Digits
    };
    let pad = view! { <NumericPad id=id.clone() label=label.clone() inputs=inputs.into() kind=kind/> };
    let described = id.clone();
    view! {
        <fieldset
            class="kern-fieldset"
            class:kern-fieldset--error=move || problem.get().is_some()
            aria-describedby=move || described_by(&described, true, problem.get().is_some())
        >
            <legend class="kern-label">{label}</legend>
            <div class="kern-hint" id=format!("{id}-hint")>{hint}</div>
            <div class="kern-fieldset__body kern-fieldset__body--horizontal">
                {part("day", fields::DAY, 2, day)}
                {part("month", fields::MONTH, 2, month)}
                {part("year", fields::YEAR, 4, year)}
            </div>
            {pad}
            <ProblemText id=id problem=problem/>
        </fieldset>
    }
}

/// Day, month and year of a date as typed or as the register sends it.
fn split(value: &str) -> [String; 3] {
    let german: Vec<&str> = value.split('.').collect();
    if let [day, month, year] = german.as_slice() {
        return [(*day).to_owned(), (*month).to_owned(), (*year).to_owned()];
    }
    let register: Vec<&str> = value.split('-').collect();
    if let [year, month, day] = register.as_slice() {
        return [(*day).to_owned(), (*month).to_owned(), (*year).to_owned()];
    }
    [String::new(), String::new(), value.to_owned()]
}

fn join(day: &str, month: &str, year: &str) -> String {
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return String::new();
    }
    format!("{day}.{month}.{year}")
}

/// What may stand in a part; anything pasted beside it is dropped.
fn clean(typed: &str, partial: bool) -> String {
    let allowed = |sign: &char| sign.is_ascii_digit() || (partial && matches!(sign, 'x' | 'X'));
    typed
        .chars()
        .filter(allowed)
        .take(4)
        .collect::<String>()
        .to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{clean, join, split};

    #[test]
    fn both_ways_of_writing_a_date_are_split() {
        let parts = ["12".to_owned(), "08".to_owned(), "1964".to_owned()];
        assert_eq!(split("12.08.1964"), parts);
        assert_eq!(split("1964-08-12"), parts);
        assert_eq!(split("1964-XX-XX"), ["XX", "XX", "1964"]);
        assert_eq!(split(""), ["", "", ""]);
    }

    #[test]
    fn an_empty_date_stays_empty_and_a_half_one_stays_half() {
        assert_eq!(join("", "", ""), "");
        assert_eq!(join("31", "", "2026"), "31..2026");
    }

    #[test]
    fn pasted_rubbish_is_dropped() {
        assert_eq!(clean(" 1a2.", false), "12");
        assert_eq!(clean("xx", true), "XX");
        assert_eq!(clean("xx", false), "");
    }
}
