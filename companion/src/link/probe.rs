//! How fast the line is towards the data centre: one bounded upload of bytes that mean nothing, only when
//! somebody asks for the readiness check.

use std::time::{Duration, Instant};

use amtskoffer_contract::probe::{PROBE_BYTES, ProbeTaken};
use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;

use super::{Link, LinkError};

/// How long a probe may take; a line that needs longer carries less than 175 kbit/s.
pub(super) const PROBE_REPLY: Duration = Duration::from_secs(3);

/// Most bytes of the gateway's answer.
const PROBE_BODY: usize = 1024;

impl Link {
    /// Measures the speed towards the data centre in kbit/s. Costs [`PROBE_BYTES`] of the data volume.
    ///
    /// # Errors
    /// [`LinkError`]; also for a line that is too slow.
    pub async fn probe(&self) -> Result<u32, LinkError> {
        // Opening the connection is not what is measured; neither is the round trip.
        let asked = Instant::now();
        self.probe.connect().await?;
        self.upload(Bytes::new()).await?;
        let opened = asked.elapsed();
        let asked = Instant::now();
        self.upload(Bytes::new()).await?;
        let round_trip = asked.elapsed().min(opened);
        let asked = Instant::now();
        self.upload(Bytes::from(noise())).await?;
        Ok(kbit_per_second(asked.elapsed().saturating_sub(round_trip)))
    }

    async fn upload(&self, body: Bytes) -> Result<(), LinkError> {
        let expected = u32::try_from(body.len()).ok();
        let request = Request::post("/probe")
            .body(Full::new(body))
            .map_err(|_| LinkError::Unformed)?;
        let answer = self.probe.call(request, PROBE_BODY).await?;
        let taken: ProbeTaken = LinkError::document(&answer)?;
        if Some(taken.bytes) == expected {
            return Ok(());
        }
        Err(LinkError::Garbled(answer.status().as_u16()))
    }
}

/// Bytes that nothing on the way can make fewer.
fn noise() -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some(state.to_le_bytes())
    });
    next.flatten().take(PROBE_BYTES).collect()
}

fn kbit_per_second(took: Duration) -> u32 {
    let bits = u128::try_from(PROBE_BYTES).unwrap_or(u128::MAX) * 8;
    let microseconds = took.as_micros().max(1);
    u32::try_from(bits * 1000 / microseconds).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{PROBE_BYTES, kbit_per_second, noise};
    use std::time::Duration;

    #[test]
    fn time_becomes_speed() {
        assert_eq!(kbit_per_second(Duration::from_secs(1)), 524);
        assert_eq!(kbit_per_second(Duration::from_millis(10)), 52_428);
        assert_eq!(kbit_per_second(Duration::ZERO), 524_288_000);
    }

    #[test]
    fn noise_has_its_length_and_no_pattern() {
        let noise = noise();
        assert_eq!(noise.len(), PROBE_BYTES);
        let zeros = noise.iter().filter(|byte| **byte == 0).count();
        assert!((100..500).contains(&zeros), "{zeros}");
    }
}
