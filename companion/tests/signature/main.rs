//! Signature pads against their peers: our STU stand-in over USB/IP, the published driver of the ePad,
//! and a real kernel's USB bus in qemu.

mod guest;
mod oracle;
mod real_bus;
mod rules;
mod stand_in;
mod stand_in_faults;
mod support;
