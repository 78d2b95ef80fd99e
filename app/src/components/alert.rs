//! Notices inside a screen.

use leptos::prelude::*;

use crate::bridge::Trouble;
use crate::texts::{failure, frame};

/// How urgent a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Good to know.
    Info,
    /// Done.
    Success,
    /// Look at it before going on.
    Warning,
    /// It does not go on like this.
    Danger,
}

impl AlertKind {
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A notice with a title.
#[component]
pub fn Alert(
    /// How urgent.
    kind: AlertKind,
    /// Its title.
    #[prop(into)]
    title: String,
    /// What to say.
    children: Children,
) -> impl IntoView {
    let name = kind.name();
    let label = title.clone();
    let role = if kind == AlertKind::Danger {
        "alert"
    } else {
        "group"
    };
    view! {
        <div class=format!("kern-alert kern-alert--{name}") role=role aria-label=label>
            <div class="kern-alert__header">
                <span class=format!("kern-icon kern-icon--{name}") aria-hidden="true"></span>
                <span class="kern-title">{title}</span>
            </div>
            <div class="kern-alert__body">{children()}</div>
        </div>
    }
}

/// Shows what went wrong with the last request, if anything did.
#[component]
pub fn TroubleAlert(
    /// What went wrong.
    #[prop(into)]
    trouble: Signal<Option<Trouble>>,
) -> impl IntoView {
    move || {
        let advice = failure::trouble(&trouble.get()?);
        Some(view! {
            <Alert kind=AlertKind::Danger title=frame::FAILED>
                <p class="kern-body">{advice.what}</p>
                <p class="kern-body">{advice.remedy}</p>
            </Alert>
        })
    }
}
