//! Words of the page that an invitation leads to.

/// The page's title before the invitation is known.
pub const TITLE: &str = "Invitation";
/// The account's name.
pub const NAME: &str = "Name";
/// Its password.
pub const PASSWORD: &str = "Password";
/// The button.
pub const SUBMIT: &str = "Accept invite";
/// Shows the form without a name.
pub const HAVE_ACCOUNT: &str = "I already have an account";
/// Shows the form with a name.
pub const NO_ACCOUNT: &str = "I am new here";
/// Below the password of an account that there is.
pub const OWN_PASSWORD: &str = "The password of your account with this address.";
/// To a new password.
pub const FORGOT: &str = "Forgot password?";
/// The address's account has another password.
pub const WRONG: &str =
    "That is not the password of the account with this address. Enter the one you sign in with, or set a new one.";
/// The address may have no account.
pub const WRONG_OR_NEW: &str =
    "That is not right. If you have no account with this address yet, choose “I am new here”.";
/// Signs out and comes back to the invitation.
pub const SWITCH: &str = "Sign out and continue";
/// Leaves the invitation as it is.
pub const STAY: &str = "Stay signed in";
/// The row of the details: as what.
pub const ROLE: &str = "Role";
/// The row of the details: into which teams.
pub const TEAMS: &str = "Teams";
/// The row of the details: for whom.
pub const FOR: &str = "For";
/// The row of the details: until when.
pub const UNTIL: &str = "Good until";

/// The heading.
#[must_use]
pub fn join(organization: &str) -> String {
    format!("Join {organization}")
}

/// Who invites.
#[must_use]
pub fn invited_by(inviter: Option<&str>, organization: &str) -> String {
    match inviter {
        Some(inviter) => format!("{inviter} invited you to {organization}."),
        None => format!("You are invited to {organization}."),
    }
}

/// Somebody else is signed in.
#[must_use]
pub fn for_another(email: &str, signed_in: &str) -> String {
    format!("This invitation is for {email}. You are signed in as {signed_in}.")
}

/// One step accepts.
#[must_use]
pub fn signed_in_as(email: &str) -> String {
    format!("You are signed in as {email}.")
}

/// The headings and advice of an invitation that is over.
pub mod over {
    /// Past its date.
    pub const EXPIRED: &str = "This invitation has expired";
    /// What to do.
    pub const EXPIRED_ADVICE: &str = "Ask whoever invited you to send it again. The new mail brings a new link.";
    /// Accepted.
    pub const USED: &str = "This invitation was accepted";
    /// What to do.
    pub const USED_ADVICE: &str = "An invitation works once. If it was you, sign in.";
    /// Taken back, or sent again.
    pub const REVOKED: &str = "This invitation was taken back";
    /// What to do.
    pub const REVOKED_ADVICE: &str =
        "Look for a newer mail: sending an invitation again ends the earlier links. Otherwise ask whoever invited you.";
    /// The organization takes no addresses of this domain any more.
    pub const DOMAIN: &str = "This invitation no longer holds";
    /// What to do.
    pub const DOMAIN_ADVICE: &str =
        "The organization no longer takes addresses of this domain. Ask to be invited at another address of yours.";
    /// Its sender may no longer give that role.
    pub const INVITER: &str = "This invitation no longer holds";
    /// What to do.
    pub const INVITER_ADVICE: &str =
        "Whoever invited you may no longer do so. Ask someone else in the organization to invite you.";
}
