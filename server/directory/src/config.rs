//! What the service is started with.

use crate::SecretKey;
use domain::{DAY_MS, MINUTE_MS};

/// The service's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// The only source of the links in mails, without a trailing slash.
    pub public_url: String,
    /// Whether a mail server is set: without one, answers carry the links.
    pub mail: bool,
    /// So long waits a mail that Undo can take back, in ms.
    pub mail_wait_ms: i64,
    /// The Undo of more events than this is prepared beside its organization, as long imports are.
    pub undo_beside_above: u64,
    /// What seals tokens in the outbox.
    pub key: SecretKey,
    /// What a password hash costs.
    pub password_cost: PasswordCost,
    /// A session ends when unused for so long, in ms.
    pub session_idle_ms: i64,
    /// A session ends at this age, in ms.
    pub session_max_ms: i64,
    /// Whoever showed so long ago who they are shows it anew before what is grave (ASVS 7.5.1), in ms.
    pub fresh_proof_ms: i64,
    /// A reset or verification link is good for so long, in ms.
    pub link_ms: i64,
}

impl Config {
    /// The defaults, around what has none.
    #[must_use]
    pub fn new(mut public_url: String, key: SecretKey) -> Self {
        public_url.truncate(public_url.trim_end_matches('/').len());
        Self {
            public_url,
            mail: false,
            mail_wait_ms: 30_000,
            undo_beside_above: 20_000,
            key,
            password_cost: PasswordCost::default(),
            session_idle_ms: 7 * DAY_MS,
            session_max_ms: 30 * DAY_MS,
            fresh_proof_ms: 10 * MINUTE_MS,
            link_ms: 60 * MINUTE_MS,
        }
    }
}

/// argon2id's parameters (OWASP's Password Storage Cheat Sheet).
#[derive(Clone, Copy, Debug)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2 }
    }
}
