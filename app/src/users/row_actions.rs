//! What can be done to one person: which lines their menu has, and why some cannot be picked.

use domain::{Command, PersonId, Refusal, Seats, allow};
use roster::{Roster, RowRef};

use crate::text::{dates, edits as text, refusal::refusal, requests};
use crate::ui::{Drawing, MenuItem, drawings};

/// A line of a row's menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowAction {
    /// Opens their panel at what was done to them.
    ViewHistory,
    /// Stops them from signing in.
    Suspend,
    /// Lets them sign in again.
    Reactivate,
    /// Ends their sessions.
    SignOut,
    /// Sets when their access ends.
    SetEndDate,
    /// Sends the invitation again.
    Resend,
    /// Makes one more link of the invitation.
    CopyLink,
    /// Brings them back.
    Restore,
    /// Takes the invitation back.
    Revoke,
    /// Takes their access away.
    Remove,
    /// Has a link for a new password mailed to them.
    SendPasswordReset,
    /// Lets them try to sign in again at once.
    LiftLock,
    /// Changes what they are called.
    Rename,
    /// Asks them to take another address, or sends the invitation to another one instead.
    Readdress,
    /// Lets somebody who asked join.
    Approve,
    /// Tells somebody who asked that they may not.
    Decline,
}

impl RowAction {
    /// All of them, in the order of the menu.
    pub(crate) const ALL: [Self; 12] = [
        Self::ViewHistory,
        Self::Approve,
        Self::Decline,
        Self::Suspend,
        Self::Reactivate,
        Self::SignOut,
        Self::SetEndDate,
        Self::Resend,
        Self::CopyLink,
        Self::Restore,
        Self::Revoke,
        Self::Remove,
    ];

    /// What a panel has room for beside them.
    const IN_PANEL: [Self; 3] = [Self::SendPasswordReset, Self::Rename, Self::Readdress];

    /// Its words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::ViewHistory => text::view_history(),
            Self::Suspend => text::suspend(),
            Self::Reactivate => text::reactivate(),
            Self::SignOut => text::sign_out(),
            Self::SetEndDate => dates::set_end_date(),
            Self::Resend => text::resend(),
            Self::CopyLink => text::copy_link(),
            Self::Restore => text::restore(),
            Self::Revoke => text::revoke(),
            Self::Remove => text::remove(),
            Self::SendPasswordReset => text::send_password_reset(),
            Self::LiftLock => text::lift_lock(),
            Self::Rename => text::rename(),
            Self::Readdress => text::readdress(),
            Self::Approve => requests::approve(),
            Self::Decline => requests::decline(),
        }
    }

    fn icon(self) -> Drawing {
        match self {
            Self::ViewHistory => drawings::CALENDAR_CLOCK,
            Self::Suspend => drawings::PAUSE,
            Self::Reactivate => drawings::PLAY,
            Self::SignOut => drawings::LOG_OUT,
            Self::SetEndDate => drawings::CALENDAR_CLOCK,
            Self::Resend => drawings::SEND,
            Self::CopyLink => drawings::LINK,
            Self::Restore => drawings::ROTATE_CCW,
            Self::Revoke => drawings::BAN,
            Self::Remove => drawings::USER_MINUS,
            Self::SendPasswordReset | Self::LiftLock => drawings::LOCK,
            Self::Rename | Self::Readdress => drawings::PENCIL,
            Self::Approve => drawings::CHECK,
            Self::Decline => drawings::BAN,
        }
    }

    /// The action of a menu line's key.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().chain(Self::IN_PANEL).find(|action| action.label() == key)
    }

    /// May the viewer do it to this row, with these seats?
    pub(super) fn check(self, roster: &Roster, row: RowRef<'_>, seats: Seats) -> Result<(), Refusal> {
        let (by, target) = (roster.viewer(), row.target());
        match self {
            Self::ViewHistory => allow::view_history(by),
            Self::Suspend => allow::suspend(by, &target),
            Self::Reactivate => allow::reactivate(by, &target, &seats),
            Self::SignOut => allow::sign_out(by, &target),
            Self::SetEndDate => allow::set_end_date(by, &target, row.ends_at().is_none()),
            Self::Resend => allow::resend(by, &target, &seats),
            Self::CopyLink => allow::copy_link(by, &target),
            Self::Restore => allow::restore(by, &target, &seats),
            Self::Revoke => allow::manage_invitation(by, &target),
            Self::Remove => allow::remove(by, &target),
            Self::SendPasswordReset => allow::send_password_reset(by, &target),
            Self::LiftLock => allow::lift_lock(by, &target),
            Self::Rename => allow::correct(by, &target),
            Self::Readdress => match target.id {
                PersonId::User(_) => allow::correct(by, &target),
                PersonId::Invitation(_) => allow::readdress(by, &target),
            },
            // Whether the seats suffice is for the question to say, where others wait in line.
            Self::Approve | Self::Decline => allow::answer_request(by, &target),
        }
    }

    /// The command that does it to this person at once; none for what has to be asked about, or does not fit.
    pub(crate) fn command(self, person: PersonId) -> Option<Command> {
        Some(match (self, person) {
            (Self::Suspend, PersonId::User(user)) => {
                Command::Suspend { users: vec![user], reason: None, successors: Vec::new(), heir: None }
            }
            (Self::Reactivate, PersonId::User(user)) => Command::Reactivate { users: vec![user] },
            (Self::SignOut, PersonId::User(user)) => Command::SignOut { users: vec![user] },
            (Self::Restore, PersonId::User(user)) => Command::Restore { users: vec![user] },
            (Self::Resend, PersonId::Invitation(one)) => Command::Resend { invitations: vec![one] },
            (Self::CopyLink, PersonId::Invitation(one)) => Command::CopyLink { invitation: one },
            (Self::SendPasswordReset, PersonId::User(user)) => Command::SendPasswordReset { user },
            (Self::LiftLock, PersonId::User(user)) => Command::LiftLock { user },
            (Self::Revoke, PersonId::Invitation(one)) => Command::Revoke { invitations: vec![one] },
            (Self::Decline, PersonId::Invitation(one)) => Command::DeclineRequests { requests: vec![one] },
            _ => return None,
        })
    }
}

/// The lines of a person's menu: without those that their status makes meaningless, and with the reason on those
/// that cannot be picked. `blocked` says why nothing can be done at all now.
pub(crate) fn menu(roster: &Roster, person: PersonId, blocked: Option<&str>) -> Vec<MenuItem> {
    let Some(row) = roster.find(person).and_then(|row| roster.row(row)) else { return Vec::new() };
    RowAction::ALL.into_iter().filter_map(|action| line(roster, row, action, blocked)).collect()
}

/// Likewise of the panel, which has its own history.
pub(crate) fn in_panel(roster: &Roster, person: PersonId, blocked: Option<&str>) -> Vec<MenuItem> {
    let Some(row) = roster.find(person).and_then(|row| roster.row(row)) else { return Vec::new() };
    let all = RowAction::ALL.into_iter().skip(1).chain(RowAction::IN_PANEL);
    let mut items: Vec<MenuItem> = all.filter_map(|action| line(roster, row, action, blocked)).collect();
    items.sort_by_key(|item| item.danger);
    items
}

fn line(roster: &Roster, row: RowRef<'_>, action: RowAction, blocked: Option<&str>) -> Option<MenuItem> {
    // What was cannot be changed.
    if roster.is_past() && action != RowAction::ViewHistory {
        return None;
    }
    // Who may not see the seats is told by the server whether they suffice.
    let reason = match action.check(roster, row, roster.seats().unwrap_or(Seats::UNLIMITED)) {
        Ok(()) => None,
        Err(Refusal::WrongStatus { .. }) => return None,
        Err(why) => Some(refusal(&why)),
    };
    Some(MenuItem {
        reason: blocked.map(str::to_owned).or(reason),
        icon: Some(action.icon()),
        danger: matches!(action, RowAction::Revoke | RowAction::Remove | RowAction::Decline),
        ..MenuItem::new(action.label(), action.label())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

    fn lines(roster: &Roster, person: PersonId) -> Vec<(String, Option<String>)> {
        menu(roster, person, None).into_iter().map(|item| (item.label, item.reason)).collect()
    }

    fn names(roster: &Roster, person: PersonId) -> Vec<String> {
        lines(roster, person).into_iter().map(|(label, _)| label).collect()
    }

    #[test]
    fn a_menu_has_what_the_status_leaves() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Ana Lima", Member)
            .user("Ben Adeyemi", Member)
            .user("Cem Kaya", Member)
            .suspended("Ben Adeyemi")
            .removed("Cem Kaya", 3)
            .invited("dora@example.com", "Olga Owner")
            .invited_until("elif@example.com", "Olga Owner", -1)
            .asks("fay@example.com");
        let roster = stage.seen_by("Olga Owner");
        let of = |called| names(&roster, stage.id(called).into());
        assert_eq!(of("Ana Lima"), ["View history", "Suspend", "Sign out everywhere", "Set end date", "Remove"]);
        assert_eq!(of("Ben Adeyemi"), ["View history", "Reactivate", "Set end date", "Remove"]);
        assert_eq!(of("Cem Kaya"), ["View history", "Restore"]);
        let invited = |address| names(&roster, stage.invitation(address).into());
        assert_eq!(invited("dora@example.com"), ["View history", "Resend invite", "Copy invite link", "Revoke invite"]);
        assert_eq!(invited("elif@example.com"), ["View history", "Resend invite", "Revoke invite"]);
        assert_eq!(invited("fay@example.com"), ["View history", "Approve", "Decline"]);
    }

    #[test]
    fn what_may_not_be_done_says_why() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Ada Admin", Admin)
            .user("Tess Owner", TeamOwner)
            .user("Cem Kaya", Member)
            .owns("Tess Owner", "Design")
            .joins("Cem Kaya", "Design");
        let reasons = |viewer: &str, person: &str| {
            let lines = lines(&stage.seen_by(viewer), stage.id(person).into());
            lines.into_iter().map(|(_, reason)| reason.unwrap_or_default()).collect::<Vec<_>>()
        };
        let last = "You cannot do this to yourself. Ask another admin.";
        assert_eq!(reasons("Olga Owner", "Olga Owner"), ["", last, last, last, last]);
        assert!(reasons("Ada Admin", "Olga Owner")[1].starts_with("They may change the seat limit and own"));
        assert_eq!(
            reasons("Tess Owner", "Cem Kaya"),
            [
                "Your role may not read the audit log.",
                "Your role may not suspend people.",
                "Your role may not sign people out.",
                "Your role may not suspend people.",
                "Your role may not remove and restore people."
            ]
        );
    }

    #[test]
    fn seats_are_asked_for_before_somebody_comes_back() {
        let stage =
            Stage::new().user("Olga Owner", Owner).user("Ben Adeyemi", Member).suspended("Ben Adeyemi").seats(Some(1));
        let line = &lines(&stage.seen_by("Olga Owner"), stage.id("Ben Adeyemi").into())[1];
        assert_eq!(
            line.1.as_deref(),
            Some("This takes a seat, and no seat is left. Free one, or have the seat limit raised.")
        );
    }

    #[test]
    fn nothing_is_done_while_the_server_is_out_of_reach() {
        let stage = Stage::new().user("Olga Owner", Owner).user("Ana Lima", Member);
        let items = menu(&stage.seen_by("Olga Owner"), stage.id("Ana Lima").into(), Some("Offline"));
        assert!(items.iter().all(|item| item.reason.as_deref() == Some("Offline")));
        assert!(items.iter().all(|item| RowAction::of_key(&item.key).is_some()));
    }
}
