use super::{Message, Topic};
use crate::entity::outbox;
use crate::stop::Writer;
use crate::store::bulk;
use crate::{Directory, Result, Secret};
use domain::{EmailAddress, InvitationId, MessageId, OrgId, Timestamp, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter};

/// A mail to be written into the outbox.
#[derive(Clone, Copy)]
pub(crate) struct Queued<'a> {
    pub org: Option<OrgId>,
    pub invitation: Option<InvitationId>,
    pub about: Option<UserId>,
    pub recipient: &'a EmailAddress,
    pub message: &'a Message,
    pub token: Option<&'a Secret>,
}

/// Writes a mail into the outbox, due at once.
pub(crate) async fn queue(
    directory: &Directory,
    tx: &DatabaseTransaction,
    mail: Queued<'_>,
    now: Timestamp,
) -> Result<()> {
    outbox::Entity::insert(queued(directory, mail, now, now)?).exec_without_returning(tx).await?;
    Ok(())
}

/// A mail as the outbox holds it, due at `due_at`. Its token is sealed with the installation's key.
pub(crate) fn queued(
    directory: &Directory,
    mail: Queued<'_>,
    now: Timestamp,
    due_at: Timestamp,
) -> Result<outbox::ActiveModel> {
    let id = directory.inner.clock.fresh_id();
    let host = directory.config().public_url.split("//").nth(1).unwrap_or("muster").split([':', '/']).next();
    Ok(outbox::ActiveModel {
        id: Set(MessageId(id)),
        org_id: Set(mail.org),
        invitation_id: Set(mail.invitation),
        user_id: Set(mail.about),
        topic: Set(mail.message.topic()),
        recipient: Set(mail.recipient.clone()),
        message: Set(serde_json::to_string(mail.message)?),
        sealed: Set(mail.token.map(|token| directory.config().key.seal(token.expose()))),
        message_id: Set(format!("<{id}@{}>", host.unwrap_or("muster"))),
        state: Set("waiting".to_owned()),
        created_at: Set(now),
        due_at: Set(due_at),
        attempts: Set(0),
        lease_until: Set(None),
        lease: Set(None),
        last_error: Set(None),
        done_at: Set(None),
    })
}

/// Takes back the mails of invitations that nobody has sent yet.
pub(crate) async fn withdraw(writer: Writer<'_>, org: OrgId, invitations: &[InvitationId]) -> Result<()> {
    for some in bulk::ids(invitations) {
        withdraw_where(writer.tx()?, org, outbox::Column::InvitationId.is_in(some.iter().copied()).into()).await?;
    }
    Ok(())
}

/// Takes back the mails about users, on one topic, that nobody has sent yet.
pub(crate) async fn withdraw_about(writer: Writer<'_>, org: OrgId, users: &[UserId], topic: Topic) -> Result<()> {
    for some in bulk::ids(users) {
        let about = Condition::all()
            .add(outbox::Column::UserId.is_in(some.iter().copied()))
            .add(outbox::Column::Topic.eq(topic));
        withdraw_where(writer.tx()?, org, about).await?;
    }
    Ok(())
}

/// Takes back the mails on a topic that nobody has sent yet.
pub(crate) async fn withdraw_all(writer: Writer<'_>, org: OrgId, topic: Topic) -> Result<()> {
    withdraw_where(writer.tx()?, org, outbox::Column::Topic.eq(topic).into()).await
}

/// Of mails that wait, those that no worker is sending at `now`.
pub(crate) fn nobody_sends(now: Timestamp) -> Condition {
    Condition::any().add(outbox::Column::LeaseUntil.is_null()).add(outbox::Column::LeaseUntil.lte(now))
}

/// Takes back those of these mails that nobody has sent yet.
pub(crate) async fn withdraw_where(tx: &DatabaseTransaction, org: OrgId, these: Condition) -> Result<()> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value("withdrawn"))
        .col_expr(outbox::Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
        .filter(outbox::Column::OrgId.eq(org))
        .filter(these)
        .filter(outbox::Column::State.eq("waiting"))
        .exec(tx)
        .await?;
    Ok(())
}
