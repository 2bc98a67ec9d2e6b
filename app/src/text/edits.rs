//! Words of what is done to people: menus in the row, confirmations, what became of it.

use domain::{RoleKey, Timestamp};

use super::amounts::{ago, counted, list};
use super::time::day;

/// Where somebody is in no team.
pub const NO_TEAM: &str = "No team";
/// Name of the search field in a menu of teams.
pub const SEARCH_TEAMS: &str = "Search teams";
/// Leaves somebody else's change as it is.
pub const KEEP_THEIRS: &str = "Keep theirs";
/// Makes one's own change all the same.
pub const USE_MINE: &str = "Use mine";
/// Leaves all as it is.
pub const CANCEL: &str = "Cancel";
/// Opens what was done to somebody.
pub const VIEW_HISTORY: &str = "View history";
/// Stops somebody from signing in.
pub const SUSPEND: &str = "Suspend";
/// Lets somebody sign in again.
pub const REACTIVATE: &str = "Reactivate";
/// Ends somebody's sessions.
pub const SIGN_OUT: &str = "Sign out everywhere";
/// Sends an invitation again.
pub const RESEND: &str = "Resend invite";
/// Makes one more link.
pub const COPY_LINK: &str = "Copy invite link";
/// Takes an invitation back.
pub const REVOKE: &str = "Revoke invite";
/// Brings somebody back.
pub const RESTORE: &str = "Restore";
/// Takes somebody's access away.
pub const REMOVE: &str = "Remove";
/// Has a link for a new password mailed to somebody.
pub const SEND_PASSWORD_RESET: &str = "Send password reset";
/// Mends the address of an invitation.
pub const READDRESS: &str = "Change address";
/// Its one sentence.
pub const READDRESS_ABOUT: &str =
    "The links that were sent end, and the new address gets one. Role, teams, date and seat stay.";
/// Label of its field.
pub const NEW_ADDRESS: &str = "Email address";
/// Its button.
pub const SEND_THERE: &str = "Send invite";
/// Label of the reason of a removal.
pub const REASON: &str = "Reason (optional)";
/// What becomes of it.
pub const REASON_ABOUT: &str = "Kept in the audit log.";
/// Nobody owns the team afterwards.
pub const NOBODY: &str = "Nobody";
/// What is said where a team has nobody who could own it.
pub const NO_SUCCESSOR: &str = "Nobody else in it has a role that can own a team.";
/// Everything a person can be told that does not come back.
pub const SESSIONS_END: &str = "They are signed out everywhere at once, and cannot sign in.";
/// A seat becomes free.
pub const SEAT_FREED: &str = "Their seat becomes free.";
/// What a suspension keeps.
pub const SUSPENSION_KEEPS: &str = "Role and teams stay as they are, until somebody reactivates them.";
/// After copying a link.
pub const LINK_COPIED: &str = "Invite link copied";
/// Title of the dialog that shows a link that could not be copied.
pub const LINK_TITLE: &str = "Invite link";
/// What to do with it.
pub const LINK_ABOUT: &str = "The browser did not let the page copy it. Select it, then copy it yourself.";
/// Label of the link.
pub const LINK: &str = "Link";
/// Closes what is done.
pub const DONE: &str = "Done";
/// An Undo went through.
pub const UNDONE: &str = "Undone";
/// The roles, until they are there.
pub const ROLES: &str = "Roles";
/// The people are on their way.
pub const LOADING: &str = "The people are being loaded.";

/// Name of a row's role button.
#[must_use]
pub fn change_role(name: &str, role: &str) -> String {
    format!("Change role of {name}: {role}")
}

/// Name of its menu.
#[must_use]
pub fn role_of(name: &str) -> String {
    format!("Role of {name}")
}

/// Name of a row's teams button.
#[must_use]
pub fn change_teams(name: &str, teams: &str) -> String {
    format!("Change teams of {name}: {teams}")
}

/// Name of its listbox.
#[must_use]
pub fn teams_of(name: &str) -> String {
    format!("Teams of {name}")
}

/// Name of a row's menu, and of its button.
#[must_use]
pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

/// What a built-in role may do, in one line.
#[must_use]
pub fn role_about(key: RoleKey) -> &'static str {
    match key {
        RoleKey::Owner => "Everything, seats and ownership too",
        RoleKey::Admin => "Manages people, teams, roles and settings",
        RoleKey::TeamOwner => "Manages the people of the teams they own",
        RoleKey::Member => "Uses what the organization offers",
    }
}

/// What a custom role may do: the first of its permissions.
#[must_use]
pub fn custom_role_about(acts: &[&str]) -> String {
    match acts {
        [] => "No permissions".into(),
        few if few.len() <= 3 => format!("May {}", list(few)),
        [first, second, rest @ ..] => format!("May {first}, {second} and {} more", rest.len()),
        [one] => format!("May {one}"),
    }
}

/// "Ana Lima is now Admin".
#[must_use]
pub fn role_set(name: &str, role: &str) -> String {
    format!("{name} is now {role}")
}

/// What became of somebody's teams: "Ana Lima joined Design and left Support".
#[must_use]
pub fn teams_changed(name: &str, joined: &[String], left: &[String]) -> String {
    match (joined.is_empty(), left.is_empty()) {
        (false, true) => format!("{name} joined {}", list(joined)),
        (true, false) => format!("{name} left {}", list(left)),
        _ => format!("{name} joined {} and left {}", list(joined), list(left)),
    }
}

/// "new@example.com is invited as Admin".
#[must_use]
pub fn invited_as(name: &str, role: &str) -> String {
    format!("{name} is invited as {role}")
}

/// What became of an invitation's teams: "new@example.com is invited into Design, and no longer into Support".
#[must_use]
pub fn invited_into(name: &str, into: &[String], out_of: &[String]) -> String {
    match (into.is_empty(), out_of.is_empty()) {
        (false, true) => format!("{name} is invited into {}", list(into)),
        (true, false) => format!("{name} is no longer invited into {}", list(out_of)),
        _ => format!("{name} is invited into {}, and no longer into {}", list(into), list(out_of)),
    }
}

/// "Ana Lima is suspended."
#[must_use]
pub fn suspended(name: &str, lost: &str) -> String {
    format!("{name} is suspended.{lost}")
}

/// "Ana Lima can sign in again".
#[must_use]
pub fn reactivated(name: &str) -> String {
    format!("{name} can sign in again")
}

/// "Ana Lima was removed."
#[must_use]
pub fn removed(name: &str, lost: &str) -> String {
    format!("{name} was removed.{lost}")
}

/// What Undo does not bring back, after a sentence; starts with a space.
#[must_use]
pub fn not_brought_back(invitations: u32) -> String {
    match invitations {
        0 => " Undo does not bring back their sessions.".into(),
        some => {
            let cancelled = counted(some, "cancelled invitation", "cancelled invitations");
            format!(" Undo does not bring back their sessions and {cancelled}.")
        }
    }
}

/// "Ana Lima is back".
#[must_use]
pub fn restored(name: &str) -> String {
    format!("{name} is back")
}

/// "Ana Lima is signed out everywhere".
#[must_use]
pub fn signed_out(name: &str) -> String {
    format!("{name} is signed out everywhere")
}

/// "Invite sent again to ana@example.com, good until 1 December 2026".
#[must_use]
pub fn resent(name: &str, until: Timestamp) -> String {
    format!("Invite sent again to {name}, good until {}", day(until))
}

/// "New link made for ana@example.com, good until 1 December 2026": there is no mail server to send it.
#[must_use]
pub fn new_link(name: &str, until: Timestamp) -> String {
    format!("New link made for {name}, good until {}", day(until))
}

/// In the dialog of a clash: the same again is done all the same.
#[must_use]
pub fn clash_again(clash: &str, button: &str) -> String {
    format!("{clash}. Press {button} again to do it all the same.")
}

/// "Link for a new password mailed to Ana Lima".
#[must_use]
pub fn password_reset_sent(name: &str) -> String {
    format!("Link for a new password mailed to {name}")
}

/// Title of the dialog that mends an address.
#[must_use]
pub fn readdress_title(name: &str) -> String {
    format!("Change address of {name}")
}

/// "Invite sent to ana@example.com instead".
#[must_use]
pub fn readdressed(email: &str) -> String {
    format!("Invite sent to {email} instead")
}

/// "Invite for ana@example.com taken back".
#[must_use]
pub fn revoked(name: &str) -> String {
    format!("Invite for {name} taken back")
}

/// Title of the confirmation of a removal.
#[must_use]
pub fn remove_title(name: &str) -> String {
    format!("Remove {name}?")
}

/// Its one sentence.
#[must_use]
pub fn remove_about(name: &str, organization: &str) -> String {
    format!("{name} loses access to {organization} at once.")
}

/// Title of the confirmation of a suspension.
#[must_use]
pub fn suspend_title(name: &str) -> String {
    format!("Suspend {name}?")
}

/// Its one sentence.
#[must_use]
pub fn suspend_about(name: &str) -> String {
    format!("{name} cannot sign in until somebody reactivates them.")
}

/// Title of the confirmation of a new Owner.
#[must_use]
pub fn owner_title(name: &str, role: &str) -> String {
    format!("Make {name} {role}?")
}

/// Its one sentence.
#[must_use]
pub fn owner_about(name: &str) -> String {
    format!("{name} will be able to do everything that you can: change the seats, and remove any Owner, you too.")
}

/// Its button.
#[must_use]
pub fn make_owner(role: &str) -> String {
    format!("Make {role}")
}

/// Invitations that a removal cancels.
#[must_use]
pub fn invitations_end(count: u32) -> String {
    match count {
        1 => "1 open invitation they sent is cancelled.".into(),
        many => format!("{many} open invitations they sent are cancelled."),
    }
}

/// Until when a removal can be taken back.
#[must_use]
pub fn restorable(until: Timestamp) -> String {
    format!("You can restore them until {}.", day(until))
}

/// Label of a team's choice of a new owner.
#[must_use]
pub fn successor(team: &str) -> String {
    format!("New owner of {team}")
}

/// What is said of a team that nobody will own.
#[must_use]
pub fn ownerless(team: &str) -> String {
    format!("{team} will have no owner.")
}

/// Who was first, and what they did: "Ben set this to Admin 4 s ago".
#[must_use]
pub fn clash(by: &str, role: Option<&str>, ago_ms: i64) -> String {
    let when = ago(ago_ms);
    role.map_or_else(|| format!("{by} changed this {when}"), |role| format!("{by} set this to {role} {when}"))
}

/// A clash of which it is not known who was first.
#[must_use]
pub fn clash_unnamed(role: Option<&str>) -> String {
    let what = "Somebody changed this meanwhile";
    role.map_or_else(|| what.into(), |role| format!("{what}: it is {role} now"))
}

/// An Undo that went through in part.
#[must_use]
pub fn undone_in_part(why: &str) -> String {
    format!("Undone in part. {why}")
}

/// An Undo that did not go through.
#[must_use]
pub fn not_undone(why: &str) -> String {
    format!("Not undone. {why}")
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
