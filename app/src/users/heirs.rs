//! Who could answer for the open invitations of those who leave.

use std::collections::BTreeSet;

use domain::{Actor, Authority, PersonId, Status, TeamId, UserId, allow};
use leptos::prelude::*;
use roster::{Roster, RowRef};

use crate::text::heirs as text;
use crate::ui::{Icon, drawings};

/// Somebody who could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heir {
    /// Who.
    pub(crate) user: UserId,
    /// What they are called.
    pub(crate) name: String,
    /// How many of the invitations they could have sent themselves.
    pub(crate) takes: u32,
}

/// Everybody who could answer for some of the open invitations of `leaving`, by name. The service decides by the same
/// checks.
pub(crate) fn heirs(roster: &Roster, leaving: &BTreeSet<PersonId>) -> Vec<Heir> {
    let by_them = |row: &RowRef<'_>| row.invited_by().is_some_and(|inviter| leaving.contains(&inviter.id()));
    let invitations: Vec<(&domain::Role, Vec<TeamId>)> = roster
        .rows()
        .filter(by_them)
        .filter(|row| allow::manage_invitation(roster.viewer(), &row.target()).is_ok())
        .filter_map(|row| Some((row.role()?, row.teams().map(|(team, _)| team.id).collect())))
        .collect();
    if invitations.is_empty() {
        return Vec::new();
    }
    let heir = |row: RowRef<'_>| {
        let PersonId::User(user) = row.id() else { return None };
        let owned_teams = row.teams().filter(|(_, owner)| *owner).map(|(team, _)| team.id).collect();
        let by = Authority { actor: Actor::User(user), permissions: row.role()?.permissions, owned_teams };
        allow::invite(&by).ok()?;
        let may = |(role, teams): &&(&domain::Role, Vec<TeamId>)| allow::invite_as(&by, role, teams).is_ok();
        let takes = u32::try_from(invitations.iter().filter(may).count()).unwrap_or(u32::MAX);
        (takes > 0).then(|| Heir { user, name: row.name().to_owned(), takes })
    };
    let there = roster.rows().filter(|row| row.status() == Status::Active && !leaving.contains(&row.id()));
    let mut heirs: Vec<Heir> = there.filter_map(heir).collect();
    heirs.sort_by(|a, b| (&a.name, a.user).cmp(&(&b.name, b.user)));
    heirs
}

/// The choice; nothing where there is nobody to choose.
pub(super) fn choice(chosen: RwSignal<Option<Heir>>, invitations: u32, heirs: Vec<Heir>) -> Option<AnyView> {
    if heirs.is_empty() {
        return None;
    }
    let option = |heir: &Heir| {
        let words = text::heir(&heir.name, heir.takes, invitations);
        view! { <option value=heir.user.to_string()>{words}</option> }
    };
    let options = heirs.iter().map(option).collect_view();
    let choose = move |event| {
        let user = event_target_value(&event).parse::<UserId>().ok();
        chosen.set(heirs.iter().find(|heir| Some(heir.user) == user).cloned());
    };
    Some(
        view! {
            <label class="field">
                <span class="field-label">{text::invitations()}</span>
                <span class="select">
                    <select class="input" on:change=choose>
                        <option value="">{text::cancel_them()}</option>
                        {options}
                    </select>
                    <Icon drawing=drawings::CHEVRON_DOWN/>
                </span>
            </label>
        }
        .into_any(),
    )
}

/// How many are cancelled, with whom is chosen.
pub(super) fn cancelled(invitations: u32, chosen: Option<&Heir>) -> u32 {
    invitations.saturating_sub(chosen.map_or(0, |heir| heir.takes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

    #[test]
    fn who_could_have_sent_some_of_them_may_answer_for_those() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Ada Admin", Admin)
            .user("Eve Evans", Admin)
            .user("Sue Spare", Admin)
            .suspended("Sue Spare")
            .user("Tess Owner", TeamOwner)
            .owns("Tess Owner", "Design")
            .user("Mia Member", Member)
            .invited("dora@example.com", "Eve Evans")
            .invited_until("elif@example.com", "Eve Evans", -1)
            .invited("fay@example.com", "Ada Admin");
        let of = |viewer: &str, who: &str| {
            let leaving = BTreeSet::from([stage.id(who).into()]);
            heirs(&stage.seen_by(viewer), &leaving).into_iter().map(|heir| (heir.name, heir.takes)).collect::<Vec<_>>()
        };
        let both = |name: &str| (name.to_owned(), 2);
        assert_eq!(of("Olga Owner", "Eve Evans"), [both("Ada Admin"), both("Olga Owner")]);
        assert_eq!(of("Olga Owner", "Mia Member"), []);
    }

    #[test]
    fn what_nobody_takes_is_cancelled() {
        let heir = Heir { user: UserId(uuid::Uuid::nil()), name: "Ada".into(), takes: 2 };
        assert_eq!((cancelled(3, None), cancelled(3, Some(&heir)), cancelled(2, Some(&heir))), (3, 1, 0));
    }
}
