//! Packages of the operating system (Debian and its kin).

use super::Step;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

pub(super) const STEP: Step = Step {
    what: "packages of the operating system: browser, devices' peers, PDF tools",
    usually: "3 minutes",
    is_present: |layout| Ok(missing(layout).is_empty()),
    provide,
};

/// A package, and the command that succeeds when it is unnecessary, being there by another way.
struct Package {
    name: &'static str,
    unless: &'static [&'static str],
}

const PACKAGES: [Package; 51] = [
    always("ausweisapp2"),
    always("brotli"),
    always("busybox-static"),
    always("chromium"),
    always("cpio"),
    always("cups-ipp-utils"),
    always("curl"),
    always("dbus-daemon"),
    always("dmtx-utils"),
    always("fonts-noto-core"),
    always("fonts-ocr-b"),
    always("iproute2"),
    always("kmod"),
    always("libcharon-extra-plugins"),
    always("libeac-dev"),
    always("libpcsclite-dev"),
    always("libsane-dev"),
    always("libsane1"),
    always("libstrongswan-standard-plugins"),
    always("libturbojpeg0-dev"),
    always("libudev-dev"),
    always("libusb-1.0-0-dev"),
    always("libxml2-utils"),
    always("nginx-light"),
    always("openssl"),
    always("pcscd"),
    always("poppler-utils"),
    always("python3-dbus"),
    always("python3-dbusmock"),
    always("python3-gi"),
    always("qemu-system-x86"),
    always("qpdf"),
    always("sane-utils"),
    always("strongswan-charon"),
    always("strongswan-swanctl"),
    always("systemd"),
    always("tcpdump"),
    always("udev"),
    always("umockdev"),
    always("usbip"),
    always("util-linux"),
    always("vsmartcard-vpcd"),
    always("vsmartcard-vpicc"),
    always("wireguard-go"),
    always("wireguard-tools"),
    unless("gcc", &["cc", "--version"]),
    unless("nodejs", &["node", "--version"]),
    unless("npm", &["npm", "--version"]),
    unless("pkg-config", &["pkg-config", "--version"]),
    // Debian's own Python comes without what an environment is made with.
    unless("python3-venv", &["python3", "-c", "import ensurepip"]),
    always("zbar-tools"),
];

const fn always(name: &'static str) -> Package {
    Package { name, unless: &[] }
}

const fn unless(name: &'static str, command: &'static [&'static str]) -> Package {
    Package {
        name,
        unless: command,
    }
}

fn provide(layout: &Layout) -> Result<(), Error> {
    let missing = missing(layout);
    println!("setup:   {}", missing.join(" "));
    apt_get(layout, &["update", "-q"])?;
    let mut install = vec!["install", "-q", "-y", "--no-install-recommends"];
    install.extend(&missing);
    apt_get(layout, &install)
}

fn missing(layout: &Layout) -> Vec<&'static str> {
    let needed: Vec<&str> = PACKAGES
        .iter()
        .filter(|package| !is_there_anyway(layout, package.unless))
        .map(|package| package.name)
        .collect();
    // The query fails as soon as one package is unknown and still lists the others.
    let query = run::program(layout, "dpkg-query")
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(&needed)
        .output();
    let listed = query.map(|output| output.stdout).unwrap_or_default();
    not_installed(&needed, &String::from_utf8_lossy(&listed))
}

fn is_there_anyway(layout: &Layout, command: &[&str]) -> bool {
    let Some((program, args)) = command.split_first() else {
        return false;
    };
    run::quiet(run::program(layout, program).args(args)).is_ok()
}

fn not_installed(needed: &[&'static str], listed: &str) -> Vec<&'static str> {
    let is_installed = |name: &str| {
        listed
            .lines()
            .any(|line| line == format!("{name} installed"))
    };
    needed
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect()
}

fn apt_get(layout: &Layout, args: &[&str]) -> Result<(), Error> {
    let is_root = run::text(run::program(layout, "id").arg("-u"))? == "0";
    let mut command = run::program(layout, if is_root { "env" } else { "sudo" });
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=400",
    ]);
    run::loud(command.args(args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_installed_is_missing() {
        let listed = "brotli installed\nqpdf config-files\n";
        assert_eq!(
            not_installed(&["brotli", "qpdf", "chromium"], listed),
            ["qpdf", "chromium"]
        );
    }

    #[test]
    fn a_name_that_only_begins_alike_does_not_count() {
        assert_eq!(
            not_installed(&["chromium"], "chromium-common installed\n"),
            ["chromium"]
        );
    }
}
