//! Words of the page of one's own account.

words! {
    /// Its heading and title.
    title { en: "My account", de: "Mein Konto" }
    /// The section of the name.
    profile { en: "Profile", de: "Profil" }
    /// The name.
    name { en: "Name", de: "Name" }
    /// Below it.
    name_about {
        en: "What people see in every organization you are in.",
        de: "So sieht man Sie in jeder Organisation, in der Sie sind.",
    }
    /// The button.
    save_name { en: "Save name", de: "Name speichern" }
    /// It is done.
    name_saved { en: "Your name is saved", de: "Ihr Name ist gespeichert" }
    /// The section of the address.
    email { en: "Email", de: "E-Mail" }
    /// The new address.
    new_email { en: "New email", de: "Neue E-Mail" }
    /// The password that proves it.
    current_password { en: "Current password", de: "Aktuelles Passwort" }
    /// What the button "Show" shows, beside the password that proves a new address.
    shows_proof { en: "current one, for the new email", de: "aktuelles, für die neue E-Mail" }
    /// The same, beside the current one.
    shows_current { en: "current one", de: "aktuelles" }
    /// The same, beside the new one.
    shows_new { en: "new one", de: "neues" }
    /// The button.
    change_email { en: "Change email", de: "E-Mail ändern" }
    /// The section of the password.
    password { en: "Password", de: "Passwort" }
    /// What follows.
    password_about {
        en: "Changing it signs you out of every other browser.",
        de: "Eine Änderung meldet Sie in jedem anderen Browser ab.",
    }
    /// The new password.
    new_password { en: "New password", de: "Neues Passwort" }
    /// The button.
    change_password { en: "Change password", de: "Passwort ändern" }
    /// It is done.
    password_changed { en: "Your password is changed", de: "Ihr Passwort ist geändert" }
    /// Nothing was typed.
    enter_current { en: "Enter your current password.", de: "Geben Sie Ihr aktuelles Passwort ein." }
    /// It is not that.
    wrong_current { en: "This is not your current password.", de: "Das ist nicht Ihr aktuelles Passwort." }
    /// The section of the sessions.
    sessions { en: "Sessions", de: "Sitzungen" }
    /// What they are.
    sessions_about { en: "The browsers that are signed in as you.", de: "Die Browser, in denen Sie angemeldet sind." }
    /// The one that asks.
    this_browser { en: "This browser", de: "Dieser Browser" }
    /// A browser that does not say what it is.
    unknown_browser { en: "Unknown browser", de: "Unbekannter Browser" }
    /// Ends all.
    sign_out_everywhere { en: "Sign out everywhere", de: "Überall abmelden" }
    /// Question before.
    sign_out_everywhere_title { en: "Sign out everywhere?", de: "Überall abmelden?" }
    /// What follows.
    sign_out_everywhere_about {
        en: "All your sessions end at once, this one too. You then sign in again with your password.",
        de: "Alle Ihre Sitzungen enden sofort, auch diese. Danach melden Sie sich wieder mit Ihrem Passwort an.",
    }
    /// The section of the looks.
    appearance { en: "Appearance and keyboard", de: "Darstellung und Tastatur" }
    /// The shortcuts.
    shortcuts { en: "Single-letter shortcuts", de: "Tastenkürzel aus einem Buchstaben" }
    /// What they are.
    shortcuts_about {
        en: "Keys such as / and i on the Users page. Switch them off if you dictate, or press keys by accident.",
        de: "Tasten wie / und i auf der Seite „Benutzer“. Schalten Sie sie aus, wenn Sie diktieren oder Tasten \
            versehentlich drücken.",
    }
    /// The section of the organizations.
    organizations { en: "Organizations", de: "Organisationen" }
    /// Leaves one.
    leave_it { en: "Leave", de: "Verlassen" }
    /// What follows.
    leave_about {
        en: "You lose access at once and are signed out everywhere. An admin of the organization can restore you for \
            90 days.",
        de: "Sie verlieren sofort den Zugang und werden überall abgemeldet. Ein Admin der Organisation kann Sie 90 \
            Tage lang wiederherstellen.",
    }
    /// Not after all.
    cancel { en: "Cancel", de: "Abbrechen" }
}

/// Which address it is now.
#[must_use]
pub fn email_is(email: &str) -> String {
    said!(en: format!("You sign in as {email}."), de: format!("Sie melden sich als {email} an."))
}

/// A link went out.
#[must_use]
pub fn link_sent(email: &str) -> String {
    said!(
        en: format!("We sent a link to {email}. Your address changes once you open it."),
        de: format!("Wir haben einen Link an {email} gesendet. Ihre Adresse ändert sich, sobald Sie ihn öffnen."),
    )
}

words! {
    /// The address is the same.
    same_email { en: "This is your address already.", de: "Das ist schon Ihre Adresse." }
}

/// Name of the button that ends a session.
#[must_use]
pub fn sign_out_of(browser: &str) -> String {
    said!(en: format!("Sign out {browser}"), de: format!("{browser} abmelden"))
}

words! {
    /// When a session was last used.
    last_used { en: "Last used", de: "Zuletzt benutzt" }
}

/// Title of leaving.
#[must_use]
pub fn leave(organization: &str) -> String {
    said!(en: format!("Leave {organization}?"), de: format!("{organization} verlassen?"))
}

/// Name of a line's button.
#[must_use]
pub fn leave_button(organization: &str) -> String {
    said!(en: format!("Leave {organization}"), de: format!("{organization} verlassen"))
}

/// It is done.
#[must_use]
pub fn left(organization: &str) -> String {
    said!(en: format!("You left {organization}"), de: format!("Sie haben {organization} verlassen"))
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
        (Some(browser), Some(system)) => {
            said!(en: format!("{browser} on {system}"), de: format!("{browser} unter {system}"))
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => unknown_browser().to_owned(),
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
            ("something", unknown_browser()),
        ] {
            assert_eq!(browser(agent), name);
        }
    }
}
