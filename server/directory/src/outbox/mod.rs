//! The outbox: mails are written in the transaction that causes them and sent by a worker afterwards.

mod deliver;
mod message;
mod queue;

pub use deliver::{Mail, MailOutcome};
pub use message::{Message, Topic};
pub(crate) use queue::{Queued, queue, queued, withdraw, withdraw_about, withdraw_all};
