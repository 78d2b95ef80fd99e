//! Debian's kernel for a guest in qemu: the one place where tests have a real USB bus. Nothing is
//! installed; only the kernel and the modules for USB are kept.

use super::Step;
use crate::error::Error;
use crate::files;
use crate::layout::Layout;
use crate::run;
use std::path::{Path, PathBuf};

pub(super) const STEP: Step = Step {
    what: "a kernel with USB for a guest in qemu (70 MB)",
    usually: "30 seconds",
    is_present: |layout| {
        let folder = folder(layout);
        let has = |name: &str| folder.join(name).is_file();
        Ok(has(KERNEL) && MODULES.iter().all(|module| has(&file_name(module))))
    },
    provide,
};

const KERNEL: &str = "vmlinuz";

/// The modules, each below `kernel/drivers` without its ending.
const MODULES: [&str; 9] = [
    "usb/common/usb-common",
    "usb/core/usbcore",
    "usb/host/xhci-hcd",
    "usb/host/xhci-pci",
    "hid/hid",
    "hid/usbhid/usbhid",
    "hid/hid-generic",
    "usb/usbip/usbip-core",
    "usb/usbip/vhci-hcd",
];

fn provide(layout: &Layout) -> Result<(), Error> {
    let folder = folder(layout);
    let work = folder.join("unpacked");
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(Error::file(&work))?;
    }
    std::fs::create_dir_all(&work).map_err(Error::file(&work))?;
    let package = package(layout)?;
    let mut download = run::program(layout, "apt-get");
    run::quiet(
        download
            .args(["download", "-q", &package])
            .current_dir(&work),
    )?;
    let archive = only_file(&work)?;
    let mut unpack = run::program(layout, "dpkg-deb");
    run::quiet(unpack.arg("--extract").arg(&archive).arg(&work))?;
    let version = package.trim_start_matches("linux-image-");
    copy(
        &work.join(format!("boot/vmlinuz-{version}")),
        &folder.join(KERNEL),
    )?;
    for module in MODULES {
        let from = format!("lib/modules/{version}/kernel/drivers/{module}.ko");
        copy(&work.join(from), &folder.join(file_name(module)))?;
    }
    std::fs::remove_dir_all(&work).map_err(Error::file(&work))
}

/// The package that the current kernel's metapackage stands for.
fn package(layout: &Layout) -> Result<String, Error> {
    let mut ask = run::program(layout, "apt-cache");
    let told = run::text(ask.args(["depends", "linux-image-amd64"]))?;
    let package = told
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Depends: "))
        .find(|name| name.starts_with("linux-image-"));
    let lists = Path::new("the lists of apt");
    let missing = || Error::content(lists, "name no kernel: run `apt-get update`");
    package.map(str::to_owned).ok_or_else(missing)
}

fn only_file(folder: &Path) -> Result<PathBuf, Error> {
    let mut entries = files::entries(folder)?;
    entries
        .pop()
        .ok_or_else(|| Error::content(folder, "holds no package"))
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::copy(from, to).map(drop).map_err(Error::file(from))
}

fn file_name(module: &str) -> String {
    let name = module.rsplit('/').next().unwrap_or(module);
    format!("{name}.ko")
}

fn folder(layout: &Layout) -> PathBuf {
    layout.setup().join("guest")
}
