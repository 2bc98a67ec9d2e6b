//! Taking out what nobody needs any more. Events and refused attempts stay.

use crate::accounts::token;
use crate::entity::{account_token, join_link, outbox, session};
use crate::{Directory, Result};
use domain::DAY_MS;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

/// A session that is over is kept for so long: who asks about a strange sign-in finds it.
const SESSIONS_MS: i64 = 30 * DAY_MS;
/// A mail that was sent, refused or withdrawn is kept for so long, with its recipient.
const MAILS_MS: i64 = 90 * DAY_MS;
/// A link to ask to join by is known for so long after its date: a late press learns that it was good once.
const LINKS_MS: i64 = 30 * DAY_MS;

/// A sign-in that waited for its second step, and a passkey's challenge, is kept for so long after its time.
const STEPS_MS: i64 = DAY_MS;

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Sessions that were over for a month.
    pub sessions: u64,
    /// Mails that were done with for three.
    pub mails: u64,
    /// Links to ask to join by, out of date for a month.
    pub links: u64,
    /// Sign-ins whose second step did not come in time, for a day.
    pub steps: u64,
}

impl Cleaned {
    /// Whether there was nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Directory {
    /// Takes out sessions that have been over for 30 days — ended, unused for too long, too old — and mails that have
    /// been done with for 90. A mail that waits is kept, however long. Links to ask to join by go a month after their date,
    /// sign-ins that waited for a second step a day after.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn clean(&self) -> Result<Cleaned> {
        let now = self.now();
        let long_ago = |ms: i64| now.plus_ms(-ms);
        let over = Condition::any()
            .add(session::Column::EndedAt.lte(long_ago(SESSIONS_MS)))
            .add(session::Column::CreatedAt.lte(long_ago(SESSIONS_MS + self.config().session_max_ms)))
            .add(session::Column::LastSeenAt.lte(long_ago(SESSIONS_MS + self.config().session_idle_ms)));
        let sessions = session::Entity::delete_many().filter(over);
        let sessions = sessions.exec(&self.inner.database.write).await?.rows_affected;
        // When a mail was withdrawn is not kept; it never waited longer than its invitation was good.
        let withdrawn = Condition::all()
            .add(outbox::Column::State.eq("withdrawn"))
            .add(outbox::Column::CreatedAt.lte(long_ago(MAILS_MS)));
        let done = Condition::all()
            .add(outbox::Column::State.is_in(["sent", "failed"]))
            .add(outbox::Column::DoneAt.lte(long_ago(MAILS_MS)));
        let mails = outbox::Entity::delete_many().filter(Condition::any().add(done).add(withdrawn));
        let mails = mails.exec(&self.inner.database.write).await?.rows_affected;
        // Whoever did not confirm has left a name and an address.
        let unused = join_link::Entity::delete_many().filter(join_link::Column::ExpiresAt.lte(long_ago(LINKS_MS)));
        let links = unused.exec(&self.inner.database.write).await?.rows_affected;
        let waited = account_token::Entity::delete_many().filter(token::steps_over_at(long_ago(STEPS_MS)));
        let steps = waited.exec(&self.inner.database.write).await?.rows_affected;
        Ok(Cleaned { sessions, mails, links, steps })
    }
}
