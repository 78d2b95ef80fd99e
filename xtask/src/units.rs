//! The systemd units in `deploy/`, looked at by systemd itself: every key and value is known, every program
//! is where the unit says, and what a unit takes away from its process stays as much as it was.

use crate::layout::Layout;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where they lie in `deploy/`, and the most that `systemd-analyze security` may find open, in tenths (0 is
/// nothing). A user unit cannot take everything away; the companion needs devices and its own network.
const UNITS: [(&str, &str, u32); 3] = [
    ("gateway", "amtskoffer-gateway.service", 15),
    ("gateway", "amtskoffer-department.service", 10),
    ("companion", "amtskoffer-companion.service", 70),
];

/// Units of the machine itself that every service goes by.
const OF_THE_SYSTEM: [&str; 3] = ["sysinit.target", "basic.target", "shutdown.target"];

const PROGRAMS: [&str; 2] = ["companion", "gateway"];

/// A machine of which there are only the units and something in the place of the programs.
struct Machine(PathBuf);

impl Machine {
    fn with_units(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let machine = Self(root);
        fs::create_dir_all(machine.units()).unwrap();
        fs::create_dir_all(machine.programs()).unwrap();
        let deploy = Layout::find().unwrap().root.join("deploy");
        for (folder, unit, _) in UNITS {
            fs::copy(deploy.join(folder).join(unit), machine.units().join(unit)).unwrap();
        }
        for unit in OF_THE_SYSTEM {
            let there = Path::new("/usr/lib/systemd/system").join(unit);
            fs::copy(there, machine.units().join(unit)).expect("systemd is installed");
        }
        for program in PROGRAMS {
            let program = machine.programs().join(program);
            fs::write(&program, "").unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        machine
    }

    /// The user unit, too: systemd looks at those of another machine only as at units of the system.
    fn units(&self) -> PathBuf {
        self.0.join("usr/lib/systemd/system")
    }

    fn programs(&self) -> PathBuf {
        self.0.join("usr/lib/amtskoffer")
    }

    fn analyze(&self, verb: &str, more: &[&str], unit: &str) -> Output {
        let root = format!("--root={}", self.0.display());
        Command::new("systemd-analyze")
            .args([verb, &root])
            .args(more)
            .arg(unit)
            .output()
            .expect("systemd is installed")
    }

    /// What systemd says against a unit; nothing when it is right.
    fn verified(&self, unit: &str) -> String {
        let output = self.analyze("verify", &["--man=no"], unit);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || !said.is_empty(), "{unit}");
        said
    }

    /// Whether no more than so many tenths are open.
    fn keeps_to(&self, tenths: u32, unit: &str) -> bool {
        let most = format!("--threshold={tenths}");
        let more = ["--offline=true", "--no-pager", &most];
        self.analyze("security", &more, unit).status.success()
    }

    fn change(&self, unit: &str, from: &str, to: &str) {
        let file = self.units().join(unit);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(file, text.replace(from, to)).unwrap();
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn systemd_knows_every_key_and_finds_every_program() {
    let machine = Machine::with_units("verify");
    for (_, unit, _) in UNITS {
        assert_eq!(machine.verified(unit), "", "{unit}");
    }
}

#[test]
fn no_unit_opens_more_than_it_did() {
    let machine = Machine::with_units("security");
    for (_, unit, tenths) in UNITS {
        assert!(machine.keeps_to(tenths, unit), "{unit}");
    }
}

#[test]
fn a_unit_that_is_wrong_is_seen() {
    let machine = Machine::with_units("wrong");
    let (_, unit, tenths) = UNITS[0];
    machine.change(unit, "ProtectSystem=", "ProtectSistem=");
    assert!(
        machine
            .verified(unit)
            .contains("Unknown key 'ProtectSistem'")
    );
    machine.change(unit, "NoNewPrivileges=yes", "NoNewPrivileges=no");
    assert!(!machine.keeps_to(tenths, unit));
    fs::remove_file(machine.programs().join("gateway")).unwrap();
    let said = machine.verified(UNITS[1].1);
    assert!(said.contains("is not executable"), "{said}");
}

#[test]
fn every_unit_is_looked_at() {
    let deploy = Layout::find().unwrap().root.join("deploy");
    let named = |folder: &Path, name: &str| {
        let of = folder.file_name().and_then(|name| name.to_str());
        UNITS
            .iter()
            .any(|(folder, unit, _)| of == Some(*folder) && *unit == name)
    };
    for folder in crate::files::entries(&deploy).unwrap() {
        if !folder.is_dir() {
            continue;
        }
        for file in crate::files::entries(&folder).unwrap() {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap();
            assert!(
                !name.ends_with(".service") || named(&folder, name),
                "{name}"
            );
        }
    }
}
