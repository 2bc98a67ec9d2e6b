//! Words of the page that sets up an empty installation.

/// Its title.
pub const TITLE: &str = "Set up Muster";
/// What it is for.
pub const ABOUT: &str =
    "Name your organization and make the account that owns it. You can invite everybody else afterwards.";
/// What the organization is called.
pub const ORGANIZATION: &str = "Organization name";
/// One's own name.
pub const NAME: &str = "Your name";
/// One's address.
pub const EMAIL: &str = "Email";
/// One's password.
pub const PASSWORD: &str = "Password";
/// The button.
pub const SUBMIT: &str = "Set up and sign in";
/// The link was used or is too old.
pub const OVER_ADVICE: &str = "This installation is set up already, or the link is older than a day. Start the server again for a new link, or sign in.";
/// The link is not one.
pub const UNKNOWN_ADVICE: &str = "Copy the whole link that the server printed when it started.";
/// The address cannot be the Owner's.
pub const EMAIL_TAKEN: &str = "This address cannot be used here. Try another one.";
