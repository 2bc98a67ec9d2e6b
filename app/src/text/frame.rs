//! Words of the frame round the pages.

words! {
    /// An organization's name, seats and policy.
    general { en: "General", de: "Allgemein" }
    /// Its people.
    users { en: "Users", de: "Benutzer" }
    /// Its teams.
    teams { en: "Teams", de: "Teams" }
    /// Its roles.
    roles { en: "Roles", de: "Rollen" }
    /// What happened in it.
    audit { en: "Audit log", de: "Audit-Protokoll" }
    /// One's own account.
    account { en: "My account", de: "Mein Konto" }
    /// Ends the session.
    sign_out { en: "Sign out", de: "Abmelden" }
    /// The product.
    product { en: "Muster", de: "Muster" }
    /// While a page's data is on its way.
    loading { en: "Loading…", de: "Wird geladen …" }
}

/// A page's title: "Teams · Acme · Muster".
#[must_use]
pub fn title(page: &str, organization: Option<&str>) -> String {
    match organization {
        Some(organization) => format!("{page} · {organization} · {}", product()),
        None => format!("{page} · {}", product()),
    }
}
