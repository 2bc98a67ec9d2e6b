//! The words the ui kit says by itself; all others it is given.

words! {
    /// Name of the region that holds the toasts.
    notifications { en: "Notifications", de: "Meldungen" }
    /// Takes the last change back.
    undo { en: "Undo", de: "Rückgängig" }
    /// Closes a toast.
    dismiss { en: "Dismiss", de: "Meldung schließen" }
    /// Closes a dialog.
    close { en: "Close", de: "Schließen" }
    /// First link of every page.
    skip_to_content { en: "Skip to content", de: "Zum Inhalt springen" }
    /// Opens the navigation on small screens.
    open_navigation { en: "Open navigation", de: "Navigation öffnen" }
    /// Name of the page's navigation.
    navigation { en: "Main", de: "Hauptnavigation" }
    /// Legend of the theme choice.
    theme { en: "Theme", de: "Farbschema" }
    /// Follow the device.
    theme_system { en: "System", de: "System" }
    /// Always light.
    theme_light { en: "Light", de: "Hell" }
    /// Always dark.
    theme_dark { en: "Dark", de: "Dunkel" }
    /// Clears a listbox's choices.
    clear { en: "Clear", de: "Leeren" }
    /// What a listbox says when its search finds nothing.
    nothing_found { en: "Nothing found", de: "Nichts gefunden" }
    /// Shows what is typed into a password field.
    show { en: "Show", de: "Zeigen" }
    /// Hides it again.
    hide { en: "Hide", de: "Verbergen" }
    /// Tries again.
    retry { en: "Retry", de: "Erneut versuchen" }
}

/// Name of a chip's button: "Remove ana@example.com".
#[must_use]
pub fn remove(what: &str) -> String {
    said!(en: format!("Remove {what}"), de: format!("{what} entfernen"))
}

/// Name of the organization switcher: "Switch organization: Acme".
#[must_use]
pub fn switch_organization(current: &str) -> String {
    said!(en: format!("Switch organization: {current}"), de: format!("Organisation wechseln: {current}"))
}

words! {
    /// Name of the organization switcher's menu.
    organizations { en: "Organizations", de: "Organisationen" }
    /// Heading of the organization's pages in the navigation.
    organization { en: "Organization", de: "Organisation" }
}
