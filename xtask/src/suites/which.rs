//! Which suite a test program belongs to: each to one, so that none is left out and none runs twice.

use super::programs::Program;

/// A suite of test programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// Needs nothing but the compiler.
    Unit,
    /// The files of the services, their rules and fees.
    Services,
    /// The companion without devices, link and trust.
    Companion,
    /// Devices against their peers, and the conformance kit.
    Devices,
    /// Tunnel, line and upload.
    Link,
    /// Sealing, clerks, approval, nothing at rest: what keeps a case secret and its clerks honest.
    Trust,
    /// What of the gateway has nothing to do with trust: its unit tests.
    Gateway,
    /// The whole suitcase in a browser.
    EndToEnd,
}

impl Suite {
    /// All, in the order in which they run.
    pub const ALL: [Self; 8] = [
        Self::Unit,
        Self::Services,
        Self::Companion,
        Self::Devices,
        Self::Link,
        Self::Trust,
        Self::Gateway,
        Self::EndToEnd,
    ];

    /// As it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Services => "services",
            Self::Companion => "companion",
            Self::Devices => "devices",
            Self::Link => "link",
            Self::Trust => "trust",
            Self::Gateway => "gateway",
            Self::EndToEnd => "e2e",
        }
    }

    /// The suite of a program.
    pub fn of(program: &Program) -> Self {
        match (&*program.package, &*program.name) {
            ("companion", "devices") => Self::Devices,
            ("companion", "link" | "upload_memory") => Self::Link,
            ("companion", "trust") => Self::Trust,
            ("companion", _) => Self::Companion,
            ("conformance", _) => Self::Devices,
            ("gateway", _) if program.is_integration => Self::Trust,
            ("gateway", _) => Self::Gateway,
            ("sealing", _) => Self::Trust,
            ("contract", "catalogue") => Self::Services,
            _ => Self::Unit,
        }
    }
}

/// How many tests of a program run at a time, where that is not the number of cores. Those of the
/// conformance kit mostly wait, as somebody at a device does.
pub fn at_a_time(program: &Program) -> Option<u32> {
    (program.package == "conformance").then_some(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::entries;
    use crate::layout::Layout;

    #[test]
    fn programs_are_in_their_suites() {
        let cases = [
            ("companion", "companion", false, Suite::Companion),
            ("companion", "suitcase", true, Suite::Companion),
            ("companion", "devices", true, Suite::Devices),
            ("companion", "upload_memory", true, Suite::Link),
            ("companion", "trust", true, Suite::Trust),
            ("conformance", "kit", true, Suite::Devices),
            ("sealing", "note", true, Suite::Trust),
            ("gateway", "gateway", true, Suite::Trust),
            ("gateway", "gateway", false, Suite::Gateway),
            ("contract", "catalogue", true, Suite::Services),
            ("contract", "wire_form", true, Suite::Unit),
            ("xtask", "xtask", false, Suite::Unit),
        ];
        for (package, name, is_integration, suite) in cases {
            let program = Program::named(package, name, is_integration);
            assert_eq!(Suite::of(&program), suite, "{program:?}");
        }
    }

    /// Cargo does not look for them by itself there.
    #[test]
    fn every_file_of_the_companions_tests_is_in_a_program() {
        let companion = Layout::find().unwrap().root.join("companion");
        let manifest = std::fs::read_to_string(companion.join("Cargo.toml")).unwrap();
        let mut modules = String::new();
        let mut files = Vec::new();
        for path in entries(&companion.join("tests")).unwrap() {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let is_program = manifest.contains(&format!("[[test]]\nname = \"{name}\"\n"));
            if is_program && path.is_file() {
                modules += &std::fs::read_to_string(&path).unwrap();
            }
            if path.join("main.rs").is_file() {
                files.push(format!("#[path = \"{name}/main.rs\"]\nmod "));
            } else if path.is_file() && !is_program {
                files.push(format!("mod {name};"));
            }
        }
        assert!(files.len() > 20, "{files:?}");
        for file in files {
            assert!(modules.contains(&file), "{file} is in no program");
        }
    }
}
