//! Reads a card: which it is, which pictures it has, and the file of one.

use std::fs::{self, DirEntry, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat, openat2};
use rustix::io::Errno;
use zeroize::Zeroizing;

use crate::captures::exif;
use crate::devices::camera::header::Header;
use crate::devices::camera::{CameraError, CardPicture, FILE_LIMIT, Place};

/// Cards and cameras that are mounted at once.
const MOST_CARDS: usize = 8;
/// How far below a configured folder `DCIM` may lie: `/run/media/USER/LABEL/DCIM`.
const DEPTH: usize = 3;
/// Entries of one folder that are looked at.
const MOST_ENTRIES: usize = 2000;
/// Folders of a card that are looked at; a card has at most 900 (DCF).
const MOST_FOLDERS: usize = 900;
/// Pictures that are listed.
const MOST_PICTURES: usize = 48;
/// What is read of a file to describe it; EXIF is at its beginning.
const HEADER_BYTES: u64 = 256 * 1024;
const NAME_LENGTH: usize = 40;

/// Name of the first card.
pub(super) fn label(folders: &[PathBuf]) -> Result<String, CameraError> {
    let cards = cards(folders)?;
    let card = cards.first().and_then(|card| card.parent()?.file_name());
    Ok(short(&card.unwrap_or_default().to_string_lossy()))
}

/// The newest pictures of all cards, newest first.
pub(super) fn pictures(folders: &[PathBuf]) -> Result<Vec<CardPicture>, CameraError> {
    let mut found: Vec<Found> = Vec::new();
    for root in cards(folders)? {
        found.extend(on_card(&root)?);
    }
    found.sort_by(|one, other| other.newness().cmp(&one.newness()));
    found.truncate(MOST_PICTURES);
    let mut pictures: Vec<CardPicture> = found.into_iter().filter_map(described).collect();
    // Cameras keep their own time better than what the card's format keeps; without it the order stays.
    pictures.sort_by(|one, other| other.taken_at.cmp(&one.taken_at));
    Ok(pictures)
}

/// The whole file of a picture.
pub(super) fn file(place: &Place) -> Result<Zeroizing<Vec<u8>>, CameraError> {
    let (opened, bytes) = open(place)?;
    let limit = u64::try_from(FILE_LIMIT).unwrap_or(u64::MAX);
    if bytes > limit {
        return Err(CameraError::FileTooLong);
    }
    // One more byte than there may be tells a file that grew.
    let mut content = Zeroizing::new(Vec::with_capacity(usize::try_from(bytes + 1).unwrap_or(0)));
    let read = opened.take(limit + 1).read_to_end(&mut content);
    read.map_err(|_| CameraError::BrokeOff)?;
    if content.len() > FILE_LIMIT {
        return Err(CameraError::FileTooLong);
    }
    Header::read(&content)?.check()?;
    Ok(content)
}

/// A file that is a picture by its name.
struct Found {
    place: Place,
    modified: SystemTime,
}

impl Found {
    fn newness(&self) -> (SystemTime, &Path) {
        (self.modified, &self.place.path)
    }
}

/// Every `DCIM` folder.
fn cards(folders: &[PathBuf]) -> Result<Vec<PathBuf>, CameraError> {
    let mut cards = Vec::new();
    let mut forbidden = false;
    let mut level: Vec<PathBuf> = folders.to_vec();
    for _ in 0..=DEPTH {
        let mut below = Vec::new();
        for folder in &level {
            match subfolders(folder) {
                Ok(found) => below.extend(found),
                Err(error) => forbidden |= error.kind() == ErrorKind::PermissionDenied,
            }
        }
        let (found, others): (Vec<_>, Vec<_>) = below.into_iter().partition(|it| is_dcim(it));
        cards.extend(found);
        level = others;
        level.truncate(MOST_ENTRIES);
    }
    cards.truncate(MOST_CARDS);
    match (cards.is_empty(), forbidden) {
        (true, true) => Err(CameraError::NoPermission),
        (true, false) => Err(CameraError::NotFound),
        (false, _) => Ok(cards),
    }
}

fn on_card(root: &Path) -> Result<Vec<Found>, CameraError> {
    let mut folders = vec![root.to_owned()];
    folders.extend(subfolders(root).map_err(|error| kind(&error))?);
    folders.truncate(MOST_FOLDERS);
    let mut found = Vec::new();
    for folder in folders {
        let entries = entries(&folder).map_err(|error| kind(&error))?;
        let files = entries.into_iter().filter(|entry| {
            entry.file_type().is_ok_and(|kind| kind.is_file()) && is_picture(&entry.path())
        });
        found.extend(files.filter_map(|entry| {
            let modified = entry.metadata().ok()?.modified().ok()?;
            let path = entry.path().strip_prefix(root).ok()?.to_owned();
            let place = Place {
                root: root.to_owned(),
                path,
            };
            Some(Found { place, modified })
        }));
    }
    Ok(found)
}

/// A file that cannot be read any more is left out; the card may be on its way out.
fn described(found: Found) -> Option<CardPicture> {
    let (opened, bytes) = open(&found.place).ok()?;
    let mut begin = Zeroizing::new(Vec::new());
    opened.take(HEADER_BYTES).read_to_end(&mut begin).ok()?;
    let header = Header::read(&begin).ok();
    let size = header.and_then(|header| {
        let (width, height) = header.upright_size();
        Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?))
    });
    let name = found.place.path.file_name().unwrap_or_default();
    Some(CardPicture {
        name: short(&name.to_string_lossy()),
        bytes,
        taken_at: header.and_then(|header| exif::taken_at(header.exif)),
        size,
        place: found.place,
    })
}

/// Opens a regular file below the card's folder; links and whatever leads out of it are refused.
fn open(place: &Place) -> Result<(File, u64), CameraError> {
    let reading = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOFOLLOW;
    let folder = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDONLY;
    let root = openat(CWD, &place.root, folder, Mode::empty()).map_err(gone)?;
    let inside = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    let opened = openat2(&root, &place.path, reading, Mode::empty(), inside).map_err(gone)?;
    let file = File::from(opened);
    let about = file.metadata().map_err(|_| CameraError::BrokeOff)?;
    if !about.is_file() {
        return Err(CameraError::PictureGone);
    }
    Ok((file, about.len()))
}

fn subfolders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let folders = entries(folder)?.into_iter();
    let folders = folders.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    Ok(folders.map(|entry| entry.path()).collect())
}

fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let listed = fs::read_dir(folder)?.take(MOST_ENTRIES);
    Ok(listed.filter_map(Result::ok).collect())
}

fn is_dcim(folder: &Path) -> bool {
    folder
        .file_name()
        .is_some_and(|name| name.eq_ignore_ascii_case("dcim"))
}

fn is_picture(file: &Path) -> bool {
    let hidden = file
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let known = |end: &std::ffi::OsStr| {
        ["jpg", "jpeg"]
            .iter()
            .any(|it| end.eq_ignore_ascii_case(it))
    };
    !hidden && file.extension().is_some_and(known)
}

/// Names come from the card: without control characters, and not longer than a line can bear.
fn short(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_control());
    letters.take(NAME_LENGTH).collect()
}

fn kind(error: &io::Error) -> CameraError {
    match error.kind() {
        ErrorKind::PermissionDenied => CameraError::NoPermission,
        _ => CameraError::BrokeOff,
    }
}

fn gone(error: Errno) -> CameraError {
    match error {
        Errno::ACCESS | Errno::PERM => CameraError::NoPermission,
        Errno::IO | Errno::NODEV => CameraError::BrokeOff,
        _ => CameraError::PictureGone,
    }
}

#[cfg(test)]
mod tests;
