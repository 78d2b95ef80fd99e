//! Pins the wire form of live pictures and of a camera's card.

use amtskoffer_contract::bridge::{
    CardPictureView, EyePoints, FromCompanion, PictureRequest, PicturesView, Point, Reply, Request,
    ShownSize, ToCompanion,
};
use amtskoffer_contract::tree;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

fn request(body: Request, wire: &str) {
    let message = ToCompanion::Request { id: 7, body };
    let wire = format!(r#"{{"type":"request","id":7,"body":{wire}}}"#);
    assert_eq!(serde_json::to_string(&message).unwrap(), wire);
    assert_eq!(serde_json::from_str::<ToCompanion>(&wire).unwrap(), message);
}

#[test]
fn requests_for_pictures() {
    request(Request::WatchFinger, r#"{"do":"watch_finger"}"#);
    request(
        Request::Pictures(PictureRequest::List),
        r#"{"do":"pictures","pictures":"list"}"#,
    );
    request(
        Request::Pictures(PictureRequest::Show {
            picture: 3,
            size: ShownSize::Thumbnail,
        }),
        r#"{"do":"pictures","pictures":"show","picture":3,"size":"thumbnail"}"#,
    );
    let eye = |x| Point { x, y: 2.5 };
    request(
        Request::Pictures(PictureRequest::Take {
            case: CASE,
            picture: 3,
            eyes: EyePoints {
                right: eye(1.5),
                left: eye(9.5),
            },
        }),
        r#"{"do":"pictures","pictures":"take","case":"12345678-9abc-4def-8123-456789abcdef","picture":3,"eyes":{"right":{"x":1.5,"y":2.5},"left":{"x":9.5,"y":2.5}}}"#,
    );
}

#[test]
fn the_pictures_of_a_card() {
    let picture = |number, taken_at: Option<&str>, size| CardPictureView {
        picture: number,
        name: "IMG_0001.JPG".to_owned(),
        bytes: 8_000_000,
        taken_at: taken_at.map(str::to_owned),
        size,
    };
    let pictures = vec![
        picture(3, Some("2026-11-22T09:08:07"), Some((6000, 4000))),
        picture(4, None, None),
    ];
    let reply = FromCompanion::Reply {
        id: 7,
        outcome: Ok(Reply::Pictures(PicturesView { pictures })),
    };
    let wire = r#"{"reply":{"id":7,"outcome":{"Ok":{"pictures":{"pictures":[{"picture":3,"name":"IMG_0001.JPG","bytes":8000000,"taken_at":"2026-11-22T09:08:07","size":[6000,4000]},{"picture":4,"name":"IMG_0001.JPG","bytes":8000000}]}}}}}"#;
    assert_eq!(serde_json::to_string(&reply).unwrap(), wire);
    assert_eq!(serde_json::from_str::<FromCompanion>(wire).unwrap(), reply);
    assert_eq!(tree::read(wire), Ok(reply));
}
