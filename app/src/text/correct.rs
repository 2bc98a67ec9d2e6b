//! Words of mending what somebody is called, or their address.

words! {
    /// What becomes of a name.
    name_about {
        en: "This is what this organization calls them, until they change their name themselves.",
        de: "So heißen sie in dieser Organisation, bis sie ihren Namen selbst ändern.",
    }
    /// What becomes of a user's address.
    email_about {
        en: "A link goes to the new address, and a notice to the present one. Nothing changes until they follow the link \
            and enter their password.",
        de: "An die neue Adresse geht ein Link, an die jetzige ein Hinweis. Es ändert sich nichts, bis sie dem Link \
            folgen und ihr Passwort eingeben.",
    }
    /// What becomes of an invitation.
    invitation_about {
        en: "The links that were sent end, and the new address gets one. Role, teams, date and seat stay.",
        de: "Die gesendeten Links gelten nicht mehr, und die neue Adresse bekommt einen. Rolle, Teams, Datum und \
            Platz bleiben.",
    }
    /// Label of the field of a name.
    name { en: "Name", de: "Name" }
    /// Label of the field of an address.
    new_address { en: "Email address", de: "E-Mail-Adresse" }
    /// The button of a name.
    save_name { en: "Save name", de: "Namen speichern" }
    /// The button of a user's address.
    ask_them { en: "Ask them to confirm", de: "Um Bestätigung bitten" }
    /// The button of an invitation.
    send_there { en: "Send invite", de: "Einladung senden" }
    /// Toast where what was typed is what is.
    unchanged { en: "Nothing changed", de: "Nichts geändert" }
}

/// Title where a name is mended.
#[must_use]
pub fn name_title(name: &str) -> String {
    said!(en: format!("Change name of {name}"), de: format!("Namen von {name} ändern"))
}

/// Title where an address is.
#[must_use]
pub fn address_title(name: &str) -> String {
    said!(en: format!("Change address of {name}"), de: format!("Adresse von {name} ändern"))
}

/// Toast.
#[must_use]
pub fn renamed(before: &str, after: &str) -> String {
    said!(en: format!("{before} is called {after} now"), de: format!("{before} heißt jetzt {after}"))
}

/// Toast.
#[must_use]
pub fn asked(before: &str, after: &str) -> String {
    said!(
        en: format!("Link to confirm sent to {after}; {before} is told"),
        de: format!("Link zum Bestätigen an {after} gesendet; {before} bekommt einen Hinweis"),
    )
}

/// Toast: "Invite sent to ana@example.com instead".
#[must_use]
pub fn readdressed(email: &str) -> String {
    said!(en: format!("Invite sent to {email} instead"), de: format!("Einladung stattdessen an {email} gesendet"))
}
