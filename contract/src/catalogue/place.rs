//! Where something stands in a JSON text. Total: any text gives a line.

/// The line, counted from 1, on which the value stands that these keys and indices lead to; as far as
/// they lead anywhere.
pub(super) fn line(text: &str, path: &[&str]) -> usize {
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
    };
    reader.space();
    let mut found = reader.at;
    for step in path {
        if !reader.enter(step) {
            break;
        }
        found = reader.at;
    }
    let before = text.get(..found).unwrap_or_default();
    1 + before.matches('\n').count()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// Goes from the beginning of an object or array to the value of a key or index in it.
    fn enter(&mut self, step: &str) -> bool {
        match self.peek() {
            Some(b'{') => self.enter_object(step),
            Some(b'[') => self.enter_array(step),
            _ => false,
        }
    }

    fn enter_object(&mut self, key: &str) -> bool {
        self.at += 1;
        loop {
            self.space();
            let start = self.at + 1;
            if self.peek() != Some(b'"') {
                return false;
            }
            self.string();
            let end = self.at.saturating_sub(1);
            let is_it = self.bytes.get(start..end) == Some(key.as_bytes());
            self.space();
            if self.peek() != Some(b':') {
                return false;
            }
            self.at += 1;
            self.space();
            if is_it {
                return true;
            }
            self.skip();
            self.space();
            if self.peek() != Some(b',') {
                return false;
            }
            self.at += 1;
        }
    }

    fn enter_array(&mut self, index: &str) -> bool {
        let Ok(mut left) = index.parse::<usize>() else {
            return false;
        };
        self.at += 1;
        loop {
            self.space();
            if left == 0 {
                return self.peek().is_some_and(|byte| byte != b']');
            }
            left -= 1;
            self.skip();
            self.space();
            if self.peek() != Some(b',') {
                return false;
            }
            self.at += 1;
        }
    }

    /// Goes behind a value: brackets are counted, strings passed over.
    fn skip(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.string();
                    if depth == 0 {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => {
                    self.at += depth;
                    return;
                }
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' => 2,
                _ => 1,
            };
        }
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::line;
    use proptest::prelude::*;

    const TEXT: &str =
        "{\n \"a\": [1,\n  {\"b\": \"x]}\\\"\",\n   \"c\": 2}],\n \"d\": {\"e\":\n  []}\n}";

    #[test]
    fn keys_and_indices_lead_to_a_line() {
        for (path, expected) in [
            (&[][..], 1),
            (&["a"], 2),
            (&["a", "0"], 2),
            (&["a", "1"], 3),
            (&["a", "1", "b"], 3),
            (&["a", "1", "c"], 4),
            (&["d"], 5),
            (&["d", "e"], 6),
            (&["d", "nothing"], 5),
            (&["nothing"], 1),
            (&["a", "7"], 2),
        ] {
            assert_eq!(line(TEXT, path), expected, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_line(text in "[\\[\\]{}\":,\\\\a0 \n]{0,60}", path in proptest::collection::vec("[a0]", 0..4)) {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let lines = text.split('\n').count();
            prop_assert!((1..=lines).contains(&line(&text, &path)));
        }
    }
}
