//! The browser of the stage: Debian's Chromium with a private `/etc/chromium`.

use super::Options;
use crate::error::Error;
use crate::extension::Extension;
use crate::layout::Layout;
use crate::policy::{self, Kind};
use crate::run;
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const KINDS: [(Kind, &str); 2] = [(Kind::Production, "production"), (Kind::Driven, "driven")];

/// Writes both private configuration folders and both starting scripts.
///
/// # Errors
/// When a file cannot be written or the companion refuses to be installed.
pub fn set(
    layout: &Layout,
    folder: &Path,
    origin: &str,
    extension: &Extension,
    companion_config: &Path,
) -> Result<(), Error> {
    for (kind, name) in KINDS {
        let etc = folder.join("etc").join(name);
        policy::write(layout, kind, origin, &extension.id, &etc)?;
        let hosts = etc.join("native-messaging-hosts");
        std::fs::create_dir_all(&hosts).map_err(Error::file(&hosts))?;
        run::quiet(
            run::program(layout, layout.program("companion"))
                .args(["install", "--extension-id", &extension.id, "--dir"])
                .arg(&hosts)
                .arg("--config")
                .arg(companion_config),
        )?;
        write_script(layout, &script(folder, kind), &etc)?;
    }
    Ok(())
}

/// The script that starts the browser under this kind of policy; further switches are passed on.
pub fn script(folder: &Path, kind: Kind) -> PathBuf {
    let name = KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("driven", |(_, name)| name);
    folder.join(format!("browser-{name}"))
}

/// For `stage.json`: the two scripts, and the switches for the fake camera.
pub fn description(layout: &Layout, folder: &Path, options: &Options) -> Value {
    let camera = |name: &str| {
        if !options.has("camera") {
            return json!([]);
        }
        let recording = layout.camera().join(name);
        json!([
            "--use-fake-device-for-media-stream",
            format!("--use-file-for-fake-video-capture={}", recording.display()),
        ])
    };
    json!({
        "production": script(folder, Kind::Production),
        "driven": script(folder, Kind::Driven),
        "camera": camera("camera-2160.y4m"),
        "smallCamera": camera("camera-1080.y4m"),
        "eyes": layout.camera().join("camera.json"),
    })
}

fn write_script(layout: &Layout, script: &Path, etc: &Path) -> Result<(), Error> {
    let flags_file = layout.root.join("deploy/kiosk/chromium.flags");
    let flags = std::fs::read_to_string(&flags_file).map_err(Error::file(&flags_file))?;
    let is_root = run::text(run::program(layout, "id").arg("-u"))? == "0";
    std::fs::write(script, script_text(&flags, is_root, etc)).map_err(Error::file(script))?;
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(script, mode).map_err(Error::file(script))
}

/// A mount namespace gives the browser its own `/etc/chromium` and leaves the machine's alone.
/// Inside it the user counts as root, where Chromium's sandbox does not run: only a stage does
/// without it, never the kiosk itself.
fn script_text(flags: &str, is_root: bool, etc: &Path) -> String {
    let namespace = if is_root {
        "--mount"
    } else {
        "--mount --user --map-root-user"
    };
    let flags = flags.split_whitespace().collect::<Vec<_>>().join(" ");
    let etc = etc.display();
    format!(
        "#!/bin/sh\n\
         exec unshare {namespace} -- sh -c '\n\
         \x20 mount --bind \"$0\" /etc/chromium && exec /usr/lib/chromium/chromium \"$@\"\n\
         ' '{etc}' {flags} --no-sandbox \"$@\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_binds_the_private_folder_and_passes_switches_on() {
        let text = script_text("--a\n--b\n", true, Path::new("/stage/etc/driven"));
        assert!(text.contains("exec unshare --mount -- sh"));
        assert!(
            text.contains("' '/stage/etc/driven' --a --b --no-sandbox \"$@\""),
            "{text}"
        );
        assert!(script_text("", false, Path::new("/e")).contains("--map-root-user"));
    }

    #[test]
    fn each_kind_has_a_script_of_its_own() {
        let folder = Path::new("/stage");
        assert_eq!(
            script(folder, Kind::Production),
            PathBuf::from("/stage/browser-production")
        );
        assert_eq!(
            script(folder, Kind::Driven),
            PathBuf::from("/stage/browser-driven")
        );
    }
}
