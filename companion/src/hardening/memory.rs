//! Keeping what is in memory out of swap.
//!
//! Where the limit of this user allows it, every page of the process is locked as soon as it is
//! touched: then copies that libraries make on the way are covered, too. Under a limit that must not be
//! done: the stacks of later threads would count against it, and the runtime could not start them.
//! What a case holds in bulk is locked by itself then ([`crate::cases::Locked`]), as far as it goes.

use std::fs;

use memmap2::MmapMut;
use rustix::mm::{MlockAllFlags, mlockall};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// `CAP_IPC_LOCK` in the masks of `/proc/self/status`: whoever has it is under no limit.
const IPC_LOCK: u64 = 1 << 14;

/// How much of the memory stays out of swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locking {
    /// Every page of the process.
    Everything,
    /// Only pictures, prints and papers, as far as the limit goes; texts may be swapped out.
    Captures,
    /// Nothing.
    Nothing,
}

impl Locking {
    /// One line for the log and the report.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Everything => "the memory of this process is never swapped out",
            Self::Captures => "only pictures are kept out of swap: set LimitMEMLOCK=infinity",
            Self::Nothing => "memory may be swapped out: set LimitMEMLOCK=infinity",
        }
    }
}

/// Whether this machine could write memory to a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    /// No swap, or only one that lies in compressed memory (zram).
    Off,
    /// Swap on a disk or in a file.
    On,
    /// The kernel does not tell.
    Unknown,
}

impl Swap {
    /// As it is now.
    pub fn now() -> Self {
        fs::read_to_string("/proc/swaps").map_or(Self::Unknown, |table| Self::of(&table))
    }

    /// One line for the log and the report.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Off => "no swap on a disk",
            Self::On => "swap on a disk is on: switch it off (swapoff -a)",
            Self::Unknown => "it is not known whether swap is on",
        }
    }

    /// What the kernel's table says: a line of headings, then one line for each swap.
    fn of(table: &str) -> Self {
        let on_disk = |line: &str| !line.starts_with("/dev/zram");
        if table.lines().skip(1).any(on_disk) {
            Self::On
        } else {
            Self::Off
        }
    }
}

/// Locks as much as the kernel lets this user lock, for good. What is touched later is locked then.
pub fn lock_memory() -> Locking {
    raise_limit();
    let all = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
    if is_unlimited() && mlockall(all).is_ok() {
        return Locking::Everything;
    }
    match MmapMut::map_anon(1).and_then(|page| page.lock()) {
        Ok(()) => Locking::Captures,
        Err(_) => Locking::Nothing,
    }
}

/// Takes what the administrator allows at most.
fn raise_limit() {
    let maximum = getrlimit(Resource::Memlock).maximum;
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    if let Err(error) = setrlimit(Resource::Memlock, raised) {
        tracing::warn!("the limit of locked memory stays as it is: {error}");
    }
}

fn is_unlimited() -> bool {
    getrlimit(Resource::Memlock).current.is_none() || has_ipc_lock()
}

fn has_ipc_lock() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("CapEff:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & IPC_LOCK != 0)
}

#[cfg(test)]
mod tests {
    use super::Swap;

    #[test]
    fn swap_counts_only_where_it_lies_on_a_disk() {
        let headings = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
        let with = |line: &str| Swap::of(&format!("{headings}{line}"));
        assert_eq!(with(""), Swap::Off);
        assert_eq!(with("/dev/zram0 partition 4000 0 100\n"), Swap::Off);
        assert_eq!(with("/dev/dm-1 partition 4000 0 -2\n"), Swap::On);
        assert_eq!(with("/swapfile file 4000 0 -2\n"), Swap::On);
        assert_eq!(
            with("/dev/zram0 partition 1 0 5\n/swapfile file 1 0 -2\n"),
            Swap::On
        );
    }
}
