//! Words of a person's panel.

mod happened;

use domain::{Access, Deed, Doer, Door, SignInMethod};

use super::amounts::{counted, list};
use super::time::day;
pub use happened::happened;

words! {
    /// Until it is known whose it is.
    loading { en: "Loading", de: "Wird geladen" }
    /// Name of the group of buttons.
    actions { en: "Actions", de: "Aktionen" }
    /// When they became a user.
    joined { en: "Joined", de: "Beigetreten" }
    /// When they asked to join.
    asked { en: "Asked to join", de: "Hat angefragt" }
    /// When they were invited.
    invited { en: "Invited", de: "Eingeladen" }
    /// When their access ends.
    ends { en: "Ends", de: "Endet" }
    /// Heading of what gave them access.
    why_access_title { en: "Why this access", de: "Warum dieser Zugang" }
    /// Heading of how they sign in.
    sign_in { en: "Sign-in", de: "Anmeldung" }
    /// Heading of what was done to them.
    history { en: "History", de: "Verlauf" }
    /// Shows what happened before.
    earlier { en: "Show earlier", de: "Früheres zeigen" }
}
/// In the place of a role that is not there any more.
fn gone() -> &'static str {
    said!(en: "a role that is gone", de: "einer Rolle, die es nicht mehr gibt")
}

/// "Owner of Design and Sales".
#[must_use]
pub fn owns(teams: &[String]) -> String {
    said!(en: format!("Owner of {}", list(teams)), de: format!("Leitung von {}", list(teams)))
}

/// Who did something.
#[must_use]
pub fn doer(who: &Doer) -> String {
    match who {
        Doer::User(name) => name.to_string(),
        Doer::Hidden => said!(en: "somebody you do not see", de: "jemand, den Sie nicht sehen").into(),
        Doer::Operator => said!(en: "the operator", de: "der Betreiber").into(),
        Doer::System => "Muster".into(),
    }
}

/// The same, in a sentence: "by the operator".
fn by(who: &Doer) -> String {
    said!(
        en: format!("by {}", doer(who)),
        de: match who {
            Doer::User(name) => format!("von {name}"),
            Doer::Hidden => "von jemandem, den Sie nicht sehen".to_owned(),
            Doer::Operator => "vom Betreiber".to_owned(),
            Doer::System => "von Muster".to_owned(),
        },
    )
}

/// By which way, where it was not the page.
#[must_use]
pub fn door(door: Door) -> Option<&'static str> {
    match door {
        Door::Page => None,
        Door::Cli => Some(said!(en: "command line", de: "Kommandozeile")),
        Door::Job => Some(said!(en: "by itself", de: "von selbst")),
    }
}

/// Why somebody has access, a sentence each.
#[must_use]
pub fn why_access(access: &Access) -> Vec<String> {
    let said = |verb: &str, deed: &Deed| {
        said!(
            en: format!("{verb} {} on {}.", by(&deed.by), day(deed.at)),
            de: format!("{verb} {} am {}.", by(&deed.by), day(deed.at)),
        )
    };
    let mut lines = Vec::new();
    lines.extend(access.asked_at.map(|at| {
        said!(
            en: format!("Asked to join on {}.", day(at)),
            de: format!("Hat am {} angefragt.", day(at)),
        )
    }));
    match (&access.invited, access.joined_at, &access.made_by) {
        (Some(invited), joined_at, _) => {
            lines.push(said(
                if access.asked_at.is_some() {
                    said!(en: "Approved", de: "Angenommen")
                } else if access.listed {
                    said!(en: "Invited with a list", de: "Mit einer Liste eingeladen")
                } else {
                    said!(en: "Invited", de: "Eingeladen")
                },
                invited,
            ));
            lines.extend(joined_at.map(|at| {
                said!(
                    en: format!("Accepted the invite on {}.", day(at)),
                    de: format!("Hat die Einladung am {} angenommen.", day(at)),
                )
            }));
        }
        (None, Some(at), Some(by)) => lines.push(said!(
            en: format!("Made a user {} on {}.", self::by(by), day(at)),
            de: format!("Am {} {} zum Benutzer gemacht.", day(at), self::by(by)),
        )),
        (None, Some(at), None) => lines.push(said!(
            en: format!("Joined on {}.", day(at)),
            de: format!("Am {} beigetreten.", day(at)),
        )),
        (None, None, _) => {}
    }
    lines.extend(access.restored.as_ref().map(|deed| said(said!(en: "Restored", de: "Wiederhergestellt"), deed)));
    lines.extend(access.role.as_ref().map(|deed| said(said!(en: "Role given", de: "Rolle gegeben"), deed)));
    lines
}

/// How many sessions reach the organization.
#[must_use]
pub fn sessions(count: u32) -> String {
    match count {
        0 => said!(en: "Not signed in here now.", de: "Jetzt hier nicht angemeldet.").into(),
        some => said!(
            en: format!("Signed in here in {}.", counted(some, "browser", "browsers")),
            de: format!("Hier in {} angemeldet.", counted(some, "Browser", "Browsern")),
        ),
    }
}

/// The ways in.
#[must_use]
pub fn methods(methods: &[SignInMethod]) -> String {
    let name = |method: &SignInMethod| match method {
        SignInMethod::Password => said!(en: "a password", de: "einem Passwort"),
        SignInMethod::Passkey => said!(en: "a passkey", de: "einem Passkey"),
    };
    match methods {
        [] => said!(en: "No way to sign in yet.", de: "Noch keine Möglichkeit, sich anzumelden.").into(),
        some => said!(
            en: format!("Signs in with {}.", list(&some.iter().map(name).collect::<Vec<_>>())),
            de: format!("Meldet sich mit {} an.", list(&some.iter().map(name).collect::<Vec<_>>())),
        ),
    }
}

/// Wrong passwords have whoever tries wait.
#[must_use]
pub fn locked(until: &str) -> String {
    said!(
        en: format!("After wrong passwords, they can try again {until}."),
        de: format!("Nach falschen Passwörtern ist der nächste Versuch {until} möglich."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Name, Timestamp};

    fn name(text: &str) -> Name {
        Name::parse(text).expect("a name")
    }

    #[test]
    fn why_somebody_has_access_is_told_by_deed_and_day() {
        let at = Timestamp(1_795_570_200_000);
        let invited = Some(Deed { by: Doer::User(name("Olga")), at });
        let access = Access {
            asked_at: None,
            invited,
            listed: false,
            joined_at: Some(at),
            made_by: None,
            role: None,
            restored: None,
        };
        assert_eq!(
            why_access(&access),
            ["Invited by Olga on 25 November 2026.", "Accepted the invite on 25 November 2026."]
        );
        let listed = Access { listed: true, ..access.clone() };
        assert_eq!(why_access(&listed)[0], "Invited with a list by Olga on 25 November 2026.");
        let asked = Access { asked_at: Some(at), ..access.clone() };
        let told = ["Asked to join on 25 November 2026.", "Approved by Olga on 25 November 2026."];
        assert_eq!(why_access(&asked)[..2], told);
        let made = Access { invited: None, made_by: Some(Doer::Operator), ..access };
        assert_eq!(why_access(&made), ["Made a user by the operator on 25 November 2026."]);
    }
}
