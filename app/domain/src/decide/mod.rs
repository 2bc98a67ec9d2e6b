//! What happens when somebody asks for something: the state that matters, a command and an actor in; changes,
//! or a refusal, out. Pure and total. The same checks ([`allow`]) grey out the page's menus.

mod accept;
mod account;
pub mod allow;
mod apply;
mod bundles;
mod dates;
mod dormant;
mod edit;
mod grave;
mod import;
mod index;
mod invite;
mod jobs;
mod journal;
mod organization;
mod queue;
mod remind;
mod request;
mod role;
mod roles;
mod standing;
mod teams;
mod undo;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod stories;

pub use account::{AccountChange, decide_account};
pub use grave::{GRAVE_MANY, Grave};
pub use import::{ImportScope, ListOrder, decide_import};
pub use jobs::{decide_dormant, decide_release, decide_reminders};
pub use undo::invert;

use crate::{
    Authority, Change, Command, Event, InvitationId, OrgState, PersonId, Refusal, Refused, Status, Subject, Timestamp,
    User, UserId,
};
use allow::Target;
use index::Index;
use journal::Journal;
use std::borrow::Borrow;
use std::collections::BTreeSet;
use uuid::Uuid;

/// When a decision is made, and up to which event its sender had seen.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The moment.
    pub now: Timestamp,
    /// The last event that the sender had seen; `None` overrides whatever happened since.
    pub seen: Option<u64>,
}

/// What is to be done, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// What is not done, item by item, and why.
    pub refused: Vec<Refused>,
}

/// Decides about a command. `fresh` gives ids for what comes to be.
///
/// # Errors
/// A [`Refusal`] of the command as a whole: nothing is to be done. Refusals of single items are in the
/// [`Decision`].
pub fn decide(
    state: OrgState,
    by: &Authority,
    command: &Command,
    moment: Moment,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<Decision, Refusal> {
    let mut desk = Desk::new(state, by, moment, fresh);
    desk.actor_is_active()?;
    desk.work(command)?;
    Ok(desk.decision)
}

/// Decides about undoing what `events` did, in reverse order, through the same checks as any command. What
/// changed since is told by the events' numbers, so that `moment.seen` does not matter. An event is taken back
/// wholly or not at all.
///
/// # Errors
/// [`Refusal::NotUndoable`] when none of them can be undone; else as [`decide()`].
pub fn decide_undo(
    state: OrgState,
    by: &Authority,
    events: &[Event],
    moment: Moment,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<Decision, Refusal> {
    let mut changes = Vec::new();
    let refused =
        decide_undo_of_many(state, by, events.iter().rev(), moment, fresh, &mut |change| changes.push(change))?;
    Ok(Decision { changes, refused })
}

/// Likewise of events that come one after the other, the last one first, and each change goes to `made` as it is decided:
/// of many, not all are in memory. Gives what is not done.
///
/// # Errors
/// As [`decide_undo`]; then nothing that went to `made` must be done.
pub fn decide_undo_of_many<E: Borrow<Event>>(
    state: OrgState,
    by: &Authority,
    latest_first: impl Iterator<Item = E>,
    moment: Moment,
    fresh: &mut dyn FnMut() -> Uuid,
    made: &mut dyn FnMut(Change),
) -> Result<Vec<Refused>, Refusal> {
    let mut desk = Desk::new(state, by, moment, fresh);
    desk.actor_is_active()?;
    desk.undo(latest_first, made)?;
    Ok(desk.decision.refused)
}

/// Decides about an account taking up an invitation.
///
/// # Errors
/// [`Refusal`] when the invitation is not open, is for another address, or its sender no longer may give it.
pub fn decide_accept(
    state: OrgState,
    accept: &crate::Accept,
    now: Timestamp,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<Decision, Refusal> {
    let nobody = Authority::system();
    let mut desk = Desk::new(state, &nobody, Moment { now, seen: None }, fresh);
    desk.accept(accept)?;
    Ok(desk.decision)
}

/// Decides about somebody asking to join.
///
/// # Errors
/// [`Refusal`] when the organization takes no requests, or none from them.
pub fn decide_ask(
    state: OrgState,
    ask: &crate::AskToJoin,
    now: Timestamp,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<Decision, Refusal> {
    let nobody = Authority::system();
    let mut desk = Desk::new(state, &nobody, Moment { now, seen: None }, fresh);
    desk.ask_to_join(ask)?;
    Ok(desk.decision)
}

/// A decision in the making: each change is applied to the state at once, so that the next item sees it.
struct Desk<'a> {
    state: OrgState,
    by: &'a Authority,
    moment: Moment,
    fresh: &'a mut dyn FnMut() -> Uuid,
    decision: Decision,
    index: Index,
    /// How the state was, while something may have to be put back.
    journal: Option<Journal>,
    /// Whose teams the actor themselves changed, while that is being undone: still seen, though perhaps in none
    /// of the actor's teams any more.
    taken_back: Option<UserId>,
}

impl<'a> Desk<'a> {
    fn new(state: OrgState, by: &'a Authority, moment: Moment, fresh: &'a mut dyn FnMut() -> Uuid) -> Self {
        let index = Index::of(&state);
        Self { state, by, moment, fresh, decision: Decision::default(), index, journal: None, taken_back: None }
    }

    /// The guard carries the status as well as the role: whoever is loaded and not active asks for nothing.
    fn actor_is_active(&self) -> Result<(), Refusal> {
        let Some(actor) = self.by.user().and_then(|id| self.state.users.get(&id)) else { return Ok(()) };
        match actor.status(self.now()) {
            Status::Active => Ok(()),
            status => Err(Refusal::WrongStatus { status }),
        }
    }

    fn now(&self) -> Timestamp {
        self.moment.now
    }

    fn work(&mut self, command: &Command) -> Result<(), Refusal> {
        command.check_size()?;
        match command {
            Command::SetRole { users, role } => self.set_role(users, *role),
            Command::ChangeTeams { users, add, remove } => self.change_teams(users, add, remove),
            Command::SetTeamOwner { team, user, owner } => self.set_team_owner(*team, *user, *owner),
            Command::Suspend { users, reason, successors, heir } => {
                self.suspend(users, reason.as_ref(), successors, *heir)
            }
            Command::Reactivate { users } => self.reactivate(users),
            Command::Remove { users, reason, successors, heir } => {
                self.remove(users, reason.as_ref(), successors, *heir)
            }
            Command::Restore { users } => self.restore(users),
            Command::SignOut { users } => self.sign_out(users),
            Command::Leave => self.leave(),
            Command::HandOver { email } => self.hand_over(email),
            Command::Invite(invite) => self.invite(invite),
            Command::Resend { invitations } => self.resend(invitations),
            Command::TakeBackResend { invitation, expires_at, was } => {
                self.take_back_resend(*invitation, *expires_at, *was)
            }
            Command::CopyLink { invitation } => self.copy_link(*invitation),
            Command::Revoke { invitations } => self.revoke(invitations),
            Command::Reopen { invitations } => self.reopen(invitations),
            Command::ReaddressInvitation { invitation, email } => self.readdress(*invitation, email),
            Command::RenameUser { user, name } => self.rename_user(*user, name),
            Command::ProposeEmail { user, email } => self.propose_email(*user, email),
            Command::SendPasswordReset { user } => self.send_password_reset(*user),
            Command::LiftLock { user } => self.lift_lock(*user),
            Command::CreateTeam { name } => self.create_team(name),
            Command::RenameTeam { team, name } => self.rename_team(*team, name),
            Command::DeleteTeam { team } => self.delete_team(*team),
            Command::ChangeOrganization(change) => self.change_organization(change),
            // The caller has to fetch that command's events: see `decide_undo`.
            Command::Undo { .. } | Command::Revert { .. } => Err(Refusal::NotUndoable),
            Command::SetEndDate { users, ends_at } => self.set_end_date(users, *ends_at),
            Command::LendRole { users, role, until, then } => self.lend_role(users, *role, *until, *then),
            Command::CreateRole { name, permissions } => self.create_role(name, permissions),
            Command::ChangeRole { role, name, permissions } => {
                self.reshape_role(*role, name.as_ref(), permissions.as_deref())
            }
            Command::DeleteRole { role, move_to } => self.delete_role(*role, *move_to),
            Command::BringBackRole { role } => self.bring_back_role(role),
            Command::SetInvitationRole { invitation, role } => self.set_invitation_role(*invitation, *role),
            Command::HandBackInvitation { invitation, sender } => self.hand_back(*invitation, *sender),
            Command::EditPeople { people, edit } => self.edit_people(people, edit),
            Command::ApproveRequests { requests, role, teams } => self.approve(requests, *role, teams),
            Command::DeclineRequests { requests } => self.decline(requests),
            Command::CreateBundle { shape } => self.create_bundle(shape),
            Command::ChangeBundle { bundle, shape } => self.change_bundle(*bundle, shape),
            Command::DeleteBundle { bundle } => self.delete_bundle(*bundle),
            Command::BringBackBundle { bundle } => self.bring_back_bundle(bundle),
            Command::FollowBundle { users } => self.follow_bundle(users),
            Command::ReturnRequests { requests } => self.take_answers_back(requests),
        }
    }

    fn change(&mut self, change: Change) {
        if let Some(journal) = &mut self.journal {
            journal.note(&self.state, &change);
        }
        self.index.note(&change);
        self.state.apply(&change, self.moment.now);
        self.decision.changes.push(change);
    }

    /// Hands on the changes that were decided so far. Gives whether there were any.
    fn hand_on(&mut self, made: &mut dyn FnMut(Change)) -> bool {
        let any = !self.decision.changes.is_empty();
        self.decision.changes.drain(..).for_each(made);
        any
    }

    fn refuse(&mut self, subject: Subject, refusal: Refusal) {
        self.decision.refused.push(Refused { subject, refusal, clash: None });
    }

    /// Works through users: each is looked up, must be visible, and is refused on its own.
    fn each_user(
        &mut self,
        users: &[UserId],
        mut act: impl FnMut(&mut Self, &User) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut done = BTreeSet::new();
        for &id in users {
            if !done.insert(id) {
                continue;
            }
            let outcome = self.user(id).and_then(|user| act(self, &user));
            if let Err(refusal) = outcome {
                self.refuse_item(users.len(), Subject::Person(PersonId::User(id)), refusal)?;
            }
        }
        Ok(())
    }

    fn each_invitation(
        &mut self,
        invitations: &[InvitationId],
        mut act: impl FnMut(&mut Self, &crate::Invitation) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut done = BTreeSet::new();
        for &id in invitations {
            if !done.insert(id) {
                continue;
            }
            let outcome = self.invitation(id).and_then(|invitation| act(self, &invitation));
            if let Err(refusal) = outcome {
                self.refuse_item(invitations.len(), Subject::Person(PersonId::Invitation(id)), refusal)?;
            }
        }
        Ok(())
    }

    /// Does `work` wholly, or leaves everything as it was.
    fn wholly(&mut self, work: impl FnOnce(&mut Self) -> Result<(), Refusal>) -> Result<(), Refusal> {
        let (changes, refused) = (self.decision.changes.len(), self.decision.refused.len());
        self.journal = Some(Journal::begin(&self.state));
        let mut outcome = work(self);
        // Among several, a command notes the refusal of an item instead of failing.
        if outcome.is_ok() && self.decision.refused.len() > refused {
            outcome = Err(self.decision.refused[refused].refusal.clone());
        }
        let journal = self.journal.take();
        if outcome.is_err() {
            self.decision.changes.truncate(changes);
            self.decision.refused.truncate(refused);
            if let Some(journal) = journal {
                journal.put_back(&mut self.state);
            }
        }
        outcome
    }

    /// Seats are given to all or to nobody: `work` is done as if there were enough, then all at once are asked for.
    fn within_seats(&mut self, work: impl FnOnce(&mut Self) -> Result<(), Refusal>) -> Result<(), Refusal> {
        let before = self.state.seats;
        work(self)?;
        before.take(self.state.seats.used().saturating_sub(before.used()))
    }

    /// A lone item's refusal is the command's.
    fn refuse_item(&mut self, items: usize, subject: Subject, refusal: Refusal) -> Result<(), Refusal> {
        if items == 1 && self.decision.changes.is_empty() {
            return Err(refusal);
        }
        self.refuse(subject, refusal);
        Ok(())
    }

    fn user(&self, id: UserId) -> Result<User, Refusal> {
        let user = self.state.users.get(&id).ok_or(Refusal::NotFound)?;
        let seen = self.by.user() == Some(id)
            || self.taken_back == Some(id)
            || self.by.scope().covers(user.teams.iter().map(|link| link.team));
        if seen { Ok(user.clone()) } else { Err(Refusal::NotFound) }
    }

    fn invitation(&self, id: InvitationId) -> Result<crate::Invitation, Refusal> {
        let invitation = self.state.invitations.get(&id).ok_or(Refusal::NotFound)?;
        let seen = self.by.scope().covers(invitation.teams.iter().copied());
        if seen { Ok(invitation.clone()) } else { Err(Refusal::NotFound) }
    }

    fn target(&self, user: &User) -> Target {
        Target {
            id: user.id.into(),
            permissions: self.state.reach_of(user, self.now()),
            status: user.status(self.now()),
            teams: user.teams.iter().map(|link| link.team).collect(),
            only_owner: self.state.owners <= 1 && self.state.is_lasting_owner(user, self.now()),
        }
    }

    fn target_invitation(&self, invitation: &crate::Invitation) -> Result<Target, Refusal> {
        let status = match invitation.state {
            crate::InvitationState::Open => invitation.status(self.now()).ok_or(Refusal::RequestOver)?,
            crate::InvitationState::Revoked if invitation.is_request() => return Err(Refusal::RequestOver),
            crate::InvitationState::Accepted => return Err(Refusal::InvitationUsed),
            crate::InvitationState::Revoked => return Err(Refusal::InvitationRevoked),
        };
        Ok(Target {
            id: invitation.id.into(),
            permissions: self.state.role(invitation.role).map_or(crate::Permissions::NONE, |role| role.permissions),
            status,
            teams: invitation.teams.clone(),
            only_owner: false,
        })
    }
}
