//! What the changes of one commit make of users and invitations, gathered so that few statements write it: the last
//! word on each field of each row.

use super::bulk::{self, Rows};
use super::row;
use crate::Result;
use crate::entity::{invitation, invitation_link, invitation_team, team_user, user};
use crate::stop::Writer;
use domain::{
    EmailAddress, HeldRole, Invitation, InvitationId, InvitationState, Name, Note, OrgId, RoleId, Sending, TeamId,
    TeamLink, Timestamp, User, UserId, UserState,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IdenStatic, Iterable, QueryFilter, Value};
use std::collections::{BTreeMap, BTreeSet};

mod fits;

/// Gathered changes of users and invitations. Numbers are those of the events, as stored.
#[derive(Default)]
pub(super) struct Pending {
    /// Every user and every new invitation that is gathered.
    users: BTreeSet<UserId>,
    invitations: BTreeSet<InvitationId>,
    joined: Vec<User>,
    roles: BTreeMap<UserId, (HeldRole, i64)>,
    ends: BTreeMap<UserId, (Option<Timestamp>, i64)>,
    states: BTreeMap<UserId, (UserState, Timestamp, i64)>,
    signed_out: BTreeMap<UserId, Timestamp>,
    names: BTreeMap<UserId, Name>,
    emails: BTreeMap<UserId, EmailAddress>,
    second_factors: BTreeMap<UserId, bool>,
    teams_changed: BTreeMap<UserId, i64>,
    /// Links that may be stored and go.
    unlinked: BTreeMap<TeamId, BTreeSet<UserId>>,
    /// Links that are there in the end, and whether they own the team.
    linked: BTreeMap<(TeamId, UserId), bool>,
    invited: Vec<(Invitation, Option<Note>)>,
    invitations_changed: BTreeMap<InvitationId, i64>,
    standings: BTreeMap<InvitationId, InvitationState>,
    senders: BTreeMap<InvitationId, Option<UserId>>,
    sent: BTreeMap<InvitationId, (Timestamp, Timestamp)>,
    /// Reopened invitations: into these teams now.
    into: BTreeMap<InvitationId, Vec<TeamId>>,
    /// Teams that invitations may be into, and are not any more.
    out_of: BTreeMap<TeamId, BTreeSet<InvitationId>>,
    /// Teams that invitations are into in the end.
    newly_into: BTreeSet<(InvitationId, TeamId)>,
    links_end: BTreeMap<InvitationId, Timestamp>,
    addresses: BTreeMap<InvitationId, EmailAddress>,
    invited_as: BTreeMap<InvitationId, RoleId>,
    /// Invitations that waited: when they are sent, and when they go out of date.
    released: BTreeMap<InvitationId, (Timestamp, Timestamp)>,
    /// Requests that were answered, or are to be answered again.
    answered: BTreeMap<InvitationId, Invitation>,
    /// How many reminders are over.
    reminded: BTreeMap<InvitationId, u32>,
}

impl Pending {
    pub(super) fn join(&mut self, user: &User) {
        self.users.insert(user.id);
        self.joined.push(user.clone());
        for link in &user.teams {
            self.linked.insert((link.team, user.id), link.owner);
        }
    }

    pub(super) fn set_role(&mut self, user: UserId, held: HeldRole, seq: i64) {
        self.users.insert(user);
        self.roles.insert(user, (held, seq));
    }

    pub(super) fn set_end(&mut self, user: UserId, ends_at: Option<Timestamp>, seq: i64) {
        self.users.insert(user);
        self.ends.insert(user, (ends_at, seq));
    }

    /// A change of state ends the sessions of before.
    pub(super) fn set_state(&mut self, user: UserId, state: UserState, at: Timestamp, seq: i64) {
        self.users.insert(user);
        self.states.insert(user, (state, at, seq));
        self.signed_out.insert(user, at);
    }

    pub(super) fn sign_out(&mut self, user: UserId, at: Timestamp) {
        self.users.insert(user);
        self.signed_out.insert(user, at);
    }

    pub(super) fn rename(&mut self, user: UserId, name: &Name) {
        self.users.insert(user);
        self.names.insert(user, name.clone());
    }

    pub(super) fn set_email(&mut self, user: UserId, email: &EmailAddress) {
        self.users.insert(user);
        self.emails.insert(user, email.clone());
    }

    pub(super) fn set_second_factor(&mut self, user: UserId, has: bool) {
        self.users.insert(user);
        self.second_factors.insert(user, has);
    }

    pub(super) fn change_teams(&mut self, user: UserId, removed: &[TeamLink], added: &[TeamLink], seq: i64) {
        self.users.insert(user);
        for link in removed {
            self.unlinked.entry(link.team).or_default().insert(user);
            self.linked.remove(&(link.team, user));
        }
        for link in added {
            self.linked.insert((link.team, user), link.owner);
        }
        self.teams_changed.insert(user, seq);
    }

    pub(super) fn invite(&mut self, invitation: &Invitation, note: Option<&Note>) {
        self.invitations.insert(invitation.id);
        self.invited.push((invitation.clone(), note.cloned()));
    }

    pub(super) fn resend(&mut self, invitation: InvitationId, at: Timestamp, expires_at: Timestamp, seq: i64) {
        self.sent.insert(invitation, (at, expires_at));
        self.reminded.insert(invitation, 0);
        self.links_end.insert(invitation, at);
        self.invitations_changed.insert(invitation, seq);
    }

    /// An invitation has the dates again that it had.
    pub(super) fn redate(&mut self, invitation: InvitationId, sending: Sending, expires_at: Timestamp, seq: i64) {
        self.sent.insert(invitation, (sending.sent_at, expires_at));
        self.reminded.insert(invitation, sending.reminded);
        self.invitations_changed.insert(invitation, seq);
    }

    /// An invitation that waited is sent, and leaves the line.
    pub(super) fn release(&mut self, invitation: InvitationId, at: Timestamp, expires_at: Timestamp, seq: i64) {
        self.released.insert(invitation, (at, expires_at));
        self.reminded.insert(invitation, 0);
        self.invitations_changed.insert(invitation, seq);
    }

    pub(super) fn take_over(&mut self, invitation: InvitationId, sender: Option<UserId>, seq: i64) {
        self.senders.insert(invitation, sender);
        self.invitations_changed.insert(invitation, seq);
    }

    /// A reminder is the server's own, and no change of the invitation that anybody has to have seen.
    pub(super) fn remind(&mut self, invitation: InvitationId, reminded: u32) {
        self.reminded.insert(invitation, reminded);
    }

    /// An invitation is for another address: what its mail came to is not known yet.
    pub(super) fn readdress(&mut self, invitation: InvitationId, email: &EmailAddress, at: Timestamp, seq: i64) {
        self.addresses.insert(invitation, email.clone());
        self.links_end.insert(invitation, at);
        self.invitations_changed.insert(invitation, seq);
    }

    pub(super) fn set_invitation_role(&mut self, invitation: InvitationId, role: RoleId, seq: i64) {
        self.invited_as.insert(invitation, role);
        self.invitations_changed.insert(invitation, seq);
    }

    /// An invitation is into other teams: a difference, and no change of it that anybody has to have seen.
    pub(super) fn invite_into(&mut self, invitation: InvitationId, removed: &[TeamId], added: &[TeamId]) {
        for &team in removed {
            self.out_of.entry(team).or_default().insert(invitation);
            self.newly_into.remove(&(invitation, team));
        }
        self.newly_into.extend(added.iter().map(|&team| (invitation, team)));
    }

    /// An invitation is not open any more. Its links' hashes stay, so that a late click learns why.
    pub(super) fn close(&mut self, invitation: InvitationId, standing: InvitationState, at: Timestamp, seq: i64) {
        self.standings.insert(invitation, standing);
        self.links_end.insert(invitation, at);
        self.invitations_changed.insert(invitation, seq);
    }

    /// An invitation is open again, into the teams that still are, sent by whoever reopened it.
    pub(super) fn reopen(&mut self, invitation: &Invitation, seq: i64) {
        self.standings.insert(invitation.id, InvitationState::Open);
        self.senders.insert(invitation.id, invitation.invited_by);
        self.into.insert(invitation.id, invitation.teams.clone());
        self.invitations_changed.insert(invitation.id, seq);
    }

    /// A request is an invitation now, or one again that waits for an answer: whatever link there was is over.
    pub(super) fn answer(&mut self, invitation: &Invitation, at: Timestamp, seq: i64) {
        self.reopen(invitation, seq);
        self.links_end.insert(invitation.id, at);
        self.reminded.insert(invitation.id, 0);
        self.answered.insert(invitation.id, invitation.clone());
        // What changes it once more is written after it.
        self.invitations.insert(invitation.id);
    }

    /// Writes what was gathered.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] when a row is not there; [`crate::Error::Cancelled`]; [`crate::Error::Database`].
    pub(super) async fn write(self, writer: Writer<'_>, org: OrgId) -> Result<()> {
        self.write_users(writer, org).await?;
        self.write_links(writer, org).await?;
        self.write_invitations(writer, org).await?;
        self.write_invited(writer, org).await
    }

    /// Users who joined come first: invitations and other users refer to them.
    async fn write_users(&self, writer: Writer<'_>, org: OrgId) -> Result<()> {
        use user::Column as C;
        for some in bulk::parts(&self.joined, bulk::values_of::<user::Entity>()) {
            // Somebody who was removed long ago comes back on the same row.
            let kept = [C::OrgId, C::Id, C::AccountId];
            let again = OnConflict::columns([C::OrgId, C::Id])
                .update_columns(C::iter().filter(|column| !kept.iter().any(|kept| kept.as_str() == column.as_str())))
                .to_owned();
            let rows = some.iter().map(|user| row::user_row(org, user));
            user::Entity::insert_many(rows).on_conflict(again).exec_without_returning(writer.tx()?).await?;
        }
        let users = Rows { org_column: C::OrgId, id_column: C::Id, org };
        let roles = self.roles.iter().map(|(user, &(held, seq))| {
            let (until, then) = held.term.map(|term| (term.until, term.then)).unzip();
            (Value::from(*user), [held.role.into(), seq.into(), until.into(), then.into()])
        });
        users.update(writer, [C::RoleId, C::RoleSeq, C::RoleUntil, C::RoleAfter], roles.collect()).await?;
        // The mail about another date is yet to be written.
        let ends = self.ends.iter().map(|(user, &(ends_at, seq))| {
            let untold = Value::from(Option::<Timestamp>::None);
            (Value::from(*user), [ends_at.into(), seq.into(), untold.clone(), untold])
        });
        users.update(writer, [C::EndsAt, C::EndsSeq, C::EndToldAt, C::EndSetterToldAt], ends.collect()).await?;
        let states = self.states.iter().map(|(user, &(state, at, seq))| {
            let removed_at = (state == UserState::Removed).then_some(at);
            (Value::from(*user), [state.into(), removed_at.into(), at.into(), seq.into()])
        });
        users.update(writer, [C::State, C::RemovedAt, C::AwakeAt, C::StatusSeq], states.collect()).await?;
        let signed_out = self.signed_out.iter().map(|(user, &at)| (Value::from(*user), [at.into()]));
        users.update(writer, [C::SignedOutAt], signed_out.collect()).await?;
        let names = self.names.iter().map(|(user, name)| (Value::from(*user), [name.clone().into()]));
        users.update(writer, [C::Name], names.collect()).await?;
        let emails = self.emails.iter().map(|(user, email)| (Value::from(*user), [email.clone().into()]));
        users.update(writer, [C::Email], emails.collect()).await?;
        let factors = self.second_factors.iter().map(|(user, &has)| (Value::from(*user), [has.into()]));
        users.update(writer, [C::SecondFactor], factors.collect()).await?;
        let teams = self.teams_changed.iter().map(|(user, &seq)| (Value::from(*user), [seq.into()]));
        users.update(writer, [C::TeamsSeq], teams.collect()).await
    }

    async fn write_links(&self, writer: Writer<'_>, org: OrgId) -> Result<()> {
        use team_user::Column as C;
        for some in bulk::ids(&self.joined) {
            let all = team_user::Entity::delete_many()
                .filter(C::OrgId.eq(org))
                .filter(C::UserId.is_in(some.iter().map(|user| user.id)));
            all.exec(writer.tx()?).await?;
        }
        for (&team, users) in &self.unlinked {
            let users: Vec<UserId> = users.iter().copied().collect();
            for some in bulk::ids(&users) {
                let gone = team_user::Entity::delete_many()
                    .filter(C::OrgId.eq(org))
                    .filter(C::TeamId.eq(team))
                    .filter(C::UserId.is_in(some.iter().copied()));
                gone.exec(writer.tx()?).await?;
            }
        }
        let linked = self.linked.iter().map(|(&(team, user), &owner)| team_user::ActiveModel {
            org_id: Set(org),
            team_id: Set(team),
            user_id: Set(user),
            owner: Set(owner),
        });
        bulk::insert(writer, linked.collect()).await
    }

    async fn write_invitations(&self, writer: Writer<'_>, org: OrgId) -> Result<()> {
        use invitation::Column as C;
        let invitations = Rows { org_column: C::OrgId, id_column: C::Id, org };
        // At most one is open for an address: those that close make way for those that open.
        let (open, closed): (Vec<_>, Vec<_>) =
            self.standings.iter().partition(|(_, standing)| **standing == InvitationState::Open);
        for standings in [closed, open] {
            let rows = standings.into_iter().map(|(id, &standing)| (Value::from(*id), [standing.into()]));
            invitations.update(writer, [C::State], rows.collect()).await?;
        }
        let addresses = self
            .addresses
            .iter()
            .map(|(id, email)| (Value::from(*id), [email.clone().into(), Option::<String>::None.into()]));
        invitations.update(writer, [C::Email, C::DeliveryNote], addresses.collect()).await?;
        let roles = self.invited_as.iter().map(|(id, &role)| (Value::from(*id), [role.into()]));
        invitations.update(writer, [C::RoleId], roles.collect()).await?;
        let senders = self.senders.iter().map(|(id, &sender)| (Value::from(*id), [sender.into()]));
        invitations.update(writer, [C::InvitedBy], senders.collect()).await?;
        let sent = self.sent.iter().map(|(id, &(at, expires_at))| {
            (Value::from(*id), [at.into(), expires_at.into(), Option::<String>::None.into()])
        });
        invitations.update(writer, [C::SentAt, C::ExpiresAt, C::DeliveryNote], sent.collect()).await?;
        let released = self.released.iter().map(|(id, &(at, expires_at))| {
            (Value::from(*id), [at.into(), expires_at.into(), Option::<i64>::None.into()])
        });
        invitations.update(writer, [C::SentAt, C::ExpiresAt, C::QueuePlace], released.collect()).await?;
        let answered = self.answered.iter().map(|(id, now)| {
            let place = now.place.map(row::stored);
            let said = (now.delivery, Option::<String>::None);
            (
                Value::from(*id),
                [
                    now.role.into(),
                    now.sent_at.into(),
                    now.expires_at.into(),
                    place.into(),
                    now.request.into(),
                    said.0.into(),
                    said.1.into(),
                ],
            )
        });
        let columns = [C::RoleId, C::SentAt, C::ExpiresAt, C::QueuePlace, C::Request, C::Delivery, C::DeliveryNote];
        invitations.update(writer, columns, answered.collect()).await?;
        let reminded =
            self.reminded.iter().map(|(id, &reminded)| (Value::from(*id), [row::stored_count(reminded).into()]));
        invitations.update(writer, [C::Reminded], reminded.collect()).await?;
        let changed = self.invitations_changed.iter().map(|(id, &seq)| (Value::from(*id), [seq.into()]));
        invitations.update(writer, [C::Seq], changed.collect()).await?;
        let reopened: Vec<InvitationId> = self.into.keys().copied().collect();
        for some in bulk::ids(&reopened) {
            let old = invitation_team::Entity::delete_many()
                .filter(invitation_team::Column::OrgId.eq(org))
                .filter(invitation_team::Column::InvitationId.is_in(some.iter().copied()));
            old.exec(writer.tx()?).await?;
        }
        for (&team, invitations) in &self.out_of {
            let invitations: Vec<InvitationId> = invitations.iter().copied().collect();
            for some in bulk::ids(&invitations) {
                let gone = invitation_team::Entity::delete_many()
                    .filter(invitation_team::Column::OrgId.eq(org))
                    .filter(invitation_team::Column::TeamId.eq(team))
                    .filter(invitation_team::Column::InvitationId.is_in(some.iter().copied()));
                gone.exec(writer.tx()?).await?;
            }
        }
        let whole = self.into.iter().flat_map(|(&id, teams)| links_into(org, id, teams));
        let new = self.newly_into.iter().flat_map(|&(id, team)| links_into(org, id, &[team]).collect::<Vec<_>>());
        bulk::insert(writer, whole.chain(new).collect()).await?;
        self.end_links(writer, org).await
    }

    async fn end_links(&self, writer: Writer<'_>, org: OrgId) -> Result<()> {
        use invitation_link::Column as C;
        let mut by_time: BTreeMap<Timestamp, Vec<InvitationId>> = BTreeMap::new();
        for (&invitation, &at) in &self.links_end {
            by_time.entry(at).or_default().push(invitation);
        }
        for (at, invitations) in by_time {
            for some in bulk::ids(&invitations) {
                let links = invitation_link::Entity::update_many()
                    .col_expr(C::EndedAt, Expr::value(at))
                    .filter(C::OrgId.eq(org))
                    .filter(C::InvitationId.is_in(some.iter().copied()))
                    .filter(C::EndedAt.is_null());
                links.exec(writer.tx()?).await?;
            }
        }
        Ok(())
    }

    async fn write_invited(&self, writer: Writer<'_>, org: OrgId) -> Result<()> {
        let rows = self.invited.iter().map(|(invitation, note)| row::invitation_row(org, invitation, note.clone()));
        bulk::insert(writer, rows.collect()).await?;
        let teams = self.invited.iter().flat_map(|(invitation, _)| links_into(org, invitation.id, &invitation.teams));
        bulk::insert(writer, teams.collect()).await
    }
}

pub(crate) fn links_into(
    org: OrgId,
    invitation: InvitationId,
    teams: &[TeamId],
) -> impl Iterator<Item = invitation_team::ActiveModel> {
    teams.iter().map(move |&team| invitation_team::ActiveModel {
        org_id: Set(org),
        invitation_id: Set(invitation),
        team_id: Set(team),
    })
}
