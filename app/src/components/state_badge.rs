//! A state in words, with an icon; colour only repeats what the word says.

use leptos::prelude::*;

/// How a state feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good.
    Success,
    /// Neutral.
    Info,
    /// Look at it.
    Warning,
    /// Mend it.
    Danger,
}

impl Tone {
    /// Name in class names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// The badge.
#[component]
pub fn StateBadge(
    /// How it feels.
    tone: Tone,
    /// The word.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    let name = tone.name();
    view! {
        <span class=format!("kern-badge kern-badge--{name}")>
            <span class=format!("kern-icon kern-icon--{name} kern-icon--small") aria-hidden="true"></span>
            <span class="kern-label kern-label--small">{word}</span>
        </span>
    }
}
