//! The commands of the README: demo, test, bench.

fn main() {}
