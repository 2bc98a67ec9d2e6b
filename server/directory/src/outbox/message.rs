use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// What a mail says; the worker words it. Its link is apart, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// You are invited. The link accepts.
    Invitation {
        /// Into which organization.
        organization: String,
        /// By whom; none for the operator.
        inviter: Option<String>,
        /// As what.
        role: String,
        /// Until when the link is good.
        expires_at: Timestamp,
        /// The inviter's personal note.
        note: Option<String>,
    },
    /// The link sets a new password.
    PasswordReset {
        /// The account's name.
        name: String,
        /// Until when the link is good.
        expires_at: Timestamp,
    },
    /// The password was changed; no link.
    PasswordChanged {
        /// The account's name.
        name: String,
    },
    /// The link verifies the new address, to which this goes.
    EmailVerification {
        /// The account's name.
        name: String,
        /// Until when the link is good.
        expires_at: Timestamp,
    },
    /// Told to the old address: the account has another one now (or asked for it). No link.
    EmailChanged {
        /// The account's name.
        name: String,
        /// The new address.
        new_email: String,
        /// Whether it is done, or waits to be verified.
        done: bool,
    },
    /// Somebody's access ends soon. No link.
    AccessEnds {
        /// To which organization.
        organization: String,
        /// Whose, for who set the date; none for themselves.
        whose: Option<String>,
        /// When.
        ends_at: Timestamp,
    },
}
