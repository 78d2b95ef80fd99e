//! Which files of a machine were written since a moment, also those that are open but have no name
//! any more.

use std::fs::{self, Metadata};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// File systems that are not files but windows into the kernel.
const NO_FILES: [&str; 14] = [
    "proc",
    "sysfs",
    "cgroup",
    "cgroup2",
    "devpts",
    "securityfs",
    "bpf",
    "tracefs",
    "debugfs",
    "configfs",
    "mqueue",
    "pstore",
    "fusectl",
    "binfmt_misc",
];

/// Open files without a name that lie in memory, not on a disk.
const IN_MEMORY: [&str; 5] = ["/memfd:", "/dev/shm/", "/dev/zero", "/SYSV", "/[aio]"];

/// Seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Moment(pub f64);

/// What is looked at and what is not.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Where the walk begins; `/` is the whole machine.
    pub roots: Vec<PathBuf>,
    /// What is left out.
    pub without: Vec<PathBuf>,
    /// Files written before do not count.
    pub since: Moment,
}

impl Scope {
    /// All files of the scope, also those that others hold open without a name.
    pub fn files(&self) -> Vec<PathBuf> {
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        let windows = windows(&mounts);
        let mut found = Vec::new();
        let mut folders = self.roots.clone();
        while let Some(folder) = folders.pop() {
            if windows.contains(&folder) || self.without.contains(&folder) {
                continue;
            }
            // Gone in the meantime, or none.
            let Ok(entries) = fs::read_dir(&folder) else {
                continue;
            };
            for entry in entries.flatten() {
                let path = entry.path();
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(path),
                    Ok(kind) if kind.is_file() && self.counts(&path) => found.push(path),
                    _ => {}
                }
            }
        }
        found.extend(self.nameless());
        found
    }

    fn counts(&self, file: &Path) -> bool {
        let is_new = fs::symlink_metadata(file).is_ok_and(|about| self.is_new(&about));
        is_new && !self.is_left_out(file)
    }

    fn is_left_out(&self, file: &Path) -> bool {
        self.without.iter().any(|out| file.starts_with(out))
    }

    fn is_new(&self, about: &Metadata) -> bool {
        let moment = |seconds: i64, nanoseconds: i64| {
            #[expect(clippy::cast_precision_loss, reason = "microseconds are enough")]
            Moment(seconds as f64 + nanoseconds as f64 / 1e9)
        };
        let written = moment(about.mtime(), about.mtime_nsec());
        let changed = moment(about.ctime(), about.ctime_nsec());
        written >= self.since || changed >= self.since
    }

    fn nameless(&self) -> Vec<PathBuf> {
        let open_files = list(Path::new("/proc"))
            .into_iter()
            .filter(|process| process.file_name().is_some_and(is_number))
            .flat_map(|process| list(&process.join("fd")));
        let counts = |file: &PathBuf| {
            let Ok(target) = fs::read_link(file) else {
                return false;
            };
            let has_name = !target.as_os_str().as_bytes().ends_with(b" (deleted)");
            let in_memory = IN_MEMORY
                .iter()
                .any(|at| target.as_os_str().as_bytes().starts_with(at.as_bytes()));
            let about = fs::metadata(file);
            let is_new = about.is_ok_and(|about| about.is_file() && self.is_new(&about));
            let in_roots = self.roots.iter().any(|root| target.starts_with(root));
            !has_name && !in_memory && is_new && in_roots && !self.is_left_out(&target)
        };
        open_files.filter(counts).collect()
    }
}

fn windows(mounts: &str) -> Vec<PathBuf> {
    let window = |line: &str| {
        let mut words = line.split(' ').skip(1);
        let (place, kind) = (words.next()?, words.next()?);
        NO_FILES.contains(&kind).then(|| PathBuf::from(place))
    };
    mounts.lines().filter_map(window).collect()
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn is_number(name: &std::ffi::OsStr) -> bool {
    name.as_bytes().iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::windows;
    use std::path::PathBuf;

    #[test]
    fn windows_into_the_kernel_are_not_walked() {
        let mounts =
            "/dev/vda / ext4 rw 0 0\nproc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\n";
        assert_eq!(windows(mounts), [PathBuf::from("/proc")]);
    }
}
