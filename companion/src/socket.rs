//! The Unix socket between relay and companion: one folder that only our user may enter, and a
//! look at who is on the other side.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use rustix::net::sockopt::socket_peercred;
use rustix::process::geteuid;
use thiserror::Error;

/// Why the socket could not be set up.
#[derive(Debug, Error)]
pub enum SocketError {
    /// The folder cannot be made or read.
    #[error("the folder {path} cannot be used ({source}): check runtime_dir")]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The folder belongs to somebody else or others may enter it.
    #[error("the folder {0} must belong to this user with mode 0700: remove it or mend its rights")]
    FolderNotPrivate(PathBuf),
    /// A companion answers at the socket already.
    #[error("another companion is running: end it first")]
    AlreadyRunning,
    /// The socket cannot be bound.
    #[error("the socket cannot be opened ({0}): check runtime_dir")]
    Bind(io::Error),
    /// The other side runs under another user.
    #[error("the other side of the socket runs under user id {0}, not ours: it is not served")]
    ForeignUser(u32),
}

/// Makes the folder if needed, checks that it is private, removes the socket of a companion that
/// is gone, and listens.
///
/// # Errors
/// Any of [`SocketError`] but `ForeignUser`.
pub fn listen(socket: &Path) -> Result<UnixListener, SocketError> {
    private_folder(socket.parent().unwrap_or(Path::new("/")))?;
    if UnixStream::connect(socket).is_ok() {
        return Err(SocketError::AlreadyRunning);
    }
    match fs::remove_file(socket) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SocketError::Bind(error)),
        _ => UnixListener::bind(socket).map_err(SocketError::Bind),
    }
}

/// Lets only processes of our own user through, whichever side asks (`SO_PEERCRED`).
///
/// # Errors
/// [`SocketError::ForeignUser`], or [`SocketError::Bind`] when the kernel does not tell.
pub fn check_peer(stream: impl AsFd) -> Result<(), SocketError> {
    let peer = socket_peercred(stream)
        .map_err(|error| SocketError::Bind(error.into()))?
        .uid;
    if peer == geteuid() {
        Ok(())
    } else {
        Err(SocketError::ForeignUser(peer.as_raw()))
    }
}

fn private_folder(folder: &Path) -> Result<(), SocketError> {
    let failed = |source| SocketError::Folder {
        path: folder.to_owned(),
        source,
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(failed)?;
    let about = fs::symlink_metadata(folder).map_err(failed)?;
    let for_others = about.mode() & 0o077;
    let ours = about.is_dir() && about.uid() == geteuid().as_raw() && for_others == 0;
    if ours {
        Ok(())
    } else {
        Err(SocketError::FolderNotPrivate(folder.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{SocketError, check_peer, listen};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;

    fn folder() -> PathBuf {
        std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()))
    }

    #[test]
    fn a_folder_that_others_may_enter_is_refused() {
        let folder = folder();
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        let refused = listen(&folder.join("s"));
        assert!(matches!(refused, Err(SocketError::FolderNotPrivate(_))));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        let refused = listen(&PathBuf::from("/dev/null/amtskoffer/s"));
        assert!(matches!(refused, Err(SocketError::Folder { .. })));
    }

    #[test]
    fn the_socket_of_a_dead_companion_is_replaced_and_that_of_a_living_one_is_not() {
        let folder = folder();
        let socket = folder.join("s");
        drop(listen(&socket).unwrap());
        let living = listen(&socket).unwrap();
        assert!(matches!(listen(&socket), Err(SocketError::AlreadyRunning)));
        drop(living);
        fs::remove_file(&socket).unwrap();
        fs::create_dir(&socket).unwrap();
        assert!(matches!(listen(&socket), Err(SocketError::Bind(_))));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn our_own_user_is_let_through() {
        let (ours, _theirs) = UnixStream::pair().unwrap();
        assert!(check_peer(&ours).is_ok());
    }
}
