//! Leaves out of a style sheet the variables that nothing reads: most colours of the design system's palettes.

use std::collections::BTreeSet;

use super::{is_of_name, plain};

/// The sheet without them; `elsewhere` is what else may read them. What only unread ones read goes, too.
pub fn without_unread(sheet: &str, elsewhere: &str) -> String {
    let mut sheet = sheet.to_owned();
    loop {
        let read: BTreeSet<&str> = read(&sheet).chain(read(elsewhere)).collect();
        let less: String = pieces(&sheet).filter(|piece| variable(piece).is_none_or(|name| read.contains(name))).collect();
        if less.len() == sheet.len() {
            return less;
        }
        sheet = less;
    }
}

/// Names in `var(…)`.
fn read(text: &str) -> impl Iterator<Item = &str> {
    text.split("var(").skip(1).map(|rest| {
        let rest = rest.trim_start();
        &rest[..rest.find(|sign| !is_of_name(sign)).unwrap_or(rest.len())]
    })
}

/// The sheet cut behind every `{`, `;` and before and behind every `}`.
fn pieces(sheet: &str) -> impl Iterator<Item = &str> {
    let cuts = plain(sheet).flat_map(|(at, sign)| match sign {
        '{' | ';' => vec![at + 1],
        '}' => vec![at, at + 1],
        _ => Vec::new(),
    });
    let mut cuts: Vec<usize> = cuts.collect();
    cuts.push(sheet.len());
    let mut from = 0;
    cuts.into_iter().map(move |to| {
        let piece = &sheet[from..to];
        from = to;
        piece
    })
}

/// The name that a piece gives a value to, if it does.
fn variable(piece: &str) -> Option<&str> {
    let (name, _) = piece.split_once(':')?;
    let name = name.trim();
    (name.starts_with("--") && name.chars().all(is_of_name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::without_unread;

    #[test]
    fn what_nothing_reads_goes_and_what_only_that_reads_too() {
        let sheet = ":root{--a: 1px;--b:var(--c);--c:2px;--d:var( --e, 3px);--e:url(a;b)}p{margin:var(--a);--f:0}@media x{p{top:0}}";
        assert_eq!(
            without_unread(sheet, "i { top: var(--d) }"),
            ":root{--a: 1px;--d:var( --e, 3px);--e:url(a;b)}p{margin:var(--a);}@media x{p{top:0}}"
        );
    }

    #[test]
    fn other_declarations_and_quotes_stay() {
        let sheet = "a:hover{color:red;content:\"--x:1;\"}";
        assert_eq!(without_unread(sheet, ""), sheet);
    }
}
