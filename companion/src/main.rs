//! The native side: session, captures in memory, devices, link.

fn main() {}
