//! On whose behalf the gateway is asked.

use std::sync::{Arc, Mutex};

use amtskoffer_contract::clerks::SESSION_HEADER;
use hyper::header::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::lock;

/// The secret that names the session of the clerk who answers for the work. All channels that hold it
/// follow its changes.
#[derive(Clone, Debug, Default)]
pub struct Bearer(Arc<Mutex<Option<Zeroizing<String>>>>);

impl Bearer {
    /// From now on.
    pub fn set(&self, session: Option<Zeroizing<String>>) {
        *lock(&self.0) = session;
    }

    /// The header that every request on her behalf carries.
    pub fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        let session = lock(&self.0);
        let mut value = HeaderValue::from_str(session.as_ref()?).ok()?;
        value.set_sensitive(true);
        Some((HeaderName::from_static(SESSION_HEADER), value))
    }
}

#[cfg(test)]
mod tests {
    use super::Bearer;
    use zeroize::Zeroizing;

    #[test]
    fn all_who_hold_it_follow_its_changes() {
        let bearer = Bearer::default();
        let other = bearer.clone();
        assert!(other.header().is_none());
        bearer.set(Some(Zeroizing::new("secret".to_owned())));
        let (name, value) = other.header().expect("set");
        assert_eq!(
            (name.as_str(), value.as_bytes()),
            ("amtskoffer-session", &b"secret"[..])
        );
        assert_eq!(format!("{value:?}"), "Sensitive");
        bearer.set(None);
        assert!(other.header().is_none());
    }
}
