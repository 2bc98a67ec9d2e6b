//! Mails: taken from the outbox, worded, sent, reported on. What was decided never waits for them.

mod letter;
mod server;
mod worker;

pub use letter::{NotALetter, compose};
pub use server::{NotServer, Sender, Server};
pub use worker::{Post, Worker};
