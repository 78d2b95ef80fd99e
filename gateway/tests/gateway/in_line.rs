//! Bytes of a part behind its announcement, before its answer has told the location.

use amtskoffer_contract::ingest::{Refusal, part_path};

use crate::clerks::second_suitcase;
use crate::fixture::{Fixture, JANSEN};
use crate::sealed;
use crate::tus::{CASE, created, photo};

#[tokio::test]
async fn a_part_is_known_by_its_announcement_too_but_only_to_its_suitcase() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let about = sealed::part("photo", "image/jpeg", &photo);
    let path = part_path(CASE, &about.name, &about.sha256);
    let early = client.patch(&path, 0, &photo[..5]).await;
    assert_eq!((early.status, early.refusal()), (404, Refusal::UploadUnknown));
    let location = created(&mut client, &photo).await;
    let first = client.patch(&path, 0, &photo[..5]).await;
    assert_eq!((first.status, first.offset()), (204, 5));
    assert_eq!(client.head(&location).await.offset(), 5);
    let wrong = client.patch(&path, 4, &photo[4..]).await;
    assert_eq!(wrong.refusal(), Refusal::OffsetWrong { offset: 5 });

    second_suitcase(&fixture).await;
    let mut foreign = fixture.clerk_at("second", JANSEN, "Koffer 2").await;
    let taken = foreign.patch(&path, 5, &photo[5..]).await;
    assert_eq!((taken.status, taken.refusal()), (404, Refusal::UploadUnknown));
    for path in ["/parts/x/photo/00", &part_path(CASE, "..%2f", "0")] {
        assert_eq!(client.patch(path, 0, b"x").await.refusal(), Refusal::UploadUnknown, "{path}");
    }
    let last = client.patch(&path, 5, &photo[5..]).await;
    assert_eq!((last.status, last.offset()), (204, photo.len() as u64));
}
