//! The outbox: mails are written in the transaction that causes them and sent by a worker afterwards.

mod deliver;
mod message;
mod queue;

use domain::Timestamp;

pub use deliver::{Mail, MailOutcome};
pub use message::{Message, SecondFactorChange, Topic};
pub(crate) use queue::{Queued, nobody_sends, queue, queued, withdraw, withdraw_about, withdraw_all, withdraw_where};

/// When a mail is due that is held: until somebody lets it go.
pub(crate) const HELD: Timestamp = Timestamp(i64::MAX);
