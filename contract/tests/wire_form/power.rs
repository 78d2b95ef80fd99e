//! How battery, mains and network look on the wire.

use amtskoffer_contract::bridge::{Event, NetworkKind, NetworkView, PowerView, Surroundings};
use amtskoffer_contract::tree;

#[test]
fn surroundings_have_this_form_and_come_back_the_same() {
    let surroundings = Surroundings {
        power: Some(PowerView {
            percent: Some(41),
            on_mains: Some(false),
            minutes_left: Some(95),
        }),
        network: Some(NetworkView {
            kind: Some(NetworkKind::FiveG),
            signal_percent: Some(60),
        }),
        prints_two_sided: true,
    };
    let wire = r#"{"surroundings":{"power":{"percent":41,"on_mains":false,"minutes_left":95},"network":{"kind":"five_g","signal_percent":60},"prints_two_sided":true}}"#;
    let event = Event::Surroundings(surroundings);
    assert_eq!(serde_json::to_string(&event).unwrap(), wire);
    assert_eq!(serde_json::from_str::<Event>(wire).unwrap(), event);
    assert_eq!(tree::read(wire), Ok(event));
}

#[test]
fn what_is_unknown_is_left_out() {
    let event = Event::Surroundings(Surroundings {
        power: None,
        network: Some(NetworkView::default()),
        prints_two_sided: false,
    });
    let wire = r#"{"surroundings":{"network":{},"prints_two_sided":false}}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), wire);
    assert_eq!(serde_json::from_str::<Event>(wire).unwrap(), event);
    assert_eq!(tree::read(wire), Ok(event));
}
