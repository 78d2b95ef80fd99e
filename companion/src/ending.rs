//! `companion session end`: the end of a visit. The companion forgets it first; it refuses while a case
//! without receipt is open, and then nothing has been done. After that the browser is closed and its
//! profile deleted.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::{Failure, FromCompanion};
use amtskoffer_contract::frame::{Deframer, TO_BROWSER_LIMIT, frame};
use rustix::fs::statfs;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::config::{Config, ConfigError};
use crate::socket::{SocketError, check_peer};

/// How long the browser may take to close by itself, and then to be gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a deleted profile must stay away.
const STAYS_AWAY: Duration = Duration::from_millis(500);

/// File systems that lie in memory (`statfs(2)`): tmpfs and ramfs.
const IN_MEMORY: [i64; 2] = [0x0102_1994, 0x8584_58f6];

/// First and only frame to the companion: end the visit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndOrder {
    /// Wipe cases without a receipt, too, here and at the data centre.
    pub discard: bool,
}

/// Why the visit has not ended, or not well.
#[derive(Debug, Error)]
pub enum EndError {
    /// No configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Somebody else listens at the socket.
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// The companion still holds what must not be lost.
    #[error("a case has no receipt yet: send or discard it, or say --discard; nothing was ended")]
    CasesOpen,
    /// The companion does not end the visit for another reason.
    #[error("the companion does not end the visit ({0:?}): finish what runs; nothing was ended")]
    Refused(Failure),
    /// The companion did not answer as agreed.
    #[error("the companion did not answer ({0}): start it anew")]
    NoAnswer(String),
    /// The folder is none that only this user may enter.
    #[error("{0} is no profile: it must be a folder of this user with mode 0700")]
    NoProfile(PathBuf),
    /// The browser does not close.
    #[error("the browser does not close: end its processes, then try again")]
    BrowserRuns,
    /// The profile cannot be deleted.
    #[error("the profile {path} cannot be deleted ({source}): delete it by hand")]
    NotDeleted {
        /// Which folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The profile was deleted, but it did not lie in memory.
    #[error("the profile lay on a disk, where deleted data may be read again: put it on a tmpfs")]
    WasOnDisk,
}

/// Ends the visit.
///
/// # Errors
/// Any of [`EndError`].
pub fn run(config: &Path, profile: &Path, discard: bool) -> Result<(), EndError> {
    let config = Config::read(config)?;
    // Looked at first: what cannot be done must not be begun.
    let place = look_at(profile)?;
    match UnixStream::connect(config.socket()) {
        Ok(companion) => order(companion, discard)?,
        Err(error) => tracing::warn!("the companion is not running ({error}): it holds no case"),
    }
    close_browser(profile)?;
    if place == Place::Nowhere {
        return Ok(());
    }
    delete(profile)?;
    tracing::info!("the visit has ended, the browser's profile is deleted");
    match place {
        Place::Disk => Err(EndError::WasOnDisk),
        Place::Memory | Place::Nowhere => Ok(()),
    }
}

fn order(mut companion: UnixStream, discard: bool) -> Result<(), EndError> {
    check_peer(&companion)?;
    match ask(&mut companion, &EndOrder { discard }) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(Failure::DiscardNotConfirmed)) => Err(EndError::CasesOpen),
        Ok(Err(failure)) => Err(EndError::Refused(failure)),
        Err(error) => Err(EndError::NoAnswer(error.to_string())),
    }
}

fn ask(companion: &mut UnixStream, order: &EndOrder) -> io::Result<Result<(), Failure>> {
    let order = serde_json::to_vec(order).map_err(io::Error::other)?;
    companion.set_read_timeout(Some(PATIENCE))?;
    companion.write_all(&frame(&order).map_err(io::Error::other)?)?;
    let mut deframer = Deframer::new(TO_BROWSER_LIMIT);
    let mut buffer = [0; 4096];
    loop {
        if let Some(message) = deframer.next_message().map_err(io::Error::other)? {
            return answer(&message);
        }
        let read = companion.read(&mut buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        deframer.push(&buffer[..read]);
    }
}

fn answer(message: &[u8]) -> io::Result<Result<(), Failure>> {
    match serde_json::from_slice(message).map_err(io::Error::other)? {
        FromCompanion::Reply { outcome, .. } => Ok(outcome.map(drop)),
        FromCompanion::Refused { failure } => Ok(Err(failure)),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Where a profile lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Memory,
    Disk,
    Nowhere,
}

fn look_at(profile: &Path) -> Result<Place, EndError> {
    let wrong = || EndError::NoProfile(profile.to_owned());
    let about = match fs::symlink_metadata(profile) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Place::Nowhere),
        about => about.map_err(|_| wrong())?,
    };
    let is_private = about.mode() & 0o077 == 0 && about.uid() == geteuid().as_raw();
    if !about.is_dir() || !is_private {
        return Err(wrong());
    }
    let kind = statfs(profile).map_err(|_| wrong())?.f_type;
    Ok(if IN_MEMORY.contains(&kind) {
        Place::Memory
    } else {
        Place::Disk
    })
}

/// Asks every process of the browser to end, then ends it.
fn close_browser(profile: &Path) -> Result<(), EndError> {
    for signal in [Signal::TERM, Signal::KILL] {
        let begun = Instant::now();
        loop {
            let processes = processes(profile);
            if processes.is_empty() {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                break;
            }
            for process in processes {
                // Gone in the meantime, or not ours: the next look tells.
                let _ = kill_process(process, signal);
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
    Err(EndError::BrowserRuns)
}

/// Processes that were started on this profile, or hold a file of it open: not every helper has the
/// profile among its arguments, and one that outlives its browser writes on.
fn processes(profile: &Path) -> Vec<Pid> {
    let wanted = [b"--user-data-dir=", profile.as_os_str().as_bytes()].concat();
    let process = |entry: fs::DirEntry| {
        let number: i32 = entry.file_name().to_str()?.parse().ok()?;
        let line = fs::read(entry.path().join("cmdline")).ok()?;
        let was_started_on = line.split(|byte| *byte == 0).any(|word| word == wanted);
        let is_ours = was_started_on || holds_open(&entry.path(), profile);
        Pid::from_raw(number).filter(|_| is_ours)
    };
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(process).collect()
}

fn holds_open(process: &Path, profile: &Path) -> bool {
    let open = fs::read_dir(process.join("fd"))
        .into_iter()
        .flatten()
        .flatten();
    open.filter_map(|entry| fs::read_link(entry.path()).ok())
        .any(|file| file.starts_with(profile))
}

/// Deletes a folder until it stays away: a helper that is just ending may make it anew.
fn delete(profile: &Path) -> Result<(), EndError> {
    let begun = Instant::now();
    let mut away = None;
    loop {
        match fs::remove_dir_all(profile) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let since: &Instant = away.get_or_insert_with(Instant::now);
                if since.elapsed() > STAYS_AWAY {
                    return Ok(());
                }
            }
            Ok(()) if begun.elapsed() > PATIENCE => return Err(EndError::BrowserRuns),
            Ok(()) => away = None,
            Err(source) if begun.elapsed() > PATIENCE => {
                let path = profile.to_owned();
                return Err(EndError::NotDeleted { path, source });
            }
            Err(_) => away = None,
        }
        thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(test)]
mod tests {
    use super::{EndError, Place, answer, look_at};
    use amtskoffer_contract::bridge::{Failure, FromCompanion, Reply};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    #[test]
    fn only_a_private_folder_is_a_profile() {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        assert_eq!(look_at(&folder).unwrap(), Place::Nowhere);
        fs::create_dir(&folder).unwrap();
        for mode in [0o755, 0o701] {
            fs::set_permissions(&folder, Permissions::from_mode(mode)).unwrap();
            assert!(matches!(look_at(&folder), Err(EndError::NoProfile(_))));
        }
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
        assert_ne!(look_at(&folder).unwrap(), Place::Nowhere);
        fs::remove_dir(&folder).unwrap();
        let refused = look_at(Path::new("/dev/null"));
        assert!(matches!(refused, Err(EndError::NoProfile(_))));
    }

    #[test]
    fn the_companions_answer_is_understood() {
        let told = |message: FromCompanion| answer(&serde_json::to_vec(&message).unwrap());
        let done = FromCompanion::Reply {
            id: 0,
            outcome: Ok(Reply::Done),
        };
        assert_eq!(told(done).unwrap(), Ok(()));
        let failure = Failure::DiscardNotConfirmed;
        let refused = FromCompanion::Refused {
            failure: failure.clone(),
        };
        assert_eq!(told(refused).unwrap(), Err(failure));
        assert!(answer(b"{}").is_err());
    }
}
