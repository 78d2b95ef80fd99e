//! Which file answers a request path, and how it may be cached: pure rules, no disk.

use std::path::{Path, PathBuf};

/// The entry file of the app; also answers every path of the app's own router.
const ENTRY: &str = "index.html";

/// The shortest content hash that a build puts into a file name, in hex digits.
const HASH_DIGITS: usize = 8;

/// The file below `root` that a request path names, or nothing when the path is not plain.
///
/// A path without a dot in its last segment is one of the app's own routes and names the entry
/// file. A path that climbs, hides (`.name`), or holds a backslash or control character names
/// nothing.
pub fn file_for(root: &Path, request_path: &str) -> Option<PathBuf> {
    let decoded = percent_decoded(request_path)?;
    let relative = decoded.strip_prefix('/')?;
    let segments: Vec<&str> = relative.split('/').collect();
    let (last, folders) = segments.split_last()?;
    if !folders.iter().all(|segment| is_plain(segment)) {
        return None;
    }
    if !last.contains('.') {
        return (last.is_empty() || is_plain(last)).then(|| root.join(ENTRY));
    }
    is_plain(last).then(|| {
        segments
            .iter()
            .fold(root.to_path_buf(), |path, name| path.join(name))
    })
}

/// The media type by the file's extension (RFC 2046; `application/wasm` is what
/// `WebAssembly.instantiateStreaming` demands).
pub fn media_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "crx" => "application/x-chrome-extension",
        "txt" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The `Cache-Control` value: a file with a content hash in its name never changes, every other
/// file is asked for anew.
pub fn cache_control(file: &Path) -> &'static str {
    if has_content_hash(file) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// True if the client's `Accept-Encoding` value allows this content coding (RFC 9110, 12.5.3).
pub fn accepts(accept_encoding: &str, coding: &str) -> bool {
    accept_encoding.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding));
        named && !parts.any(is_zero_weight)
    })
}

fn is_zero_weight(parameter: &str) -> bool {
    let weight = parameter
        .strip_prefix("q=")
        .or_else(|| parameter.strip_prefix("Q="));
    weight.is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
}

fn has_content_hash(file: &Path) -> bool {
    let Some(stem) = file.file_stem().and_then(|stem| stem.to_str()) else {
        return false;
    };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let Some((name, hash)) = stem.rsplit_once('-') else {
        return false;
    };
    !name.is_empty() && hash.len() >= HASH_DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_plain(segment: &str) -> bool {
    !segment.is_empty()
        && !segment.starts_with('.')
        && !segment
            .chars()
            .any(|c| c.is_control() || c == '\\' || c == '/')
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let high = hex_digit(bytes.next()?)?;
        let low = hex_digit(bytes.next()?)?;
        decoded.push(high << 4 | low);
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    (byte as char)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Component;

    fn root() -> &'static Path {
        Path::new("/site")
    }

    #[test]
    fn paths_name_files_and_routes_name_the_entry() {
        let cases = [
            ("/", Some("/site/index.html")),
            ("/personensuche", Some("/site/index.html")),
            ("/fall/foto", Some("/site/index.html")),
            ("/app-0a1b2c3d.js", Some("/site/app-0a1b2c3d.js")),
            (
                "/fonts/Noto%20Sans.woff2",
                Some("/site/fonts/Noto Sans.woff2"),
            ),
            ("/../etc/passwd.txt", None),
            ("/%2e%2e/passwd.txt", None),
            ("/fonts/..%2f..%2fpasswd.txt", None),
            ("/.git/config.txt", None),
            ("/fonts//a.woff2", None),
            ("/a\\b.js", None),
            ("/a%00.js", None),
            ("/a%4", None),
            ("a.js", None),
            ("", None),
        ];
        for (path, expected) in cases {
            assert_eq!(
                file_for(root(), path),
                expected.map(PathBuf::from),
                "{path}"
            );
        }
    }

    #[test]
    fn only_hashed_names_are_cached_for_ever() {
        for name in ["app-0a1b2c3d4e5f6071.js", "app-0a1b2c3d4e5f6071_bg.wasm"] {
            assert!(
                cache_control(Path::new(name)).contains("immutable"),
                "{name}"
            );
        }
        for name in [
            "index.html",
            "start.js",
            "noto-sans-regular.woff2",
            "-0a1b2c3d.js",
            "town.json",
        ] {
            assert_eq!(cache_control(Path::new(name)), "no-cache", "{name}");
        }
    }

    #[test]
    fn codings_are_read_with_their_weight() {
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("BR;q=0.5", "br"));
        assert!(!accepts("gzip", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "br"));
    }

    #[test]
    fn wasm_has_its_media_type() {
        assert_eq!(media_type(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("unknown")), "application/octet-stream");
    }

    proptest! {
        #[test]
        fn no_path_leaves_the_root(path in "(/|%2[eEfF]|%5c|\\.|\\PC|%[0-9a-f]{2}){0,24}") {
            if let Some(file) = file_for(root(), &path) {
                let below = file.strip_prefix(root()).expect("below the root");
                prop_assert!(below.components().all(|part| matches!(part, Component::Normal(_))));
            }
        }
    }
}
