//! Words of looking at an organization with another role.

words! {
    /// Menu entry of a role.
    see_as { en: "See as this role", de: "Mit dieser Rolle ansehen" }
    /// Why not, where the role allows all that one's own does.
    no_less { en: "You would see no less than now.", de: "Sie sähen nicht weniger als jetzt." }
    /// Leads back.
    stop { en: "Back to your own role", de: "Zurück zur eigenen Rolle" }
}

/// Across every page of the organization meanwhile.
#[must_use]
pub fn seen_as(org: &str, role: &str) -> String {
    said!(
        en: format!("You see {org} as people with the role {role} do. Nothing can be changed until you go back."),
        de: format!("Sie sehen {org} so wie jemand mit der Rolle {role}. Ändern lässt sich erst wieder etwas, wenn Sie zurückkehren."),
    )
}
