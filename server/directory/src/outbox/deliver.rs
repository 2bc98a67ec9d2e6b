use super::{Message, Topic};
use crate::accounts::{account_of, language_of};
use crate::entity::{account, invitation, organization, outbox, user};
use crate::store::{load, row};
use crate::{Directory, Result};
use domain::{Delivery, EmailAddress, Language, MINUTE_MS, MailKind, MailWords, MessageId, OrgId, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use uuid::Uuid;

/// How long a worker has a mail to itself, in ms: longer than a try can take.
const LEASE_MS: i64 = 2 * MINUTE_MS;
/// Tries go on for a day.
const GIVE_UP_MS: i64 = domain::DAY_MS;
/// The longest wait between two tries, in ms.
const WAIT_MAX_MS: i64 = 60 * MINUTE_MS;

/// The most of a mail server's words that are kept for people.
const NOTE_MAX: usize = 300;

/// A mail to send now, held by a lease.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Which one.
    pub id: MessageId,
    /// The lease; a worker that lost it cannot report on the mail any more.
    pub lease: Uuid,
    /// To whom: the stored address.
    pub recipient: EmailAddress,
    /// What it says.
    pub message: Message,
    /// In which language.
    pub language: Language,
    /// In the organization's own words, where it has some.
    pub words: Option<MailWords>,
    /// The link, where it has one.
    pub link: Option<String>,
    /// The Message-ID, the same at every try.
    pub message_id: String,
    /// How often it was tried before.
    pub attempts: i32,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailOutcome {
    /// The server took it.
    Sent,
    /// It may work later; what the server said.
    Later(String),
    /// It never will; what the server said.
    Refused(String),
}

impl Directory {
    /// Takes at most `most` mails that are due, for this worker alone.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn claim_mails(&self, most: u64) -> Result<Vec<Mail>> {
        let now = self.now();
        let tx = self.begin().await?;
        let free = Condition::any().add(outbox::Column::LeaseUntil.is_null()).add(outbox::Column::LeaseUntil.lt(now));
        let mut due = outbox::Entity::find()
            .filter(outbox::Column::State.eq("waiting"))
            .filter(outbox::Column::DueAt.lte(now))
            .filter(free)
            .order_by_asc(outbox::Column::DueAt)
            .limit(most);
        if tx.get_database_backend() != sea_orm::DbBackend::Sqlite {
            due = due
                .lock_with_behavior(sea_orm::sea_query::LockType::Update, sea_orm::sea_query::LockBehavior::SkipLocked);
        }
        let (mut mails, mut known) = (Vec::new(), BTreeMap::new());
        for row in due.all(&tx).await? {
            let token = row.sealed.as_deref().and_then(|sealed| self.config().key.open(sealed));
            // A link that another key sealed is lost, and the mail is nothing without it.
            let lost = row.sealed.is_some() && token.is_none();
            let Some(message) = as_it_is(&tx, &row, now).await?.filter(|_| !lost) else {
                withdraw_mail(&tx, row.id).await?;
                continue;
            };
            let lease = self.inner.clock.fresh_id();
            outbox::Entity::update_many()
                .col_expr(outbox::Column::Lease, Expr::value(lease))
                .col_expr(outbox::Column::LeaseUntil, Expr::value(now.plus_ms(LEASE_MS)))
                .filter(outbox::Column::Id.eq(row.id))
                .exec(&tx)
                .await?;
            let words = own_words(&tx, row.org_id, &message, &mut known).await?;
            let language = language_for(&tx, &row, &message).await?;
            let link = self.link_of(&message, token.as_deref());
            mails.push(Mail {
                id: row.id,
                lease,
                recipient: row.recipient,
                message,
                language,
                words,
                link,
                message_id: row.message_id,
                attempts: row.attempts,
            });
        }
        tx.commit().await?;
        Ok(mails)
    }

    /// The link of a mail: with the secret that it carries, or to a page that asks who comes.
    fn link_of(&self, message: &Message, token: Option<&str>) -> Option<String> {
        let page = match message {
            Message::Invitation { .. } | Message::InvitationReminder { .. } | Message::RequestApproved { .. } => {
                format!("invite#{}", token?)
            }
            Message::JoinVerification { .. } => format!("join#{}", token?),
            Message::PasswordReset { .. } => format!("reset#{}", token?),
            Message::EmailVerification { .. } => format!("verify-email#{}", token?),
            Message::ViewRings { slug, query, .. } => format!("o/{slug}/settings/users?{query}"),
            Message::PasswordChanged { .. }
            | Message::SecondFactor { .. }
            | Message::EmailChanged { .. }
            | Message::AccessEnds { .. }
            | Message::RequestDeclined { .. }
            | Message::RoleChanged { .. }
            | Message::AccessEnded { .. }
            | Message::AccessBack { .. }
            | Message::SeveralEnd { .. }
            | Message::Dormant { .. }
            | Message::DormantSuspended { .. }
            | Message::SeatsNearlyFull { .. } => return None,
        };
        Some(format!("{}/{page}", self.config().public_url))
    }

    /// Reports on a try. A sent or refused mail loses its token; one for later waits twice as long each time, for
    /// a day. Without the lease nothing changes.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn report_mail(&self, mail: &Mail, outcome: &MailOutcome) -> Result<()> {
        // What was sent and not noted would be sent again.
        self.pressing(|| self.note_outcome(mail, outcome)).await
    }

    async fn note_outcome(&self, mail: &Mail, outcome: &MailOutcome) -> Result<()> {
        let now = self.now();
        let tx = self.begin_pressing().await?;
        let row = outbox::Entity::find_by_id(mail.id).filter(outbox::Column::Lease.eq(mail.lease)).one(&tx).await?;
        let Some(row) = row.filter(|row| row.state == "waiting") else { return Ok(()) };
        let outcome = match outcome {
            MailOutcome::Later(said) if now.since(row.created_at) > GIVE_UP_MS => MailOutcome::Refused(said.clone()),
            other => other.clone(),
        };
        let update = outbox::Entity::update_many()
            .col_expr(outbox::Column::Attempts, Expr::value(row.attempts + 1))
            .col_expr(outbox::Column::Lease, Expr::value(Option::<Uuid>::None))
            .col_expr(outbox::Column::LeaseUntil, Expr::value(Option::<i64>::None))
            .filter(outbox::Column::Id.eq(row.id));
        let done = |state: &str, said: Option<String>| {
            update
                .clone()
                .col_expr(outbox::Column::State, Expr::value(state))
                .col_expr(outbox::Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
                .col_expr(outbox::Column::DoneAt, Expr::value(now))
                .col_expr(outbox::Column::LastError, Expr::value(said))
        };
        let (update, delivery) = match &outcome {
            MailOutcome::Sent => (done("sent", None), Some((Delivery::Sent, None))),
            MailOutcome::Refused(said) => {
                (done("failed", Some(said.clone())), Some((Delivery::Refused, Some(said.clone()))))
            }
            MailOutcome::Later(said) => {
                let wait = (15_000_i64 << row.attempts.clamp(0, 10)).min(WAIT_MAX_MS);
                let jitter = i64::from(crate::secret::random::<1>()[0]) * wait / 1_024;
                let update = update
                    .clone()
                    .col_expr(outbox::Column::DueAt, Expr::value(now.plus_ms(wait + jitter)))
                    .col_expr(outbox::Column::LastError, Expr::value(said.clone()));
                (update, None)
            }
        };
        update.exec(&tx).await?;
        if let (Some(org), Some(invitation), Some((delivery, note))) = (row.org_id, row.invitation_id, delivery) {
            invitation::Entity::update_many()
                .col_expr(invitation::Column::Delivery, Expr::value(delivery))
                .col_expr(invitation::Column::DeliveryNote, Expr::value(note.map(|said| brief(&said))))
                .col_expr(invitation::Column::DeliveryAt, Expr::value(now))
                .filter(invitation::Column::OrgId.eq(org))
                .filter(invitation::Column::Id.eq(invitation))
                .filter(invitation::Column::Delivery.ne(Delivery::Opened))
                .exec(&tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// What a mail tells, as far as it is so still; nothing where it is not.
async fn as_it_is(tx: &DatabaseTransaction, mail: &outbox::Model, now: Timestamp) -> Result<Option<Message>> {
    let message = serde_json::from_str(&mail.message)?;
    let Message::SeveralEnd { organization, mut whose } = message else {
        return Ok(is_true_still(tx, mail, now).await?.then_some(message));
    };
    let Some(org) = mail.org_id else { return Ok(None) };
    let ids: Vec<UserId> = whose.iter().map(|(user, ..)| *user).collect();
    let known = load::users_by_id(tx, org, &ids).await?;
    let ends = |user: UserId| known.iter().find(|known| known.id == user && known.is_active(now))?.ends_at;
    whose.retain(|(user, _, at)| ends(*user) == Some(*at));
    Ok((!whose.is_empty()).then_some(Message::SeveralEnd { organization, whose }))
}

/// Whether what a mail tells is so: a reminder of somebody's end is not sent after it, nor to who has left before; one
/// of an invitation not after its date.
async fn is_true_still(tx: &DatabaseTransaction, mail: &outbox::Model, now: Timestamp) -> Result<bool> {
    match mail.topic {
        Some(Topic::End) => {
            let Some(about) = mail.org_id.zip(mail.user_id) else { return Ok(true) };
            let user = user::Entity::find_by_id(about).one(tx).await?;
            Ok(user.is_some_and(|user| row::user(user, Vec::new()).is_active(now)))
        }
        Some(Topic::Reminder) => {
            let Some(about) = mail.org_id.zip(mail.invitation_id) else { return Ok(true) };
            let invitation = invitation::Entity::find_by_id(about).one(tx).await?;
            Ok(invitation.is_some_and(|invitation| row::invitation(invitation, Vec::new()).is_open(now)))
        }
        Some(Topic::Dormant) => {
            let Some(about) = mail.org_id.zip(mail.user_id) else { return Ok(true) };
            let Message::Dormant { suspended_at, .. } = serde_json::from_str(&mail.message)? else { return Ok(true) };
            let user = user::Entity::find_by_id(about).one(tx).await?.map(|user| row::user(user, Vec::new()));
            Ok(user.is_some_and(|user| user.is_active(now) && user.dormant_at == Some(suspended_at)))
        }
        Some(Topic::Role | Topic::Access | Topic::Seats) | None => Ok(true),
    }
}

async fn withdraw_mail(tx: &DatabaseTransaction, id: MessageId) -> Result<()> {
    let update = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value("withdrawn"))
        .col_expr(outbox::Column::Sealed, Expr::value(Option::<Vec<u8>>::None));
    update.filter(outbox::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// What the mail server said, as it is shown to people: one line, not too long.
fn brief(said: &str) -> String {
    let words: Vec<&str> =
        said.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ").chars().take(NOTE_MAX).collect()
}

/// The language of who reads a mail: of the account that has the address; else that in which it was meant; else, of an
/// invitation, that of whoever invites.
async fn language_for(tx: &DatabaseTransaction, mail: &outbox::Model, message: &Message) -> Result<Language> {
    if let Some(account) = account_of(tx, mail.recipient.as_str()).await? {
        return Ok(language_of(&account));
    }
    if let Some(language) = message.language() {
        return Ok(language);
    }
    let Some((org, invitation)) = mail.org_id.zip(mail.invitation_id) else { return Ok(Language::default()) };
    let invitation = invitation::Entity::find_by_id((org, invitation)).one(tx).await?;
    let Some(inviter) = invitation.and_then(|invitation| invitation.invited_by) else { return Ok(Language::default()) };
    let Some(inviter) = user::Entity::find_by_id((org, inviter)).one(tx).await? else { return Ok(Language::default()) };
    let account = account::Entity::find_by_id(inviter.account_id).one(tx).await?;
    Ok(account.as_ref().map(language_of).unwrap_or_default())
}

/// How the organization words a mail, as of now. `known` keeps what was read.
async fn own_words(
    tx: &DatabaseTransaction,
    org: Option<OrgId>,
    message: &Message,
    known: &mut BTreeMap<OrgId, BTreeMap<MailKind, MailWords>>,
) -> Result<Option<MailWords>> {
    let (Some(org), Some(kind)) = (org, message.mail_kind()) else { return Ok(None) };
    if let Entry::Vacant(place) = known.entry(org) {
        let held = organization::Entity::find_by_id(org).one(tx).await?;
        place.insert(held.as_ref().map(row::mail_words).unwrap_or_default());
    }
    Ok(known.get(&org).and_then(|words| words.get(&kind)).cloned())
}
