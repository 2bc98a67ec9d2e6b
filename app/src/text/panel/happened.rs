//! What happened to somebody, in words.

use domain::{Happened, Name, RevokeCause, Timestamp, UserState};

use crate::text::amounts::list;
use crate::text::audit::arranged;
use crate::text::bundles::ends_after;
use crate::text::roles::shown;
use crate::text::time::day;

/// What happened, in a sentence without its end.
#[must_use]
pub fn happened(what: &Happened) -> String {
    match what {
        Happened::Joined { role: name, teams } => said!(
            en: format!("Joined as {}{}", role(name.as_ref()), within(" in ", teams)),
            de: format!("Beigetreten als {}{}", role(name.as_ref()), within(" in ", teams)),
        ),
        Happened::RoleSet { before, after } => {
            said!(
                en: format!("Role changed from {} to {}", role(before.as_ref()), role(after.as_ref())),
                de: format!("Rolle von {} auf {} geändert", role(before.as_ref()), role(after.as_ref())),
            )
        }
        Happened::TeamsChanged { joined, left, owns, disowned } => {
            let parts = [
                (said!(en: "Joined", de: "Aufgenommen in"), joined),
                (said!(en: "Left", de: "Nicht mehr in"), left),
                (said!(en: "Owns", de: "Leitet"), owns),
                (
                    said!(
                        en: "No longer owns",
                        de: "Leitet nicht mehr",
                    ),
                    disowned,
                ),
            ];
            let said = parts.iter().filter(|(_, teams)| !teams.is_empty());
            said.map(|(verb, teams)| format!("{verb} {}", names(teams))).collect::<Vec<_>>().join(" · ")
        }
        Happened::StateSet { before, after, reason } => {
            let done = state_set(*before, *after);
            reason.as_ref().map_or_else(|| done.to_owned(), |reason| format!("{done}: {reason}"))
        }
        Happened::SignedOut => said!(en: "Signed out everywhere", de: "Überall abgemeldet").into(),
        Happened::Renamed { before, after } => said!(
            en: format!("Name changed from {before} to {after}"),
            de: format!("Name von {before} auf {after} geändert"),
        ),
        Happened::EmailChanged { before, after } => said!(
            en: format!("Address changed from {before} to {after}"),
            de: format!("Adresse von {before} auf {after} geändert"),
        ),
        Happened::SecondFactorSet { after: true } => {
            said!(en: "Second factor turned on", de: "Zweiten Faktor eingeschaltet").into()
        }
        Happened::SecondFactorSet { after: false } => {
            said!(en: "Second factor turned off", de: "Zweiten Faktor ausgeschaltet").into()
        }
        Happened::Invited { email, role: name, teams, access_days } => {
            let invited = said!(
                en: format!("{email} invited as {}{}", role(name.as_ref()), within(said!(en: " into ", de: " in "), teams)),
                de: format!("{email} als {}{} eingeladen", role(name.as_ref()), within(said!(en: " into ", de: " in "), teams)),
            );
            with_end(invited, *access_days)
        }
        Happened::InvitationQueued { email, role: name, teams, access_days } => {
            let whom = said!(
                en: format!("{email} to be invited as {}{}", role(name.as_ref()), within(said!(en: " into ", de: " in "), teams)),
                de: format!("{email} soll als {}{} eingeladen werden", role(name.as_ref()), within(said!(en: " into ", de: " in "), teams)),
            );
            let waits =
                said!(en: format!("{whom}, once a seat is free"), de: format!("{whom}, sobald ein Platz frei ist"));
            with_end(waits, *access_days)
        }
        Happened::InvitationResent { until } => said!(
            en: format!("Invite sent again, good until {}", day(*until)),
            de: format!("Einladung erneut gesendet, gültig bis {}", day(*until)),
        ),
        Happened::LinkCopied => said!(en: "Invite link copied", de: "Einladungslink kopiert").into(),
        Happened::InvitationReleased { until } => said!(
            en: format!("A seat was free: invite sent, good until {}", day(*until)),
            de: format!("Ein Platz war frei: Einladung gesendet, gültig bis {}", day(*until)),
        ),
        Happened::InvitationReminded => {
            said!(en: "Reminded of the invite by mail", de: "Per E-Mail an die Einladung erinnert").into()
        }
        Happened::InvitationTakenOver => said!(
            en: "Somebody else answers for the invite",
            de: "Jemand anderes steht für die Einladung ein",
        )
        .into(),
        Happened::InvitationRevoked { cause: RevokeCause::Asked } => said!(
            en: "Invite taken back",
            de: "Einladung zurückgezogen",
        )
        .into(),
        Happened::InvitationRevoked { cause: RevokeCause::InviterGone } => said!(
            en: "Invite cancelled: whoever had sent it is gone",
            de: "Einladung aufgehoben: Wer sie gesendet hatte, ist weg",
        )
        .into(),
        Happened::InvitationRevoked { cause: RevokeCause::RequestSettled } => said!(
            en: "Request closed",
            de: "Anfrage geschlossen",
        )
        .into(),
        Happened::Requested { email } => said!(
            en: format!("{email} asked to join"),
            de: format!("{email} hat den Beitritt angefragt"),
        ),
        Happened::RequestApproved { role: name, teams, until } => {
            let approved = said!(
                en: format!("Request approved, as {}{}", role(name.as_ref()), within(said!(en: " into ", de: " in "), teams)),
                de: format!("Anfrage angenommen, als {}{}", role(name.as_ref()), within(said!(en: " into ", de: " in "), teams)),
            );
            match until {
                Some(until) => said!(
                    en: format!("{approved}; invite good until {}", day(*until)),
                    de: format!("{approved}; Einladung gültig bis {}", day(*until)),
                ),
                None => said!(
                    en: format!("{approved}, once a seat is free"),
                    de: format!("{approved}, sobald ein Platz frei ist"),
                ),
            }
        }
        Happened::RequestDeclined => said!(en: "Request declined", de: "Anfrage abgelehnt").into(),
        Happened::RequestReturned => said!(
            en: "Answer taken back: the request is open again",
            de: "Antwort zurückgenommen: Die Anfrage ist wieder offen",
        )
        .into(),
        Happened::InvitationReopened => said!(en: "Invite opened again", de: "Einladung wieder geöffnet").into(),
        Happened::InvitationReaddressed { before, after } => {
            said!(
                en: format!("Invite sent to {after} instead of {before}"),
                de: format!("Einladung an {after} statt an {before} gesendet"),
            )
        }
        Happened::InvitationResendTakenBack { until } => said!(
            en: format!("Sending the invite again was taken back: good until {}", day(*until)),
            de: format!("Erneutes Senden der Einladung zurückgenommen: gültig bis {}", day(*until)),
        ),
        Happened::EmailProposed { email } => said!(
            en: format!("Asked to confirm {email} as the new address"),
            de: format!("Gebeten, {email} als neue Adresse zu bestätigen"),
        ),
        Happened::PasswordResetSent => said!(
            en: "Link for a new password mailed",
            de: "Link für ein neues Passwort gesendet",
        )
        .into(),
        Happened::LockLifted => said!(
            en: "Allowed to try to sign in again at once",
            de: "Durfte sofort wieder versuchen, sich anzumelden",
        )
        .into(),
        Happened::EndSet { before, after } => end_set(*before, *after),
        Happened::Arranged(what) => arranged(what),
        Happened::TemporaryRoleSet { before, after, until } => {
            let until = until.map_or_else(String::new, |until| {
                said!(
                    en: format!(" until {}", day(until)),
                    de: format!(" bis {}", day(until)),
                )
            });
            if before == after {
                format!("{}{until}", role(after.as_ref()))
            } else {
                said!(
                    en: format!("Role changed from {} to {}{until}", role(before.as_ref()), role(after.as_ref())),
                    de: format!("Rolle von {} auf {}{until} geändert", role(before.as_ref()), role(after.as_ref())),
                )
            }
        }
    }
}

fn end_set(before: Option<Timestamp>, after: Option<Timestamp>) -> String {
    match (before, after) {
        (None, Some(after)) => said!(
            en: format!("End date set to {}", day(after)),
            de: format!("Enddatum auf {} gesetzt", day(after)),
        ),
        (Some(before), Some(after)) => said!(
            en: format!("End date changed from {} to {}", day(before), day(after)),
            de: format!("Enddatum von {} auf {} geändert", day(before), day(after)),
        ),
        (_, None) => said!(en: "End date taken away", de: "Enddatum weggenommen").into(),
    }
}

fn state_set(before: UserState, after: UserState) -> &'static str {
    match (before, after) {
        (_, UserState::Removed) => said!(en: "Removed", de: "Entfernt"),
        (UserState::Removed, UserState::Suspended) => said!(
            en: "Restored, suspended as before",
            de: "Wiederhergestellt, gesperrt wie zuvor",
        ),
        (UserState::Removed, UserState::Active) => said!(en: "Restored", de: "Wiederhergestellt"),
        (UserState::Active | UserState::Suspended, UserState::Suspended) => said!(en: "Suspended", de: "Gesperrt"),
        (UserState::Active | UserState::Suspended, UserState::Active) => said!(en: "Reactivated", de: "Reaktiviert"),
    }
}

fn role(name: Option<&Name>) -> &str {
    name.map_or(super::gone(), |name| shown(name.as_str()))
}

fn names(teams: &[Name]) -> String {
    list(&teams.iter().map(Name::as_str).collect::<Vec<_>>())
}

/// Of an invitation, with when access ends, where it does.
fn with_end(said: String, access_days: Option<u32>) -> String {
    match ends_after(access_days) {
        Some(ends) => format!("{said}, {ends}"),
        None => said,
    }
}

/// Teams after a word; nothing where there are none.
fn within(word: &str, teams: &[Name]) -> String {
    if teams.is_empty() { String::new() } else { format!("{word}{}", names(teams)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text).expect("a name")
    }

    #[test]
    fn what_happened_is_told_with_before_and_after() {
        let set = Happened::RoleSet { before: Some(name("Member")), after: None };
        assert_eq!(happened(&set), "Role changed from Member to a role that is gone");
        let (joined, owns) = (vec![name("Design"), name("Ops")], vec![name("Ops")]);
        let teams = Happened::TeamsChanged { joined, left: Vec::new(), owns, disowned: Vec::new() };
        assert_eq!(happened(&teams), "Joined Design and Ops · Owns Ops");
        assert_eq!(state_set(UserState::Suspended, UserState::Removed), "Removed");
        let email = domain::EmailAddress::parse("ben@acme.test").expect("an address");
        let (role, teams) = (Some(name("Member")), vec![name("Ops")]);
        let invited = Happened::Invited { email, role, teams, access_days: Some(90) };
        assert_eq!(happened(&invited), "ben@acme.test invited as Member into Ops, access ends 90 days after joining");
        let (admin, at) = (Some(name("Admin")), Some(Timestamp(1_795_570_200_000)));
        let lent = Happened::TemporaryRoleSet { before: Some(name("Member")), after: admin.clone(), until: at };
        assert_eq!(happened(&lent), "Role changed from Member to Admin until 25 November 2026");
        let longer = Happened::TemporaryRoleSet { before: admin.clone(), after: admin, until: at };
        assert_eq!(happened(&longer), "Admin until 25 November 2026");
        assert_eq!(happened(&Happened::EndSet { before: None, after: at }), "End date set to 25 November 2026");
    }
}
