//! One act of the holder: which word is next, what was typed so far, what came of it.

use amtskoffer_contract::bridge::{
    CardOutcome, CardRequest, CardSeen, EidRequest, EidView, PinWay, Secret,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::words::{Act, problem, words};
use crate::bridge::Trouble;
use crate::desk::{Desk, desk};
use crate::texts::card::Word;

/// How the PIN is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// With the card reader.
    Reader,
    /// With the official eID client.
    Client,
}

/// Everything of the screen that changes. What was typed is wiped after its use.
#[derive(Clone, Copy)]
pub struct Run {
    desk: Desk,
    case: Option<Uuid>,
    on_done: Option<Callback<()>>,
    /// How.
    pub way: RwSignal<Way>,
    /// The eID client, once it was asked.
    pub client: RwSignal<Option<EidView>>,
    act: RwSignal<Option<Act>>,
    asked: RwSignal<Vec<Word>>,
    typed: StoredValue<Vec<(Word, Secret)>>,
    /// What was wrong with the last word.
    pub problem: RwSignal<Option<&'static str>>,
    /// The card is at work.
    pub busy: RwSignal<bool>,
    /// What came of it.
    pub outcome: RwSignal<Option<CardOutcome>>,
    /// Why nothing came of it.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Run {
    /// Nothing has begun. A change of the PIN is noted in the case, if there is one.
    pub fn new(case: Option<Uuid>, on_done: Option<Callback<()>>) -> Self {
        let run = Self {
            desk: desk(),
            case,
            on_done,
            way: RwSignal::new(Way::Reader),
            client: RwSignal::new(None),
            act: RwSignal::new(None),
            asked: RwSignal::new(Vec::new()),
            typed: StoredValue::new(Vec::new()),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
            outcome: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        on_cleanup(move || run.forget());
        run
    }

    /// Whether it belongs to no case.
    pub fn is_alone(self) -> bool {
        self.case.is_none()
    }

    /// The card before us, by the way that was chosen.
    pub fn card(self) -> Option<CardSeen> {
        match self.way.get() {
            Way::Reader => self
                .desk
                .card
                .with(|view| view.as_ref().map(|view| view.card)),
            Way::Client => self.client.with(|view| view.as_ref().map(|view| view.card)),
        }
    }

    /// Asks reader or client again.
    pub fn look(self) {
        spawn_local(async move {
            let trouble = match self.way.get_untracked() {
                Way::Reader => match self.desk.bridge.card().await {
                    Ok(view) => {
                        self.desk.card.set(Some(view));
                        None
                    }
                    Err(trouble) => Some(trouble),
                },
                Way::Client => match self.desk.bridge.eid().await {
                    Ok(view) => {
                        self.client.set(Some(view));
                        None
                    }
                    Err(trouble) => Some(trouble),
                },
            };
            self.trouble.set(trouble);
        });
    }

    /// The word that is typed now.
    pub fn next(self) -> Option<Word> {
        self.asked.with(|asked| asked.first().copied())
    }

    /// The holder wants this.
    pub fn begin(self, act: Act) {
        self.forget();
        self.outcome.set(None);
        self.trouble.set(None);
        self.act.set(Some(act));
        let card = untrack(move || self.card()).unwrap_or(CardSeen::NoReader);
        self.asked.set(words(act, card));
    }

    /// A change at the keypad of the eID client's reader: nothing is typed here.
    pub fn begin_at_keypad(self) {
        self.begin(Act::ChangePin(PinWay::Pin));
        self.asked.set(Vec::new());
        self.carry_out();
    }

    /// Stops; whatever was typed is gone.
    pub fn stop(self) {
        self.forget();
        self.act.set(None);
        self.asked.set(Vec::new());
    }

    /// A whole word was typed.
    pub fn take(self, typed: String) {
        let Some(word) = untrack(move || self.next()) else {
            return;
        };
        let typed = Secret::new(typed);
        let wrong = self.typed.with_value(|known| {
            let new = known.iter().find(|(kind, _)| *kind == Word::New);
            problem(word, typed.reveal(), new.map(|(_, new)| new.reveal()))
        });
        self.problem.set(wrong);
        if wrong.is_some() {
            if word == Word::Repeat {
                self.typed
                    .update_value(|known| known.retain(|(kind, _)| *kind != Word::New));
                self.asked.update(|asked| asked.insert(0, Word::New));
            }
            return;
        }
        self.typed.update_value(|known| known.push((word, typed)));
        self.asked.update(|asked| {
            asked.remove(0);
        });
        if self.asked.with_untracked(Vec::is_empty) {
            self.carry_out();
        }
    }

    fn carry_out(self) {
        let Some(act) = self.act.get_untracked() else {
            return;
        };
        let way = self.way.get_untracked();
        let words = self
            .typed
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        self.busy.set(true);
        spawn_local(async move {
            let outcome = match way {
                Way::Reader => self.with_reader(act, words).await,
                Way::Client => self.desk.bridge.eid_act(at_client(words)).await,
            };
            self.busy.set(false);
            self.act.set(None);
            match outcome {
                Ok(outcome) => self.outcome.set(Some(outcome)),
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
            if let Some(done) = self.on_done {
                done.run(());
            }
        });
    }

    async fn with_reader(
        self,
        act: Act,
        words: Vec<(Word, Secret)>,
    ) -> Result<CardOutcome, Trouble> {
        let done = self
            .desk
            .bridge
            .card_act(at_reader(act, words, self.case))
            .await?;
        self.desk.card.set(Some(done.card));
        Ok(done.outcome)
    }

    fn forget(self) {
        self.problem.try_set(None);
        let _ = self.typed.try_update_value(Vec::clear);
    }
}

fn taken(words: &mut Vec<(Word, Secret)>, kinds: &[Word]) -> Option<Secret> {
    let place = words.iter().position(|(kind, _)| kinds.contains(kind))?;
    Some(words.swap_remove(place).1)
}

fn at_reader(act: Act, mut words: Vec<(Word, Secret)>, case: Option<Uuid>) -> CardRequest {
    let mut word = |kinds: &[Word]| {
        let known = taken(&mut words, kinds);
        known.unwrap_or_else(|| Secret::new(String::new()))
    };
    match act {
        Act::Unblock => CardRequest::Unblock {
            puk: word(&[Word::Puk]),
        },
        Act::ChangePin(way) => CardRequest::ChangePin {
            way,
            old: word(&[Word::Transport, Word::Old]),
            new: word(&[Word::New]),
            can: taken(&mut words, &[Word::Can]),
            case,
        },
    }
}

fn at_client(mut words: Vec<(Word, Secret)>) -> EidRequest {
    EidRequest::ChangePin {
        old: taken(&mut words, &[Word::Transport, Word::Old]),
        new: taken(&mut words, &[Word::New]),
        can: taken(&mut words, &[Word::Can]),
    }
}
