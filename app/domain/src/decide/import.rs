//! Import: a list of people in; a plan, and the changes it comes to, out. Planning and importing are one function, so
//! that what is shown is what is done.

use super::{Desk, Moment, allow};
use crate::{
    Authority, Change, EmailAddress, EmailError, Field, INVITATION_DAYS_MAX, ImportOptions, Invitation, LIST_LINES_MAX,
    LineProblem, Listed, Name, OrgState, Plan, PlannedAction, PlannedLine, PlannedSeats, Refusal, RoleId, SeatPolicy,
    Seats, SkipReason, Status, TeamId, User, UserId,
};
use names::Names;
use outgoing::Outgoing;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

mod names;
mod newcomers;
mod outgoing;
mod passing;

pub use passing::ImportScope;

/// A list, and how it is to be imported.
#[derive(Clone, Copy, Debug)]
pub struct ListOrder<'a> {
    /// The list.
    pub list: &'a [Listed],
    /// How.
    pub options: &'a ImportOptions,
    /// The places in the plan of lines that are left alone.
    pub unticked: &'a BTreeSet<u32>,
}

/// Decides what an import comes to: gives the plan, of all lines, and each change goes to `made` as it is decided. They must
/// not be made when the plan as a whole is refused. `state` has everybody, removed users included, and all open
/// invitations.
///
/// # Errors
/// A [`Refusal`] of the whole: the actor may not import, or an option cannot be.
pub fn decide_import(
    state: OrgState,
    by: &Authority,
    order: ListOrder<'_>,
    moment: Moment,
    fresh: &mut dyn FnMut() -> Uuid,
    made: &mut dyn FnMut(Change),
) -> Result<Plan, Refusal> {
    let mut desk = Desk::new(state, by, moment, fresh);
    desk.actor_is_active()?;
    desk.check_import(order.list, order.options)?;
    let before = desk.state.seats;
    let mut import = Import::new(&desk.state, order, Outgoing::to(made));
    import.users(&mut desk);
    import.others(&mut desk);
    import.newcomers(&mut desk);
    let needed = desk.state.seats.used().saturating_sub(before.used());
    let seats = PlannedSeats {
        limit: before.limit,
        before: before.used(),
        after: desk.state.seats.used(),
        line: (before.policy == SeatPolicy::Queue).then_some(before.waiting),
        waiting: import.waiting,
    };
    // Where nobody waits in line, lists are whole or not at all. Newcomers come behind those who wait since before.
    let behind_the_line = Seats { invitations: before.invitations.saturating_add(before.waiting), ..before };
    let refusal = behind_the_line.take(needed).err();
    Ok(import.plan(seats, refusal))
}

/// What a line comes to; refused wholly or not at all.
type Outcome = Result<PlannedAction, LineProblem>;

/// An import in the making.
struct Import<'a> {
    list: &'a [Listed],
    options: &'a ImportOptions,
    unticked: &'a BTreeSet<u32>,
    names: Names<'a>,
    /// The address of each line, where it is one.
    addresses: Vec<Option<EmailAddress>>,
    outcomes: Vec<Option<Outcome>>,
    /// Whoever is suspended without being on the list, and what came of it.
    others: Vec<(EmailAddress, Outcome)>,
    /// How many newcomers wait for a seat.
    waiting: u32,
    outgoing: Outgoing<'a>,
}

/// What a line says, looked up.
struct Wish<'a> {
    listed: &'a Listed,
    email: EmailAddress,
    role: Option<RoleId>,
    /// `None` where nothing is said of teams.
    teams: Option<Vec<TeamId>>,
}

impl Desk<'_> {
    /// What holds of the import as a whole.
    fn check_import(&self, list: &[Listed], options: &ImportOptions) -> Result<(), Refusal> {
        allow::import(self.by)?;
        if list.len() > LIST_LINES_MAX {
            return Err(super::teams::too_many(Field::People, LIST_LINES_MAX, list.len()));
        }
        if !(1..=INVITATION_DAYS_MAX).contains(&options.days) {
            return Err(Refusal::OutOfRange { field: Field::Days, least: 1, most: INVITATION_DAYS_MAX });
        }
        let role = self.state.role(options.role).ok_or(Refusal::UnknownRole)?;
        allow::give_role(self.by, role)
    }
}

impl<'a> Import<'a> {
    fn new(state: &OrgState, ListOrder { list, options, unticked }: ListOrder<'a>, outgoing: Outgoing<'a>) -> Self {
        let (mut addresses, mut outcomes) = (Vec::with_capacity(list.len()), Vec::with_capacity(list.len()));
        for listed in list {
            let read = EmailAddress::parse(undefused(&listed.address));
            let bad = |error: &EmailError| Err(Refusal::BadAddress { error: error.clone() }.into());
            outcomes.push(read.as_ref().err().map(bad));
            addresses.push(read.ok());
        }
        let mut lines: HashMap<&EmailAddress, u32> = HashMap::with_capacity(list.len());
        for ((listed, email), outcome) in list.iter().zip(&addresses).zip(&mut outcomes) {
            let Some(email) = email else { continue };
            match lines.entry(email) {
                Entry::Occupied(earlier) => {
                    *outcome = Some(Ok(PlannedAction::Skip(SkipReason::Repeats { line: *earlier.get() })));
                }
                Entry::Vacant(first) => {
                    first.insert(listed.line);
                }
            }
        }
        drop(lines);
        let names = Names::of(state, options.create_teams);
        Self { list, options, unticked, names, addresses, outcomes, others: Vec::new(), waiting: 0, outgoing }
    }

    fn is_unticked(&self, place: usize) -> bool {
        u32::try_from(place).is_ok_and(|place| self.unticked.contains(&place))
    }

    /// Lines about users. New Owners come first: then whoever is one no longer is not the last.
    fn users(&mut self, desk: &mut Desk<'_>) {
        let owner = desk.state.built_in(crate::RoleKey::Owner).map(|role| role.id);
        for owners in [true, false] {
            for place in 0..self.list.len() {
                let (None, Some(email)) = (&self.outcomes[place], &self.addresses[place]) else { continue };
                let Some(user) = desk.present(email).cloned() else { continue };
                let role = self.names.role(&self.list[place].role).ok().flatten();
                if (role.is_some() && role == owner) == owners {
                    let outcome = self.outcome(desk, place, |import, desk, wish| import.user(desk, &user, wish));
                    self.outcomes[place] = Some(outcome);
                    self.outgoing.take(desk);
                }
            }
        }
    }

    /// Everybody active who is on no line.
    fn others(&mut self, desk: &mut Desk<'_>) {
        if !self.options.suspend_others {
            return;
        }
        let listed: BTreeSet<&EmailAddress> = self.addresses.iter().flatten().collect();
        let active = desk.state.users.values().filter(|user| user.is_active(desk.now()));
        let mut others: Vec<(EmailAddress, UserId)> =
            active.filter(|user| !listed.contains(&user.email)).map(|user| (user.email.clone(), user.id)).collect();
        others.sort_unstable();
        for (email, id) in others {
            let outcome = if self.is_unticked(self.list.len() + self.others.len()) {
                Ok(PlannedAction::Skip(SkipReason::Same))
            } else {
                suspend(desk, id)
            };
            self.others.push((email, outcome));
            self.outgoing.take(desk);
        }
    }

    /// Lines about whoever is no user, after those whose suspension ends the invitations that they sent.
    fn newcomers(&mut self, desk: &mut Desk<'_>) {
        for place in 0..self.list.len() {
            if self.outcomes[place].is_none() {
                self.outcomes[place] = Some(self.outcome(desk, place, Self::newcomer));
                self.outgoing.take(desk);
            }
        }
    }

    /// What a line comes to, by `decide`.
    fn outcome(
        &mut self,
        desk: &mut Desk<'_>,
        place: usize,
        decide: impl FnOnce(&mut Self, &mut Desk<'_>, &Wish<'_>) -> Outcome,
    ) -> Outcome {
        if self.is_unticked(place) {
            return Ok(PlannedAction::Skip(SkipReason::Same));
        }
        let listed = &self.list[place];
        let Some(email) = self.addresses[place].clone() else { return Err(Refusal::NotFound.into()) };
        let role = self.names.role(&listed.role)?;
        let teams = self.names.teams(desk, &listed.teams)?;
        decide(self, desk, &Wish { listed, email, role, teams })
    }

    fn user(&mut self, desk: &mut Desk<'_>, user: &User, wish: &Wish<'_>) -> Outcome {
        let same = Ok(PlannedAction::Skip(SkipReason::Same));
        match user.status(desk.now()) {
            Status::Active if wish.listed.active => self.change_user(desk, user, wish),
            Status::Active if self.options.suspend_others => suspend(desk, user.id),
            Status::Active => Ok(PlannedAction::Skip(SkipReason::Inactive)),
            Status::Suspended if wish.listed.active => Err(Refusal::IsSuspended.into()),
            Status::Removed if wish.listed.active => {
                desk.nobody_has(&wish.email, None).map_or_else(|no| Err(no.into()), |()| same)
            }
            status if wish.listed.active => Err(Refusal::WrongStatus { status }.into()),
            Status::Suspended
            | Status::Removed
            | Status::Ended
            | Status::Invited
            | Status::Waiting
            | Status::Requested
            | Status::Expired => same,
        }
    }

    fn change_user(&mut self, desk: &mut Desk<'_>, user: &User, wish: &Wish<'_>) -> Outcome {
        let before = user.effective_role(desk.now());
        let role = wish.role.filter(|&role| role != before);
        let is_in: Vec<TeamId> = user.teams.iter().map(|link| link.team).collect();
        let (join, leave) = wish.teams.as_ref().map_or_else(Default::default, |teams| difference(&is_in, teams));
        if role.is_none() && join.is_empty() && leave.is_empty() {
            return Ok(PlannedAction::Skip(SkipReason::Same));
        }
        desk.wholly(|desk| {
            if let Some(role) = role {
                desk.set_role(&[user.id], role)?;
            }
            if join.is_empty() && leave.is_empty() { Ok(()) } else { desk.change_teams(&[user.id], &join, &leave) }
        })?;
        Ok(self.names.change(role.map(|role| (before, role)), &join, &leave))
    }

    fn newcomer(&mut self, desk: &mut Desk<'_>, wish: &Wish<'_>) -> Outcome {
        if !wish.listed.active {
            let skipped =
                if desk.open_invitation(&wish.email).is_some() { SkipReason::Inactive } else { SkipReason::Same };
            return Ok(PlannedAction::Skip(skipped));
        }
        desk.nobody_has(&wish.email, None)?;
        match desk.open_invitation(&wish.email).cloned() {
            Some(invitation) => self.change_invitation(desk, &invitation, wish),
            None => {
                let name = match wish.listed.name.trim() {
                    "" => None,
                    text => {
                        let name = Name::parse(undefused(text));
                        Some(name.map_err(|error| Refusal::BadText { field: Field::Name, error })?)
                    }
                };
                let role = wish.role.unwrap_or(self.options.role);
                let teams = wish.teams.clone().unwrap_or_default();
                let waits = desk.newcomer_waits();
                desk.wholly(|desk| desk.invite_listed(&wish.email, name, role, &teams, self.options.days, waits))?;
                self.waiting += u32::from(waits);
                Ok(self.names.add(role, &teams))
            }
        }
    }

    /// It stays what it is, so that a link which is in somebody's mailbox already leads there still.
    fn change_invitation(&mut self, desk: &mut Desk<'_>, invitation: &Invitation, wish: &Wish<'_>) -> Outcome {
        let role = wish.role.filter(|&role| role != invitation.role);
        let teams = wish.teams.clone().unwrap_or_else(|| invitation.teams.clone());
        let (join, leave) = difference(&invitation.teams, &teams);
        if role.is_none() && join.is_empty() && leave.is_empty() {
            return Ok(PlannedAction::Skip(SkipReason::Same));
        }
        desk.wholly(|desk| desk.edit_invited(invitation.id, role, &join, &leave))?;
        Ok(self.names.change(role.map(|role| (invitation.role, role)), &join, &leave))
    }

    fn plan(self, seats: PlannedSeats, refusal: Option<Refusal>) -> Plan {
        let action = |outcome: Outcome| outcome.unwrap_or_else(PlannedAction::Refuse);
        let listed = self.list.iter().zip(self.addresses).zip(self.outcomes).map(|((listed, email), outcome)| {
            let address = email.map_or_else(|| listed.address.clone(), String::from);
            PlannedLine {
                line: listed.line,
                address,
                action: outcome.map_or(PlannedAction::Skip(SkipReason::Same), action),
            }
        });
        let others = self.others.into_iter().map(|(email, outcome)| PlannedLine {
            line: 0,
            address: email.into(),
            action: action(outcome),
        });
        let lines = listed.chain(others).collect();
        let (roles, teams) = self.names.into_lists();
        Plan { lines, roles, teams, new_teams: self.outgoing.new_teams, seats, refusal }
    }
}

fn suspend(desk: &mut Desk<'_>, user: UserId) -> Outcome {
    desk.wholly(|desk| desk.suspend(&[user], None, &[], None))?;
    Ok(PlannedAction::Suspend)
}

/// Which of `after` are new, and which of `before` are gone.
fn difference(before: &[TeamId], after: &[TeamId]) -> (Vec<TeamId>, Vec<TeamId>) {
    let join = after.iter().copied().filter(|team| !before.contains(team)).collect();
    let leave = before.iter().copied().filter(|team| !after.contains(team)).collect();
    (join, leave)
}

/// A text without the apostrophe that exports put before what a spreadsheet would run.
fn undefused(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => text,
    }
}
