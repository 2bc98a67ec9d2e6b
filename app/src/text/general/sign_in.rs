//! Words of how people come into an organization.

use crate::text::amounts::counted;

words! {
    /// The section of how people come in.
    sign_in { en: "Sign-in", de: "Anmeldung" }
    /// What a second factor is.
    sign_in_about {
        en: "A second factor is a passkey, or a code from an app besides the password: whoever learns a password still does \
            not get in.",
        de: "Ein zweiter Faktor ist ein Passkey oder ein Code aus einer App zusätzlich zum Passwort: Wer ein Passwort erfährt, \
            kommt damit noch nicht hinein.",
    }
    /// The choice, and what is told of it.
    require_factor { en: "Require a second factor", de: "Zweiten Faktor verlangen" }
    /// Whether somebody has one.
    second_factor { en: "Second factor", de: "Zweiter Faktor" }
    /// Not asked for.
    factor_optional { en: "Everybody decides for themselves", de: "Jede Person entscheidet selbst" }
    /// What that means.
    factor_optional_about {
        en: "People set one up in My account if they like.",
        de: "Wer möchte, richtet unter „Mein Konto“ einen ein.",
    }
    /// Asked for.
    factor_required { en: "Everybody needs one", de: "Alle brauchen einen" }
    /// What that means.
    factor_required_about {
        en: "From then on, nobody opens this organization without one. Whoever has none is led to where it is set up.",
        de: "Ab dann öffnet niemand diese Organisation ohne ihn. Wer keinen hat, wird dorthin geführt, wo man ihn einrichtet.",
    }
    /// Whoever looks has none.
    factor_own_missing {
        en: "You have none yourself yet. Set it up first, then you can require it.",
        de: "Sie haben selbst noch keinen. Richten Sie ihn zuerst ein, dann können Sie ihn verlangen.",
    }
    /// Leads there.
    factor_set_up { en: "Set up your second factor", de: "Zweiten Faktor einrichten" }
    /// Leads to who has none.
    factor_show { en: "Show them", de: "Anzeigen" }
    /// Everybody has one.
    factor_none_missing { en: "All active users have one.", de: "Alle aktiven Benutzer haben einen." }
    /// The button of that section.
    save_sign_in { en: "Save sign-in", de: "Anmeldung speichern" }
}

/// How many active users have no second factor.
#[must_use]
pub fn factor_missing(users: u32) -> String {
    said!(
        en: counted(users, "active user has none now.", "active users have none now."),
        de: counted(users, "aktiver Benutzer hat derzeit keinen.", "aktive Benutzer haben derzeit keinen."),
    )
}
