//! The parts on the disk: one file for each, named by its number.

use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncSeekExt;
use uuid::Uuid;

/// A folder of parts.
#[derive(Clone, Debug)]
pub(crate) struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// Opens the folder and makes it if it is missing, for this user only.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        std::fs::read_dir(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Makes an empty part; when it returns, the file is on the disk and findable in its folder.
    pub(super) async fn create(&self, id: Uuid) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        options.open(self.path(id)).await?.sync_all().await?;
        File::open(&self.folder).await?.sync_all().await
    }

    /// Opens a part for writing at an offset; whatever an interrupted write left behind it is cut.
    pub(super) async fn append(&self, id: Uuid, offset: u64) -> io::Result<File> {
        let mut file = OpenOptions::new().write(true).open(self.path(id)).await?;
        file.set_len(offset).await?;
        file.seek(io::SeekFrom::Start(offset)).await?;
        Ok(file)
    }

    /// A whole part; the caller has bounded its length.
    pub(crate) async fn read(&self, id: Uuid) -> io::Result<Vec<u8>> {
        tokio::fs::read(self.path(id)).await
    }

    /// A part to be read from its beginning.
    pub(crate) async fn open_part(&self, id: Uuid) -> io::Result<File> {
        File::open(self.path(id)).await
    }

    /// Removes parts. A file that stays by a failure is found again as an orphan at the next start.
    pub(super) async fn remove_all(&self, ids: Vec<Uuid>) {
        for id in ids {
            if let Err(error) = tokio::fs::remove_file(self.path(id)).await {
                tracing::warn!(kind = ?error.kind(), "a dropped part stays until the next start");
            }
        }
    }

    /// Numbers of all files that are parts by their name.
    pub(super) fn list(&self) -> io::Result<Vec<Uuid>> {
        let mut ids = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            ids.extend(
                entry?
                    .file_name()
                    .to_str()
                    .and_then(|name| name.parse::<Uuid>().ok()),
            );
        }
        Ok(ids)
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.folder.join(id.to_string())
    }
}
