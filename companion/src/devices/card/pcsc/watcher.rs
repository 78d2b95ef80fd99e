//! The watch over readers and cards. The card service wakes it at every change; it comes back by itself
//! when the service was started anew.

use std::ffi::CString;
use std::thread::{Builder, sleep};
use std::time::Duration;

use pcsc::{Context, Error, PNP_NOTIFICATION, ReaderState, Scope, State};
use tokio::sync::watch;

use super::super::{CardError, Sight};
use super::talk::refused;

/// How soon a service that came back is seen.
const SERVICE_PAUSE: Duration = Duration::from_millis(250);
/// How long one waiting takes at most, so that a watch nobody needs any more ends.
const WAIT: Duration = Duration::from_secs(1);

/// Begins the watch over readers whose name has this part. It ends when nobody listens any more.
pub(super) fn start(wanted: String) -> watch::Receiver<Sight> {
    let (tell, sight) = watch::channel(Sight::Unknown);
    let mut watch = Watch {
        wanted,
        tell,
        last: None,
        insertions: 0,
    };
    let started = Builder::new()
        .name("card-watch".into())
        .spawn(move || watch.run());
    if let Err(error) = started {
        tracing::error!("no watch over card readers: {error}");
    }
    sight
}

struct Watch {
    wanted: String,
    tell: watch::Sender<Sight>,
    /// Reader and event number of the card that was seen last.
    last: Option<(CString, u32)>,
    insertions: u64,
}

impl Watch {
    fn run(&mut self) {
        while !self.tell.is_closed() {
            let fault = match Context::establish(Scope::System) {
                Ok(context) => self.follow(&context),
                Err(fault) => fault,
            };
            if self.tell.is_closed() {
                return;
            }
            let error = match refused(fault) {
                permission @ CardError::NoPermission => permission,
                _ => CardError::ServiceMissing,
            };
            self.say(Sight::NoService(error));
            sleep(SERVICE_PAUSE);
        }
    }

    /// Follows one life of the service; gives what ended it.
    fn follow(&mut self, context: &Context) -> Error {
        let mut states = vec![ReaderState::new(PNP_NOTIFICATION(), State::UNAWARE)];
        while !self.tell.is_closed() {
            let names = match context.list_readers_owned() {
                Ok(names) => names,
                Err(Error::NoReadersAvailable) => Vec::new(),
                Err(fault) => return fault,
            };
            self.keep(&mut states, names);
            match context.get_status_change(WAIT, &mut states) {
                Ok(()) | Err(Error::UnknownReader) => {}
                Err(Error::Timeout) => continue,
                Err(fault) => return fault,
            }
            for state in &mut states {
                state.sync_current_state();
            }
            self.judge(&states);
        }
        Error::Cancelled
    }

    /// The readers that are there now, each with what is known of it.
    fn keep(&self, states: &mut Vec<ReaderState>, names: Vec<CString>) {
        let wanted = |name: &CString| name.to_string_lossy().contains(&self.wanted);
        let names: Vec<CString> = names.into_iter().filter(wanted).collect();
        states.retain(|state| {
            state.name() == PNP_NOTIFICATION() || names.iter().any(|name| **name == *state.name())
        });
        for name in names {
            if !states.iter().any(|state| *state.name() == *name) {
                states.push(ReaderState::new(name, State::UNAWARE));
            }
        }
    }

    fn judge(&mut self, states: &[ReaderState]) {
        let is_reader = |state: &&ReaderState| {
            state.name() != PNP_NOTIFICATION()
                && !state
                    .event_state()
                    .intersects(State::UNKNOWN | State::IGNORE | State::UNAVAILABLE)
        };
        let readers: Vec<&ReaderState> = states.iter().filter(is_reader).collect();
        let with_card = readers
            .iter()
            .find(|state| state.event_state().contains(State::PRESENT));
        let name = |state: &ReaderState| state.name().to_string_lossy().into_owned();
        let sight = match (with_card, readers.first()) {
            (Some(state), _) => {
                let seen = Some((state.name().to_owned(), state.event_count()));
                if self.last != seen {
                    self.insertions += 1;
                    self.last = seen;
                }
                Sight::Card {
                    reader: name(state),
                    insertion: self.insertions,
                    is_mute: state.event_state().contains(State::MUTE),
                }
            }
            (None, Some(state)) => Sight::Empty {
                reader: name(state),
            },
            (None, None) => Sight::NoReader,
        };
        self.say(sight);
    }

    fn say(&self, sight: Sight) {
        self.tell.send_if_modified(|known| {
            let is_new = *known != sight;
            *known = sight;
            is_new
        });
    }
}
