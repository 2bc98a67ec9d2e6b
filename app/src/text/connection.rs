//! Words for a server that does not answer, and for a session that is over.

words! {
    /// The browser has no network.
    offline {
        en: "You are offline. You can search, but not change anything.",
        de: "Sie sind offline. Sie können suchen, aber nichts ändern.",
    }
    /// The server is not reached.
    no_answer {
        en: "The server does not answer. You can search, but not change anything; the page tries again by itself.",
        de: "Der Server antwortet nicht. Sie können suchen, aber nichts ändern; die Seite versucht es von selbst \
            erneut.",
    }
    /// Why an edit cannot be made now.
    edits_wait { en: "Not while the server is out of reach.", de: "Nicht, solange der Server nicht erreichbar ist." }
    /// Tries at once.
    retry_now { en: "Try now", de: "Jetzt versuchen" }
    /// Everything is current again.
    back { en: "Connected again", de: "Wieder verbunden" }
    /// Title of the sign-in dialog.
    sign_in { en: "Sign in again", de: "Erneut anmelden" }
    /// Why it is there.
    sign_in_about {
        en: "Your session is over. Sign in, and what you were doing goes on.",
        de: "Ihre Sitzung ist beendet. Melden Sie sich an, dann geht weiter, was Sie gerade taten.",
    }
    /// The dialog, before something grave.
    prove { en: "Is it you?", de: "Sind Sie es?" }
    /// Why it is there.
    prove_about {
        en: "This changes who owns or who reaches the organization. Show once more who you are, and it is done.",
        de: "Das ändert, wem die Organisation gehört oder wer sie erreicht. Weisen Sie sich noch einmal aus, dann geschieht es.",
    }
    /// Label.
    email { en: "Email", de: "E-Mail" }
    /// Label.
    password { en: "Password", de: "Passwort" }
    /// Label of the second step's field.
    code {
        en: "Code from your authenticator app, or a recovery code",
        de: "Code aus Ihrer Authenticator-App oder ein Wiederherstellungscode",
    }
    /// Button.
    sign_in_button { en: "Sign in", de: "Anmelden" }
    /// Leaves it.
    not_now { en: "Not now", de: "Nicht jetzt" }
}
