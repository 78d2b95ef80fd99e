//! The line is cut in every single step of a day's work, and in every two of them.

use std::collections::BTreeSet;

use super::miniature::{Act, CHUNK, Fault, When, World};
use super::{CaseKey, News, Next, PartKind};

const ONE: CaseKey = 1;
const TWO: CaseKey = 2;
const THIRD: CaseKey = 3;

/// Two cases side by side, one of them with parts that are replaced or taken out at awkward
/// moments, and a third one that is thrown away.
fn day() -> Vec<(When, Act)> {
    use PartKind::{Paper, Photo, Print, Signature, Text};
    vec![
        (When::Now, Act::Note(ONE)),
        (When::Now, Act::Take(0, ONE, Photo, 25)),
        (When::Sending(0), Act::Take(0, ONE, Photo, 31)),
        (When::Sending(0), Act::Take(1, ONE, Print, 10)),
        (When::Now, Act::Take(2, ONE, Signature, 0)),
        (When::Rest, Act::Take(3, TWO, Photo, 12)),
        (When::Now, Act::Note(TWO)),
        (When::Announcing(3), Act::TakeOut(3)),
        (When::Rest, Act::Take(4, TWO, Photo, 14)),
        (When::Now, Act::Take(5, ONE, Paper, 22)),
        (When::Sending(5), Act::Note(ONE)),
        (When::Now, Act::Take(6, ONE, Text, 7)),
        (When::Now, Act::Take(7, THIRD, Photo, 21)),
        (When::Now, Act::HandIn(ONE)),
        (When::Sending(7), Act::Discard(THIRD)),
        (When::Rest, Act::Take(8, TWO, Text, 3)),
        (When::Now, Act::HandIn(TWO)),
    ]
}

fn worked(ahead: bool, fault: impl Fn(usize) -> Fault) -> World {
    let mut world = World::new(ahead);
    world.run(&day(), fault);
    world
}

/// Everything arrived, nothing is doubled, nothing is left over.
fn is_well(world: &World, case: &str) {
    let mut ends = world.news.clone();
    ends.sort_by_key(|news| format!("{news:?}"));
    let wanted = [
        News::Discarded(THIRD),
        News::HandedIn(ONE),
        News::HandedIn(TWO),
    ];
    assert_eq!(ends, wanted, "{case}");
    let parts: BTreeSet<_> = [ONE, TWO]
        .into_iter()
        .flat_map(|key| world.wanted(key))
        .collect();
    let there: BTreeSet<_> = world.gateway.has.keys().copied().collect();
    assert_eq!(there, parts, "{case}: just the wanted parts, each once");
    for part in parts {
        assert_eq!(world.gateway.has[&part], world.bytes(part), "{case}");
    }
    assert_eq!(world.gateway.notes, BTreeSet::from([ONE, TWO]), "{case}");
}

fn faults_of(step: Next) -> &'static [Fault] {
    match step {
        Next::Begin { .. } | Next::Send { .. } => &[
            Fault::LineBeforehand,
            Fault::AnswerLost,
            Fault::AllAnswersLost,
            Fault::PieceDamaged,
            Fault::HalfTaken,
        ],
        Next::Wait { .. } => &[],
        _ => &[
            Fault::LineBeforehand,
            Fault::AnswerLost,
            Fault::AllAnswersLost,
        ],
    }
}

fn cut_in_every_step(ahead: bool) {
    let calm = worked(ahead, |_| Fault::None);
    is_well(&calm, "no cut");
    assert_eq!(calm.gateway.twice, 0);
    assert_eq!((calm.most_under_way > 1, calm.late), (ahead, 0));
    let mut met = BTreeSet::new();
    for (at, step) in calm.steps.iter().enumerate() {
        for fault in faults_of(*step) {
            let cut = worked(ahead, |step| if step == at { *fault } else { Fault::None });
            let case = format!("{fault:?} at step {at}, {step:?}");
            is_well(&cut, &case);
            assert!(cut.gateway.twice <= CHUNK, "{case}");
            met.insert(name(*step));
        }
    }
    // Who sends a beginning is told with its answer where the part stands.
    let own = if ahead { "begin" } else { "ask" };
    let all = BTreeSet::from([
        own, "connect", "create", "delete", "discard", "manifest", "note", "send",
    ]);
    assert_eq!(met, all, "the day has every step");
}

fn cut_in_every_two_steps(ahead: bool) {
    let calm = worked(ahead, |_| Fault::None);
    let mut asked = 0;
    for (first, step) in calm.steps.iter().enumerate() {
        for fault in faults_of(*step) {
            for second in first + 1..first + 6 {
                let cut = worked(ahead, |step| match step {
                    step if step == first => *fault,
                    step if step == second => Fault::AnswerLost,
                    _ => Fault::None,
                });
                is_well(&cut, &format!("{fault:?} at {first} and {second}"));
                assert!(cut.gateway.twice <= 2 * CHUNK);
                let met = cut.steps.get(second).copied();
                asked += usize::from(matches!(met, Some(Next::AskOffset(_))));
            }
        }
    }
    assert!(asked > 0, "the question after a cut was cut itself, too");
}

#[test]
fn a_cut_in_any_step_loses_nothing_doubles_nothing_and_costs_one_chunk_at_most() {
    cut_in_every_step(false);
}

#[test]
fn a_cut_while_requests_go_ahead_costs_one_chunk_at_most_too() {
    cut_in_every_step(true);
}

#[test]
fn a_second_cut_while_it_recovers_costs_no_more_than_a_second_time_as_much() {
    cut_in_every_two_steps(false);
    cut_in_every_two_steps(true);
}

fn name(step: Next) -> &'static str {
    match step {
        Next::Rest => "rest",
        Next::Connect => "connect",
        Next::Create(_) => "create",
        Next::Begin { .. } => "begin",
        Next::AskOffset(_) => "ask",
        Next::Send { .. } => "send",
        Next::Delete(_) => "delete",
        Next::PutNote(_) => "note",
        Next::PutManifest(_) => "manifest",
        Next::Discard(_) => "discard",
        Next::Wait { .. } => "wait",
    }
}
