//! The thorough look at everything, when asked for.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::Session;

impl Session {
    /// Looks at all devices and the line, side by side. Takes at most five seconds.
    pub async fn check_readiness(self: &Arc<Self>) {
        let mut looks = JoinSet::new();
        for device in 0..self.registry.len() {
            let session = Arc::clone(self);
            looks.spawn(async move { session.look_at(device).await });
        }
        self.look_at_line().await;
        looks.join_all().await;
    }
}
