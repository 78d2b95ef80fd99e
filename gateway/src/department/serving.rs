//! The department's own process: opens and checks cases for the gateway in front.

use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::ingest::{MAX_PART_BYTES, Refusal};
use jiff::Timestamp;
use tokio::io::AsyncReadExt;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::opening::Opened;
use super::wire::{Ask, Facts, Paid, Verdict, decoded, read, write};
use super::{Department, DepartmentError, section};
use crate::config::Config;
use crate::ingest::read_manifest;

/// Cases that are opened at the same time; of each, one part is in memory.
const AT_ONCE: usize = 4;

/// How long the front may take for one case.
const PATIENCE: Duration = Duration::from_mins(2);

/// A department that serves.
#[derive(Debug)]
pub struct Serving {
    socket: PathBuf,
    serving: JoinHandle<()>,
}

impl Serving {
    /// Listens on the configured socket; one that an earlier run left behind is replaced.
    ///
    /// # Errors
    /// [`DepartmentError::NotConfigured`], [`DepartmentError::Socket`], and those of
    /// [`Department::load`].
    pub fn start(config: &Config) -> Result<Self, DepartmentError> {
        let department = Arc::new(Department::load(config)?);
        let section = section(config)?;
        let socket = section.socket.clone();
        let socket = socket.ok_or(DepartmentError::NotConfigured("socket"))?;
        let (listener, own) = listen(&socket, section.front_uid.is_some()).map_err(|cause| {
            let path = socket.clone();
            DepartmentError::Socket { path, cause }
        })?;
        let front = section.front_uid.unwrap_or(own);
        let serving = tokio::spawn(async move {
            let places = Arc::new(Semaphore::new(AT_ONCE));
            loop {
                let Ok(place) = places.clone().acquire_owned().await else {
                    return;
                };
                let Ok((stream, _)) = listener.accept().await else {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                };
                if !stream.peer_cred().is_ok_and(|peer| peer.uid() == front) {
                    tracing::error!("somebody else than the gateway in front was turned away");
                    continue;
                }
                let department = department.clone();
                tokio::spawn(async move {
                    let answering = answer(&department, stream);
                    match tokio::time::timeout(PATIENCE, answering).await {
                        Ok(Ok(())) => {}
                        Ok(Err(error)) => {
                            tracing::warn!(kind = ?error.kind(), "the gateway in front broke off");
                        }
                        Err(_) => tracing::warn!("the gateway in front took too long"),
                    }
                    drop(place);
                });
            }
        });
        Ok(Self { socket, serving })
    }

    /// Ends at once; whoever waits for an answer asks again later.
    pub async fn stop(self) {
        self.serving.abort();
        let _ = self.serving.await;
        let _ = tokio::fs::remove_file(self.socket).await;
    }
}

/// Makes the socket and tells whose it is. Another account in front needs the way in; who really comes
/// is seen by its credentials.
fn listen(socket: &Path, for_another: bool) -> io::Result<(UnixListener, u32)> {
    match std::fs::remove_file(socket) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(socket)?;
    let mode = if for_another { 0o666 } else { 0o600 };
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(mode))?;
    Ok((listener, std::fs::metadata(socket)?.uid()))
}

async fn answer(department: &Arc<Department>, mut stream: UnixStream) -> io::Result<()> {
    let verdict = match judge(department, &mut stream).await? {
        Ok(facts) => Verdict::Fits(facts),
        Err(why) => Verdict::Refused { why },
    };
    write(&mut stream, &verdict).await
}

async fn judge(
    department: &Arc<Department>,
    stream: &mut UnixStream,
) -> io::Result<Result<Facts, Refusal>> {
    let ask: Ask = read(stream).await?;
    let bytes = decoded(&ask.manifest)?;
    let manifest = match read_manifest(&bytes, ask.case) {
        Ok(manifest) if manifest.parts.len() == ask.parts.len() => Arc::new(manifest),
        Ok(_) => return Ok(Err(Refusal::Malformed)),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut opened = Opened::default();
    for (number, sent) in ask.parts.iter().enumerate() {
        if sent.bytes > MAX_PART_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut sealed = vec![0; usize::try_from(sent.bytes).unwrap_or_default()];
        stream.read_exact(&mut sealed).await?;
        let certificate = decoded(&sent.certificate)?;
        let (department, manifest) = (department.clone(), manifest.clone());
        let opening = tokio::task::spawn_blocking(move || {
            let part = &manifest.parts[number];
            department
                .open_part(&manifest, part, (&certificate, Timestamp::now()), &sealed)
                .map_err(|error| {
                    tracing::warn!(%error, case = %manifest.case, "a case does not open");
                    Refusal::SealWrong
                })
                .and_then(|text| {
                    opened.add(part, &text)?;
                    Ok(opened)
                })
        });
        opened = match opening.await.map_err(io::Error::other)? {
            Ok(opened) => opened,
            Err(refusal) => return Ok(Err(refusal)),
        };
    }
    if let Err(refusal) = department.check(&manifest, &opened) {
        return Ok(Err(refusal));
    }
    let application = opened.application;
    Ok(application
        .map(|application| Facts {
            record: application.record,
            file_number: application.purpose.file_number,
            paid: application.payment.map(|payment| Paid {
                number: payment.receipt_number,
                way: payment.method,
                cents: payment.due_cents,
            }),
        })
        .ok_or(Refusal::Malformed))
}
