//! How much memory three open cases take. The bound is that of the design: 64 MiB resident with
//! three open cases of 5 MB each.

use crate::common;

use common::town::Town;
use common::{Suitcase, status_line};

const BOUND_KIB: u64 = 64 * 1024;

fn resident_kib(suitcase: &Suitcase) -> u64 {
    let line = status_line(suitcase.pid(), "VmRSS");
    line.split_whitespace()
        .next()
        .expect("a number")
        .parse()
        .expect("a number")
}

#[test]
fn three_open_cases_stay_within_the_bound() {
    let town = Town::new();
    let mut suitcase = town.suitcase("");
    suitcase.start();
    let mut page = suitcase.page();
    let empty = resident_kib(&suitcase);
    for _ in 0..3 {
        page.fill_id_card();
    }
    let full = resident_kib(&suitcase);
    let picture = common::visit::camera_picture().len() / 1024;
    assert!(
        picture >= 4 * 1024,
        "with its photo and prints a case has some 5 MB"
    );
    println!(
        "camera pictures of {picture} KiB; resident: {empty} KiB at start, {full} KiB with three cases"
    );
    assert!(full <= BOUND_KIB, "{full} KiB");
}
