//! How every command goes: hold the organization, look up what the caller may do, decide, write the change with
//! its events, mails and answer, commit.

use crate::entity::{invitation_link, organization, user};
use crate::intents::Intent;
use crate::outbox::{Message, Queued, queue, withdraw};
use crate::store::{load, persist, row};
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, Secret, Who, events};
use domain::{
    Actor, Answer, Authority, Change, Clash, Command, CommandId, Decision, Delivery, Envelope, Event, InvitationId,
    InviteLink, LinkId, Moment, Needs, Refusal, Refused, Subject, Timestamp, decide, decide_undo, invert,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use std::collections::btree_map::Entry;

impl Directory {
    /// Carries out a command in an organization: wholly, with its events, or not at all. A repeat of the same
    /// intent gets the first answer. It runs to its end even when the caller goes away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is unknown or not the caller's; [`Error::SignedOut`] when their
    /// session was ended; [`Error::Refused`] when the rules refuse the whole; [`Error::IntentReused`];
    /// [`Error::Database`]. Nothing is changed then.
    pub async fn execute(&self, caller: &Caller, org: &OrgRef, envelope: Envelope<Command>) -> Result<Answer> {
        let (this, caller, org) = (self.clone(), caller.clone(), org.clone());
        self.detached(async move { this.execute_here(&caller, &org, &envelope).await }).await
    }

    async fn execute_here(&self, caller: &Caller, org: &OrgRef, envelope: &Envelope<Command>) -> Result<Answer> {
        let now = self.now();
        let tx = self.begin().await?;
        let held = hold_org(&tx, org).await?;
        let authority = authority(&tx, caller, &held, now).await?;
        let body = serde_json::to_string(&envelope.command)?;
        let intent = Intent::new(caller, envelope.intent_id, held.id, &body);
        if let Some(answer) = intent.answered(&tx, &self.config().key).await? {
            return Ok(answer);
        }
        let decided = self.decide(&tx, &held, &authority, envelope, now).await?;
        let decision = match decided {
            Ok(decision) => decision,
            Err(refusal) => {
                let clash = clash(&tx, &held, &refusal).await?;
                tx.rollback().await?;
                let attempt = (first_subject(&envelope.command), &refusal);
                self.note_refused(caller, Some(held.id), &action(&body), [attempt]).await;
                return Err(match Error::from(refusal) {
                    Error::Refused { refusal, .. } => Error::Refused { refusal, clash },
                    other => other,
                });
            }
        };
        let mut refused: Vec<Refused> = decision.refused;
        for item in &mut refused {
            item.clash = clash(&tx, &held, &item.refusal).await?;
        }
        let done = self.write(&tx, caller, authority.actor, &held, envelope.intent_id, decision.changes, now).await?;
        let answer =
            Answer { command: envelope.intent_id, seq: done.seq, events: done.events, refused, links: done.links };
        intent.keep(&tx, &self.config().key, &answer, now).await?;
        tx.commit().await?;
        let attempts = answer.refused.iter().map(|refused| (subject_of(&refused.subject), &refused.refusal));
        self.note_refused(caller, Some(held.id), &action(&body), attempts).await;
        Ok(answer)
    }

    async fn decide(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        authority: &Authority,
        envelope: &Envelope<Command>,
        now: Timestamp,
    ) -> Result<std::result::Result<Decision, Refusal>> {
        let moment = Moment { now, seen: Some(envelope.seen_seq) };
        let mut fresh = || self.inner.clock.fresh_id();
        if let Command::Undo { command } = &envelope.command {
            let done = events::of_command(tx, org.id, *command).await?;
            let state = load::state(tx, org, &needs_of_undo(&done, authority), now).await?;
            return Ok(decide_undo(state, authority, &done, moment, &mut fresh));
        }
        let state = load::state(tx, org, &with_actor(envelope.command.needs(), authority), now).await?;
        Ok(decide(state, authority, &envelope.command, moment, &mut fresh))
    }

    /// Writes changes with their events, links and mails.
    #[expect(clippy::too_many_arguments, reason = "they are all of one commit")]
    pub(crate) async fn write(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        actor: Actor,
        org: &organization::Model,
        command: CommandId,
        mut changes: Vec<Change>,
        now: Timestamp,
    ) -> Result<Done> {
        let delivery = if self.config().mail { Delivery::Queued } else { Delivery::None };
        for change in &mut changes {
            if let Change::InvitationSent { invitation, .. } = change {
                invitation.delivery = delivery;
            }
        }
        let seq = row::number(org.seq);
        let mut chain = events::Chain { org: org.id, seq, hash: persist::last_hash(tx, org.id, seq).await? };
        let events = events::write(tx, &mut chain, caller, actor, command, now, &changes).await?;
        for event in &events {
            persist::change(tx, org.id, event.seq, now, &event.change).await?;
        }
        let links = self.follow_up(tx, org, &events, now).await?;
        if !events.is_empty() {
            persist::last_event(tx, org.id, chain.seq).await?;
        }
        Ok(Done { seq: chain.seq, events, links })
    }

    /// Links and mails that events bring about, and mails that they take back.
    async fn follow_up(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        events: &[Event],
        now: Timestamp,
    ) -> Result<Vec<InviteLink>> {
        let mut letters = Letters::default();
        let mut links = Vec::new();
        for event in events {
            match &event.change {
                Change::InvitationSent { invitation, .. } => {
                    links.extend(self.send(tx, org, invitation.id, &mut letters, now).await?);
                }
                Change::InvitationResent { invitation, .. } => {
                    withdraw(tx, org.id, *invitation).await?;
                    links.extend(self.send(tx, org, *invitation, &mut letters, now).await?);
                }
                Change::InvitationLinkCopied { invitation } => {
                    let (row, secret) = self.new_link(tx, org, *invitation, now).await?;
                    links.push(self.invite_link(&row, &secret));
                }
                Change::InvitationRevoked { invitation, .. } => withdraw(tx, org.id, *invitation).await?,
                Change::UserJoined { invitation: Some(invitation), .. } => withdraw(tx, org.id, *invitation).await?,
                _ => {}
            }
        }
        Ok(links)
    }

    /// A new link, in a mail; handed to the caller too when no mail server would carry it.
    async fn send(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        invitation: InvitationId,
        letters: &mut Letters,
        now: Timestamp,
    ) -> Result<Option<InviteLink>> {
        let (row, secret) = self.new_link(tx, org, invitation, now).await?;
        let message = letters.invitation(tx, org, &row).await?;
        let mail = Queued {
            org: Some(org.id),
            invitation: Some(invitation),
            recipient: &row.email,
            message: &message,
            token: Some(&secret),
        };
        queue(self, tx, mail, now).await?;
        if self.config().mail {
            crate::entity::invitation::Entity::update_many()
                .col_expr(crate::entity::invitation::Column::Delivery, Expr::value(Delivery::Queued))
                .filter(crate::entity::invitation::Column::OrgId.eq(org.id))
                .filter(crate::entity::invitation::Column::Id.eq(invitation))
                .exec(tx)
                .await?;
            return Ok(None);
        }
        Ok(Some(self.invite_link(&row, &secret)))
    }

    async fn new_link(
        &self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        invitation: InvitationId,
        now: Timestamp,
    ) -> Result<(crate::entity::invitation::Model, Secret)> {
        let row = crate::entity::invitation::Entity::find_by_id((org.id, invitation)).one(tx).await?;
        let row = row.ok_or(Error::NotFound)?;
        let secret = Secret::fresh();
        let link = invitation_link::ActiveModel {
            org_id: Set(org.id),
            id: Set(LinkId(self.inner.clock.fresh_id())),
            invitation_id: Set(invitation),
            token_hash: Set(secret.hash()),
            created_at: Set(now),
            ended_at: Set(None),
        };
        invitation_link::Entity::insert(link).exec_without_returning(tx).await?;
        Ok((row, secret))
    }

    fn invite_link(&self, row: &crate::entity::invitation::Model, secret: &Secret) -> InviteLink {
        let url = format!("{}/invite#{}", self.config().public_url, secret.expose());
        InviteLink { invitation: row.id, email: row.email.clone(), url }
    }
}

/// What a commit did.
pub(crate) struct Done {
    pub seq: u64,
    pub events: Vec<Event>,
    pub links: Vec<InviteLink>,
}

/// Names that the mails of one command share, looked up once.
#[derive(Default)]
struct Letters {
    inviters: std::collections::BTreeMap<domain::UserId, String>,
    roles: Option<Vec<domain::Role>>,
}

impl Letters {
    async fn invitation(
        &mut self,
        tx: &DatabaseTransaction,
        org: &organization::Model,
        row: &crate::entity::invitation::Model,
    ) -> Result<Message> {
        if self.roles.is_none() {
            self.roles = Some(load::roles(tx, org.id).await?);
        }
        let inviter = match row.invited_by {
            Some(id) => {
                if let Entry::Vacant(unknown) = self.inviters.entry(id) {
                    let found = user::Entity::find_by_id((org.id, id)).one(tx).await?;
                    unknown.insert(found.map(|user| user.name.to_string()).unwrap_or_default());
                }
                self.inviters.get(&id).cloned()
            }
            None => None,
        };
        let roles = self.roles.as_deref().unwrap_or_default();
        let role = roles.iter().find(|role| role.id == row.role_id);
        Ok(Message::Invitation {
            organization: org.name.to_string(),
            inviter,
            role: role.map(|role| role.name.to_string()).unwrap_or_default(),
            expires_at: row.expires_at,
            note: row.note.as_ref().map(ToString::to_string),
        })
    }
}

/// What the caller may do in the organization now: role, standing and end date are read each time.
pub(crate) async fn authority(
    db: &impl ConnectionTrait,
    caller: &Caller,
    org: &organization::Model,
    now: Timestamp,
) -> Result<Authority> {
    let Who::Account { account, session_from } = caller.who else { return Ok(Authority::operator()) };
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
    let roles = load::roles(db, org.id).await?;
    let role = user.effective_role(now);
    let permissions = roles.iter().find(|known| known.id == role).map(|role| role.permissions).unwrap_or_default();
    Ok(Authority::of_user(&user, permissions))
}

fn with_actor(mut needs: Needs, authority: &Authority) -> Needs {
    needs.users.extend(authority.user());
    if needs.actor {
        needs.invited_by.extend(authority.user());
    }
    needs
}

fn needs_of_undo(events: &[Event], authority: &Authority) -> Needs {
    let inverse = events.iter().flat_map(|event| invert(&event.change));
    with_actor(inverse.map(|command| command.needs()).fold(Needs::default(), Needs::join), authority)
}

/// Who was first, in a clash.
async fn clash(tx: &DatabaseTransaction, org: &organization::Model, refusal: &Refusal) -> Result<Option<Clash>> {
    let Refusal::Clash { seq, .. } = refusal else { return Ok(None) };
    let Some(event) = events::get(tx, org.id, *seq).await? else { return Ok(None) };
    let by = match event.actor {
        Actor::User(id) => user::Entity::find_by_id((org.id, id)).one(tx).await?.map(|user| user.name.to_string()),
        Actor::Operator | Actor::System => None,
    };
    Ok(Some(Clash { by: by.unwrap_or_else(|| "Muster".to_owned()), at: event.at }))
}

/// The command's name, as the refused attempts keep it: the first key of its JSON.
fn action(body: &str) -> String {
    body.trim_start_matches('{').trim_start_matches('"').split('"').next().unwrap_or_default().to_owned()
}

/// What a refusal was about, as the refused attempts keep it.
fn subject_of(subject: &Subject) -> String {
    match subject {
        Subject::Person(person) => person.uuid().to_string(),
        Subject::Address(address) => address.clone(),
        Subject::Team(team) => team.0.to_string(),
        Subject::Organization => String::new(),
    }
}

/// Whom the command names first, as the refused attempts keep it.
fn first_subject(command: &Command) -> String {
    command.people().first().map(|person| person.uuid().to_string()).unwrap_or_default()
}
