//! How every command goes: hold the organization, look up what the caller may do, decide, write the change with
//! its events, mails and answer, commit.

use crate::accounts::Missing;
use crate::entity::{organization, user};
use crate::events::{self, Chain};
use crate::intents::Intent;
use crate::stop::{Stop, Writer};
use crate::store::{count, load, persist, row};
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, Who, clashes, told};
use domain::{
    Actor, Answer, Authority, Change, Command, CommandId, Decision, Delivery, Envelope, Event, Grave, InviteLink,
    Moment, Needs, Refusal, Role, Subject, Timestamp, allow, decide, decide_undo, invert,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

impl Directory {
    /// Carries out a command in an organization: wholly, with its events, or not at all. A repeat of the same
    /// intent gets the first answer. It runs to its end even when the caller goes away, unless it is cancelled
    /// ([`Directory::cancel`]).
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is unknown or not the caller's; [`Error::SignedOut`] when their
    /// session was ended; [`Error::ProveAgain`] when it is grave and they have not just shown who they are; [`Error::Refused`] when the rules refuse the whole, or when it names too many people;
    /// [`Error::IntentReused`]; [`Error::Cancelled`]; [`Error::Database`]. Nothing is changed then.
    pub async fn execute(&self, caller: &Caller, org: &OrgRef, envelope: Envelope<Command>) -> Result<Answer> {
        let (this, caller, org) = (self.clone(), caller.clone(), org.clone());
        let stop = self.inner.stops.of(&caller.key(), envelope.intent_id);
        self.detached(async move { this.execute_here(&caller, &org, &envelope, &stop).await }).await
    }

    async fn execute_here(
        &self,
        caller: &Caller,
        org: &OrgRef,
        envelope: &Envelope<Command>,
        stop: &Stop,
    ) -> Result<Answer> {
        if let Command::Undo { command } = &envelope.command
            && self.is_long(caller, org, *command).await?
        {
            return self.undo_long(caller, org, envelope, *command).await;
        }
        let now = self.now();
        let tx = self.begin().await?;
        let held = hold_org(&tx, org).await?;
        let authority = match &envelope.command {
            Command::Leave => leaving(&tx, caller, &held, now).await?,
            _ => authority(&tx, caller, &held, now).await?,
        };
        let body = serde_json::to_string(&envelope.command)?;
        let intent = Intent::new(caller, envelope.intent_id, held.id, &body);
        if let Some(answer) = intent.answered(&tx, &self.config().key).await? {
            return Ok(answer);
        }
        // From here on, whoever asks to stop it is the one who is right: nothing is done yet.
        let writer = Writer::until(&tx, stop);
        let decided = match envelope.command.check_size() {
            Ok(()) => self.decide(writer, &held, &authority, envelope, now).await?,
            Err(refusal) => Err(refusal),
        };
        let decided = match decided {
            Ok((decision, grave)) if grave.is_among(&decision.changes) && !self.has_proved(caller, now) => {
                return Err(Error::ProveAgain);
            }
            decided => decided.map(|(decision, _)| decision),
        };
        let mut decision = match decided {
            Ok(decision) => decision,
            Err(refusal) => {
                let clash = clashes::of(&tx, &held, &authority, &refusal).await?;
                tx.rollback().await?;
                let attempt = (first_subject(&envelope.command), &refusal);
                self.note_refused(caller, Some(held.id), &action(&body), [attempt]).await;
                return Err(match Error::from(refusal) {
                    Error::Refused { refusal, .. } => Error::Refused { refusal, clash },
                    other => other,
                });
            }
        };
        clashes::tell(writer.tx()?, &held, &authority, &mut decision.refused).await?;
        let Decision { changes, refused } = decision;
        let done = self.write(writer, caller, authority.actor, &held, envelope.intent_id, changes, now).await?;
        let answer =
            Answer { command: envelope.intent_id, seq: done.seq, events: done.events, refused, links: done.links };
        intent.keep(writer.tx()?, &self.config().key, &answer, now).await?;
        writer.tx()?;
        self.commit(tx).await?;
        let attempts = answer.refused.iter().map(|refused| (subject_of(&refused.subject), &refused.refusal));
        self.note_refused(caller, Some(held.id), &action(&body), attempts).await;
        Ok(answer)
    }

    async fn decide(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        authority: &Authority,
        envelope: &Envelope<Command>,
        now: Timestamp,
    ) -> Result<std::result::Result<(Decision, Grave), Refusal>> {
        let moment = Moment { now, seen: Some(envelope.seen_seq) };
        let mut fresh = || self.inner.clock.fresh_id();
        let done = match &envelope.command {
            Command::Undo { command } => Some(events::of_command(writer.tx()?, org.id, *command).await?),
            // Events are named by numbers, which anybody can guess: by who may read them.
            Command::Revert { event } => match allow::read_audit_log(authority) {
                Ok(()) => Some(Vec::from_iter(events::at(writer.tx()?, org.id, *event).await?)),
                Err(refusal) => return Ok(Err(refusal)),
            },
            _ => None,
        };
        if let Some(done) = done {
            if done.is_empty() && matches!(envelope.command, Command::Revert { .. }) {
                return Ok(Err(Refusal::NotFound));
            }
            let state = load::state(writer.tx()?, org, &needs_of_undo(&done, authority), now).await?;
            writer.tx()?;
            let grave = Grave::of(&state);
            return Ok(decide_undo(state, authority, &done, moment, &mut fresh).map(|decision| (decision, grave)));
        }
        let needs = with_actor(envelope.command.needs(), authority);
        let state = load::state(writer.tx()?, org, &needs, now).await?;
        writer.tx()?;
        let grave = Grave::of(&state);
        let decision = decide(state, authority, &envelope.command, moment, &mut fresh);
        Ok(decision.map(|decision| (decision, grave)))
    }

    /// Whether a caller has shown lately who they are.
    pub(crate) fn has_proved(&self, caller: &Caller, now: Timestamp) -> bool {
        caller.has_proved(now, self.config().fresh_proof_ms)
    }

    /// Writes changes with their events, links and mails.
    #[expect(clippy::too_many_arguments, reason = "they are all of one commit")]
    pub(crate) async fn write(
        &self,
        writer: Writer<'_>,
        caller: &Caller,
        actor: Actor,
        org: &organization::Model,
        command: CommandId,
        changes: Vec<Change>,
        now: Timestamp,
    ) -> Result<Done> {
        let delivery = if self.config().mail { Delivery::Queued } else { Delivery::None };
        let seq = row::number(org.seq);
        let mut chain = Chain::after(org.id, seq, persist::last_hash(writer.tx()?, org.id, seq).await?);
        let mut events = Vec::with_capacity(changes.len());
        for mut change in changes {
            match &mut change {
                Change::InvitationSent { invitation, .. } => invitation.delivery = delivery,
                Change::RequestApproved(invitation) if invitation.place.is_none() => invitation.delivery = delivery,
                _ => {}
            }
            events.push(chain.add(caller, actor, command, now, change)?);
        }
        let seats =
            if told::concern_seats(org, &events) { Some(count::seats(writer.tx()?, org, now).await?) } else { None };
        chain.store(writer).await?;
        persist::changes(writer, org.id, &events).await?;
        let links = self.follow_up(writer, org, &events, now).await?;
        if let Some(before) = seats {
            self.tell_of_seats(writer, org, before, &events, now).await?;
        }
        if !events.is_empty() {
            persist::last_event(writer.tx()?, org.id, chain.seq()).await?;
        }
        Ok(Done { seq: chain.seq(), events, links })
    }
}

/// What a commit did.
pub(crate) struct Done {
    pub seq: u64,
    pub events: Vec<Event>,
    pub links: Vec<InviteLink>,
}

/// What the caller may do in the organization now: role, standing and end date are read each time. Refused to whoever
/// looks at it with another role ([`Refusal::SeesAs`]): they change nothing. For looking there is [`sight`].
pub(crate) async fn authority(
    db: &impl ConnectionTrait,
    caller: &Caller,
    org: &organization::Model,
    now: Timestamp,
) -> Result<Authority> {
    let own = own_authority(db, caller, org, now).await?;
    not_seeing_as(db, caller, org).await?;
    Ok(own)
}

/// Likewise for leaving: nobody is kept by a second factor that they would have to set up first.
async fn leaving(
    db: &impl ConnectionTrait,
    caller: &Caller,
    org: &organization::Model,
    now: Timestamp,
) -> Result<Authority> {
    let (own, _) = member(db, caller, org, now).await?;
    not_seeing_as(db, caller, org).await?;
    Ok(own)
}

async fn not_seeing_as(db: &impl ConnectionTrait, caller: &Caller, org: &organization::Model) -> Result<()> {
    if role_seen_as(db, caller, org).await?.is_some() { Err(Refusal::SeesAs.into()) } else { Ok(()) }
}

/// With what the caller looks at the organization now: what they may do, or as much of it as the role allows that they
/// look at it with.
pub(crate) async fn sight(
    db: &impl ConnectionTrait,
    caller: &Caller,
    org: &organization::Model,
    now: Timestamp,
) -> Result<Authority> {
    let own = own_authority(db, caller, org, now).await?;
    let (Some(role), Some(user)) = (role_seen_as(db, caller, org).await?, own.user()) else { return Ok(own) };
    let teams = load::users_by_id(db, org.id, &[user]).await?.pop().map(|user| user.teams).unwrap_or_default();
    Ok(own.seen_as(role.permissions, &teams))
}

/// The role that the caller looks at the organization with; `None` for their own, and for one that is gone.
pub(crate) async fn role_seen_as(
    db: &impl ConnectionTrait,
    caller: &Caller,
    org: &organization::Model,
) -> Result<Option<Role>> {
    let Some(seen_as) = caller.seen_as.as_ref().filter(|seen_as| seen_as.org == org.slug) else { return Ok(None) };
    Ok(load::roles(db, org.id).await?.into_iter().find(|role| role.id == seen_as.role))
}

async fn own_authority(
    db: &impl ConnectionTrait,
    caller: &Caller,
    org: &organization::Model,
    now: Timestamp,
) -> Result<Authority> {
    let (own, missing) = member(db, caller, org, now).await?;
    match missing {
        Some(Missing::Factor) => Err(Refusal::NeedsSecondFactor.into()),
        Some(Missing::Proof) => Err(Error::SignedOut),
        None => Ok(own),
    }
}

/// What an active user may do, and what they miss of the second factor that the organization asks for.
async fn member(
    db: &impl ConnectionTrait,
    caller: &Caller,
    org: &organization::Model,
    now: Timestamp,
) -> Result<(Authority, Option<Missing>)> {
    let Who::Account { account, session_from, two_factors, .. } = caller.who else {
        return Ok((Authority::operator(), None));
    };
    let row = user::Entity::find()
        .filter(user::Column::OrgId.eq(org.id))
        .filter(user::Column::AccountId.eq(account))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let everywhere = crate::accounts::account(db, account).await?.signed_out_at;
    let signed_out = crate::accounts::is_signed_out(session_from, everywhere, row.signed_out_at);
    let user = load::users_by_id(db, org.id, &[row.id]).await?.pop().ok_or(Error::NotFound)?;
    if !user.is_active(now) {
        return Err(Error::NotFound);
    }
    if signed_out {
        return Err(Error::SignedOut);
    }
    let missing = crate::accounts::missing(org.require_second_factor, user.second_factor, two_factors);
    Ok((standing(db, org, &user, now).await?, missing))
}

/// What an active user may do, whoever asks.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    user: &domain::User,
    now: Timestamp,
) -> Result<Authority> {
    Ok(standing_with(&load::roles(db, org.id).await?, user, now))
}

/// What an active user may do, by the organization's roles.
pub(crate) fn standing_with(roles: &[Role], user: &domain::User, now: Timestamp) -> Authority {
    let role = user.effective_role(now);
    let permissions = roles.iter().find(|known| known.id == role).map(|role| role.permissions).unwrap_or_default();
    Authority::of_user(user, permissions)
}

pub(crate) fn with_actor(mut needs: Needs, authority: &Authority) -> Needs {
    needs.users.extend(authority.user());
    if needs.actor {
        needs.invited_by.extend(authority.user());
    }
    needs
}

/// What taking events back has to know.
pub(crate) fn needs_of_undo(events: &[Event], authority: &Authority) -> Needs {
    with_actor(events.iter().map(needs_of_inverse).fold(Needs::default(), Needs::join), authority)
}

/// What taking an event back has to know.
pub(crate) fn needs_of_inverse(event: &Event) -> Needs {
    invert(&event.change).iter().map(Command::needs).fold(Needs::default(), Needs::join)
}

/// The command's name, as the refused attempts keep it: the first key of its JSON.
fn action(body: &str) -> String {
    body.trim_start_matches('{').trim_start_matches('"').split('"').next().unwrap_or_default().to_owned()
}

/// What a refusal was about, as the refused attempts keep it.
pub(crate) fn subject_of(subject: &Subject) -> String {
    match subject {
        Subject::Person(person) => person.uuid().to_string(),
        Subject::Address(address) => address.clone(),
        Subject::Team(team) => team.0.to_string(),
        Subject::Role(role) => role.0.to_string(),
        Subject::Bundle(bundle) => bundle.0.to_string(),
        Subject::Organization => String::new(),
    }
}

/// Whom, or which role or bundle, the command names first, as the refused attempts keep it.
fn first_subject(command: &Command) -> String {
    if let Command::ChangeRole { role, .. } | Command::DeleteRole { role, .. } = command {
        return role.to_string();
    }
    if let Command::ChangeBundle { bundle, .. } | Command::DeleteBundle { bundle } = command {
        return bundle.to_string();
    }
    command.people().first().map(|person| person.uuid().to_string()).unwrap_or_default()
}
