//! Words of what is done to people: menus in the row, confirmations, what became of it.

mod done;

use domain::{RoleKey, Timestamp};

use super::amounts::{ago, list};
use super::bulk::names;
use super::time::day;
pub use done::*;

/// So many teams are named in a sentence about more of them.
const TEAMS_NAMED: usize = 5;

words! {
    /// Where somebody is in no team.
    no_team { en: "No team", de: "Kein Team" }
    /// Name of the search field in a menu of teams.
    search_teams { en: "Search teams", de: "Teams suchen" }
    /// Leaves somebody else's change as it is.
    keep_theirs { en: "Keep theirs", de: "Fremde Änderung behalten" }
    /// Makes one's own change all the same.
    use_mine { en: "Use mine", de: "Meine verwenden" }
    /// Leaves all as it is.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// Opens what was done to somebody.
    view_history { en: "View history", de: "Verlauf ansehen" }
    /// Stops somebody from signing in.
    suspend { en: "Suspend", de: "Sperren" }
    /// Lets somebody sign in again.
    reactivate { en: "Reactivate", de: "Reaktivieren" }
    /// Ends somebody's sessions.
    sign_out { en: "Sign out everywhere", de: "Überall abmelden" }
    /// Sends an invitation again.
    resend { en: "Resend invite", de: "Einladung erneut senden" }
    /// Makes one more link.
    copy_link { en: "Copy invite link", de: "Einladungslink kopieren" }
    /// Takes an invitation back.
    revoke { en: "Revoke invite", de: "Einladung zurückziehen" }
    /// Brings somebody back.
    restore { en: "Restore", de: "Wiederherstellen" }
    /// Takes somebody's access away.
    remove { en: "Remove", de: "Entfernen" }
    /// Has a link for a new password mailed to somebody.
    lift_lock { en: "Let them try now", de: "Sofort wieder zulassen" }
    /// Menu entry.
    send_password_reset { en: "Send password reset", de: "Passwort-Link senden" }
    /// Mends what somebody is called.
    rename { en: "Change name", de: "Namen ändern" }
    /// Mends somebody's address, or that of an invitation.
    readdress { en: "Change address", de: "Adresse ändern" }
    /// Label of the reason of a removal.
    reason { en: "Reason (optional)", de: "Grund (freiwillig)" }
    /// What becomes of it.
    reason_about { en: "Kept in the audit log.", de: "Steht danach im Audit-Protokoll." }
    /// Nobody owns the team afterwards.
    nobody { en: "Nobody", de: "Niemand" }
    /// Everything a person can be told that does not come back.
    sessions_end {
        en: "They are signed out everywhere at once, and cannot sign in.",
        de: "Die Person wird sofort überall abgemeldet und kann sich nicht anmelden.",
    }
    /// A seat becomes free.
    seat_freed { en: "Their seat becomes free.", de: "Der Platz wird frei." }
    /// What a suspension keeps.
    suspension_keeps {
        en: "Role and teams stay as they are, until somebody reactivates them.",
        de: "Rolle und Teams bleiben, wie sie sind, bis jemand die Person reaktiviert.",
    }
    /// After copying a link.
    link_copied { en: "Invite link copied", de: "Einladungslink kopiert" }
    /// Title of the dialog that shows a link that could not be copied.
    link_title { en: "Invite link", de: "Einladungslink" }
    /// What to do with it.
    link_about {
        en: "The browser did not let the page copy it. Select it, then copy it yourself.",
        de: "Der Browser ließ die Seite nicht kopieren. Markieren Sie den Link und kopieren Sie ihn selbst.",
    }
    /// Label of the link.
    link { en: "Link", de: "Link" }
    /// Closes what is done.
    done { en: "Done", de: "Fertig" }
    /// An Undo went through.
    undone { en: "Undone", de: "Rückgängig gemacht" }
    /// The roles, until they are there.
    roles { en: "Roles", de: "Rollen" }
    /// The people are on their way.
    loading { en: "The people are being loaded.", de: "Die Personen werden geladen." }
}

/// Name of a row's role button.
#[must_use]
pub fn change_role(name: &str, role: &str) -> String {
    said!(en: format!("Change role of {name}: {role}"), de: format!("Rolle von {name} ändern: {role}"))
}

/// Name of its menu.
#[must_use]
pub fn role_of(name: &str) -> String {
    said!(en: format!("Role of {name}"), de: format!("Rolle von {name}"))
}

/// Name of a row's teams button.
#[must_use]
pub fn change_teams(name: &str, teams: &str) -> String {
    said!(en: format!("Change teams of {name}: {teams}"), de: format!("Teams von {name} ändern: {teams}"))
}

/// Name of its listbox.
#[must_use]
pub fn teams_of(name: &str) -> String {
    said!(en: format!("Teams of {name}"), de: format!("Teams von {name}"))
}

/// Name of a row's menu, and of its button.
#[must_use]
pub fn actions_for(name: &str) -> String {
    said!(en: format!("Actions for {name}"), de: format!("Aktionen für {name}"))
}

/// What a built-in role may do, in one line.
#[must_use]
pub fn role_about(key: RoleKey) -> &'static str {
    match key {
        RoleKey::Owner => said!(en: "Everything, seats and ownership too", de: "Alles, auch Plätze und Inhaberschaft"),
        RoleKey::Admin => said!(
            en: "Manages people, teams, roles and settings",
            de: "Verwaltet Personen, Teams, Rollen und Einstellungen",
        ),
        RoleKey::TeamOwner => said!(
            en: "Manages the people of the teams they own",
            de: "Verwaltet die Personen der eigenen Teams",
        ),
        RoleKey::Member => said!(en: "Uses what the organization offers", de: "Benutzt, was die Organisation bietet"),
    }
}

/// What a custom role may do: the first of its permissions.
#[must_use]
pub fn custom_role_about(acts: &[&str]) -> String {
    match acts {
        [] => said!(en: "No permissions", de: "Keine Rechte").into(),
        few if few.len() <= 3 => said!(en: format!("May {}", list(few)), de: format!("Darf {}", list(few))),
        [first, second, rest @ ..] => said!(
            en: format!("May {first}, {second} and {} more", rest.len()),
            de: format!("Darf {first}, {second} und {} weitere", rest.len()),
        ),
        [one] => said!(en: format!("May {one}"), de: format!("Darf {one}")),
    }
}

/// In the dialog of a clash: the same again is done all the same.
#[must_use]
pub fn clash_again(clash: &str, button: &str) -> String {
    said!(
        en: format!("{clash}. Press {button} again to do it all the same."),
        de: format!("{clash}. Drücken Sie noch einmal auf „{button}“, um es trotzdem zu tun."),
    )
}

/// Title of the confirmation of a removal.
#[must_use]
pub fn remove_title(name: &str) -> String {
    said!(en: format!("Remove {name}?"), de: format!("{name} entfernen?"))
}

/// Its one sentence.
#[must_use]
pub fn remove_about(name: &str, organization: &str) -> String {
    said!(
        en: format!("{name} loses access to {organization} at once."),
        de: format!("{name} verliert sofort den Zugang zu {organization}."),
    )
}

/// Title of the confirmation of a suspension.
#[must_use]
pub fn suspend_title(name: &str) -> String {
    said!(en: format!("Suspend {name}?"), de: format!("{name} sperren?"))
}

/// Its one sentence.
#[must_use]
pub fn suspend_about(name: &str) -> String {
    said!(
        en: format!("{name} cannot sign in until somebody reactivates them."),
        de: format!("{name} kann sich nicht anmelden, bis jemand die Person reaktiviert."),
    )
}

/// Title of the confirmation of a new Owner.
#[must_use]
pub fn owner_title(name: &str, role: &str) -> String {
    said!(en: format!("Make {name} {role}?"), de: format!("{name} die Rolle {role} geben?"))
}

/// Its one sentence.
#[must_use]
pub fn owner_about(name: &str) -> String {
    said!(
        en: format!("{name} will be able to do everything that you can: change the seats, and remove any Owner, you \
            too."),
        de: format!("{name} kann dann alles, was Sie können: Plätze ändern und jeden Inhaber entfernen, auch Sie."),
    )
}

/// Its button.
#[must_use]
pub fn make_owner(role: &str) -> String {
    said!(en: format!("Make {role}"), de: format!("Zu {role} machen"))
}

/// Invitations that a removal cancels.
#[must_use]
pub fn invitations_end(count: u32) -> String {
    match count {
        1 => said!(
            en: "1 open invitation they sent is cancelled.",
            de: "1 offene Einladung dieser Person wird zurückgezogen.",
        )
        .into(),
        many => said!(
            en: format!("{many} open invitations they sent are cancelled."),
            de: format!("{many} offene Einladungen dieser Person werden zurückgezogen."),
        ),
    }
}

/// Until when a removal can be taken back.
#[must_use]
pub fn restorable(until: Timestamp) -> String {
    said!(
        en: format!("You can restore them until {}.", day(until)),
        de: format!("Sie können die Person bis {} wiederherstellen.", day(until)),
    )
}

/// Label of a team's choice of a new owner.
#[must_use]
pub fn successor(team: &str) -> String {
    said!(en: format!("New owner of {team}"), de: format!("Neue Leitung von {team}"))
}

/// What is said of teams that nobody will own, for nobody could: the first of them by name.
#[must_use]
pub fn ownerless(teams: &[String]) -> String {
    let named = names(&teams[..teams.len().min(TEAMS_NAMED)], teams.len());
    let one = teams.len() == 1;
    said!(
        en: format!(
            "{named} will have no owner. Nobody else in {} has a role that can own a team.",
            if one { "it" } else { "them" },
        ),
        de: format!(
            "{named} {} dann keine Leitung. Niemand sonst darin hat eine Rolle, die ein Team leiten kann.",
            if one { "hat" } else { "haben" },
        ),
    )
}

/// Who was first, and what they did: "Ben set this to Admin 4 s ago".
#[must_use]
pub fn clash(by: &str, role: Option<&str>, ago_ms: i64) -> String {
    let when = ago(ago_ms);
    role.map_or_else(
        || said!(en: format!("{by} changed this {when}"), de: format!("{by} hat das {when} geändert")),
        |role| {
            said!(
                en: format!("{by} set this to {role} {when}"),
                de: format!("{by} hat hier {when} {role} gesetzt"),
            )
        },
    )
}

/// A clash of which it is not known who was first.
#[must_use]
pub fn clash_unnamed(role: Option<&str>) -> String {
    let what = said!(en: "Somebody changed this meanwhile", de: "Jemand hat das inzwischen geändert");
    role.map_or_else(
        || what.into(),
        |role| {
            said!(
                en: format!("{what}: it is {role} now"),
                de: format!("{what}: Jetzt ist es {role}"),
            )
        },
    )
}

/// An Undo that went through in part.
#[must_use]
pub fn undone_in_part(why: &str) -> String {
    said!(en: format!("Undone in part. {why}"), de: format!("Teilweise rückgängig gemacht. {why}"))
}

/// An Undo that did not go through.
#[must_use]
pub fn not_undone(why: &str) -> String {
    said!(en: format!("Not undone. {why}"), de: format!("Nicht rückgängig gemacht. {why}"))
}

/// An edit that was taken back, read out.
#[must_use]
pub fn taken_back(name: &str, why: &str) -> String {
    format!("{name}: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_that_nobody_will_own_are_one_sentence_however_many() {
        let teams = |many: usize| (1..=many).map(|number| format!("Team {number}")).collect::<Vec<_>>();
        assert_eq!(
            ownerless(&teams(1)),
            "Team 1 will have no owner. Nobody else in it has a role that can own a team."
        );
        assert_eq!(
            ownerless(&teams(9)),
            "Team 1, Team 2, Team 3, Team 4, Team 5 and 4 more will have no owner. Nobody else in them has a role that can \
             own a team."
        );
    }

    #[test]
    fn what_became_of_teams_is_one_sentence() {
        let teams = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(teams_changed("Ana Lima", &teams(&["Design"]), &[]), "Ana Lima joined Design");
        assert_eq!(
            teams_changed("Ana Lima", &teams(&["Design", "Ops"]), &teams(&["Support"])),
            "Ana Lima joined Design and Ops and left Support"
        );
    }

    #[test]
    fn a_clash_names_who_what_and_when() {
        assert_eq!(clash("Ben", Some("Admin"), 4_200), "Ben set this to Admin 4 s ago");
        assert_eq!(clash_unnamed(None), "Somebody changed this meanwhile");
    }

    #[test]
    fn undo_says_what_does_not_come_back() {
        assert_eq!(removed("Ana", &not_brought_back(0)), "Ana was removed. Undo does not bring back their sessions.");
        assert_eq!(
            suspended("Ana", &not_brought_back(2)),
            "Ana is suspended. Undo does not bring back their sessions and 2 cancelled invitations."
        );
    }

    #[test]
    fn a_custom_role_is_told_by_its_first_permissions() {
        assert_eq!(custom_role_about(&[]), "No permissions");
        assert_eq!(custom_role_about(&["see everybody"]), "May see everybody");
        assert_eq!(custom_role_about(&["a", "b", "c", "d"]), "May a, b and 2 more");
    }
}
