//! Words of the pages that set a new password.

words! {
    /// Title of the page that asks for a mail.
    ask_title { en: "Reset your password", de: "Passwort zurücksetzen" }
    /// What will happen.
    ask_about {
        en: "Enter your email. If it has an account here, we send a link that sets a new password.",
        de: "Geben Sie Ihre E-Mail ein. Wenn sie hier ein Konto hat, senden wir einen Link, der ein neues Passwort \
            setzt.",
    }
    /// The address.
    email { en: "Email", de: "E-Mail" }
    /// The button.
    ask_submit { en: "Send reset link", de: "Link senden" }
    /// Heading once it was asked for.
    sent_title { en: "Check your mail", de: "Sehen Sie in Ihre E-Mails" }
    /// Back to signing in.
    back { en: "Back to sign in", de: "Zurück zur Anmeldung" }
    /// Title of the page behind the link.
    title { en: "Choose a new password", de: "Neues Passwort wählen" }
    /// The password.
    password { en: "New password", de: "Neues Passwort" }
    /// The button.
    submit { en: "Set new password", de: "Neues Passwort setzen" }
    /// Heading once it is set.
    done_title { en: "Your password is set", de: "Ihr Passwort ist gesetzt" }
    /// What follows.
    done_about {
        en: "You are signed out everywhere. Sign in with the new password.",
        de: "Sie sind überall abgemeldet. Melden Sie sich mit dem neuen Passwort an.",
    }
    /// To signing in.
    done_action { en: "Sign in", de: "Anmelden" }
    /// What to do about a link that is over.
    over_advice {
        en: "It was used, or it is too old. Ask for a new one.",
        de: "Er wurde benutzt oder ist zu alt. Fordern Sie einen neuen an.",
    }
    /// The link to that.
    ask_again { en: "Ask for a new link", de: "Neuen Link anfordern" }
}

/// Once it was asked for: the same whether there is an account or not.
#[must_use]
pub fn sent(email: &str) -> String {
    said!(
        en: format!("If {email} has an account here, a link is on its way. It is good for a short time only."),
        de: format!("Wenn {email} hier ein Konto hat, ist ein Link unterwegs. Er gilt nur kurze Zeit."),
    )
}

/// Whose password it is.
#[must_use]
pub fn for_whom(email: &str) -> String {
    said!(
        en: format!("For {email}. All sessions end once it is set."),
        de: format!("Für {email}. Alle Sitzungen enden, sobald es gesetzt ist."),
    )
}
