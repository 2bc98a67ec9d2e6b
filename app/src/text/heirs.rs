//! Words of who answers for the invitations of those who leave.

use super::amounts::{count, counted};

words! {
    /// The choice.
    invitations { en: "Open invitations they sent", de: "Offene Einladungen dieser Person" }
    /// Nobody does.
    cancel_them { en: "Cancel them", de: "Zurückziehen" }
}

/// Somebody who could: "Ada Admin", or "Tess Owner (2 of 3)".
#[must_use]
pub fn heir(name: &str, takes: u32, of: u32) -> String {
    if takes < of {
        said!(
            en: format!("{name} ({} of {})", count(takes), count(of)),
            de: format!("{name} ({} von {})", count(takes), count(of)),
        )
    } else {
        name.to_owned()
    }
}

/// What becomes of open invitations that somebody answers for from now on: some of them, or all.
#[must_use]
pub fn go_on(name: &str, takes: u32, of: u32) -> String {
    if takes >= of {
        let invitations = counted(
            of,
            said!(
                en: "open invitation they sent goes",
                de: "offene Einladung dieser Person geht",
            ),
            said!(
                en: "open invitations they sent go",
                de: "offene Einladungen dieser Person gehen",
            ),
        );
        return said!(
            en: format!("{invitations} on in the name of {name}."),
            de: format!("{invitations} im Namen von {name} weiter."),
        );
    }
    let left = of - takes;
    said!(
        en: format!("{} of {} on in the name of {name}, who could not have sent the other{}: {} cancelled.", count(takes), if takes == 1 { format!("{} open invitations goes", count(of)) } else { format!("{} open invitations go", count(of)) }, if left == 1 { "" } else { "s" }, if left == 1 { "it is" } else { "they are" }),
        de: format!("{} von {} offenen Einladungen {} im Namen von {name} weiter. Die übrigen hätte {name} nicht \
            senden dürfen: {} zurückgezogen.", count(takes), count(of), if takes == 1 { "geht" } else { "gehen" }, if left == 1 { "sie wird" } else { "sie werden" }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_them_is_said_in_numbers() {
        assert_eq!(heir("Ada", 3, 3), "Ada");
        assert_eq!(heir("Tess", 2, 3), "Tess (2 of 3)");
        assert_eq!(go_on("Ada", 1, 1), "1 open invitation they sent goes on in the name of Ada.");
        assert_eq!(go_on("Ada", 3, 3), "3 open invitations they sent go on in the name of Ada.");
        assert_eq!(
            go_on("Tess", 2, 3),
            "2 of 3 open invitations go on in the name of Tess, who could not have sent the other: it is cancelled."
        );
        assert_eq!(
            go_on("Tess", 1, 3),
            "1 of 3 open invitations goes on in the name of Tess, who could not have sent the others: they are cancelled."
        );
    }
}
