//! The clerk's screens (Leptos, WASM).

fn main() {}
