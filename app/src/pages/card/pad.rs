//! A numeric pad for a secret word: keys for fingers, a masked field for the keyboard.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use crate::browser::focus;
use crate::components::{Button, ButtonKind};
use crate::texts::card::{self, Word};

/// Id of the field.
pub const INPUT: &str = "secret";

/// Asks for one word. What was typed is handed over once and forgotten.
#[component]
pub fn Pad(
    /// Which word.
    word: Word,
    /// What was wrong with the word before.
    problem: Signal<Option<&'static str>>,
    /// Called with the whole word.
    on_word: impl Fn(String) + Copy + 'static,
    /// Called when the holder does not want any more.
    on_stop: impl Fn() + 'static,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let digits = word.digits();
    let full = move || typed.with(|typed| typed.len() == digits);
    let put = move |digit: u8| {
        typed.update(|typed| {
            if typed.len() < digits {
                typed.push(char::from(b'0' + digit));
            }
        });
        focus(INPUT);
    };
    let take = move |text: String| {
        let only = text.chars().filter(char::is_ascii_digit).take(digits);
        typed.set(only.collect());
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if full() {
            on_word(typed.try_update(std::mem::take).unwrap_or_default());
        }
    };
    on_cleanup(move || {
        let _ = typed.try_update(String::clear);
    });
    request_animation_frame(|| focus(INPUT));
    let key = move |digit: u8| {
        view! {
            <button
                type="button"
                class="ak-keys__key"
                aria-label=card::digit(digit)
                on:click=move |_| put(digit)
            >
                {digit.to_string()}
            </button>
        }
    };
    let no_letters = |event: KeyboardEvent| {
        let key = event.key();
        let letter = key.chars().count() == 1 && !event.ctrl_key() && !event.alt_key();
        if letter && !key.chars().all(|sign| sign.is_ascii_digit()) {
            event.prevent_default();
        }
    };
    view! {
        <form class="ak-keys" novalidate autocomplete="off" on:submit=submit>
            <div class="kern-form-input" class:kern-form-input--error=move || problem.get().is_some()>
                <label class="kern-label" for=INPUT>{card::word(word)}</label>
                <div class="kern-hint" id="secret-hint">{card::word_hint(word)}</div>
                <input
                    class="kern-form-input__input ak-keys__input"
                    id=INPUT
                    type="password"
                    inputmode="none"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=digits.to_string()
                    aria-describedby="secret-hint secret-count secret-error"
                    aria-invalid=move || problem.get().map(|_| "true")
                    prop:value=typed
                    on:keydown=no_letters
                    on:input=move |event| take(event_target_value(&event))
                />
                <p class="kern-body" id="secret-count" role="status">
                    {move || card::typed(typed.with(String::len), digits)}
                </p>
                <p class="kern-error" id="secret-error" role="alert">
                    {move || problem.get().map(|text| view! { <span class="kern-body">{text}</span> })}
                </p>
            </div>
            <div class="ak-keys__grid" role="group" aria-label=card::KEYS>
                {[1, 2, 3, 4, 5, 6, 7, 8, 9].map(key).collect_view()}
                <button
                    type="button"
                    class="ak-keys__key ak-keys__key--wide"
                    on:click=move |_| {
                        typed.update(|typed| {
                            typed.pop();
                        });
                        focus(INPUT);
                    }
                >
                    {card::DELETE}
                </button>
                {key(0)}
            </div>
            <div class="ak-actions">
                <Button label=card::NEXT submit=true on_press=|| ()/>
                <Button label=card::STOP kind=ButtonKind::Secondary on_press=on_stop/>
            </div>
        </form>
    }
}
