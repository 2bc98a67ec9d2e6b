//! The words the ui kit says by itself; all others it is given.

/// Name of the region that holds the toasts.
pub const NOTIFICATIONS: &str = "Notifications";
/// Takes the last change back.
pub const UNDO: &str = "Undo";
/// Closes a toast.
pub const DISMISS: &str = "Dismiss";
/// Closes a dialog.
pub const CLOSE: &str = "Close";
/// First link of every page.
pub const SKIP_TO_CONTENT: &str = "Skip to content";
/// Opens the navigation on small screens.
pub const OPEN_NAVIGATION: &str = "Open navigation";
/// Name of the page's navigation.
pub const NAVIGATION: &str = "Main";
/// Legend of the theme choice.
pub const THEME: &str = "Theme";
/// Follow the device.
pub const THEME_SYSTEM: &str = "System";
/// Always light.
pub const THEME_LIGHT: &str = "Light";
/// Always dark.
pub const THEME_DARK: &str = "Dark";
/// Clears a listbox's choices.
pub const CLEAR: &str = "Clear";
/// What a listbox says when its search finds nothing.
pub const NOTHING_FOUND: &str = "Nothing found";
/// Shows what is typed into a password field.
pub const SHOW: &str = "Show";
/// Hides it again.
pub const HIDE: &str = "Hide";
/// Tries again.
pub const RETRY: &str = "Retry";

/// Name of a chip's button: "Remove ana@example.com".
#[must_use]
pub fn remove(what: &str) -> String {
    format!("Remove {what}")
}

/// Name of the organization switcher: "Switch organization: Acme".
#[must_use]
pub fn switch_organization(current: &str) -> String {
    format!("Switch organization: {current}")
}

/// Name of the organization switcher's menu.
pub const ORGANIZATIONS: &str = "Organizations";
/// Heading of the organization's pages in the navigation.
pub const ORGANIZATION: &str = "Organization";
