//! Measuring the line: bytes are counted, and no more than agreed are taken.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::probe::{PROBE_BYTES, ProbeTaken};

use crate::fixture::Fixture;

#[tokio::test]
async fn bytes_are_counted_up_to_the_bound() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    for bytes in [0, 1, PROBE_BYTES] {
        let answer = client.send("POST", "/probe", &[], vec![0xff; bytes]).await;
        assert_eq!(answer.status, 200);
        let expected = u32::try_from(bytes).expect("small");
        assert_eq!(answer.json::<ProbeTaken>().bytes, expected);
    }
    let answer = client.send("POST", "/probe", &[], vec![0xff; PROBE_BYTES + 1]).await;
    let limit = u64::try_from(PROBE_BYTES).expect("small");
    assert_eq!(answer.json::<Refusal>(), Refusal::TooLarge { limit });
}
