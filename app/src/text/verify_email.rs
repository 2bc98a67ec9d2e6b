//! Words of the page that makes a new address the account's.

words! {
    /// Its title.
    title { en: "Confirm your email", de: "E-Mail bestätigen" }
    /// The button.
    submit { en: "Confirm email", de: "E-Mail bestätigen" }
    /// Below the password, where an organization proposed the address.
    password_about {
        en: "Your organization proposed this address. Your password shows that it is you.",
        de: "Ihre Organisation hat diese Adresse vorgeschlagen. Ihr Passwort zeigt, dass Sie es sind.",
    }
    /// Heading once it is done.
    done_title { en: "Your email is changed", de: "Ihre E-Mail ist geändert" }
    /// What follows.
    done_about {
        en: "Sign in with the new address from now on.",
        de: "Melden Sie sich von jetzt an mit der neuen Adresse an.",
    }
    /// To the account.
    done_action { en: "Go to My account", de: "Zu „Mein Konto“" }
    /// What to do about a link that is over.
    over_advice {
        en: "It was used, it is too old, or the address belongs to another account by now. Start again from My \
            account.",
        de: "Er wurde benutzt, ist zu alt, oder die Adresse gehört inzwischen zu einem anderen Konto. Fangen Sie \
            unter „Mein Konto“ neu an.",
    }
}

/// What follows.
#[must_use]
pub fn about(email: &str) -> String {
    said!(
        en: format!("Confirm that {email} is yours. From then on you sign in with it, and your other sessions end."),
        de: format!("Bestätigen Sie, dass {email} Ihnen gehört. Von da an melden Sie sich damit an, und Ihre anderen \
            Sitzungen enden."),
    )
}
