//! What became of it.

use domain::Timestamp;

use super::super::amounts::{counted, list};
use super::super::time::day;

/// "Ana Lima is now Admin".
#[must_use]
pub fn role_set(name: &str, role: &str) -> String {
    said!(en: format!("{name} is now {role}"), de: format!("{name} ist jetzt {role}"))
}

/// What became of somebody's teams: "Ana Lima joined Design and left Support".
#[must_use]
pub fn teams_changed(name: &str, joined: &[String], left: &[String]) -> String {
    match (joined.is_empty(), left.is_empty()) {
        (false, true) => said!(
            en: format!("{name} joined {}", list(joined)),
            de: format!("{name} ist jetzt in {}", list(joined)),
        ),
        (true, false) => said!(
            en: format!("{name} left {}", list(left)),
            de: format!("{name} ist nicht mehr in {}", list(left)),
        ),
        _ => said!(
            en: format!("{name} joined {} and left {}", list(joined), list(left)),
            de: format!("{name} ist jetzt in {} und nicht mehr in {}", list(joined), list(left)),
        ),
    }
}

/// "new@example.com is invited as Admin".
#[must_use]
pub fn invited_as(name: &str, role: &str) -> String {
    said!(en: format!("{name} is invited as {role}"), de: format!("{name} ist als {role} eingeladen"))
}

/// What became of an invitation's teams: "new@example.com is invited into Design, and no longer into Support".
#[must_use]
pub fn invited_into(name: &str, into: &[String], out_of: &[String]) -> String {
    match (into.is_empty(), out_of.is_empty()) {
        (false, true) => said!(
            en: format!("{name} is invited into {}", list(into)),
            de: format!("{name} ist in {} eingeladen", list(into)),
        ),
        (true, false) => said!(
            en: format!("{name} is no longer invited into {}", list(out_of)),
            de: format!("{name} ist nicht mehr in {} eingeladen", list(out_of)),
        ),
        _ => said!(
            en: format!("{name} is invited into {}, and no longer into {}", list(into), list(out_of)),
            de: format!("{name} ist in {} eingeladen und nicht mehr in {}", list(into), list(out_of)),
        ),
    }
}

/// "Ana Lima is suspended."
#[must_use]
pub fn suspended(name: &str, lost: &str) -> String {
    said!(en: format!("{name} is suspended.{lost}"), de: format!("{name} ist gesperrt.{lost}"))
}

/// "Ana Lima can sign in again".
#[must_use]
pub fn reactivated(name: &str) -> String {
    said!(en: format!("{name} can sign in again"), de: format!("{name} kann sich wieder anmelden"))
}

/// "Ana Lima was removed."
#[must_use]
pub fn removed(name: &str, lost: &str) -> String {
    said!(en: format!("{name} was removed.{lost}"), de: format!("{name} wurde entfernt.{lost}"))
}

/// What Undo does not bring back, after a sentence; starts with a space.
#[must_use]
pub fn not_brought_back(invitations: u32) -> String {
    match invitations {
        0 => said!(
            en: " Undo does not bring back their sessions.",
            de: " „Rückgängig“ bringt die Sitzungen nicht zurück.",
        )
        .into(),
        some => {
            let cancelled = counted(
                some,
                said!(en: "cancelled invitation", de: "zurückgezogene Einladung"),
                said!(
                    en: "cancelled invitations",
                    de: "zurückgezogene Einladungen",
                ),
            );
            said!(
                en: format!(" Undo does not bring back their sessions and {cancelled}."),
                de: format!(" „Rückgängig“ bringt die Sitzungen und {cancelled} nicht zurück."),
            )
        }
    }
}

/// "Ana Lima is back".
#[must_use]
pub fn restored(name: &str) -> String {
    said!(en: format!("{name} is back"), de: format!("{name} ist zurück"))
}

/// "Ana Lima is signed out everywhere".
#[must_use]
pub fn signed_out(name: &str) -> String {
    said!(en: format!("{name} is signed out everywhere"), de: format!("{name} ist überall abgemeldet"))
}

/// "Invite sent again to ana@example.com, good until 1 December 2026".
#[must_use]
pub fn resent(name: &str, until: Timestamp) -> String {
    said!(
        en: format!("Invite sent again to {name}, good until {}", day(until)),
        de: format!("Einladung erneut an {name} gesendet, gültig bis {}", day(until)),
    )
}

/// "New link made for ana@example.com, good until 1 December 2026": there is no mail server to send it.
#[must_use]
pub fn new_link(name: &str, until: Timestamp) -> String {
    said!(
        en: format!("New link made for {name}, good until {}", day(until)),
        de: format!("Neuer Link für {name}, gültig bis {}", day(until)),
    )
}

/// "Link for a new password mailed to Ana Lima".
#[must_use]
pub fn lock_lifted(name: &str) -> String {
    said!(
        en: format!("{name} can try to sign in again at once"),
        de: format!("{name} kann sofort wieder versuchen, sich anzumelden"),
    )
}

/// Toast.
#[must_use]
pub fn password_reset_sent(name: &str) -> String {
    said!(
        en: format!("Link for a new password mailed to {name}"),
        de: format!("Link für ein neues Passwort an {name} gesendet"),
    )
}

/// "Invite for ana@example.com taken back".
#[must_use]
pub fn revoked(name: &str) -> String {
    said!(en: format!("Invite for {name} taken back"), de: format!("Einladung für {name} zurückgezogen"))
}
