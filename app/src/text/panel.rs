//! Words of a person's panel.

use domain::{Access, Deed, Doer, Door, Happened, Name, RevokeCause, SignInMethod, Timestamp, UserState};

use super::amounts::{counted, list};
use super::time::day;

/// Until it is known whose it is.
pub const LOADING: &str = "Loading";
/// Name of the group of buttons.
pub const ACTIONS: &str = "Actions";
/// When they became a user.
pub const JOINED: &str = "Joined";
/// When they asked to join.
pub const ASKED: &str = "Asked to join";
/// When they were invited.
pub const INVITED: &str = "Invited";
/// When their access ends.
pub const ENDS: &str = "Ends";
/// Heading of what gave them access.
pub const WHY_ACCESS: &str = "Why this access";
/// Heading of how they sign in.
pub const SIGN_IN: &str = "Sign-in";
/// Heading of what was done to them.
pub const HISTORY: &str = "History";
/// Shows what happened before.
pub const EARLIER: &str = "Show earlier";
/// In the place of a role that is not there any more.
const GONE: &str = "a role that is gone";

/// "Owner of Design and Sales".
#[must_use]
pub fn owns(teams: &[String]) -> String {
    format!("Owner of {}", list(teams))
}

/// Who did something.
#[must_use]
pub fn doer(who: &Doer) -> String {
    match who {
        Doer::User(name) => name.to_string(),
        Doer::Hidden => "somebody you do not see".into(),
        Doer::Operator => "the operator".into(),
        Doer::System => "Muster".into(),
    }
}

/// By which way, where it was not the page.
#[must_use]
pub fn door(door: Door) -> Option<&'static str> {
    match door {
        Door::Page => None,
        Door::Cli => Some("command line"),
        Door::Job => Some("by itself"),
    }
}

/// Why somebody has access, a sentence each.
#[must_use]
pub fn why_access(access: &Access) -> Vec<String> {
    let said = |verb: &str, deed: &Deed| format!("{verb} by {} on {}.", doer(&deed.by), day(deed.at));
    let mut lines = Vec::new();
    lines.extend(access.asked_at.map(|at| format!("Asked to join on {}.", day(at))));
    match (&access.invited, access.joined_at, &access.made_by) {
        (Some(invited), joined_at, _) => {
            lines.push(said(if access.asked_at.is_some() { "Approved" } else { "Invited" }, invited));
            lines.extend(joined_at.map(|at| format!("Accepted the invite on {}.", day(at))));
        }
        (None, Some(at), Some(by)) => lines.push(format!("Made a user by {} on {}.", doer(by), day(at))),
        (None, Some(at), None) => lines.push(format!("Joined on {}.", day(at))),
        (None, None, _) => {}
    }
    lines.extend(access.restored.as_ref().map(|deed| said("Restored", deed)));
    lines.extend(access.role.as_ref().map(|deed| said("Role given", deed)));
    lines
}

/// How many sessions reach the organization.
#[must_use]
pub fn sessions(count: u32) -> String {
    match count {
        0 => "Not signed in here now.".into(),
        some => format!("Signed in here in {}.", counted(some, "browser", "browsers")),
    }
}

/// The ways in.
#[must_use]
pub fn methods(methods: &[SignInMethod]) -> String {
    let name = |method: &SignInMethod| match method {
        SignInMethod::Password => "a password",
    };
    match methods {
        [] => "No way to sign in yet.".into(),
        some => format!("Signs in with {}.", list(&some.iter().map(name).collect::<Vec<_>>())),
    }
}

/// What happened, in a sentence without its end.
#[must_use]
pub fn happened(what: &Happened) -> String {
    match what {
        Happened::Joined { role: name, teams } => format!("Joined as {}{}", role(name.as_ref()), within(" in ", teams)),
        Happened::RoleSet { before, after } => {
            format!("Role changed from {} to {}", role(before.as_ref()), role(after.as_ref()))
        }
        Happened::TeamsChanged { joined, left, owns, disowned } => {
            let parts = [("Joined", joined), ("Left", left), ("Owns", owns), ("No longer owns", disowned)];
            let said = parts.iter().filter(|(_, teams)| !teams.is_empty());
            said.map(|(verb, teams)| format!("{verb} {}", names(teams))).collect::<Vec<_>>().join(" · ")
        }
        Happened::StateSet { before, after, reason } => {
            let done = state_set(*before, *after);
            reason.as_ref().map_or_else(|| done.to_owned(), |reason| format!("{done}: {reason}"))
        }
        Happened::SignedOut => "Signed out everywhere".into(),
        Happened::Renamed { before, after } => format!("Name changed from {before} to {after}"),
        Happened::EmailChanged { before, after } => format!("Address changed from {before} to {after}"),
        Happened::Invited { email, role: name, teams } => {
            format!("{email} invited as {}{}", role(name.as_ref()), within(" into ", teams))
        }
        Happened::InvitationQueued { email, role: name, teams } => {
            let whom = format!("{email} to be invited as {}{}", role(name.as_ref()), within(" into ", teams));
            format!("{whom}, once a seat is free")
        }
        Happened::InvitationResent { until } => format!("Invite sent again, good until {}", day(*until)),
        Happened::LinkCopied => "Invite link copied".into(),
        Happened::InvitationReleased { until } => format!("A seat was free: invite sent, good until {}", day(*until)),
        Happened::InvitationReminded => "Reminded of the invite by mail".into(),
        Happened::InvitationTakenOver => "Somebody else answers for the invite".into(),
        Happened::InvitationRevoked { cause: RevokeCause::Asked } => "Invite taken back".into(),
        Happened::InvitationRevoked { cause: RevokeCause::InviterGone } => {
            "Invite cancelled: whoever had sent it is gone".into()
        }
        Happened::InvitationRevoked { cause: RevokeCause::RequestSettled } => "Request closed".into(),
        Happened::Requested { email } => format!("{email} asked to join"),
        Happened::RequestApproved { role: name, teams, until } => {
            let approved = format!("Request approved, as {}{}", role(name.as_ref()), within(" into ", teams));
            match until {
                Some(until) => format!("{approved}; invite good until {}", day(*until)),
                None => format!("{approved}, once a seat is free"),
            }
        }
        Happened::RequestDeclined => "Request declined".into(),
        Happened::RequestReturned => "Answer taken back: the request is open again".into(),
        Happened::InvitationReopened => "Invite opened again".into(),
        Happened::InvitationReaddressed { before, after } => {
            format!("Invite sent to {after} instead of {before}")
        }
        Happened::PasswordResetSent => "Link for a new password mailed".into(),
        Happened::EndSet { before, after } => end_set(*before, *after),
        Happened::TemporaryRoleSet { before, after, until } => {
            let until = until.map_or_else(String::new, |until| format!(" until {}", day(until)));
            if before == after {
                format!("{}{until}", role(after.as_ref()))
            } else {
                format!("Role changed from {} to {}{until}", role(before.as_ref()), role(after.as_ref()))
            }
        }
    }
}

fn end_set(before: Option<Timestamp>, after: Option<Timestamp>) -> String {
    match (before, after) {
        (None, Some(after)) => format!("End date set to {}", day(after)),
        (Some(before), Some(after)) => format!("End date changed from {} to {}", day(before), day(after)),
        (_, None) => "End date taken away".into(),
    }
}

fn state_set(before: UserState, after: UserState) -> &'static str {
    match (before, after) {
        (_, UserState::Removed) => "Removed",
        (UserState::Removed, UserState::Suspended) => "Restored, suspended as before",
        (UserState::Removed, UserState::Active) => "Restored",
        (UserState::Active | UserState::Suspended, UserState::Suspended) => "Suspended",
        (UserState::Active | UserState::Suspended, UserState::Active) => "Reactivated",
    }
}

fn role(name: Option<&Name>) -> &str {
    name.map_or(GONE, Name::as_str)
}

fn names(teams: &[Name]) -> String {
    list(&teams.iter().map(Name::as_str).collect::<Vec<_>>())
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
    fn why_somebody_has_access_is_told_by_deed_and_day() {
        let at = Timestamp(1_795_570_200_000);
        let invited = Some(Deed { by: Doer::User(name("Olga")), at });
        let access = Access { asked_at: None, invited, joined_at: Some(at), made_by: None, role: None, restored: None };
        assert_eq!(
            why_access(&access),
            ["Invited by Olga on 25 November 2026.", "Accepted the invite on 25 November 2026."]
        );
        let asked = Access { asked_at: Some(at), ..access.clone() };
        let told = ["Asked to join on 25 November 2026.", "Approved by Olga on 25 November 2026."];
        assert_eq!(why_access(&asked)[..2], told);
        let made = Access { invited: None, made_by: Some(Doer::Operator), ..access };
        assert_eq!(why_access(&made), ["Made a user by the operator on 25 November 2026."]);
    }

    #[test]
    fn what_happened_is_told_with_before_and_after() {
        let set = Happened::RoleSet { before: Some(name("Member")), after: None };
        assert_eq!(happened(&set), "Role changed from Member to a role that is gone");
        let (joined, owns) = (vec![name("Design"), name("Ops")], vec![name("Ops")]);
        let teams = Happened::TeamsChanged { joined, left: Vec::new(), owns, disowned: Vec::new() };
        assert_eq!(happened(&teams), "Joined Design and Ops · Owns Ops");
        assert_eq!(state_set(UserState::Suspended, UserState::Removed), "Removed");
        let (admin, at) = (Some(name("Admin")), Some(Timestamp(1_795_570_200_000)));
        let lent = Happened::TemporaryRoleSet { before: Some(name("Member")), after: admin.clone(), until: at };
        assert_eq!(happened(&lent), "Role changed from Member to Admin until 25 November 2026");
        let longer = Happened::TemporaryRoleSet { before: admin.clone(), after: admin, until: at };
        assert_eq!(happened(&longer), "Admin until 25 November 2026");
        assert_eq!(happened(&Happened::EndSet { before: None, after: at }), "End date set to 25 November 2026");
    }
}
