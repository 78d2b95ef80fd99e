//! The tools that build the web app, compiled from the crate registry.

use super::Step;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

/// The newest Trunk that the pinned compiler can build.
const TRUNK_VERSION: &str = "0.21.14";

pub(super) const TRUNK: Step = Step {
    what: "Trunk 0.21.14, compiled from its source",
    usually: "4 to 5 minutes",
    is_present: |layout| is_version(layout, "trunk", TRUNK_VERSION),
    provide: |layout| install(layout, "trunk", TRUNK_VERSION),
};

pub(super) const WASM_BINDGEN: Step = Step {
    what: "the wasm-bindgen command line of the locked version, compiled from its source",
    usually: "2 to 4 minutes",
    is_present: |layout| {
        is_version(
            layout,
            "wasm-bindgen",
            &locked_version(layout, "wasm-bindgen")?,
        )
    },
    provide: |layout| {
        install(
            layout,
            "wasm-bindgen-cli",
            &locked_version(layout, "wasm-bindgen")?,
        )
    },
};

/// The version of a crate in the workspace's lock file.
fn locked_version(layout: &Layout, name: &str) -> Result<String, Error> {
    let path = layout.root.join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
    version_in(&lock, name).ok_or_else(|| Error::content(&path, format!("does not name {name}")))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let lock: toml::Table = toml::from_str(lock).ok()?;
    let packages = lock.get("package")?.as_array()?;
    let package = packages
        .iter()
        .find(|package| package.get("name").and_then(|n| n.as_str()) == Some(name))?;
    Some(package.get("version")?.as_str()?.to_owned())
}

fn is_version(layout: &Layout, program: &str, version: &str) -> Result<bool, Error> {
    if !run::is_on_path(layout, program) {
        return Ok(false);
    }
    let said = run::text(
        run::program(layout, program)
            .env_remove("NO_COLOR")
            .arg("--version"),
    )?;
    Ok(said.split_whitespace().nth(1) == Some(version))
}

/// Compiles without optimisation, which halves the time; a tool need not be fast. The lock file
/// of a published tool can name a crate that a registry mirror lacks, so a second attempt goes
/// without it.
fn install(layout: &Layout, name: &str, version: &str) -> Result<(), Error> {
    let build = layout.root.join("target/tools-build");
    let attempt = |locked: &[&str]| {
        let mut command = run::program(layout, "cargo");
        command
            .args(["install", "--quiet", "--debug", name, "--version", version])
            .args(locked);
        command
            .arg("--root")
            .arg(layout.tools())
            .arg("--target-dir")
            .arg(&build);
        run::loud(command.env("CARGO_PROFILE_DEV_DEBUG", "0"))
    };
    attempt(&["--locked"]).or_else(|_| {
        println!("setup:   its lock file names what this registry lacks; resolving anew");
        attempt(&[])
    })?;
    std::fs::remove_dir_all(&build).map_err(Error::file(&build))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_comes_from_the_lock_file() {
        let lock = "version = 4\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "leptos"), None);
        assert_eq!(version_in("not a lock file", "leptos"), None);
    }
}
