//! Words of the page of one's own account.

/// Its heading and title.
pub const TITLE: &str = "My account";
/// The section of the name.
pub const PROFILE: &str = "Profile";
/// The name.
pub const NAME: &str = "Name";
/// Below it.
pub const NAME_ABOUT: &str = "What people see in every organization you are in.";
/// The button.
pub const SAVE_NAME: &str = "Save name";
/// It is done.
pub const NAME_SAVED: &str = "Your name is saved";
/// The section of the address.
pub const EMAIL: &str = "Email";
/// The new address.
pub const NEW_EMAIL: &str = "New email";
/// The password that proves it.
pub const CURRENT_PASSWORD: &str = "Current password";
/// What the button "Show" shows, beside the password that proves a new address.
pub const SHOWS_PROOF: &str = "current one, for the new email";
/// The same, beside the current one.
pub const SHOWS_CURRENT: &str = "current one";
/// The same, beside the new one.
pub const SHOWS_NEW: &str = "new one";
/// The button.
pub const CHANGE_EMAIL: &str = "Change email";
/// The section of the password.
pub const PASSWORD: &str = "Password";
/// What follows.
pub const PASSWORD_ABOUT: &str = "Changing it signs you out of every other browser.";
/// The new password.
pub const NEW_PASSWORD: &str = "New password";
/// The button.
pub const CHANGE_PASSWORD: &str = "Change password";
/// It is done.
pub const PASSWORD_CHANGED: &str = "Your password is changed";
/// Nothing was typed.
pub const ENTER_CURRENT: &str = "Enter your current password.";
/// It is not that.
pub const WRONG_CURRENT: &str = "This is not your current password.";
/// The section of the sessions.
pub const SESSIONS: &str = "Sessions";
/// What they are.
pub const SESSIONS_ABOUT: &str = "The browsers that are signed in as you.";
/// The one that asks.
pub const THIS_BROWSER: &str = "This browser";
/// A browser that does not say what it is.
pub const UNKNOWN_BROWSER: &str = "Unknown browser";
/// Ends all.
pub const SIGN_OUT_EVERYWHERE: &str = "Sign out everywhere";
/// Question before.
pub const SIGN_OUT_EVERYWHERE_TITLE: &str = "Sign out everywhere?";
/// What follows.
pub const SIGN_OUT_EVERYWHERE_ABOUT: &str =
    "All your sessions end at once, this one too. You then sign in again with your password.";
/// The section of the looks.
pub const APPEARANCE: &str = "Appearance and keyboard";
/// The shortcuts.
pub const SHORTCUTS: &str = "Single-letter shortcuts";
/// What they are.
pub const SHORTCUTS_ABOUT: &str =
    "Keys such as / and i on the Users page. Switch them off if you dictate, or press keys by accident.";
/// The section of the organizations.
pub const ORGANIZATIONS: &str = "Organizations";
/// Leaves one.
pub const LEAVE: &str = "Leave";
/// What follows.
pub const LEAVE_ABOUT: &str =
    "You lose access at once and are signed out everywhere. An admin of the organization can restore you for 90 days.";
/// Not after all.
pub const CANCEL: &str = "Cancel";

/// Which address it is now.
#[must_use]
pub fn email_is(email: &str) -> String {
    format!("You sign in as {email}.")
}

/// A link went out.
#[must_use]
pub fn link_sent(email: &str) -> String {
    format!("We sent a link to {email}. Your address changes once you open it.")
}

/// The address is the same.
pub const SAME_EMAIL: &str = "This is your address already.";

/// Name of the button that ends a session.
#[must_use]
pub fn sign_out_of(browser: &str) -> String {
    format!("Sign out {browser}")
}

/// When a session was last used.
pub const LAST_USED: &str = "Last used";

/// Title of leaving.
#[must_use]
pub fn leave(organization: &str) -> String {
    format!("Leave {organization}?")
}

/// Name of a line's button.
#[must_use]
pub fn leave_button(organization: &str) -> String {
    format!("Leave {organization}")
}

/// It is done.
#[must_use]
pub fn left(organization: &str) -> String {
    format!("You left {organization}")
}

/// The browser and the system that a user agent names.
#[must_use]
pub fn browser(agent: &str) -> String {
    let named =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = named(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = named(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => UNKNOWN_BROWSER.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_by_what_people_call_them() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
                "Chrome on Linux",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
                "Safari on macOS",
            ),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0", "Firefox on Windows"),
            ("something", UNKNOWN_BROWSER),
        ] {
            assert_eq!(browser(agent), name);
        }
    }
}
