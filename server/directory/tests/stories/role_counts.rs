//! How many people have each role.

use crate::support::{Stage, on_both};
use directory::Caller;
use domain::{Command, RoleKey, Status, UserId};

on_both! {
    the_cards_count_as_the_list_does
}

async fn the_cards_count_as_the_list_does(stage: Stage) {
    const DAY_MS: i64 = 86_400_000;
    stage.demo(300).await;
    let olga = stage.demo_owner().await;
    // Some are Admins for a while, and of those some are not any more.
    let (role, now) = (olga.role(RoleKey::Admin).await, stage.clock.now());
    let someone = "select u.id from users u join roles r on r.id = u.role_id where r.slug = 'member' \
                   and u.state = 'active' and u.ends_at is null order by u.id limit 6";
    let members: Vec<UserId> =
        stage.rows(someone).await.iter().map(|row| UserId(row.try_get_by_index(0).expect("an id"))).collect();
    for (users, days) in [(members[..3].to_vec(), 1), (members[3..].to_vec(), 9)] {
        olga.does(Command::LendRole { users, role, until: now.plus_days(days), then: None }).await.expect("lent");
    }
    stage.clock.advance(2 * DAY_MS);
    let roles = olga.directory.roles(&olga.session.caller, &olga.org()).await.expect("roles").roles;
    let snapshot = stage.directory.snapshot(&Caller::operator(), &olga.org()).await.expect("a snapshot");
    let roster = roster::Roster::load(snapshot).expect("a roster");
    let listed = |id, status| {
        let has = |row: &roster::RowRef<'_>| row.status() == status && row.role().is_some_and(|role| role.id == id);
        u32::try_from(roster.rows().filter(has).count()).expect("a number")
    };
    assert!(roles.iter().any(|card| card.users > 0) && roles.iter().any(|card| card.invitations > 0));
    for card in roles {
        let (users, invited) = (listed(card.role.id, Status::Active), listed(card.role.id, Status::Invited));
        assert_eq!((card.users, card.invitations), (users, invited), "{}", card.role.name);
    }
}
