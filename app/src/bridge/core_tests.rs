//! The connection, driven without a browser.

use amtskoffer_contract::bridge::{
    CompanionHello, Event, Failure, FromCompanion, Reply, Request, ToCompanion,
};
use amtskoffer_contract::{BRIDGE_VERSIONS, VersionRange};
use uuid::Uuid;

use super::{Answer, Core, EXTENSION_TRIES, Effect, Link, LostReason, PAUSES_MS, Task, Trouble};

fn hello(versions: VersionRange) -> CompanionHello {
    CompanionHello {
        build: "test".to_owned(),
        versions,
        session: Uuid::from_u128(1),
    }
}

fn open() -> Core {
    let mut core = Core::new("page");
    core.port_opened();
    core.message(FromCompanion::Hello(hello(BRIDGE_VERSIONS)));
    assert!(matches!(core.link(), Link::Open(_)));
    core
}

fn ask(core: &mut Core, request: Request) -> u32 {
    core.begin(Task::Ask(request)).0
}

fn settled(effects: &[Effect]) -> Vec<u32> {
    let id = |effect: &Effect| match effect {
        Effect::Settle(id, _) => Some(*id),
        _ => None,
    };
    effects.iter().filter_map(id).collect()
}

#[test]
fn the_page_says_hello_first() {
    let effects = Core::new("page").port_opened();
    assert!(
        matches!(&effects[0], Effect::Send(ToCompanion::Hello(hello)) if hello.build == "page")
    );
}

#[test]
fn a_reply_settles_its_request_and_only_once() {
    let mut core = open();
    let id = ask(&mut core, Request::Ping);
    let reply = || FromCompanion::Reply {
        id,
        outcome: Ok(Reply::Pong),
    };
    let effects = core.message(reply());
    assert_eq!(
        effects,
        [Effect::Settle(id, Ok(Answer::Reply(Reply::Pong)))]
    );
    assert_eq!(core.message(reply()), []);
}

#[test]
fn what_is_asked_before_the_hello_waits_for_it() {
    let mut core = Core::new("page");
    let (id, effects) = core.begin(Task::Ask(Request::Ping));
    assert_eq!(effects, []);
    core.port_opened();
    let effects = core.message(FromCompanion::Hello(hello(BRIDGE_VERSIONS)));
    assert_eq!(
        effects,
        [Effect::Send(ToCompanion::Request {
            id,
            body: Request::Ping
        })]
    );
}

#[test]
fn after_a_break_reading_is_repeated_and_acting_fails() {
    let mut core = open();
    let case = Uuid::from_u128(2);
    let reading = ask(&mut core, Request::GetCase { case });
    let acting = ask(&mut core, Request::SendCase { case });
    let effects = core.port_closed(LostReason::CompanionGone);
    assert_eq!(settled(&effects), [acting]);
    assert_eq!(effects.last(), Some(&Effect::ConnectAfter(PAUSES_MS[0])));
    assert_eq!(core.link(), &Link::Connecting);
    core.port_opened();
    let effects = core.message(FromCompanion::Hello(hello(BRIDGE_VERSIONS)));
    let again = ToCompanion::Request {
        id: reading,
        body: Request::GetCase { case },
    };
    assert_eq!(effects, [Effect::Send(again)]);
}

#[test]
fn a_second_failure_in_a_row_is_a_loss_and_is_tried_again_ever_more_slowly() {
    let mut core = open();
    let reading = ask(&mut core, Request::Overview);
    core.port_closed(LostReason::CompanionGone);
    for pause in PAUSES_MS.iter().skip(1).chain([&3000, &3000]) {
        core.port_opened();
        let effects = core.port_closed(LostReason::CompanionGone);
        assert_eq!(effects.last(), Some(&Effect::ConnectAfter(*pause)));
        assert_eq!(core.link(), &Link::Lost(LostReason::CompanionGone));
    }
    let (id, effects) = core.begin(Task::Ask(Request::Ping));
    assert_eq!(effects, [Effect::Settle(id, Err(Trouble::Lost))]);
    assert!(reading < id);
    core.port_opened();
    core.message(FromCompanion::Hello(hello(BRIDGE_VERSIONS)));
    assert!(matches!(core.link(), Link::Open(_)), "it heals by itself");
}

#[test]
fn a_missing_extension_is_waited_for_and_then_named() {
    let mut core = Core::new("page");
    for _ in 1..EXTENSION_TRIES {
        core.extension_missing();
        assert_eq!(core.link(), &Link::Connecting);
    }
    core.extension_missing();
    assert_eq!(core.link(), &Link::Lost(LostReason::ExtensionMissing));
}

#[test]
fn versions_that_do_not_meet_end_the_connection() {
    let mut core = Core::new("page");
    core.port_opened();
    let companion = VersionRange { min: 90, max: 91 };
    let effects = core.message(FromCompanion::Hello(hello(companion)));
    assert_eq!(effects, [Effect::Close]);
    assert_eq!(
        core.link(),
        &Link::VersionMismatch {
            page: BRIDGE_VERSIONS,
            companion
        }
    );
    assert_eq!(
        core.port_closed(LostReason::CompanionGone),
        [],
        "no further try"
    );
}

#[test]
fn a_refusal_for_the_version_is_the_same_screen() {
    let mut core = Core::new("page");
    core.port_opened();
    let (page, companion) = (BRIDGE_VERSIONS, VersionRange { min: 7, max: 7 });
    let failure = Failure::VersionMismatch { page, companion };
    core.message(FromCompanion::Refused { failure });
    assert_eq!(core.link(), &Link::VersionMismatch { page, companion });
}

#[test]
fn a_companion_that_is_not_running_is_named_at_once_and_tried_again() {
    let mut core = Core::new("page");
    core.port_opened();
    let failure = Failure::CompanionNotRunning;
    core.message(FromCompanion::Refused { failure });
    assert_eq!(core.link(), &Link::Lost(LostReason::CompanionGone));
    let effects = core.port_closed(LostReason::CompanionGone);
    assert!(matches!(effects.last(), Some(Effect::ConnectAfter(_))));
}

#[test]
fn a_refused_extension_is_still_named_after_the_port_was_closed() {
    let mut core = Core::new("page");
    core.port_opened();
    let failure = Failure::ExtensionNotAllowed;
    core.message(FromCompanion::Refused { failure });
    core.port_closed(LostReason::CompanionGone);
    assert_eq!(core.link(), &Link::Lost(LostReason::Forbidden));
    core.port_opened();
    core.port_closed(LostReason::CompanionGone);
    assert_eq!(
        core.link(),
        &Link::Lost(LostReason::CompanionGone),
        "the next try counts anew"
    );
}

#[test]
fn another_page_takes_over_and_this_one_can_take_back() {
    let mut core = open();
    let id = ask(&mut core, Request::Ping);
    let effects = core.message(FromCompanion::Event {
        event: Event::Superseded,
    });
    assert_eq!(
        effects,
        [Effect::Settle(id, Err(Trouble::Lost)), Effect::Close]
    );
    assert_eq!(core.port_closed(LostReason::CompanionGone), []);
    assert_eq!(core.take_over(), [Effect::ConnectAfter(0)]);
    assert_eq!(core.link(), &Link::Connecting);
}

#[test]
fn a_hello_that_does_not_come_counts_as_gone_but_a_late_timer_does_not() {
    let mut core = Core::new("page");
    let effects = core.port_opened();
    let Some(Effect::AwaitHello(number)) = effects.last() else {
        panic!("no timer");
    };
    let effects = core.hello_overdue(*number);
    assert_eq!(effects.first(), Some(&Effect::Close));
    assert_eq!(core.link(), &Link::Lost(LostReason::CompanionGone));
    assert_eq!(open().hello_overdue(1), [], "the hello came");
}

#[test]
fn rubbish_closes_the_connection_and_says_so() {
    let mut core = open();
    let id = ask(&mut core, Request::Ping);
    let effects = core.garbled();
    assert_eq!(effects.first(), Some(&Effect::Close));
    assert_eq!(settled(&effects), [id]);
    assert_eq!(core.link(), &Link::Lost(LostReason::Garbled));
}

#[test]
fn a_cancelled_request_ends_and_the_companion_is_told() {
    let mut core = open();
    let id = ask(&mut core, Request::Ping);
    let effects = core.cancel(id);
    let cancelled = Err(Trouble::Refused(Failure::Cancelled));
    assert_eq!(
        effects,
        [
            Effect::Send(ToCompanion::Cancel { id }),
            Effect::Settle(id, cancelled)
        ]
    );
    assert_eq!(core.cancel(id), []);
}

#[test]
fn an_upload_asks_for_a_transfer_and_ends_with_its_number() {
    let mut core = open();
    let (id, effects) = core.begin(Task::Upload(vec![5; 10]));
    let body = Request::BeginTransfer { bytes: 10 };
    assert_eq!(effects, [Effect::Send(ToCompanion::Request { id, body })]);
    let reply = Ok(Reply::Transfer { transfer: 6 });
    let effects = core.message(FromCompanion::Reply { id, outcome: reply });
    assert!(
        matches!(&effects[..], [Effect::Send(ToCompanion::Chunk(chunk))] if chunk.transfer == 6)
    );
    let effects = core.message(FromCompanion::Ack {
        transfer: 6,
        received: 1,
    });
    assert_eq!(effects, [Effect::Settle(id, Ok(Answer::Sent(6)))]);
}

#[test]
fn a_reply_of_another_kind_is_told_apart() {
    let mut core = open();
    let (id, _) = core.begin(Task::Upload(vec![5; 10]));
    let effects = core.message(FromCompanion::Reply {
        id,
        outcome: Ok(Reply::Pong),
    });
    assert_eq!(effects, [Effect::Settle(id, Err(Trouble::Mismatch))]);
}
