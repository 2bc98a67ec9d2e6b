//! Whoever was removed starts fresh.

use super::invitations::invite_with;
use super::*;

/// Ben, removed an hour ago, is invited again and starts fresh.
fn ben_starts_fresh(by: UserId) -> (World, Vec<Refused>) {
    let mut world = World::new();
    world.act(ADAM, &set_role(&[BEN], team_owner()));
    world.act(ADAM, &remove(&[BEN]));
    world.now = world.now.plus_ms(3_600_000);
    let command = invite_with(|invite| {
        invite.addresses[0].email = "Ben@Example.com".to_owned();
        invite.start_fresh = vec!["ben@example.com".to_owned()];
        invite.teams = vec![DESIGN];
    });
    let (_, refused) = world.partly(by, &command);
    (world, refused)
}

#[test]
fn whoever_was_removed_starts_fresh_where_that_is_said() {
    let (mut world, refused) = ben_starts_fresh(ADAM);
    assert_eq!(refused, []);
    let (&id, _) = world.state.invitations.iter().next().expect("his invitation");
    // While it is open he is not restored; its mail can be sent again.
    assert_eq!(world.refusal(ADAM, &restore(&[BEN])), Refusal::AlreadyInvited);
    world.now = world.now.plus_ms(RESEND_AFTER_MS);
    world.act(ADAM, &resend(&[id]));
    world.act(ADAM, &revoke(&[id]));
    world.act(ADAM, &reopen(&[id]));
    let joined = world.ask_accept(id, BEN.0.as_u128(), "ben@example.com").expect("accepted");
    let [Change::UserJoined { user, .. }] = &joined.changes[..] else { panic!("{joined:?}") };
    assert_eq!((user.id, user.role, user.removed_at), (BEN, member(), None), "the same row, nothing of before in it");
}

#[test]
fn nobody_starts_fresh_unasked_or_unseen() {
    // Tara owns Design, in which he was: she sees him.
    assert_eq!(ben_starts_fresh(TARA).1, []);
    let mut world = World::new();
    world.act(ADAM, &remove(&[MIA]));
    world.now = world.now.plus_ms(1);
    let fresh = |who: &str| {
        invite_with(|invite| {
            invite.addresses[0].email = format!("{who}@example.com");
            invite.start_fresh = vec![format!("{who}@example.com")];
            invite.teams = vec![DESIGN];
        })
    };
    let refused = |by, command: &Command| world.ask(by, command).expect("in part").refused[0].refusal.clone();
    assert_eq!(refused(TARA, &fresh("mia")), Refusal::AlreadyUser);
    assert_eq!(refused(ADAM, &inviting(&["mia"], member(), &[])), Refusal::IsRemoved { until: NOW.plus_days(90) });
    assert_eq!(refused(ADAM, &fresh("ben")), Refusal::AlreadyUser, "whoever is there does not start anew");
}
