//! What was before an event, and what is after it, side by side.

use domain::{Arranged, Happened, Name, NamedBundle, OrgSettings, RoleShape, SeatPolicy, Timestamp, UserState};

use crate::text::amounts::{count, list};
use crate::text::general as setting;
use crate::text::roles::{permission, shown};
use crate::text::time::day;
use crate::text::{dormancy, panel};

/// Something that an event changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What.
    pub label: String,
    /// As it was; empty for nothing.
    pub before: String,
    /// As it is; likewise.
    pub after: String,
}

fn side(label: &str, before: impl Into<String>, after: impl Into<String>) -> Side {
    Side { label: label.to_owned(), before: before.into(), after: after.into() }
}

/// What an event changed, a line each.
#[must_use]
pub fn sides(what: &Happened) -> Vec<Side> {
    let lines = match what {
        Happened::Joined { role, teams } => vec![
            side(status(), "", state(UserState::Active)),
            side(self::role(), "", named(role.as_ref())),
            side(self::teams(), "", names(teams)),
        ],
        Happened::RoleSet { before, after } => {
            vec![side(self::role(), named(before.as_ref()), named(after.as_ref()))]
        }
        Happened::TemporaryRoleSet { before, after, until } => vec![
            side(self::role(), named(before.as_ref()), named(after.as_ref())),
            side(self::until(), "", until.map(day).unwrap_or_default()),
        ],
        Happened::TeamsChanged { joined, left, owns, disowned } => vec![
            side(self::teams(), names(left), names(joined)),
            side(said!(en: "Owner of", de: "Leitung von"), names(disowned), names(owns)),
        ],
        Happened::StateSet { before, after, reason } => vec![
            side(status(), state(*before), state(*after)),
            side(self::reason(), "", reason.as_ref().map(ToString::to_string).unwrap_or_default()),
        ],
        Happened::Renamed { before, after } => vec![side(setting::name(), before.as_str(), after.as_str())],
        Happened::EmailChanged { before, after } | Happened::InvitationReaddressed { before, after } => {
            vec![side(address(), before.to_string(), after.to_string())]
        }
        Happened::SecondFactorSet { after } => vec![side(setting::second_factor(), yes(!after), yes(*after))],
        Happened::EmailProposed { email } | Happened::Requested { email } => {
            vec![side(address(), "", email.to_string())]
        }
        Happened::Invited { email, role, teams, access_days }
        | Happened::InvitationQueued { email, role, teams, access_days } => vec![
            side(address(), "", email.to_string()),
            side(self::role(), "", named(role.as_ref())),
            side(self::teams(), "", names(teams)),
            side(days_of_access(), "", access_days.map(count).unwrap_or_default()),
        ],
        Happened::RequestApproved { role, teams, until } => vec![
            side(self::role(), "", named(role.as_ref())),
            side(self::teams(), "", names(teams)),
            side(self::until(), "", until.map(day).unwrap_or_default()),
        ],
        Happened::InvitationResent { until }
        | Happened::InvitationResendTakenBack { until }
        | Happened::InvitationReleased { until } => vec![side(self::until(), "", day(*until))],
        Happened::EndSet { before, after } => vec![side(panel::ends(), ends(*before), ends(*after))],
        Happened::Arranged(arranged) => of_arranged(arranged),
        Happened::SignedOut
        | Happened::LinkCopied
        | Happened::InvitationTakenOver
        | Happened::InvitationRevoked { .. }
        | Happened::InvitationReopened
        | Happened::PasswordResetSent
        | Happened::LockLifted
        | Happened::InvitationReminded
        | Happened::RequestDeclined
        | Happened::RequestReturned => Vec::new(),
    };
    lines.into_iter().filter(|line| line.before != line.after).collect()
}

fn of_arranged(what: &Arranged) -> Vec<Side> {
    match what {
        Arranged::Founded { name } | Arranged::TeamCreated { name } => vec![side(setting::name(), "", name.as_str())],
        Arranged::TeamDeleted { name, .. } | Arranged::BundleDeleted { name } => {
            vec![side(setting::name(), name.as_str(), "")]
        }
        Arranged::TeamRenamed { before, after } => vec![side(setting::name(), before.as_str(), after.as_str())],
        Arranged::Settings { before, after } => settings(before, after),
        Arranged::RoleCreated(after) => shape(None, Some(after)),
        Arranged::RoleChanged { before, after } => shape(Some(before), Some(after)),
        Arranged::RoleDeleted { name, moved_to } => {
            vec![side(self::role(), name.as_str(), moved_to.as_ref().map(|to| named(Some(to))).unwrap_or_default())]
        }
        Arranged::BundleCreated(after) => bundle(None, after),
        Arranged::BundleChanged { before, after } => bundle(Some(before), after),
    }
}

fn settings(before: &OrgSettings, after: &OrgSettings) -> Vec<Side> {
    let both = |label: &str, word: &dyn Fn(&OrgSettings) -> String| side(label, word(before), word(after));
    let mut lines = vec![
        both(setting::name(), &|now| now.name.to_string()),
        both(setting::limit(), &|now| now.seat_limit.map_or_else(|| setting::unlimited().to_owned(), count)),
        both(setting::policy(), &|now| {
            match now.seat_policy {
                SeatPolicy::Stop => setting::stop(),
                SeatPolicy::Queue => setting::queue(),
                SeatPolicy::Open => setting::open(),
            }
            .to_owned()
        }),
        both(setting::telling(), &|now| yes(now.tell_people)),
        both(said!(en: "Allowed domains", de: "Erlaubte Domains"), &|now| {
            list(&now.allowed_domains.iter().map(ToString::to_string).collect::<Vec<_>>())
        }),
        both(said!(en: "Reminders to the invited", de: "Erinnerungen an Eingeladene"), &|now| yes(now.remind_invited)),
        both(said!(en: "Requests to join", de: "Beitrittsanfragen"), &|now| yes(now.take_requests)),
        both(setting::require_factor(), &|now| yes(now.require_second_factor)),
        both(dormancy::dormancy(), &|now| now.dormancy.map(days).unwrap_or_default()),
    ];
    let differs = |mail: &domain::MailKind| before.mail_words.get(mail) != after.mail_words.get(mail);
    lines.extend(domain::MailKind::ALL.iter().copied().filter(differs).map(|mail| {
        let words = |now: &OrgSettings| {
            let own = |own: &domain::MailWords| format!("{}: {}", own.subject, own.text);
            now.mail_words.get(&mail).map_or_else(|| setting::musters().to_owned(), own)
        };
        side(setting::mail(mail), words(before), words(after))
    }));
    lines
}

fn days(rule: domain::Dormancy) -> String {
    let (remind, suspend) = (count(rule.remind_after), count(rule.suspend_after));
    said!(
        en: format!("reminded after {remind} days, suspended {suspend} days later"),
        de: format!("Erinnerung nach {remind} Tagen, Sperre {suspend} Tage später"),
    )
}

fn shape(before: Option<&RoleShape>, after: Option<&RoleShape>) -> Vec<Side> {
    let name = |shape: Option<&RoleShape>| shape.map(|shape| shape.name.to_string()).unwrap_or_default();
    let allows = |shape: Option<&RoleShape>| {
        let words = shape.into_iter().flat_map(|shape| shape.permissions.iter()).map(|one| permission(one).0);
        list(&words.collect::<Vec<_>>())
    };
    vec![
        side(setting::name(), name(before), name(after)),
        side(said!(en: "Allows", de: "Erlaubt"), allows(before), allows(after)),
    ]
}

fn bundle(before: Option<&NamedBundle>, after: &NamedBundle) -> Vec<Side> {
    let both = |label: &str, word: &dyn Fn(&NamedBundle) -> String| {
        side(label, before.map(word).unwrap_or_default(), word(after))
    };
    vec![
        both(setting::name(), &|bundle| bundle.shape.name.to_string()),
        both(self::role(), &|bundle| named(bundle.role.as_ref())),
        both(self::teams(), &|bundle| names(&bundle.teams)),
        both(days_of_access(), &|bundle| bundle.shape.access_days.map(count).unwrap_or_default()),
        both(said!(en: "Note", de: "Notiz"), &|bundle| {
            bundle.shape.note.as_ref().map(ToString::to_string).unwrap_or_default()
        }),
    ]
}

fn role() -> &'static str {
    said!(en: "Role", de: "Rolle")
}

fn teams() -> &'static str {
    said!(en: "Teams", de: "Teams")
}

fn status() -> &'static str {
    said!(en: "Status", de: "Status")
}

fn address() -> &'static str {
    said!(en: "Address", de: "Adresse")
}

fn days_of_access() -> &'static str {
    said!(en: "Days of access", de: "Tage Zugang")
}

fn until() -> &'static str {
    said!(en: "Until", de: "Bis")
}

fn reason() -> &'static str {
    said!(en: "Reason", de: "Grund")
}

fn state(state: UserState) -> &'static str {
    match state {
        UserState::Active => said!(en: "Active", de: "Aktiv"),
        UserState::Suspended => said!(en: "Suspended", de: "Gesperrt"),
        UserState::Removed => said!(en: "Removed", de: "Entfernt"),
    }
}

fn yes(on: bool) -> String {
    if on { said!(en: "Yes", de: "Ja") } else { said!(en: "No", de: "Nein") }.to_owned()
}

fn ends(at: Option<Timestamp>) -> String {
    at.map(day).unwrap_or_default()
}

fn named(name: Option<&Name>) -> String {
    name.map_or_else(|| super::gone().to_owned(), |name| shown(name.as_str()).to_owned())
}

fn names(names: &[Name]) -> String {
    list(&names.iter().map(Name::as_str).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_has_a_line() {
        let name = |text: &str| Name::parse(text).expect("a name");
        let set = Happened::RoleSet { before: Some(name("Member")), after: Some(name("Admin")) };
        assert_eq!(sides(&set), [side("Role", "Member", "Admin")]);
        let teams = Happened::TeamsChanged { joined: vec![name("Ops")], left: vec![], owns: vec![], disowned: vec![] };
        assert_eq!(sides(&teams), [side("Teams", "", "Ops")]);
        assert_eq!(sides(&Happened::SignedOut), []);
    }
}
