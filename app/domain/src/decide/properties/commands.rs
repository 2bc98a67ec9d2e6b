//! Commands drawn at random.

use super::*;

pub(super) fn any_command(draw: &mut Draw, world: &World) -> Command {
    let everybody: Vec<UserId> = world.state.users.keys().copied().chain([UserId(Uuid::nil())]).collect();
    let invited: Vec<InvitationId> =
        world.state.invitations.keys().copied().chain([InvitationId(Uuid::nil())]).collect();
    let roles: Vec<RoleId> = world.state.roles.iter().map(|role| role.id).collect();
    let teams: Vec<TeamId> = world.state.teams.iter().map(|team| team.id).chain([TeamId(Uuid::nil())]).collect();
    let users = draw.some(&everybody, 3);
    let invitations = draw.some(&invited, 2);
    let bundles: Vec<BundleId> =
        world.state.bundles.iter().map(|bundle| bundle.id).chain([BundleId(Uuid::nil())]).collect();
    match draw.below(29) {
        0..=2 => set_role(&users, draw.of(&roles)),
        3 | 4 => change_teams(&users, &draw.some(&teams, 2), &draw.some(&teams, 2)),
        5 => Command::SetTeamOwner { team: draw.of(&teams), user: draw.of(&everybody), owner: draw.one_in(2) },
        6 => {
            let successors = vec![(draw.of(&teams), draw.of(&everybody))];
            let heir = draw.one_in(2).then(|| draw.of(&everybody));
            Command::Suspend { users, reason: None, successors, heir }
        }
        7 => reactivate(&users),
        8 => {
            let successors = vec![(draw.of(&teams), draw.of(&everybody))];
            let heir = draw.one_in(2).then(|| draw.of(&everybody));
            Command::Remove { users, reason: None, successors, heir }
        }
        9 => restore(&users),
        10 if draw.one_in(2) => {
            Command::RenameUser { user: draw.of(&everybody), name: name(draw.of(&["Ben", "Someone", "Ana"])) }
        }
        10 => Command::Leave,
        11 | 12 => {
            let who = draw.some(&["new", "ida", "jon", "kim", "ben", "wes", "No one"], 3);
            inviting(&who, draw.of(&roles), &draw.some(&teams, 1))
        }
        13 if draw.one_in(2) => {
            Command::ApproveRequests { requests: invitations, role: draw.of(&roles), teams: draw.some(&teams, 1) }
        }
        13 => resend(&invitations),
        14 if draw.one_in(4) => Command::DeclineRequests { requests: invitations },
        14 => revoke(&invitations),
        15 => reopen(&invitations),
        16 => Command::DeleteTeam { team: draw.of(&teams) },
        17 => set_end_date(&users, draw.one_in(3).then(|| NOW.plus_days(draw.below(9) as i64 - 1))),
        18 | 19 => {
            let then = draw.one_in(3).then(|| draw.of(&roles));
            let until = NOW.plus_days(draw.below(9) as i64 - 1);
            Command::LendRole { users, role: draw.of(&roles), until, then }
        }
        21 => {
            let known: Vec<&User> = world.state.users.values().collect();
            Command::HandOver { email: draw.of(&known).email.to_string() }
        }
        23 | 24 => {
            let edit = if draw.one_in(2) {
                PersonEdit::Role(draw.of(&roles))
            } else {
                PersonEdit::Teams { add: draw.some(&teams, 2), remove: draw.some(&teams, 2) }
            };
            let invited = invitations.iter().map(|&invitation| invitation.into());
            let people = invited.chain(users.iter().take(1).map(|&user| user.into())).collect();
            Command::EditPeople { people, edit }
        }
        25 | 26 => {
            let shape = any_bundle(draw, &roles, &teams);
            if draw.one_in(2) {
                Command::CreateBundle { shape }
            } else {
                Command::ChangeBundle { bundle: draw.of(&bundles), shape }
            }
        }
        27 => Command::DeleteBundle { bundle: draw.of(&bundles) },
        28 => Command::FollowBundle { users },
        20 => Command::CreateTeam { name: name(draw.of(&["Design", "New", "None"])) },
        _ => Command::ChangeOrganization(ChangeOrganization {
            name: None,
            seat_limit: draw.one_in(2).then_some(Some(u32::try_from(draw.below(12)).expect("few"))),
            seat_policy: draw.one_in(2).then(|| draw.of(&[SeatPolicy::Stop, SeatPolicy::Queue])),
            tell_people: draw.one_in(4).then(|| draw.one_in(2)),
            allowed_domains: draw.one_in(4).then(|| draw.some(&["example.com", "example.org"], 1)).map(domains),
            dormancy: draw.one_in(4).then(|| {
                let remind_after = 25 + u32::try_from(draw.below(20)).expect("few");
                let rule = Dormancy { remind_after, suspend_after: 7, since: Timestamp(0) };
                (!draw.one_in(3)).then_some(rule)
            }),
            remind_invited: draw.one_in(4).then(|| draw.one_in(2)),
            mail_words: draw
                .one_in(4)
                .then(|| (MailKind::RoleChanged, draw.one_in(2).then(own_words)))
                .into_iter()
                .collect(),
            take_requests: draw.one_in(4).then(|| draw.one_in(2)),
            require_second_factor: draw.one_in(4).then(|| draw.one_in(2)),
        }),
    }
}

/// A bundle of any shape.
pub(super) fn any_bundle(draw: &mut Draw, roles: &[RoleId], teams: &[TeamId]) -> BundleShape {
    BundleShape {
        name: name(draw.of(&["Contractor", "Support", "CONTRACTOR", "Guest"])),
        role: draw.of(roles),
        teams: BTreeSet::from_iter(draw.some(teams, 2)).into_iter().collect(),
        access_days: draw.one_in(2).then(|| 28 + u32::try_from(draw.below(6)).expect("few")),
        note: None,
    }
}

fn own_words() -> MailWords {
    let text = Note::parse("{by} made you {role}.").expect("a text");
    MailWords { subject: name("Your role at {organization}"), text }
}
