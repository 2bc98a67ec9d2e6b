//! Words of what is done about people who do not come any more.

use domain::{DORMANT_DAYS, DORMANT_GRACE_DAYS};

words! {
    /// The section.
    dormancy { en: "Dormant people", de: "Inaktive Personen" }
    /// What it is about.
    dormancy_about {
        en: "People who have not signed in for long keep seats, and doors, open. Owners are never suspended by \
            themselves.",
        de: "Wer sich lange nicht anmeldet, belegt Plätze und lässt Türen offen. Inhaber werden nie von selbst \
            gesperrt.",
    }
    /// The choice.
    not_seen { en: "When somebody has not been here for long", de: "Wenn jemand lange nicht hier war" }
    /// Nothing.
    keep { en: "Do nothing", de: "Nichts tun" }
    /// What that means.
    keep_about {
        en: "The view “Idle 90 days” of the list finds them.",
        de: "Die Ansicht „90 Tage inaktiv“ der Liste findet sie.",
    }
    /// They are.
    suspend { en: "Remind them, then suspend them", de: "Erinnern, dann sperren" }
    /// What that means.
    suspend_about {
        en: "Everything of theirs is kept, and you can reactivate them.",
        de: "Alles bleibt erhalten, und Sie können die Person reaktivieren.",
    }
    /// The first number.
    remind_after { en: "Remind them after (days)", de: "Erinnern nach (Tagen)" }
    /// What it means.
    remind_after_about {
        en: "Without having been here. One mail, 30 to 365 days.",
        de: "Ohne hier gewesen zu sein. Eine E-Mail, 30 bis 365 Tage.",
    }
    /// The second number.
    suspend_after { en: "Suspend them after another (days)", de: "Sperren nach weiteren (Tagen)" }
    /// What it means.
    suspend_after_about { en: "Unless they come. 1 to 90 days.", de: "Es sei denn, die Person kommt. 1 bis 90 Tage." }
    /// The button.
    save { en: "Save dormant people", de: "Inaktive Personen speichern" }
}

/// Why the first number is none.
#[must_use]
pub fn bad_remind() -> String {
    said!(
        en: format!("Type a number from {} to {}.", DORMANT_DAYS.start(), DORMANT_DAYS.end()),
        de: format!("Geben Sie eine Zahl von {} bis {} ein.", DORMANT_DAYS.start(), DORMANT_DAYS.end()),
    )
}

/// Why the second number is none.
#[must_use]
pub fn bad_suspend() -> String {
    said!(
        en: format!("Type a number from {} to {}.", DORMANT_GRACE_DAYS.start(), DORMANT_GRACE_DAYS.end()),
        de: format!("Geben Sie eine Zahl von {} bis {} ein.", DORMANT_GRACE_DAYS.start(), DORMANT_GRACE_DAYS.end()),
    )
}
