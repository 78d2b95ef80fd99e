use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{MOST_PICTURES, file, label, pictures};
use crate::captures::picture::rgb_jpeg;
use crate::devices::camera::{CameraError, FILE_LIMIT, Place};

/// A folder of the system's mounts with one card; gone when dropped.
struct Mounts(PathBuf);

impl Mounts {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("amtskoffer-card-{}", uuid::Uuid::new_v4()));
        fs::create_dir_all(folder.join("clerk/EOS_DIGITAL/DCIM/100CANON")).unwrap();
        Self(folder)
    }

    fn card(&self) -> PathBuf {
        self.0.join("clerk/EOS_DIGITAL/DCIM")
    }

    /// Puts a file on the card that was written so many seconds after the others.
    fn put(&self, path: &str, content: &[u8], seconds: u64) {
        let path = self.card().join(path);
        fs::write(&path, content).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds);
        File::options()
            .append(true)
            .open(path)
            .unwrap()
            .set_modified(time)
            .unwrap();
    }

    fn names(&self) -> Vec<String> {
        let listed = pictures(std::slice::from_ref(&self.0)).unwrap();
        listed.into_iter().map(|picture| picture.name).collect()
    }

    fn place(&self, path: &str) -> Place {
        Place {
            root: self.card(),
            path: path.into(),
        }
    }
}

impl Drop for Mounts {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn jpeg() -> Vec<u8> {
    rgb_jpeg(&[90; 40 * 30 * 3], 40, 30, 80).unwrap().to_vec()
}

#[test]
fn pictures_of_all_folders_are_listed_newest_first() {
    let mounts = Mounts::new();
    fs::create_dir(mounts.card().join("101CANON")).unwrap();
    mounts.put("100CANON/IMG_0001.JPG", &jpeg(), 10);
    mounts.put("101CANON/IMG_0002.jpeg", &jpeg(), 30);
    mounts.put("IMG_0003.jpg", &jpeg(), 20);
    mounts.put("100CANON/MVI_0004.MOV", b"film", 40);
    mounts.put("100CANON/.IMG_0005.JPG", &jpeg(), 40);
    assert_eq!(
        mounts.names(),
        ["IMG_0002.jpeg", "IMG_0003.jpg", "IMG_0001.JPG"]
    );
    let listed = pictures(std::slice::from_ref(&mounts.0)).unwrap();
    assert_eq!(
        (listed[0].size, listed[0].taken_at.as_deref()),
        (Some((40, 30)), None)
    );
    assert_eq!(listed[0].bytes, u64::try_from(jpeg().len()).unwrap());
    assert_eq!(*file(&listed[0].place).unwrap(), jpeg());
    assert_eq!(
        label(std::slice::from_ref(&mounts.0)).unwrap(),
        "EOS_DIGITAL"
    );
}

#[test]
fn without_a_card_there_is_none() {
    let mounts = Mounts::new();
    fs::remove_dir_all(mounts.card()).unwrap();
    let folders = [mounts.0.clone(), PathBuf::from("/no/such/folder")];
    assert_eq!(pictures(&folders), Err(CameraError::NotFound));
    assert_eq!(label(&folders), Err(CameraError::NotFound));
}

#[test]
fn links_pipes_and_what_lies_outside_are_never_opened() {
    let mounts = Mounts::new();
    fs::write(mounts.0.join("secret.jpg"), jpeg()).unwrap();
    let link = |to: &Path, name: &str| symlink(to, mounts.card().join(name)).unwrap();
    link(&mounts.0.join("secret.jpg"), "link.jpg");
    link(&mounts.0, "200LINK");
    let pipe = mounts.card().join("100CANON/pipe.jpg");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    assert!(mounts.names().is_empty());
    for path in [
        "link.jpg",
        "200LINK/secret.jpg",
        "../../../secret.jpg",
        "/etc/passwd",
        "100CANON",
        "100CANON/pipe.jpg",
        "gone.jpg",
    ] {
        assert_eq!(
            file(&mounts.place(path)),
            Err(CameraError::PictureGone),
            "{path}"
        );
    }
}

#[test]
fn a_card_full_of_nonsense_is_bounded() {
    let mounts = Mounts::new();
    for number in 0..MOST_PICTURES + 10 {
        mounts.put(
            &format!("100CANON/IMG_{number:04}.JPG"),
            b"no picture",
            number as u64,
        );
    }
    let names = mounts.names();
    assert_eq!(names.len(), MOST_PICTURES);
    assert_eq!(names[0], format!("IMG_{:04}.JPG", MOST_PICTURES + 9));
    let listed = pictures(std::slice::from_ref(&mounts.0)).unwrap();
    assert_eq!(listed[0].size, None);
    assert!(matches!(
        file(&listed[0].place),
        Err(CameraError::Picture(_))
    ));
    let name = format!("100CANON/{}\u{7}.jpg", "x".repeat(120));
    mounts.put(&name, &jpeg(), 5000);
    assert_eq!(mounts.names()[0], "x".repeat(40));
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let mounts = Mounts::new();
    let path = mounts.card().join("huge.jpg");
    let huge = File::create(&path).unwrap();
    huge.set_len(u64::try_from(FILE_LIMIT).unwrap() + 1)
        .unwrap();
    assert_eq!(
        file(&mounts.place("huge.jpg")),
        Err(CameraError::FileTooLong)
    );
}
