//! How far something is.

use leptos::prelude::*;

/// A bar with its label.
#[component]
pub fn Progress(
    /// Id.
    #[prop(into)]
    id: String,
    /// What goes on, with the numbers in words.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done.
    #[prop(into)]
    value: Signal<f64>,
    /// How much there is.
    #[prop(into)]
    max: Signal<f64>,
) -> impl IntoView {
    view! {
        <div class="kern-progress">
            <label class="kern-label" for=id.clone()>{label}</label>
            <progress id=id prop:value=value prop:max=max></progress>
        </div>
    }
}
