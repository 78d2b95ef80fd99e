//! The gateway in front asks the department.

use std::io;
use std::path::PathBuf;

use amtskoffer_contract::ingest::Refusal;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use uuid::Uuid;

use super::wire::{Ask, AskPart, Facts, Verdict, encoded, read, write};
use crate::refused::Refused;

/// Where the department listens.
#[derive(Debug)]
pub(crate) struct Link {
    socket: PathBuf,
}

/// A case to be opened and checked.
#[derive(Debug)]
pub(crate) struct Question {
    ask: Ask,
    files: Vec<File>,
}

impl Question {
    /// About this case, so far without parts.
    pub(crate) fn new(case: Uuid, manifest: &[u8]) -> Self {
        let ask = Ask {
            case,
            manifest: encoded(manifest),
            parts: Vec::new(),
        };
        Self {
            ask,
            files: Vec::new(),
        }
    }

    /// Adds the next part of the manifest.
    pub(crate) fn add(&mut self, certificate: &[u8], bytes: u64, file: File) {
        self.ask.parts.push(AskPart {
            bytes,
            certificate: encoded(certificate),
        });
        self.files.push(file);
    }
}

impl Link {
    pub(crate) fn new(socket: PathBuf) -> Self {
        Self { socket }
    }

    /// What the department says of a case.
    ///
    /// # Errors
    /// The outer one is [`Refusal::DepartmentAway`]; the inner one is the department's verdict.
    pub(crate) async fn ask(&self, question: Question) -> Result<Result<Facts, Refusal>, Refused> {
        let verdict = self.talk(question).await.map_err(|error| {
            tracing::error!(kind = ?error.kind(), "the department cannot be asked");
            Refusal::DepartmentAway
        })?;
        Ok(match verdict {
            Verdict::Fits(facts) => Ok(facts),
            Verdict::Refused { why } => Err(why),
        })
    }

    async fn talk(&self, question: Question) -> io::Result<Verdict> {
        let mut stream = UnixStream::connect(&self.socket).await?;
        write(&mut stream, &question.ask).await?;
        for (part, file) in question.ask.parts.iter().zip(question.files) {
            let mut exactly = file.take(part.bytes);
            // Who answers before all parts were sent has refused; the answer says why.
            if tokio::io::copy(&mut exactly, &mut stream).await.is_err() {
                break;
            }
        }
        let _ = stream.flush().await;
        read(&mut stream).await
    }
}
