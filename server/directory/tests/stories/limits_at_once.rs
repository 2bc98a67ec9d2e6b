//! S-58: each limit holds when all come at once.

use crate::support::{Kind, Persona, Stage, on_both, refusal};
use directory::Result;
use domain::{
    BUNDLES_MAX, BundleShape, Command, Field, Name, ROLES_MAX, Refusal, RoleKey, SAVED_VIEWS_MAX, SavedView,
    SavedViewId, TEAMS_MAX, TEAMS_PER_USER_MAX, TeamId,
};

on_both! {
    s_58_teams_of_an_organization
    s_58_teams_of_a_user
    s_58_roles
    s_58_bundles
    s_58_saved_views
}

/// So many have room.
const ROOM: usize = 2;
/// So many come at once.
const COME: usize = 20;

fn name(words: &str, n: usize) -> Name {
    Name::parse(&format!("{words} {n}")).expect("a name")
}

/// Has all come at once: those who have room get it, the others are told the limit.
async fn all_come<Asking>(field: Field, limit: usize, ask: impl Fn(usize) -> Asking)
where
    Asking: Future<Output = Result<()>> + Send + 'static,
{
    let limit = u32::try_from(limit).expect("a small one");
    let asked: Vec<_> = (0..COME).map(|n| tokio::spawn(ask(n))).collect();
    let mut good = 0;
    for one in asked {
        match one.await.expect("ran") {
            Ok(()) => good += 1,
            full => assert_eq!(refusal(full), Refusal::TooMany { field, limit, got: limit + 1 }),
        }
    }
    assert_eq!(good, ROOM, "{field:?}");
}

/// Has a person do something of which only counts whether it was done.
async fn does(who: Persona, command: Command) -> Result<()> {
    who.does(command).await.map(|_| ())
}

/// So many teams past the service: to make a thousand takes a while.
async fn with_teams(stage: &Stage, teams: usize) {
    let id = match stage.kind {
        Kind::Sqlite => "randomblob(16)",
        Kind::Postgres => "gen_random_uuid()",
    };
    let made = format!(
        "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {teams})
        insert into teams (org_id, id, name, name_key, slug)
        select organizations.id, {id}, 'Team ' || n, 'team ' || n, 'team-' || n from numbers, organizations"
    );
    stage.sql(&made).await.expect("teams");
}

async fn s_58_teams_of_an_organization(stage: Stage) {
    let olga = stage.acme().await;
    with_teams(&stage, TEAMS_MAX - ROOM).await;
    let make = |n| does(olga.clone(), Command::CreateTeam { name: name("Late", n) });
    all_come(Field::OrganizationTeams, TEAMS_MAX, make).await;
    assert_eq!(usize::try_from(stage.number("select count(*) from teams").await), Ok(TEAMS_MAX));
}

async fn s_58_teams_of_a_user(stage: Stage) {
    let olga = stage.acme().await;
    let ana = stage.join(&olga, "Ana Lima", RoleKey::Member).await;
    with_teams(&stage, TEAMS_PER_USER_MAX + COME).await;
    let teams = olga.directory.teams(&olga.session.caller, &olga.org()).await.expect("teams");
    let mut teams: Vec<TeamId> = teams.into_iter().map(|card| card.team.id).collect();
    let first = teams.split_off(COME + ROOM);
    let put = |add| does(olga.clone(), Command::ChangeTeams { users: vec![ana.user], add, remove: Vec::new() });
    put(first).await.expect("there is room");
    all_come(Field::Teams, TEAMS_PER_USER_MAX, |n| put(vec![teams[n]])).await;
    assert_eq!(usize::try_from(stage.number("select count(*) from team_users").await), Ok(TEAMS_PER_USER_MAX));
}

async fn s_58_roles(stage: Stage) {
    let olga = stage.acme().await;
    let make = |words: &'static str, n| {
        does(olga.clone(), Command::CreateRole { name: name(words, n), permissions: Vec::new() })
    };
    for n in RoleKey::ALL.len()..ROLES_MAX - ROOM {
        make("Role", n).await.expect("there is room");
    }
    all_come(Field::OrganizationRoles, ROLES_MAX, |n| make("Late", n)).await;
    assert_eq!(usize::try_from(stage.number("select count(*) from roles").await), Ok(ROLES_MAX));
}

async fn s_58_bundles(stage: Stage) {
    let olga = stage.acme().await;
    let role = olga.role(RoleKey::Member).await;
    let make = |words: &'static str, n| {
        let shape = BundleShape { name: name(words, n), role, teams: Vec::new(), access_days: None, note: None };
        does(olga.clone(), Command::CreateBundle { shape })
    };
    for n in 0..BUNDLES_MAX - ROOM {
        make("Bundle", n).await.expect("there is room");
    }
    all_come(Field::Bundles, BUNDLES_MAX, |n| make("Late", n)).await;
    assert_eq!(usize::try_from(stage.number("select count(*) from bundles").await), Ok(BUNDLES_MAX));
}

async fn s_58_saved_views(stage: Stage) {
    let olga = stage.acme().await;
    let keep = |words: &'static str, n| {
        let (olga, id) = (olga.clone(), SavedViewId(stage.clock.fresh_id()));
        let view = SavedView { id, name: name(words, n), query: "role=owner".to_owned(), alarm_above: None };
        async move { olga.directory.save_view(&olga.session.caller, &olga.org(), view).await.map(|_| ()) }
    };
    let most = SAVED_VIEWS_MAX as usize;
    for n in 0..most - ROOM {
        keep("View", n).await.expect("there is room");
    }
    all_come(Field::SavedViews, most, |n| keep("Late", n)).await;
    assert_eq!(usize::try_from(stage.number("select count(*) from saved_views").await), Ok(most));
}
