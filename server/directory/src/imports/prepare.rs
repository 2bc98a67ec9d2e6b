//! Making the rows of an import, in parts, so that they are never all in memory.

use super::packed::Unpacked;
use super::stage::Stage;
use super::standing::{self, Standing};
use super::turns::{self, Turn, Turns};
use super::{Decided, Mapped, follow};
use crate::entity::{event, invitation, invitation_link, invitation_team, organization, outbox};
use crate::events::{Chain, Words};
use crate::outbox::{Message, Queued, queued};
use crate::stop::{Stop, Writer};
use crate::store::pending::links_into;
use crate::store::{count, persist, row};
use crate::told::Deed;
use crate::{Caller, Directory, Result, Secret, clashes};
use domain::{
    Actor, Authority, Change, CommandId, Delivery, Event, ImportScope, Invitation, InvitationId, LinkId, OrgState,
    PlanCounts, RoleId, Timestamp, UserId, UserState,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeMap, BTreeSet};

/// So many changes are made into rows before those are written.
const PART: usize = 1_024;

/// After so many of them it is looked whether the database has done what it was asked last.
const BREATH: usize = 64;

/// What waits to be moved in, and what is yet to be written.
pub(super) struct Prepared {
    pub org: organization::Model,
    /// The number of the last event.
    pub seq: u64,
    /// By so much are the numbers of events higher than those of the rows that wait.
    pub later_by: u64,
    /// What the events say.
    pub words: Words,
    /// Whom it is about.
    pub scope: ImportScope,
    /// Events whose changes do not wait, but are written when the organization is held: before those that wait, and after.
    pub first: Vec<Event>,
    pub then: Vec<Event>,
    pub counts: PlanCounts,
    pub waiting: u32,
    pub now: Timestamp,
    pub mapped: Option<Mapped>,
}

/// What the mails of an import say.
pub(super) struct Letter {
    inviter: Option<String>,
    roles: Vec<domain::Role>,
}

impl Letter {
    pub(super) fn of(state: &OrgState, by: &Authority) -> Self {
        let inviter = by.user().map(|id| state.users.get(&id).map_or_else(String::new, |user| user.name.to_string()));
        Self { inviter, roles: state.roles.clone() }
    }

    fn role(&self, id: RoleId) -> String {
        self.roles.iter().find(|role| role.id == id).map(|role| role.name.to_string()).unwrap_or_default()
    }

    fn invitation(&self, org: &organization::Model, invitation: &Invitation) -> Message {
        Message::Invitation {
            organization: org.name.to_string(),
            inviter: self.inviter.clone(),
            role: self.role(invitation.role),
            expires_at: invitation.expires_at,
            access_days: invitation.access_days,
            note: None,
        }
    }
}

/// An invitation gives another role.
#[derive(Clone, Copy)]
struct Reworded {
    role: RoleId,
    /// Who answers for it now, where that is somebody else.
    sender: Option<Option<UserId>>,
}

/// Rows of one part.
#[derive(Default)]
struct Rows {
    events: Vec<event::ActiveModel>,
    invitations: Vec<invitation::ActiveModel>,
    teams: Vec<invitation_team::ActiveModel>,
    links: Vec<invitation_link::ActiveModel>,
    mails: Vec<outbox::ActiveModel>,
    standing: Standing,
}

/// What is to be told to users, and their states in the end.
#[derive(Default)]
struct Telling {
    deeds: Vec<Deed>,
    states: BTreeMap<UserId, UserState>,
    reworded: BTreeMap<InvitationId, Reworded>,
}

/// By whom and when all of it is done.
#[derive(Clone, Copy)]
struct Act<'a> {
    caller: &'a Caller,
    actor: Actor,
    command: CommandId,
    now: Timestamp,
}

/// What is being made.
struct Making<'a, Places> {
    chain: Chain,
    changes: Unpacked<Change, Places>,
    turns: Turns,
    telling: Telling,
    rows: Rows,
    act: Act<'a>,
}

/// What makes the rows.
pub(super) struct Maker<'a> {
    pub directory: &'a Directory,
    pub caller: &'a Caller,
    /// Whether new invitations are mailed.
    pub mails: bool,
}

impl Directory {
    /// Moves in what was prepared, in a transaction that holds the organization.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] when a row is not there; [`crate::Error::Cancelled`]; [`crate::Error::Database`].
    pub(super) async fn move_in(&self, writer: Writer<'_>, stage: &Stage, prepared: &Prepared) -> Result<()> {
        let Prepared { org, seq, later_by, first, then, now, .. } = prepared;
        let seats = if org.seat_limit.is_some() { Some(count::seats(writer.tx()?, org, *now).await?) } else { None };
        if *later_by == 0 {
            stage.move_in::<event::Entity>(writer.tx()?).await?;
        } else {
            follow::move_events(writer.tx()?, stage, *later_by).await?;
            standing::renumber(writer.tx()?, stage, *later_by).await?;
        }
        persist::changes(writer, org.id, first).await?;
        standing::move_in(writer, stage, org.id, *now).await?;
        persist::changes(writer, org.id, then).await?;
        self.follow_up(writer, org, then, *now).await?;
        follow::move_invitations(writer.tx()?, stage, *later_by).await?;
        stage.move_in::<invitation_team::Entity>(writer.tx()?).await?;
        stage.move_in::<invitation_link::Entity>(writer.tx()?).await?;
        stage.move_in::<outbox::Entity>(writer.tx()?).await?;
        if let Some(before) = seats {
            self.tell_of_seats(writer, org, before, then, *now).await?;
        }
        if *seq != row::number(org.seq) {
            persist::last_event(writer.tx()?, org.id, *seq).await?;
        }
        Ok(())
    }
}

impl Maker<'_> {
    /// Makes the rows of all changes and has them wait.
    ///
    /// # Errors
    /// [`crate::Error::Cancelled`]; [`crate::Error::Database`].
    pub(super) async fn prepare(
        &self,
        decided: Decided,
        stage: &Stage,
        db: &impl ConnectionTrait,
        command: CommandId,
        stop: &Stop,
    ) -> Result<Prepared> {
        let Decided { org, authority, now, letter, scope, changes, counts, waiting, mapped } = decided;
        let seq = row::number(org.seq);
        // What becomes of people who are there is told by person: so it is written where it lies in the indexes, not all over.
        let mut making = Making {
            chain: Chain::after(org.id, seq, persist::last_hash(db, org.id, seq).await?).keeping_words(),
            changes: changes.neighbours_by(turns::user_of),
            turns: Turns::default(),
            telling: Telling::default(),
            rows: Rows::default(),
            act: Act { caller: self.caller, actor: authority.actor, command, now },
        };
        let mut ready = self.part(&mut making, &org, &letter).await?;
        // A part is written while the next one is made.
        while let Some(rows) = ready {
            stop.check()?;
            let next = self.part(&mut making, &org, &letter);
            let (waits, next) = tokio::join!(wait(stage, db, rows), next);
            waits?;
            ready = next?;
        }
        let Making { chain, changes, turns, telling, .. } = making;
        changes.check()?;
        standing::settle(stage, db).await?;
        self.tell(stage, db, &org, &telling, now, stop).await?;
        reword(stage, db, &org, &letter, &telling.reworded, stop).await?;
        let (Turns { first, then, .. }, seq) = (turns, chain.seq());
        let words = chain.into_words();
        Ok(Prepared { org, seq, later_by: 0, words, scope, first, then, counts, waiting, now, mapped })
    }

    /// The rows of the next part of the changes; none when all are made.
    async fn part<Places: Iterator<Item = usize>>(
        &self,
        making: &mut Making<'_, Places>,
        org: &organization::Model,
        letter: &Letter,
    ) -> Result<Option<Rows>> {
        let letter = self.mails.then_some(letter);
        let carried = self.mails && self.directory.config().mail;
        let mut made = 0;
        for mut change in making.changes.by_ref().take(PART) {
            if let Change::InvitationSent { invitation, .. } = &mut change {
                invitation.delivery = if carried { Delivery::Queued } else { Delivery::None };
            }
            let Act { caller, actor, command, now } = making.act;
            let event = making.chain.add(caller, actor, command, now, change)?;
            match making.turns.next(&event.change) {
                Turn::New => self.made(&mut making.rows, org, letter, &event)?,
                Turn::Among => {
                    making.rows.standing.add(&event);
                    making.telling.add(&event);
                }
                Turn::Before => making.turns.first.push(event),
                Turn::After => making.turns.then.push(event),
            }
            made += 1;
            if made % BREATH == 0 {
                tokio::task::yield_now().await;
            }
        }
        if made == 0 {
            return Ok(None);
        }
        let events = making.chain.take_rows();
        Ok(Some(Rows { events, ..std::mem::take(&mut making.rows) }))
    }

    /// Has the mails wait to those to whom something is done, and those be over that wait about the same.
    async fn tell(
        &self,
        stage: &Stage,
        db: &impl ConnectionTrait,
        org: &organization::Model,
        telling: &Telling,
        now: Timestamp,
        stop: &Stop,
    ) -> Result<()> {
        for deeds in telling.deeds.chunks(PART) {
            stop.check()?;
            let told = self.directory.mails_about(db, org, deeds, &telling.states, now).await?;
            standing::tell(stage, db, deeds.iter().map(Deed::topic), told.waiting).await?;
            stage.add(db, told.mails).await?;
        }
        Ok(())
    }

    /// The rows of what an event makes.
    fn made(&self, rows: &mut Rows, org: &organization::Model, letter: Option<&Letter>, event: &Event) -> Result<()> {
        match &event.change {
            Change::InvitationSent { invitation, .. } => self.invited(rows, org, letter, invitation, event.at),
            // Nothing is sent to whoever waits for a seat.
            Change::InvitationQueued { invitation, .. } => self.invited(rows, org, None, invitation, event.at),
            _ => Ok(()),
        }
    }

    /// The rows of an invitation: with a link and its mail, which waits where no mail server is; or without, and links can
    /// be copied.
    fn invited(
        &self,
        rows: &mut Rows,
        org: &organization::Model,
        letter: Option<&Letter>,
        invitation: &Invitation,
        now: Timestamp,
    ) -> Result<()> {
        rows.invitations.push(row::invitation_row(org.id, invitation, None));
        rows.teams.extend(links_into(org.id, invitation.id, &invitation.teams));
        let Some(letter) = letter else { return Ok(()) };
        let secret = Secret::fresh();
        rows.links.push(invitation_link::ActiveModel {
            org_id: Set(org.id),
            id: Set(LinkId(self.directory.inner.clock.fresh_id())),
            invitation_id: Set(invitation.id),
            token_hash: Set(secret.hash()),
            created_at: Set(now),
            ended_at: Set(None),
        });
        let message = letter.invitation(org, invitation);
        let mail = Queued {
            org: Some(org.id),
            invitation: Some(invitation.id),
            about: None,
            recipient: &invitation.email,
            message: &message,
            token: Some(&secret),
        };
        let due = now.plus_ms(self.directory.config().mail_wait_ms);
        rows.mails.push(queued(self.directory, mail, now, due)?);
        Ok(())
    }
}

async fn wait(stage: &Stage, db: &impl ConnectionTrait, rows: Rows) -> Result<()> {
    stage.add(db, rows.events).await?;
    stage.add(db, rows.invitations).await?;
    stage.add(db, rows.teams).await?;
    stage.add(db, rows.links).await?;
    stage.add(db, rows.mails).await?;
    rows.standing.wait(stage, db).await
}

/// Has the mails that wait say the roles that their invitations give in the end, and who answers for them.
async fn reword(
    stage: &Stage,
    db: &impl ConnectionTrait,
    org: &organization::Model,
    letter: &Letter,
    reworded: &BTreeMap<InvitationId, Reworded>,
    stop: &Stop,
) -> Result<()> {
    let senders: BTreeSet<UserId> = reworded.values().filter_map(|reworded| reworded.sender.flatten()).collect();
    let names = clashes::names(db, org, &Vec::from_iter(senders)).await?;
    let name_of = |user: UserId| names.get(&user).cloned().unwrap_or_default();
    let ids: Vec<InvitationId> = reworded.keys().copied().collect();
    for some in ids.chunks(PART) {
        stop.check()?;
        let waiting = outbox::Entity::find()
            .filter(outbox::Column::OrgId.eq(org.id))
            .filter(outbox::Column::InvitationId.is_in(some.iter().copied()))
            .filter(outbox::Column::State.eq("waiting"));
        let mut words = Vec::new();
        for mail in waiting.all(db).await? {
            let Some(reworded) = mail.invitation_id.and_then(|id| reworded.get(&id)) else { continue };
            let mut message = serde_json::from_str(&mail.message)?;
            if let Message::Invitation { role, inviter, .. }
            | Message::InvitationReminder { role, inviter, .. }
            | Message::RequestApproved { role, by: inviter, .. } = &mut message
            {
                *role = letter.role(reworded.role);
                if let Some(sender) = reworded.sender {
                    *inviter = sender.map(name_of);
                }
            }
            words.push((mail.id, serde_json::to_string(&message)?));
        }
        standing::reword(stage, db, words).await?;
    }
    Ok(())
}

impl Telling {
    fn add(&mut self, event: &Event) {
        match &event.change {
            Change::UserStateSet { user, after, .. } => {
                self.states.insert(*user, *after);
            }
            Change::InvitationRoleSet { invitation, after, .. } => {
                self.reworded.insert(*invitation, Reworded { role: *after, sender: None });
            }
            // It follows on what made it so.
            Change::InvitationTakenOver { invitation, after, .. } => {
                if let Some(reworded) = self.reworded.get_mut(invitation) {
                    reworded.sender = Some(*after);
                }
            }
            _ => {}
        }
        self.deeds.extend(Deed::of(event));
    }
}
