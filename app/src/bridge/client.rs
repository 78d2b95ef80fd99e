//! The shell around the core: port, timers, futures, signals.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use amtskoffer_contract::bridge::{Event, FromCompanion};
use amtskoffer_contract::tree;
use futures_channel::oneshot;
use leptos::prelude::*;

use super::core::{Core, HELLO_MS};
use super::effect::{Answer, Effect, Task};
use super::link::{Link, LostReason, Trouble};
use super::port::{Incoming, Port};

/// The page's end of the bridge.
#[derive(Clone, Copy)]
pub struct Bridge {
    shell: StoredValue<Shell, LocalStorage>,
    link: RwSignal<Link>,
}

/// A request under way: its number, by which it can be cancelled, and its answer to come.
pub struct Asking {
    /// Number of the request.
    pub id: u32,
    answer: oneshot::Receiver<Result<Answer, Trouble>>,
}

impl Asking {
    /// Waits for the answer.
    ///
    /// # Errors
    /// Every [`Trouble`].
    pub(super) async fn answer(self) -> Result<Answer, Trouble> {
        self.answer.await.unwrap_or(Err(Trouble::Lost))
    }
}

#[derive(Clone)]
struct Shell(Rc<RefCell<Inner>>);

struct Inner {
    core: Core,
    extension: String,
    port: Option<Port>,
    futures: BTreeMap<u32, oneshot::Sender<Result<Answer, Trouble>>>,
    on_event: Rc<dyn Fn(Event)>,
}

impl Bridge {
    /// A bridge that is not connected yet. `on_event` hears everything that the companion tells.
    pub fn new(build: &str, on_event: impl Fn(Event) + 'static) -> Self {
        let inner = Inner {
            core: Core::new(build),
            extension: String::new(),
            port: None,
            futures: BTreeMap::new(),
            on_event: Rc::new(on_event),
        };
        let shell = Shell(Rc::new(RefCell::new(inner)));
        Self {
            shell: StoredValue::new_local(shell),
            link: RwSignal::new(Link::Connecting),
        }
    }

    /// Connects through the extension of this id, and again whenever the connection breaks.
    pub fn start(self, extension: String) {
        self.with(|inner| inner.extension = extension);
        self.connect();
    }

    /// How the connection stands.
    pub fn link(self) -> Signal<Link> {
        self.link.into()
    }

    /// Takes the connection back from another page.
    pub fn take_over(self) {
        self.act(Core::take_over);
    }

    /// Gives a request up.
    pub fn cancel(self, id: u32) {
        self.act(|core| core.cancel(id));
    }

    /// Sets a task going.
    pub(super) fn begin(self, task: Task) -> Asking {
        let (sender, answer) = oneshot::channel();
        let (id, effects) = self.with(|inner| {
            let (id, effects) = inner.core.begin(task);
            inner.futures.insert(id, sender);
            (id, effects)
        });
        self.carry_out(effects);
        Asking { id, answer }
    }

    fn connect(self) {
        let extension = self.with(|inner| inner.extension.clone());
        let incoming = move |incoming| self.incoming(incoming);
        let closed = move || self.act(|core| core.port_closed(LostReason::CompanionGone));
        let Some(port) = Port::connect(&extension, incoming, closed) else {
            self.act(Core::extension_missing);
            return;
        };
        self.with(|inner| inner.port = Some(port));
        self.act(Core::port_opened);
    }

    fn incoming(self, incoming: Incoming) {
        match incoming {
            Incoming::Message(json) => match tree::read::<FromCompanion>(&json) {
                Ok(message) => self.act(|core| core.message(message)),
                Err(_) => self.act(Core::garbled),
            },
            Incoming::RelayClosed(words) => {
                self.act(|core| core.port_closed(LostReason::from_browser(&words)));
                // The extension closes the port next; that must not count as a second break.
                self.close_port();
            }
        }
    }

    fn act(self, input: impl FnOnce(&mut Core) -> Vec<Effect>) {
        let (effects, link) = self.with(|inner| {
            let effects = input(&mut inner.core);
            (effects, inner.core.link().clone())
        });
        if self.link.with_untracked(|shown| *shown != link) {
            self.link.set(link);
        }
        self.carry_out(effects);
    }

    fn carry_out(self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(message) => {
                    let json = serde_json::to_string(&message).unwrap_or_default();
                    self.with(|inner| inner.port.as_ref().map(|port| port.send(&json)));
                }
                Effect::Close => self.close_port(),
                Effect::ConnectAfter(pause) => after(pause, move || self.connect()),
                Effect::AwaitHello(connection) => {
                    after(HELLO_MS, move || {
                        self.act(|core| core.hello_overdue(connection));
                    });
                }
                Effect::Settle(id, result) => {
                    let future = self.with(|inner| inner.futures.remove(&id));
                    if let Some(future) = future {
                        // A page that was left no longer waits for its answer.
                        let _ = future.send(result);
                    }
                }
                Effect::Tell(event) => {
                    let on_event = self.with(|inner| Rc::clone(&inner.on_event));
                    on_event(event);
                }
            }
        }
    }

    /// Closes and drops the port, the latter outside of its own listeners.
    fn close_port(self) {
        let port = self.with(|inner| inner.port.take());
        let Some(port) = port else {
            return;
        };
        port.close();
        after(0, move || drop(port));
    }

    fn with<T>(self, use_inner: impl FnOnce(&mut Inner) -> T) -> T {
        let shell = self.shell.get_value();
        let mut inner = shell.0.borrow_mut();
        use_inner(&mut inner)
    }
}

fn after(milliseconds: u32, then: impl FnOnce() + 'static) {
    set_timeout(then, Duration::from_millis(u64::from(milliseconds)));
}
