//! Names and values side by side.

use leptos::prelude::*;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Its value; several lines are shown below each other.
    pub value: String,
}

impl Fact {
    /// A line.
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
        }
    }
}

/// A description list.
#[component]
pub fn Facts(
    /// The lines.
    facts: Vec<Fact>,
) -> impl IntoView {
    let items: Vec<_> = facts.into_iter().map(item).collect();
    view! { <dl class="kern-description-list">{items}</dl> }
}

fn item(fact: Fact) -> impl IntoView {
    let lines: Vec<_> = fact
        .value
        .lines()
        .map(|line| view! { <span class="ak-line">{line.to_owned()}</span> })
        .collect();
    view! {
        <div class="kern-description-list-item">
            <dt class="kern-description-list-item__key">{fact.name}</dt>
            <dd class="kern-description-list-item__value">{lines}</dd>
        </div>
    }
}
