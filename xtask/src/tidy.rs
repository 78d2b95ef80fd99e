//! Rules of the house that the compiler does not know, as tests over the work tree.

use crate::layout::Layout;
use std::path::{Path, PathBuf};

const LONGEST_FILE: usize = 400;

/// Folders that are made, not written.
const MADE: [&str; 4] = [".git", "node_modules", "target", "dist"];

/// Endings of written text files.
const TEXT: [&str; 17] = [
    "rs", "toml", "md", "js", "mjs", "css", "html", "json", "py", "sh", "txt", "yml", "service",
    "rules", "flags", "conf", "sql",
];

/// Made by a tool from other files.
const GENERATED: [&str; 2] = ["Cargo.lock", "package-lock.json"];

struct Source {
    path: PathBuf,
    text: String,
    is_test: bool,
}

impl Source {
    fn has_ending(&self, endings: &[&str]) -> bool {
        self.path
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| endings.contains(&e))
    }

    fn is_below(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// The lines outside of unit tests, with their numbers; none of a file of tests.
    fn lines_outside_tests(&self) -> Vec<(usize, &str)> {
        let mut kept = Vec::new();
        let mut lines = self.text.lines().enumerate().filter(|_| !self.is_test);
        while let Some((index, line)) = lines.next() {
            if line.trim() != "#[cfg(test)]" {
                kept.push((index + 1, line));
                continue;
            }
            let gated = lines.next().map_or("", |(_, line)| line);
            if gated.starts_with("mod ") && gated.ends_with('{') {
                break;
            }
        }
        kept
    }

    /// The folders or files (without ending) of modules that only tests see.
    fn test_modules(&self) -> Vec<PathBuf> {
        let stem = self.path.with_extension("");
        let is_root = ["mod", "lib", "main"]
            .iter()
            .any(|name| stem.ends_with(name));
        let folder = if is_root {
            self.path.parent().unwrap().to_owned()
        } else {
            stem
        };
        let lines: Vec<&str> = self.text.lines().map(str::trim).collect();
        let gated = lines
            .windows(2)
            .filter(|pair| pair[0] == "#[cfg(test)]")
            .map(|pair| pair[1]);
        let modules = gated.filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        modules.map(|name| folder.join(name)).collect()
    }
}

fn sources() -> Vec<Source> {
    let root = Layout::find().unwrap().root;
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 20, "the work tree was not read");
    let modules: Vec<PathBuf> = found.iter().flat_map(Source::test_modules).collect();
    for source in &mut found {
        let path = source.path.with_extension("");
        source.is_test = path
            .components()
            .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "benches")
            || path.to_string_lossy().ends_with("_tests")
            || modules.iter().any(|module| path.starts_with(module));
    }
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !MADE.contains(&name.as_str()) {
            collect(root, &path, found);
        } else if path.is_file() && !GENERATED.contains(&name.as_str()) {
            let relative = path.strip_prefix(root).unwrap().to_owned();
            let source = Source {
                path: relative,
                text: String::new(),
                is_test: false,
            };
            if source.has_ending(&TEXT) {
                found.push(Source {
                    text: std::fs::read_to_string(&path).unwrap(),
                    ..source
                });
            }
        }
    }
}

/// Fails with one line for each finding.
fn assert_none(rule: &str, findings: impl IntoIterator<Item = String>) {
    let findings: Vec<String> = findings.into_iter().collect();
    assert!(findings.is_empty(), "{rule}:\n{}", findings.join("\n"));
}

fn lines_with<'a>(sources: &'a [Source], words: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    sources.iter().flat_map(move |source| {
        let lines = source.lines_outside_tests().into_iter();
        let hits = lines.filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        hits.map(|(number, line)| format!("{}:{number}: {}", source.path.display(), line.trim()))
    })
}

fn below(folder: &str) -> Vec<Source> {
    sources()
        .into_iter()
        .filter(|source| source.is_below(folder))
        .collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Layout::find().unwrap().root.join(path)).unwrap()
}

#[test]
fn no_source_file_is_too_long() {
    let code = ["rs", "js", "mjs", "css", "html", "py"];
    let long = sources()
        .into_iter()
        .filter(|source| source.has_ending(&code))
        .filter_map(|source| {
            let lines = source.text.lines().count();
            (lines > LONGEST_FILE).then(|| format!("{}: {lines} lines", source.path.display()))
        });
    assert_none("a file holds one idea and at most 400 lines", long);
}

#[test]
fn nothing_is_left_to_be_done() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    assert_none(
        "an open matter belongs into an issue",
        lines_with(&sources(), &marks),
    );
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let homes = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
    ];
    assert_none("a path of one machine", lines_with(&sources(), &homes));
}

#[test]
fn views_have_no_style_attribute() {
    let marks = [
        "style=\"",
        "style=move",
        "style=format",
        "style={",
        "inner_html",
    ];
    assert_none(
        "the CSP ignores style attributes; use a class",
        lines_with(&below("app"), &marks),
    );
}

#[test]
fn no_form_or_field_lets_the_browser_remember() {
    let fields = ["<form", "<input", "<textarea", "<select"];
    let findings = below("app/src").into_iter().flat_map(|source| {
        let code: Vec<&str> = source
            .lines_outside_tests()
            .into_iter()
            .map(|(_, line)| line)
            .collect();
        let code = code
            .iter()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code = code.copied().collect::<Vec<_>>().join("\n");
        let starts: Vec<usize> = fields
            .iter()
            .flat_map(|field| code.match_indices(field).map(|(at, _)| at))
            .collect();
        let path = source.path;
        let forgetful =
            move |at: &usize| tag_from(&code, *at).map(|tag| format!("{}: {tag}", path.display()));
        starts.iter().filter_map(forgetful).collect::<Vec<_>>()
    });
    assert_none("every form and field has autocomplete=\"off\"", findings);
}

/// The tag that starts here, if it does not switch the browser's memory off and could hold text.
fn tag_from(code: &str, start: usize) -> Option<String> {
    let tag: String = code[start..].lines().take(24).collect::<Vec<_>>().join(" ");
    let end = tag
        .find("/>")
        .or_else(|| tag.find("> "))
        .unwrap_or(tag.len());
    let tag = &tag[..end];
    (!tag.contains("autocomplete=\"off\"")).then(|| tag.to_owned())
}

#[test]
fn the_companion_prints_nothing_on_stdout() {
    let marks = ["println!", "print!(", "dbg!("];
    assert_none(
        "stdout is the protocol",
        lines_with(&below("companion/src"), &marks),
    );
}

#[test]
fn nothing_gives_up_outside_tests() {
    let marks = [
        ".unwrap()",
        ".expect(\"",
        ".unwrap_err()",
        "panic!(",
        "unreachable!(",
    ];
    let rust: Vec<Source> = sources()
        .into_iter()
        .filter(|source| source.has_ending(&["rs"]))
        .collect();
    assert_none(
        "an error is returned, never raised",
        lines_with(&rust, &marks),
    );
}

#[test]
fn no_test_is_ignored() {
    let ignored = sources().into_iter().filter(|source| {
        source.has_ending(&["rs"]) && source.text.contains(concat!("#[", "ignore"))
    });
    assert_none(
        "a test runs or is deleted",
        ignored.map(|source| source.path.display().to_string()),
    );
}

#[test]
fn every_json_file_is_well_formed() {
    let broken = sources()
        .into_iter()
        .filter(|source| source.has_ending(&["json"]))
        .filter_map(|source| {
            let error = serde_json::from_str::<serde_json::Value>(&source.text).err()?;
            Some(format!("{}: {error}", source.path.display()))
        });
    assert_none("JSON", broken);
}

#[test]
fn every_toml_file_is_well_formed() {
    let broken = sources()
        .into_iter()
        .filter(|source| source.has_ending(&["toml"]))
        .filter_map(|source| {
            let error = toml::from_str::<toml::Table>(&source.text).err()?;
            Some(format!("{}: {error}", source.path.display()))
        });
    assert_none("TOML", broken);
}

#[test]
fn the_native_host_has_one_name_everywhere() {
    let name = "de.amtskoffer.companion";
    let places = [
        "contract/src/lib.rs",
        "deploy/kiosk/de.amtskoffer.companion.json",
        "deploy/kiosk/policies/amtskoffer.json",
        "extension/relay.js",
    ];
    for place in places {
        let text = read(place);
        assert!(text.contains(&format!("\"{name}\"")), "{place}");
        assert_eq!(
            text.matches("de.amtskoffer.").count(),
            text.matches(name).count(),
            "{place}"
        );
    }
}

#[test]
fn the_web_servers_send_the_prescribed_headers() {
    let headers = read("deploy/static-host/headers.txt");
    assert!(headers.lines().count() > 5);
    for line in headers.lines() {
        let (name, value) = line.split_once(": ").expect("a header a line");
        let in_nginx = format!("add_header {name} \"{value}\" always;");
        assert!(
            read("deploy/static-host/nginx.conf").contains(&in_nginx),
            "nginx.conf: {in_nginx}"
        );
        let in_caddy = format!("{name} \"{value}\"");
        assert!(
            read("deploy/static-host/Caddyfile").contains(&in_caddy),
            "Caddyfile: {in_caddy}"
        );
    }
}

#[test]
fn the_policy_for_scripts_stays_strict() {
    let headers = read("deploy/static-host/headers.txt");
    let policy = headers
        .lines()
        .find(|line| line.starts_with("Content-Security-Policy: "))
        .unwrap();
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval';",
        "style-src 'self';",
        "connect-src 'self';",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{part}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
}

#[test]
fn the_page_has_no_inline_script_or_style() {
    let page = read("app/index.html");
    assert!(!page.contains("<style") && !page.contains("style="));
    assert!(
        !page.contains("<script"),
        "the build adds the only script tag, with a source"
    );
    assert!(read("Trunk.toml").contains("<script type=\"module\" src="));
}

#[test]
fn a_tag_over_several_lines_is_read_to_its_end() {
    let code = "<input\n  type=\"text\"\n  autocomplete=\"off\" />\n<input type=\"text\" />";
    assert_eq!(tag_from(code, 0), None);
    let second = code.rfind("<input").unwrap();
    assert_eq!(
        tag_from(code, second).as_deref(),
        Some("<input type=\"text\" ")
    );
}

#[test]
fn unit_tests_are_told_from_code() {
    let text = "a\n#[cfg(test)]\nmod far;\nb\n#[cfg(test)]\nmod tests {\n  c\n}\n".to_owned();
    let source = Source {
        path: "x/src/core.rs".into(),
        text,
        is_test: false,
    };
    assert_eq!(source.lines_outside_tests(), [(1, "a"), (4, "b")]);
    assert_eq!(source.test_modules(), [PathBuf::from("x/src/core/far")]);
}
