//! What the server decides by itself, when its time comes.

use super::{Desk, Moment};
use crate::{Authority, Change, OrgState, Timestamp};
use uuid::Uuid;

/// Decides whom of the invited to remind at `now`.
#[must_use]
pub fn decide_reminders(state: OrgState, now: Timestamp) -> Vec<Change> {
    let nobody = Authority::system();
    let mut none = || Uuid::nil();
    let mut desk = Desk::new(state, &nobody, Moment { now, seen: None }, &mut none);
    desk.remind_invited();
    desk.decision.changes
}

/// Decides whom of the users to suspend at `now` because they do not come any more.
#[must_use]
pub fn decide_dormant(state: OrgState, now: Timestamp) -> Vec<Change> {
    let nobody = Authority::system();
    let mut none = || Uuid::nil();
    let mut desk = Desk::new(state, &nobody, Moment { now, seen: None }, &mut none);
    desk.suspend_dormant();
    desk.decision.changes
}

/// Decides which of the invitations that wait are sent at `now`, given how many seats are free for them; `None` is any
/// number.
#[must_use]
pub fn decide_release(state: OrgState, free: Option<u32>, now: Timestamp) -> Vec<Change> {
    let nobody = Authority::system();
    let mut none = || Uuid::nil();
    let mut desk = Desk::new(state, &nobody, Moment { now, seen: None }, &mut none);
    desk.release(free);
    desk.decision.changes
}
