//! A camera's card, filled by Pillow.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MAKER: &str = include_str!("make_card.py");

/// A folder in which the card is mounted; gone when dropped.
pub struct Card(PathBuf);

impl Card {
    /// A card with these pictures, see `make_card.py`.
    pub fn with(pictures: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("camera-{}", uuid::Uuid::new_v4()));
        let dcim = folder.join("SUITCASE/DCIM/100AMTSK");
        fs::create_dir_all(&dcim).expect("a folder of our own");
        let card = Self(folder);
        let setup = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/setup");
        let python = setup.join("python/bin/python3");
        let made = Command::new(&python)
            .args(["-c", MAKER, pictures])
            .arg(dcim)
            .output();
        let made = made.unwrap_or_else(|error| {
            panic!("{}: {error}: run `cargo xtask setup`", python.display())
        });
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        card
    }

    /// Where cards are mounted.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Takes the card out.
    pub fn eject(&self) {
        fs::rename(self.0.join("SUITCASE"), self.outside()).expect("it is ours");
    }

    /// Puts it in again.
    pub fn insert(&self) {
        fs::rename(self.outside(), self.0.join("SUITCASE")).expect("it was taken out");
    }

    /// Where a card lies that is not mounted.
    fn outside(&self) -> PathBuf {
        self.0.with_extension("out")
    }
}

impl Drop for Card {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        let _ = fs::remove_dir_all(self.outside());
    }
}
