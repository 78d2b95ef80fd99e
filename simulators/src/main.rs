//! A stand-in for every device kind, speaking its real wire protocol.

fn main() {}
