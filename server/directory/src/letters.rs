//! What goes out with a commit: links and mails that its events bring about, and mails that they take back.

use crate::entity::{invitation, invitation_link, organization, outbox};
use crate::invitations::unsend;
use crate::outbox::{Message, Queued, Topic, queued, withdraw, withdraw_about};
use crate::stop::Writer;
use crate::store::bulk::{self, Rows};
use crate::store::load;
use crate::{Directory, Error, Result, Secret, clashes};
use domain::{Change, Delivery, Event, InvitationId, InviteLink, LinkId, Role, Timestamp, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Value};
use std::collections::BTreeMap;

/// How a new link reaches somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// In a mail; handed to the caller too when no mail server would carry it.
    Mail,
    /// Handed to the caller.
    Hand,
    /// In a mail that reminds; nobody is there to take it back.
    Reminder,
    /// In a mail for which it waited, and which waits no longer.
    Turn,
}

impl Directory {
    /// Makes the links that events bring about, puts mails into the outbox and takes others back. Gives the links that
    /// are the caller's to hand over, in the order of the events.
    pub(crate) async fn follow_up(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        events: &[Event],
        now: Timestamp,
    ) -> Result<Vec<InviteLink>> {
        let (mut over, mut unsent, mut dated) = (Vec::new(), BTreeMap::new(), Vec::new());
        let mut wanted: Vec<(InvitationId, By)> = Vec::new();
        let (mut locked_out, mut proposed) = (Vec::new(), Vec::new());
        let (mut reworded, mut declined) = (Vec::new(), Vec::new());
        for event in events {
            match &event.change {
                Change::InvitationSent { invitation, .. } => wanted.push((invitation.id, By::Mail)),
                Change::InvitationResent { invitation, .. } | Change::InvitationReaddressed { invitation, .. } => {
                    over.push(*invitation);
                    wanted.push((*invitation, By::Mail));
                }
                Change::InvitationResendTakenBack { invitation, resent_at, .. } => {
                    unsent.entry(*resent_at).or_insert_with(Vec::new).push(*invitation);
                }
                Change::InvitationReleased { invitation, .. } => wanted.push((*invitation, By::Turn)),
                Change::RequestApproved(invitation) if invitation.place.is_none() => {
                    wanted.push((invitation.id, By::Mail));
                }
                Change::RequestReturned(invitation) => over.push(invitation.id),
                Change::RequestDeclined(invitation) => declined.push(*invitation),
                Change::InvitationReminded { invitation, .. } => wanted.push((*invitation, By::Reminder)),
                Change::InvitationLinkCopied { invitation } => wanted.push((*invitation, By::Hand)),
                Change::InvitationRevoked { invitation, .. }
                | Change::UserJoined { invitation: Some(invitation), .. } => over.push(*invitation),
                Change::InvitationRoleSet { invitation, .. } => reworded.push(*invitation),
                Change::UserEndSet { user, .. } => dated.push(*user),
                Change::PasswordResetSent { user } => locked_out.push(*user),
                Change::UserEmailProposed { user, email } => proposed.push((*user, email.clone())),
                _ => {}
            }
        }
        self.mail_resets(writer.tx()?, org.id, &locked_out, now).await?;
        self.mail_proposals(writer.tx()?, org, &proposed, now).await?;
        withdraw(writer, org.id, &over).await?;
        unsend(writer, org.id, &unsent, now).await?;
        withdraw_about(writer, org.id, &dated, Topic::End).await?;
        self.tell(writer, org, events, now).await?;
        reword(writer, org, &reworded).await?;
        self.tell_declined(writer, org, &declined, now).await?;
        if wanted.is_empty() { Ok(Vec::new()) } else { self.send(writer, org, &wanted, now).await }
    }

    /// Tells those whose requests were declined. That mail waits, too, in case it is taken back.
    async fn tell_declined(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        declined: &[InvitationId],
        now: Timestamp,
    ) -> Result<()> {
        let message = Message::RequestDeclined { organization: org.name.to_string() };
        let mut mails = Vec::new();
        for (id, row) in invitations(writer, org, declined).await? {
            let recipient = &row.email;
            let mail = Queued {
                org: Some(org.id),
                invitation: Some(id),
                about: None,
                recipient,
                message: &message,
                token: None,
            };
            mails.push(queued(self, mail, now, now.plus_ms(self.config().mail_wait_ms))?);
        }
        bulk::insert(writer, mails).await
    }

    async fn send(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        wanted: &[(InvitationId, By)],
        now: Timestamp,
    ) -> Result<Vec<InviteLink>> {
        let ids: Vec<InvitationId> = wanted.iter().map(|(id, _)| *id).collect();
        let rows = invitations(writer, org, &ids).await?;
        let letters = Letters::about(writer, org, &rows).await?;
        let (mut links, mut mails, mut mailed, mut handed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (id, by) in wanted {
            let row = rows.get(id).ok_or(Error::NotFound)?;
            let secret = Secret::fresh();
            links.push(invitation_link::ActiveModel {
                org_id: Set(org.id),
                id: Set(LinkId(self.inner.clock.fresh_id())),
                invitation_id: Set(*id),
                token_hash: Set(secret.hash()),
                created_at: Set(now),
                ended_at: Set(None),
            });
            if *by != By::Hand {
                let message = letters.invitation(row, *by == By::Reminder);
                let (recipient, token) = (&row.email, Some(&secret));
                let mail = Queued {
                    org: Some(org.id),
                    invitation: Some(*id),
                    about: None,
                    recipient,
                    message: &message,
                    token,
                };
                let wait = if *by == By::Mail { self.config().mail_wait_ms } else { 0 };
                mails.push(queued(self, mail, now, now.plus_ms(wait))?);
            }
            if matches!(by, By::Mail | By::Turn) {
                mailed.push(*id);
            }
            if *by == By::Hand || (*by == By::Mail && !self.config().mail) {
                let url = format!("{}/invite#{}", self.config().public_url, secret.expose());
                handed.push(InviteLink { invitation: row.id, email: row.email.clone(), url });
            }
        }
        bulk::insert(writer, links).await?;
        bulk::insert(writer, mails).await?;
        if self.config().mail {
            mark_queued(writer, org, &mailed).await?;
        }
        Ok(handed)
    }
}

/// Has the mails that wait say the role that their invitations give now.
async fn reword(writer: Writer<'_>, org: &organization::Model, ids: &[InvitationId]) -> Result<()> {
    let rows = invitations(writer, org, ids).await?;
    let letters = if rows.is_empty() { return Ok(()) } else { Letters::about(writer, org, &rows).await? };
    let mut mails = Vec::new();
    for some in bulk::ids(ids) {
        let waiting = outbox::Entity::find()
            .filter(outbox::Column::OrgId.eq(org.id))
            .filter(outbox::Column::InvitationId.is_in(some.iter().copied()))
            .filter(outbox::Column::State.eq("waiting"));
        for mail in waiting.all(writer.tx()?).await? {
            let again = matches!(serde_json::from_str(&mail.message)?, Message::InvitationReminder { .. });
            let Some(row) = mail.invitation_id.and_then(|id| rows.get(&id)) else { continue };
            let message = serde_json::to_string(&letters.invitation(row, again))?;
            mails.push((Value::from(mail.id), [Value::from(message)]));
        }
    }
    let waiting = Rows { org_column: outbox::Column::OrgId, id_column: outbox::Column::Id, org: org.id };
    waiting.update(writer, [outbox::Column::Message], mails).await
}

async fn invitations(
    writer: Writer<'_>,
    org: &organization::Model,
    ids: &[InvitationId],
) -> Result<BTreeMap<InvitationId, invitation::Model>> {
    let mut rows = BTreeMap::new();
    for some in bulk::ids(ids) {
        let query = invitation::Entity::find()
            .filter(invitation::Column::OrgId.eq(org.id))
            .filter(invitation::Column::Id.is_in(some.iter().copied()));
        rows.extend(query.all(writer.tx()?).await?.into_iter().map(|row| (row.id, row)));
    }
    Ok(rows)
}

async fn mark_queued(writer: Writer<'_>, org: &organization::Model, ids: &[InvitationId]) -> Result<()> {
    for some in bulk::ids(ids) {
        let update = invitation::Entity::update_many()
            .col_expr(invitation::Column::Delivery, Expr::value(Delivery::Queued))
            .filter(invitation::Column::OrgId.eq(org.id))
            .filter(invitation::Column::Id.is_in(some.iter().copied()));
        update.exec(writer.tx()?).await?;
    }
    Ok(())
}

/// What the mails of one command say.
struct Letters {
    organization: String,
    inviters: BTreeMap<UserId, String>,
    roles: Vec<Role>,
}

impl Letters {
    async fn about(
        writer: Writer<'_>,
        org: &organization::Model,
        rows: &BTreeMap<InvitationId, invitation::Model>,
    ) -> Result<Self> {
        let mut inviters: Vec<UserId> = rows.values().filter_map(|row| row.invited_by).collect();
        inviters.sort_unstable();
        inviters.dedup();
        let inviters = clashes::names(writer.tx()?, org, &inviters).await?;
        let roles = load::roles(writer.tx()?, org.id).await?;
        Ok(Self { organization: org.name.to_string(), inviters, roles })
    }

    fn invitation(&self, row: &invitation::Model, again: bool) -> Message {
        let role = self.roles.iter().find(|role| role.id == row.role_id);
        let organization = self.organization.clone();
        let inviter = row.invited_by.map(|id| self.inviters.get(&id).cloned().unwrap_or_default());
        let role = role.map(|role| role.name.to_string()).unwrap_or_default();
        let (expires_at, note) = (row.expires_at, row.note.as_ref().map(ToString::to_string));
        let access_days = row.access_days.and_then(|days| u32::try_from(days).ok());
        if again {
            Message::InvitationReminder { organization, inviter, role, expires_at, access_days }
        } else if row.request.is_some() {
            Message::RequestApproved { organization, by: inviter, role, expires_at }
        } else {
            Message::Invitation { organization, inviter, role, expires_at, access_days, note }
        }
    }
}
