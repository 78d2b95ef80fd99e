//! The extension's port in the browser (`chrome.runtime.connect`).

use js_sys::{Function, JSON, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type ChromePort;

    #[wasm_bindgen(method, js_name = postMessage, catch)]
    fn post_message(this: &ChromePort, message: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn disconnect(this: &ChromePort);

    #[wasm_bindgen(method, getter, js_name = onMessage)]
    fn on_message(this: &ChromePort) -> ChromeEvent;

    #[wasm_bindgen(method, getter, js_name = onDisconnect)]
    fn on_disconnect(this: &ChromePort) -> ChromeEvent;

    type ChromeEvent;

    #[wasm_bindgen(method, js_name = addListener)]
    fn add_listener(this: &ChromeEvent, listener: &Function);
}

/// A connected port. Dropping it takes its listeners away, so drop it only outside of them.
pub struct Port {
    js: ChromePort,
    _on_message: Closure<dyn FnMut(JsValue)>,
    _on_disconnect: Closure<dyn FnMut()>,
}

/// What comes in at a port.
pub enum Incoming {
    /// A message as JSON text.
    Message(String),
    /// The relay lost the companion; the browser's words for the cause.
    RelayClosed(String),
}

impl Port {
    /// Connects to an extension; `None` while the browser does not offer one.
    pub fn connect(
        extension: &str,
        mut incoming: impl FnMut(Incoming) + 'static,
        closed: impl FnMut() + 'static,
    ) -> Option<Self> {
        let chrome = Reflect::get(&js_sys::global(), &"chrome".into()).ok()?;
        let runtime = Reflect::get(&chrome, &"runtime".into()).ok()?;
        let connect: Function = Reflect::get(&runtime, &"connect".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let js: ChromePort = connect
            .call1(&runtime, &extension.into())
            .ok()?
            .unchecked_into();
        let on_message = Closure::<dyn FnMut(JsValue)>::new(move |message: JsValue| {
            if let Some(read) = read(&message) {
                incoming(read);
            }
        });
        let on_disconnect = Closure::<dyn FnMut()>::new(closed);
        js.on_message()
            .add_listener(on_message.as_ref().unchecked_ref());
        js.on_disconnect()
            .add_listener(on_disconnect.as_ref().unchecked_ref());
        Some(Self {
            js,
            _on_message: on_message,
            _on_disconnect: on_disconnect,
        })
    }

    /// Sends a message given as JSON text; a closed port swallows it and tells by its own event.
    pub fn send(&self, json: &str) {
        if let Ok(message) = JSON::parse(json) {
            let _ = self.js.post_message(&message);
        }
    }

    /// Closes from this side; the browser then fires no event here.
    pub fn close(&self) {
        self.js.disconnect();
    }
}

fn read(message: &JsValue) -> Option<Incoming> {
    let text = |key: &str| Reflect::get(message, &key.into()).ok()?.as_string();
    if text("relay").is_some() {
        return Some(Incoming::RelayClosed(text("reason").unwrap_or_default()));
    }
    JSON::stringify(message)
        .ok()?
        .as_string()
        .map(Incoming::Message)
}
