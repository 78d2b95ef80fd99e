//! Leaves out of the design system's style sheet what the app does not use: rules for classes that
//! are named nowhere in its sources.
//!
//! A class whose name the sources end with a dash (`kern-icon--{name}`) is used with every word that
//! they have in quotes, and with every number.

mod unread;

use std::collections::BTreeSet;

pub use unread::without_unread;

/// How the design system's classes begin.
const FAMILY: &str = "kern-";

/// What the sources of the app name.
pub struct Used {
    classes: BTreeSet<String>,
    stems: Vec<String>,
    words: BTreeSet<String>,
}

impl Used {
    /// Gathers it from the text of all sources.
    pub fn of(sources: &str) -> Self {
        let classes: BTreeSet<String> = names(sources).map(str::to_owned).collect();
        let stems = classes.iter().filter(|name| name.ends_with('-'));
        let quoted = sources.split('"').skip(1);
        let words = quoted.filter(|word| !word.is_empty() && word.chars().all(is_of_name));
        Self {
            stems: stems.cloned().collect(),
            words: words.map(str::to_owned).collect(),
            classes,
        }
    }

    fn has(&self, class: &str) -> bool {
        let is_made = |stem: &String| {
            class.strip_prefix(stem.as_str()).is_some_and(|rest| {
                self.words.contains(rest) || rest.bytes().all(|sign| sign.is_ascii_digit())
            })
        };
        self.classes.contains(class) || self.stems.iter().any(is_made)
    }

    /// The sheet with the rules that the sources use; nothing when its braces do not match.
    pub fn only(&self, sheet: &str) -> Option<String> {
        let mut kept = String::new();
        let mut rest = sheet;
        while !rest.trim().is_empty() {
            let (head, end) = head(rest)?;
            if end == ';' {
                kept.push_str(&rest[..=head.len()]);
                rest = &rest[head.len() + 1..];
                continue;
            }
            let after = &rest[head.len() + 1..];
            let body = body(after)?;
            rest = &after[body.len() + 1..];
            self.rule(head, body, &mut kept)?;
        }
        Some(kept)
    }

    fn rule(&self, head: &str, body: &str, kept: &mut String) -> Option<()> {
        let (head, body) = match head.trim_start() {
            group if group.starts_with("@media") || group.starts_with("@supports") => {
                (group.to_owned(), self.only(body)?)
            }
            at if at.starts_with('@') => (at.to_owned(), body.to_owned()),
            selectors => {
                let used = selectors_of(selectors).filter(|selector| self.matches(selector));
                (used.collect::<Vec<_>>().join(","), body.to_owned())
            }
        };
        if !head.is_empty() && !body.is_empty() {
            kept.extend([&head, "{", &body, "}"]);
        }
        Some(())
    }

    /// Whether all classes that a selector asks for are used. What it excludes does not count.
    fn matches(&self, selector: &str) -> bool {
        let mut asked = String::new();
        let mut rest = selector;
        while let Some((before, after)) = rest.split_once(":not(") {
            asked.push_str(before);
            rest = after.split_once(')').map_or("", |(_, rest)| rest);
        }
        asked.push_str(rest);
        self.has_one_of_each(&mut asked) && self.has_all(&asked)
    }

    /// Takes the groups of alternatives out; of each, one must be used.
    fn has_one_of_each(&self, asked: &mut String) -> bool {
        while let Some((before, after)) = asked.split_once(":is(") {
            let (group, rest) = after.split_once(')').unwrap_or((after, ""));
            if !group.split(',').any(|one| self.has_all(one)) {
                return false;
            }
            *asked = format!("{before}{rest}");
        }
        true
    }

    fn has_all(&self, asked: &str) -> bool {
        let mut classes = asked.split('.').skip(1).map(|part| {
            let end = part.find(|sign| !is_of_name(sign)).unwrap_or(part.len());
            &part[..end]
        });
        classes.all(|class| !class.starts_with(FAMILY) || self.has(class))
    }
}

/// Names that begin as the family does.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(FAMILY).map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|sign| !is_of_name(sign)).unwrap_or(rest.len());
        &rest[..end]
    })
}

fn is_of_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')
}

/// Signs outside of quotes and of `url(…)`, with their places.
fn plain(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut inside = None;
    text.char_indices().filter(move |(at, sign)| {
        match inside {
            Some(end) if *sign == end => inside = None,
            Some(_) => {}
            None if matches!(sign, '"' | '\'') => inside = Some(*sign),
            None if text[..*at].ends_with("url(") => inside = Some(')'),
            None => return true,
        }
        false
    })
}

/// What stands before the first `{` or `;`, and which of them it is.
fn head(text: &str) -> Option<(&str, char)> {
    let (at, end) = plain(text).find(|(_, sign)| matches!(sign, '{' | ';'))?;
    Some((&text[..at], end))
}

/// What stands before the brace that closes a block.
fn body(text: &str) -> Option<&str> {
    let mut depth = 1_u32;
    for (at, sign) in plain(text) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[..at]);
        }
    }
    None
}

/// The selectors of a list, parted by its outer commas.
fn selectors_of(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    list.split(move |sign| {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        sign == ',' && depth == 0
    })
    .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::Used;
    use proptest::prelude::*;

    const APP: &str = r#"class="kern-btn kern-btn--primary"; format!("kern-icon--{name}"); "success";
                         format!("kern-input--width-{width}")"#;

    fn kept(sheet: &str) -> String {
        Used::of(APP).only(sheet).unwrap()
    }

    #[test]
    fn rules_of_unused_classes_go() {
        assert_eq!(kept(".kern-btn{a:b}.kern-card{c:d}"), ".kern-btn{a:b}");
        assert_eq!(kept(".kern-btn,.kern-card,p{a:b}"), ".kern-btn,p{a:b}");
        assert_eq!(kept(".kern-btn .kern-card{a:b}"), "");
        assert_eq!(kept(".kern-btn:is(a,b){a:b}"), ".kern-btn:is(a,b){a:b}");
        let either = ":is(body,.kern-light):not([class*=kern-level-]){a:b}";
        assert_eq!(kept(either), either);
        assert_eq!(kept(".kern-btn:is(.kern-card,.kern-light){a:b}"), "");
        let but = ".kern-btn:not(.kern-card):hover{a:b}";
        assert_eq!(kept(but), but);
    }

    #[test]
    fn made_up_names_are_used_with_quoted_words_and_numbers() {
        let sheet = ".kern-icon--success{a:b}.kern-icon--moon{a:b}.kern-input--width-4{a:b}";
        let expected = ".kern-icon--success{a:b}.kern-input--width-4{a:b}";
        assert_eq!(kept(sheet), expected);
    }

    #[test]
    fn what_names_no_class_stays_and_empty_groups_go() {
        let sheet = "@charset \"UTF-8\";:root{--x:1}@keyframes spin{to{a:b}}";
        assert_eq!(kept(sheet), sheet);
        assert_eq!(kept("@media print{.kern-card{a:b}}"), "");
        let print = "@media print{.kern-btn{a:b}}";
        assert_eq!(kept(print), print);
    }

    #[test]
    fn braces_in_texts_and_addresses_are_no_braces() {
        let sheet = ".kern-btn{mask:url(data:image/svg+xml;a{b})}p:before{content:\"}\"}";
        assert_eq!(kept(sheet), sheet);
        assert_eq!(Used::of(APP).only(".kern-btn{a:b"), None);
        assert_eq!(Used::of(APP).only("}"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(sheet in ".{0,80}") {
            let _ = Used::of(APP).only(&sheet);
        }
    }
}
