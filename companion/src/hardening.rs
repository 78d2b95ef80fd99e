//! What the processes take away from themselves before they touch anything personal.
//!
//! Must run while the process has one thread: Landlock binds the calling thread and those that it
//! starts later. Files that were opened before stay writable, so none is.

mod memory;

use std::io;
use std::path::PathBuf;

use landlock::{
    ABI, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus,
    path_beneath_rules,
};
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

pub use memory::{Locking, Swap, lock_memory};

/// How far the kernel keeps the process from writing files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileWriting {
    /// Every right to write, create, move or remove is gone.
    Forbidden,
    /// An older kernel: most of these rights are gone.
    PartlyForbidden,
    /// The kernel has no Landlock: nothing but our own care keeps files from being written.
    NotForbidden,
}

impl FileWriting {
    /// One line for the log and the readiness report.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Forbidden => "the kernel forbids this process to write files",
            Self::PartlyForbidden => "this kernel forbids only a part of writing: update it",
            Self::NotForbidden => "this kernel cannot forbid writing: use one with Landlock",
        }
    }
}

/// No core file, and no look into the memory by other processes of the same user.
///
/// # Errors
/// What the kernel says; do not go on then.
pub fn forbid_core_dumps() -> io::Result<()> {
    setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Makes the allocator give large buffers back to the system as soon as they are freed. By itself
/// glibc stops doing so once a few pictures have passed, and keeps tens of megabytes.
#[allow(unsafe_code)]
pub fn give_memory_back() {
    const LARGE: libc::c_int = 128 * 1024;
    // SAFETY: `mallopt` only sets numbers of the allocator; it takes its lock itself. A refusal costs
    // memory, nothing else.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        libc::mallopt(libc::M_ARENA_MAX, 2);
    }
}

/// Takes away every right to write, create, move or remove files, for good. Only device files that
/// exist beneath `nodes`, e.g. those of USB devices, can still be opened for writing; nothing can be
/// created or removed there either.
///
/// # Errors
/// When the kernel has Landlock but refuses the rules; do not go on then.
pub fn forbid_writing(nodes: &[PathBuf]) -> Result<FileWriting, RulesetError> {
    let status = Ruleset::default()
        .handle_access(AccessFs::from_write(ABI::V5))?
        .create()?
        .add_rules(path_beneath_rules(
            nodes,
            AccessFs::WriteFile | AccessFs::IoctlDev,
        ))?
        .no_new_privs(true)
        .restrict_self()?;
    Ok(match status.ruleset {
        RulesetStatus::FullyEnforced => FileWriting::Forbidden,
        RulesetStatus::PartiallyEnforced => FileWriting::PartlyForbidden,
        RulesetStatus::NotEnforced => FileWriting::NotForbidden,
    })
}
