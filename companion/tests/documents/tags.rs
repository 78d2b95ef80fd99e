//! The logical tree, read by pypdf: everything on the pages is either in the tree or decoration.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::fonts;
use super::samples::{keys, paper};

/// Prints, per file: language, whether it says that it is tagged, the tags in reading order with their
/// descriptions, and the marked contents of the pages that no tag holds.
const SCRIPT: &str = r#"
import json, sys
from pypdf import PdfReader
from pypdf.generic import ContentStream

def reader(path):
    pdf = PdfReader(path)
    root = pdf.trailer["/Root"]
    tags, held = [], set()
    pages = {page.indirect_reference.idnum: at for at, page in enumerate(pdf.pages)}
    def walk(node, page, depth):
        node = node.get_object()
        if isinstance(node, int):
            held.add((page, int(node)))
            return
        if isinstance(node, list):
            for child in node:
                walk(child, page, depth)
            return
        page = pages[node.raw_get("/Pg").idnum] if "/Pg" in node else page
        if "/MCID" in node:
            held.add((page, int(node["/MCID"])))
            return
        if "/S" in node:
            attributes = node.get("/A")
            attributes = attributes.get_object() if attributes is not None else {}
            first = attributes[0].get_object() if isinstance(attributes, list) else attributes
            tags.append([node["/S"], node.get("/Alt"), str(first.get("/Scope", "")), depth])
            depth += 1
        if "/K" in node:
            walk(node["/K"], page, depth)
    walk(root["/StructTreeRoot"], None, 0)
    loose, bare = [], 0
    for at, page in enumerate(pdf.pages):
        inside = []
        for operands, operator in ContentStream(page["/Contents"].get_object(), pdf).operations:
            if operator == b"BDC":
                properties = operands[1]
                if isinstance(properties, str):
                    properties = page["/Resources"]["/Properties"][properties].get_object()
                identifier = properties.get("/MCID")
                inside.append(str(operands[0]))
                if identifier is not None and (at, int(identifier)) not in held:
                    loose.append([at, int(identifier)])
            elif operator == b"BMC":
                inside.append(str(operands[0]))
            elif operator == b"EMC":
                inside.pop()
            elif operator in (b"Tj", b"TJ", b"f", b"Do") and not inside:
                bare += 1
    return {
        "lang": str(root.get("/Lang")),
        "marked": bool(root["/MarkInfo"].get_object().get("/Marked")),
        "tags": tags, "loose": loose, "bare": bare, "title": str(pdf.metadata.title),
    }

for path in sys.argv[1:]:
    print(json.dumps(reader(path)))
"#;

fn read(pdf: &[u8], name: &str) -> Value {
    let file = format!("amtskoffer-tags-{}-{name}.pdf", std::process::id());
    let file = std::env::temp_dir().join(file);
    std::fs::write(&file, pdf).expect("written");
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/setup/python/bin/python3");
    let output = Command::new(&python)
        .args(["-c", SCRIPT])
        .arg(&file)
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}: run `cargo xtask setup`", python.display()));
    let _ = std::fs::remove_file(&file);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn everything_on_a_page_is_in_the_tree_or_decoration() {
    let fonts = fonts();
    for key in keys() {
        let document = paper(key.as_str());
        let pdf = document.to_pdf(&fonts).expect("a paper");
        let read = read(&pdf, key.as_str());
        assert_eq!(read["lang"], "de-DE", "{key}");
        assert_eq!(read["marked"], true, "{key}");
        assert_eq!(read["title"], document.filled.name.as_str(), "{key}");
        assert_eq!(read["loose"], Value::Array(Vec::new()), "{key}");
        assert_eq!(
            read["bare"], 0,
            "{key}: something lies outside of all marks"
        );
        let tags = read["tags"].as_array().expect("tags");
        well_made(key.as_str(), tags);
    }
}

/// One title before all other headings, pictures with words, heads of tables with a direction.
fn well_made(key: &str, tags: &[Value]) {
    let name = |tag: &Value| tag[0].as_str().unwrap_or_default().to_owned();
    let headings: Vec<String> = tags
        .iter()
        .map(name)
        .filter(|tag| tag.starts_with("/H") && tag.len() == 3)
        .collect();
    assert_eq!(headings.first().map(String::as_str), Some("/H1"), "{key}");
    assert_eq!(
        headings.iter().filter(|tag| *tag == "/H1").count(),
        1,
        "{key}"
    );
    for tag in tags {
        match name(tag).as_str() {
            "/Figure" => assert!(tag[1].as_str().is_some_and(|alt| alt.len() > 10), "{key}"),
            "/TH" => {
                let scope = tag[2].as_str().unwrap_or_default();
                assert!(matches!(scope, "/Row" | "/Column"), "{key}: {tag}");
            }
            _ => {}
        }
    }
    let depth = |tag: &Value| tag[3].as_u64().unwrap_or_default();
    for (at, tag) in tags.iter().enumerate() {
        let parent = tags[..at]
            .iter()
            .rev()
            .find(|above| depth(above) < depth(tag));
        let parent = parent.map(name).unwrap_or_default();
        let fits = match name(tag).as_str() {
            "/TR" => matches!(parent.as_str(), "/THead" | "/TBody" | "/Table"),
            "/TH" | "/TD" => parent == "/TR",
            "/LI" => parent == "/L",
            "/LBody" | "/Lbl" => parent == "/LI",
            _ => true,
        };
        assert!(fits, "{key}: {tag} below {parent}");
    }
}
