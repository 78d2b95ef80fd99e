//! Programs that know PDF and nothing of us: poppler's and qpdf.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

const INSTALL: &str =
    "install the checkers: apt-get install --no-install-recommends poppler-utils qpdf zbar-tools";

/// A PDF in a file of its own, removed with the value.
pub struct Paper(PathBuf);

impl Paper {
    pub fn new(pdf: &[u8]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("amtskoffer-paper-{}-{number}.pdf", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, pdf).expect("the file is written");
        Self(path)
    }

    /// Fails unless the file is a sound, tagged PDF/A-2a and PDF/UA-1 with all its fonts inside.
    pub fn must_conform(&self) {
        let info = self.run("pdfinfo", &[]);
        assert!(has(&info, "Tagged:", "yes"), "{info}");
        assert!(
            has(&info, "Page size:", "595.276 x 841.89 pts (A4)"),
            "{info}"
        );
        let xmp = self.run("pdfinfo", &["-meta"]);
        for property in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(xmp.contains(property), "{property} is not in {xmp}");
        }
        assert!(xmp.contains("de-DE"), "{xmp}");
        let fonts = self.run("pdffonts", &[]);
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            assert!(
                font.contains("NotoSans") && font.contains("yes yes yes"),
                "{font}"
            );
        }
        let checked = self.run("qpdf", &["--check"]);
        assert!(
            checked.contains("No syntax or stream encoding errors found"),
            "{checked}"
        );
    }

    /// The text in reading order, with a line break where the paper has one.
    pub fn text(&self) -> String {
        self.run("pdftotext", &["-layout", "-enc", "UTF-8", "@", "-"])
    }

    /// The logical tree with its text.
    pub fn structure(&self) -> String {
        self.run("pdfinfo", &["-struct-text"])
    }

    /// What the QR codes on all pages hold.
    pub fn codes(&self) -> Vec<String> {
        let picture = self.0.with_extension("codes");
        let base = picture.to_str().expect("UTF-8").to_owned();
        self.run(
            "pdftoppm",
            &["-r", "200", "-gray", "-singlefile", "@", &base],
        );
        let page = picture.with_extension("codes.pgm");
        let output = Command::new("zbarimg")
            .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(&page)
            .output();
        let _ = std::fs::remove_file(&page);
        let output = output.unwrap_or_else(|error| panic!("zbarimg: {error}; {INSTALL}"));
        // It ends with 4 when there is no code.
        assert!(matches!(output.status.code(), Some(0 | 4)), "{output:?}");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        said.lines().map(str::to_owned).collect()
    }

    /// The first page in grey at 50 dots per inch: width, height, pixels.
    pub fn picture(&self) -> (usize, usize, Vec<u8>) {
        let base = self.0.with_extension("grey");
        let name = base.to_str().expect("UTF-8").to_owned();
        self.run(
            "pdftoppm",
            &["-r", "50", "-gray", "-singlefile", "@", &name],
        );
        let page = base.with_extension("grey.pgm");
        let read = std::fs::read(&page).expect("the picture");
        let _ = std::fs::remove_file(&page);
        let mut parts = read.splitn(4, |byte| *byte == b'\n');
        assert_eq!(parts.next(), Some(b"P5".as_slice()));
        let size = String::from_utf8(parts.next().expect("a size").to_vec()).expect("figures");
        let (width, height) = size.split_once(' ').expect("two figures");
        assert_eq!(parts.next(), Some(b"255".as_slice()));
        let pixels = parts.next().expect("pixels").to_vec();
        (
            width.parse().expect("a width"),
            height.parse().expect("a height"),
            pixels,
        )
    }

    pub fn pages(&self) -> u32 {
        let info = self.run("pdfinfo", &[]);
        let line = info
            .lines()
            .find_map(|line| line.strip_prefix("Pages:"))
            .expect("a number");
        line.trim().parse().expect("a number")
    }

    /// Runs a checker; `@` stands for the file, which otherwise comes last.
    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        for argument in arguments {
            match *argument {
                "@" => command.arg(&self.0),
                other => command.arg(other),
            };
        }
        if !arguments.contains(&"@") {
            command.arg(&self.0);
        }
        let output = command
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}; {INSTALL}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn has(info: &str, key: &str, value: &str) -> bool {
    info.lines().any(|line| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim() == value)
    })
}
