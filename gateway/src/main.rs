//! The data-centre side: register look-up, ingest, receipts.

fn main() {}
