//! Recordings of real USB devices, from Debian's package of libfprint's own tests. The stable release
//! before has no such package, so that it is fetched from trixie with package lists of our own:
//! nothing of the system is touched, and no right of the administrator is needed.

use std::fs;
use std::path::Path;

use super::Step;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

pub(super) const STEP: Step = Step {
    what: "recordings of fingerprint scanners, from Debian's libfprint-2-tests",
    usually: "15 seconds",
    is_present: |layout| Ok(layout.recordings().join(NEEDED).is_file()),
    provide,
};

const PACKAGE: &str = "libfprint-2-tests";
const NEEDED: &str = "uru4000-4500/capture.pcapng";
/// Where the package has them.
const INSIDE: &str = "usr/share/installed-tests/libfprint-2";

const SOURCE: &str = "Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
";

fn provide(layout: &Layout) -> Result<(), Error> {
    let workshop = layout.setup().join("recordings-workshop");
    if workshop.exists() {
        fs::remove_dir_all(&workshop).map_err(Error::file(&workshop))?;
    }
    for folder in ["sources", "lists/partial", "cache/archives/partial", "out"] {
        let folder = workshop.join(folder);
        fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    }
    let source = workshop.join("sources/trixie.sources");
    fs::write(&source, SOURCE).map_err(Error::file(&source))?;
    apt_get(layout, &workshop, &["-q", "update"])?;
    apt_get(layout, &workshop, &["-q", "download", PACKAGE])?;
    let package = downloaded(&workshop)?;
    let unpack = [
        "--extract".as_ref(),
        package.as_path(),
        &workshop.join("out"),
    ];
    run::loud(run::program(layout, "dpkg-deb").args(unpack))?;
    let recordings = layout.recordings();
    if recordings.exists() {
        fs::remove_dir_all(&recordings).map_err(Error::file(&recordings))?;
    }
    fs::rename(workshop.join("out").join(INSIDE), &recordings).map_err(Error::file(&recordings))?;
    let name = package.file_name().unwrap_or_default();
    let version = recordings.join("package");
    fs::write(&version, name.as_encoded_bytes()).map_err(Error::file(&version))?;
    fs::remove_dir_all(&workshop).map_err(Error::file(&workshop))
}

fn apt_get(layout: &Layout, workshop: &Path, args: &[&str]) -> Result<(), Error> {
    let folder =
        |option: &str, name: &str| format!("Dir::{option}={}", workshop.join(name).display());
    let options = [
        "Dir::Etc::sourcelist=/dev/null".to_owned(),
        folder("Etc::sourceparts", "sources"),
        folder("State::Lists", "lists"),
        folder("Cache", "cache"),
        "Acquire::Languages=none".to_owned(),
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false".to_owned(),
        // Everything is inside of our own folder, which the usual other user may not enter.
        "APT::Sandbox::User=".to_owned(),
    ];
    let mut command = run::program(layout, "apt-get");
    for option in &options {
        command.args(["-o", option]);
    }
    run::loud(command.args(args).current_dir(workshop))
}

fn downloaded(workshop: &Path) -> Result<std::path::PathBuf, Error> {
    let listed = fs::read_dir(workshop).map_err(Error::file(workshop))?;
    let mut paths = listed.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
        .ok_or_else(|| Error::content(workshop, "holds no package after the download"))
}
