//! What the system tells of itself. Nothing of it names a user.

use std::fs;

use amtskoffer_contract::support::{Label, MemoryReport};

/// Release of the kernel.
pub(super) fn kernel() -> Label {
    Label::of(&fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default())
}

/// Name and version of the operating system (os-release(5)).
pub(super) fn name() -> Label {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    Label::of(pretty_name(&release).unwrap_or_default())
}

/// Memory of this process.
pub(super) fn memory() -> MemoryReport {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    MemoryReport {
        resident_kib: kib(&status, "VmRSS:").unwrap_or_default(),
        peak_kib: kib(&status, "VmHWM:").unwrap_or_default(),
    }
}

fn pretty_name(release: &str) -> Option<&str> {
    let value = release
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(value.trim_matches(['"', '\'']))
}

fn kib(status: &str, name: &str) -> Option<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix(name))?;
    value.trim().strip_suffix(" kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{kib, memory, pretty_name};

    #[test]
    fn the_systems_files_are_read() {
        let release = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n";
        assert_eq!(pretty_name(release), Some("Debian GNU/Linux 13 (trixie)"));
        assert_eq!(pretty_name("ID=x"), None);
        assert_eq!(
            kib("VmHWM:\t   1234 kB\nVmRSS:\t    99 kB\n", "VmRSS:"),
            Some(99)
        );
        assert_eq!(kib("VmRSS: much", "VmRSS:"), None);
        assert!(memory().resident_kib > 0);
    }
}
