//! The hash chain of an organization's events: how they are linked, and whether they still are.
//!
//! An event's hash is SHA-256 over the hash of the one before and what the event says, so that nobody changes, takes
//! out, moves or puts in one without changing all hashes after it. Personal texts stand beside the event, each with a
//! random salt; in the event itself stands their commitment, `SHA-256(salt ‖ text)`, and the chain hashes commitments
//! only: erasing somebody's texts breaks no hash. So does the address that an event came from.
//!
//! The server writes by it, `muster audit verify` and the browser check by it. It is no part of what a page loads
//! first: only the browser's worker that checks a chain has it.

mod check;
mod hexed;
mod link;
mod texts;

pub use check::{Checker, Stretch};
pub use link::{GENESIS, Link, actor_columns, hash_of, subject_columns};
pub use texts::{address, commit, commit_ip, commitments, reveal};

use sha2::{Digest as _, Sha256};

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
