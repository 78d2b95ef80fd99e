//! The browser's half of WebAuthn: hands the gateway's options to the authenticator and gives its answer
//! back, both as JSON (WebAuthn Level 3, sections 5.1.8 to 5.1.10).

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::clerks::{Ceremony, Credential};
use js_sys::{Function, JSON, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::bridge::Trouble;

/// Makes a passkey.
///
/// # Errors
/// [`Failure::CeremonyEnded`] when the authenticator gives none.
pub async fn create(ceremony: &Ceremony) -> Result<Credential, Trouble> {
    answer(ceremony, "parseCreationOptionsFromJSON", "create").await
}

/// Has a passkey answer.
///
/// # Errors
/// [`Failure::CeremonyEnded`] when none answers.
pub async fn get(ceremony: &Ceremony) -> Result<Credential, Trouble> {
    answer(ceremony, "parseRequestOptionsFromJSON", "get").await
}

async fn answer(ceremony: &Ceremony, read: &str, act: &str) -> Result<Credential, Trouble> {
    let options = ceremony.options.get("publicKey");
    let options = options.map(ToString::to_string).unwrap_or_default();
    let answered = asked(&options, read, act).await;
    let json = answered.ok().and_then(|json| json.as_string());
    let credential = json.and_then(|json| serde_json::from_str(&json).ok());
    credential.ok_or(Trouble::Refused(Failure::CeremonyEnded))
}

async fn asked(options: &str, read: &str, act: &str) -> Result<JsValue, JsValue> {
    let class = Reflect::get(&window(), &"PublicKeyCredential".into())?;
    let read = method(&class, read)?.call1(&class, &JSON::parse(options)?)?;
    let wanted = Object::new();
    Reflect::set(&wanted, &"publicKey".into(), &read)?;
    let keys = Reflect::get(&window().navigator(), &"credentials".into())?;
    let promise: Promise = method(&keys, act)?.call1(&keys, &wanted)?.dyn_into()?;
    let credential = JsFuture::from(promise).await?;
    let json = method(&credential, "toJSON")?.call0(&credential)?;
    Ok(JSON::stringify(&json)?.into())
}

fn method(of: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}
