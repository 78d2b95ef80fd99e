//! The tasks of a case.

use leptos::prelude::*;

use super::state_badge::{StateBadge, Tone};
use crate::texts::case;

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing was done.
    NotBegun,
    /// Something was done.
    Begun,
    /// All is done.
    Done,
    /// Other tasks come first.
    NotYet,
    /// Something is wrong.
    Problem,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Key, for ids.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it is done.
    pub href: String,
    /// Where it stands.
    pub state: TaskState,
}

/// The list.
#[component]
pub fn TaskList(
    /// The tasks in their order.
    tasks: Vec<Task>,
) -> impl IntoView {
    let items: Vec<_> = tasks
        .into_iter()
        .enumerate()
        .map(|(at, task)| item(at + 1, task))
        .collect();
    view! { <ul class="kern-task-list__list ak-tasks">{items}</ul> }
}

fn item(number: usize, task: Task) -> impl IntoView {
    let status = format!("task-{}-state", task.key);
    let number = view! { <span class="kern-number">{number}</span> };
    let name = view! { <span>{task.name}</span> };
    let title = if task.state == TaskState::NotYet {
        view! { <span class="kern-task-list__content-wrapper">{number}{name}</span> }.into_any()
    } else {
        view! {
            <a
                class="kern-task-list__content-wrapper kern-link kern-link--stretched"
                href=task.href
                aria-describedby=status.clone()
            >{number}{name}</a>
        }
        .into_any()
    };
    let (tone, word) = case::task_state(task.state);
    view! {
        <li class="kern-task-list__item" data-testid=format!("task-{}", task.key)>
            <div class="kern-task-list__title">{title}</div>
            <div class="kern-task-list__status" id=status><StateBadge tone=tone word=word/></div>
        </li>
    }
}

impl TaskState {
    /// How it feels.
    pub fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Success,
            Self::Begun => Tone::Warning,
            Self::NotBegun | Self::NotYet => Tone::Info,
            Self::Problem => Tone::Danger,
        }
    }
}
