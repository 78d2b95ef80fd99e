//! A real kernel's USB bus: qemu's Wacom tablet for claiming, strings, reports and hot-plug, and our STU
//! stand-in, imported by that kernel and by Debian's `usbip`, driven by libusb.

use std::path::PathBuf;

use super::guest::Guest;

#[test]
fn a_kernels_bus_is_driven_from_plugging_in_to_pulling_out() {
    let mut guest = Guest::start(&program());
    let mut said = Vec::new();
    while let Some(line) = guest.next_line() {
        match line.as_str() {
            "await pen" => {
                for step in 1..=5 {
                    guest.command(&format!("mouse_move {} {}", 20 * step, 10 * step));
                    guest.command(&format!("mouse_button {}", step % 2));
                }
            }
            "await unplug" => guest.command("device_del pad"),
            "await plug" => guest.command("device_add usb-wacom-tablet,id=pad"),
            _ => {}
        }
        said.push(line);
    }
    let has = |wanted: &str| {
        let is_there = said.iter().any(|line| line == wanted);
        assert!(is_there, "{wanted:?} is missing:\n{}", guest.log());
    };
    has("point found-with-a-driver-of-the-system");
    has("point claimed drivers-left=0");
    has("point product Wacom PenPartner");
    has("point second-claim Some(Busy)");
    has("point report-of 7 bytes");
    has("point unplugged Gone");
    has("point plugged-in-again-and-given-back");
    has("point attached-by-the-kernel");
    // The rules of the suitcase give the device to the person at the seat.
    has("point tagged-for-the-seat true");
    has("point open-without-rights Some(NoPermission)");
    has("point page-shown true");
    has("point signed all-or-nearly=true strokes=3");
    has("point pulled-out Usb(Gone)");
    has("point signed-again all-or-nearly=true strokes=3");
    has("done");
}

/// Built with the tests, beside them.
fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a program");
    let debug = own.ancestors().nth(2).expect("deps is in a folder");
    let program = debug.join("examples/usb_guest");
    assert!(
        program.is_file(),
        "{} is missing: run all targets of the crate",
        program.display()
    );
    program
}
