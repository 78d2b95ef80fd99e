//! The peers of the device tests, each with the version that is here. What nobody here wrote is what makes
//! a device test worth something, so a peer that is missing is a failure.

use crate::error::Error;
use crate::layout::Layout;
use crate::run;

/// Packages of the operating system, and what each is the peer of.
const PACKAGES: [(&str, &str); 20] = [
    ("cups-ipp-utils", "printer"),
    ("sane-utils", "document scanner"),
    ("libsane1", "document scanner"),
    ("pcscd", "card reader"),
    ("vsmartcard-vpcd", "card reader"),
    ("vsmartcard-vpicc", "card reader"),
    ("libeac-dev", "card (PACE)"),
    ("ausweisapp2", "eID client"),
    ("libxml2-utils", "change terminal"),
    ("umockdev", "fingerprint scanner"),
    ("libusb-1.0-0-dev", "USB"),
    ("qemu-system-x86", "USB"),
    ("usbip", "signature pad"),
    ("dbus-daemon", "power and network"),
    ("python3-dbusmock", "power and network"),
    ("iproute2", "network"),
    ("chromium", "camera"),
    ("poppler-utils", "documents"),
    ("qpdf", "documents"),
    ("zbar-tools", "documents: codes"),
];

/// Packages that are the other end of tunnel and line.
const LINK_PACKAGES: [(&str, &str); 10] = [
    ("wireguard-go", "tunnel: WireGuard"),
    ("wireguard-tools", "tunnel: WireGuard"),
    ("strongswan-charon", "tunnel: IPsec of the town"),
    ("strongswan-swanctl", "tunnel: IPsec of the town"),
    (
        "libstrongswan-standard-plugins",
        "tunnel: IPsec of the town",
    ),
    ("libcharon-extra-plugins", "tunnel: ESP in user space"),
    ("nginx-light", "gateway with client certificates"),
    ("tcpdump", "capture"),
    ("curl", "client without a tunnel"),
    ("iproute2", "network namespaces"),
];

/// Crates with recordings or implementations of others.
const CRATES: [(&str, &str); 3] = [
    ("zvt", "payment terminal: recorded messages"),
    ("ipp", "printer"),
    ("roxmltree", "change terminal: second parser"),
];

/// Files of set-up.
const FILES: [(&str, &str, &str); 3] = [
    (
        "recordings/uru4000-4500/capture.png",
        "libfprint-2-tests",
        "fingerprint scanner: recording and picture",
    ),
    (
        "epad/epad_signature_pad_hid_driver-0.1.0-py3-none-any.whl",
        "epad-signature-pad-hid-driver 0.1.0",
        "signature pad: reading of reports",
    ),
    ("guest/vmlinuz", "kernel of the guest", "USB"),
];

/// Says every peer with its version; gives those that are missing.
///
/// # Errors
/// When the list of the workspace's crates cannot be read.
pub fn announce(layout: &Layout) -> Result<Vec<String>, Error> {
    let mut missing = packages(layout, &PACKAGES);
    let lock = layout.root.join("Cargo.lock");
    let lock = std::fs::read_to_string(&lock).map_err(Error::file(&lock))?;
    for (name, of) in CRATES {
        say(name, locked(&lock, name), of, &mut missing);
    }
    for (file, name, of) in FILES {
        let there = layout.setup().join(file).is_file();
        let version = there.then(|| "from set-up".to_owned());
        say(name, version, of, &mut missing);
    }
    Ok(missing)
}

/// The same for the peers of tunnel, line and upload.
pub fn announce_link(layout: &Layout) -> Vec<String> {
    let mut missing = packages(layout, &LINK_PACKAGES);
    for (name, of) in [
        ("@tus/server", "upload: server"),
        ("tus-js-client", "upload: client"),
    ] {
        say(name, node_module(layout, name), of, &mut missing);
    }
    missing
}

fn packages(layout: &Layout, packages: &[(&str, &str)]) -> Vec<String> {
    let mut missing = Vec::new();
    for (name, of) in packages {
        say(name, package(layout, name), of, &mut missing);
    }
    missing
}

fn say(name: &str, version: Option<String>, of: &str, missing: &mut Vec<String>) {
    match version {
        Some(version) => println!("peer {name} {version} ({of})"),
        None => {
            println!("peer {name} IS MISSING ({of})");
            missing.push(name.to_owned());
        }
    }
}

/// The version of an installed module.
fn node_module(layout: &Layout, name: &str) -> Option<String> {
    let file = layout
        .e2e()
        .join("node_modules")
        .join(name)
        .join("package.json");
    let about: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()?;
    Some(about["version"].as_str()?.to_owned())
}

fn package(layout: &Layout, name: &str) -> Option<String> {
    let mut query = run::program(layout, "dpkg-query");
    let query = query.args(["-W", "-f=${db:Status-Status} ${Version}", name]);
    let told = run::text(query).ok()?;
    told.strip_prefix("installed ").map(str::to_owned)
}

/// The version of a crate as the lock file has it.
fn locked(lock: &str, name: &str) -> Option<String> {
    let header = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != header).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn a_locked_version_is_found_by_the_whole_name() {
        let lock = "[[package]]\nname = \"zvt_builder\"\nversion = \"0.2.0\"\n\n[[package]]\nname = \"zvt\"\nversion = \"0.1.0\"\n";
        assert_eq!(locked(lock, "zvt").as_deref(), Some("0.1.0"));
        assert_eq!(locked(lock, "zv"), None);
    }
}
