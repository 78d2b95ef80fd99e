//! Requests that go before the answers of those before them have come.

use super::{Happened, Next, Upload};

/// Most requests under way at once.
const MOST: usize = 8;

impl Upload {
    /// What may be sent already behind everything that is under way, if there is anything: a piece or an
    /// announcement that comes next if all goes well, and that `can` be done. From now on it is under
    /// way. Nothing else is sent ahead: what has a weight of its own waits until everything before it
    /// is certain. Never more than a chunk is under way.
    pub fn ahead(&mut self, can: impl Fn(Next) -> bool) -> Option<Next> {
        if !self.in_line || self.behind.len() + 1 >= MOST {
            return None;
        }
        let mut hoped = self.clone();
        let mut bytes = 0;
        for step in std::iter::once(self.next).chain(self.behind.iter().copied()) {
            bytes += step.bytes();
            hoped.take(as_hoped(step)?);
        }
        let next = hoped.next;
        as_hoped(next)?;
        if bytes + next.bytes() > self.chunk || !can(next) {
            return None;
        }
        self.begins(next);
        self.behind.push_back(next);
        Some(next)
    }

    /// Whether what is behind the step that this came of has lost its ground: pieces of a part that was not
    /// announced after all.
    pub(super) fn is_void(&self, happened: Happened) -> bool {
        let announces = matches!(self.next, Next::Create(_) | Next::Begin { .. });
        let created = matches!(happened, Happened::Created { .. });
        announces && !created && !self.behind.is_empty()
    }
}

impl Next {
    /// Bytes of a part that go with it.
    pub(super) fn bytes(self) -> u64 {
        match self {
            Self::Begin { bytes, .. } | Self::Send { bytes, .. } => bytes,
            _ => 0,
        }
    }
}

/// What comes of a step when all goes well; nothing for steps that are waited for.
fn as_hoped(step: Next) -> Option<Happened> {
    match step {
        Next::Create(_) => Some(Happened::Created { offset: None }),
        Next::Begin { bytes, .. } => Some(Happened::Created {
            offset: Some(bytes),
        }),
        Next::Send { offset, bytes, .. } => Some(Happened::Accepted(offset + bytes)),
        _ => None,
    }
}
