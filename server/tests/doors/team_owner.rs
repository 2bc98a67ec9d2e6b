//! Rule 5 at every door: whoever only manages the teams they own, by whichever role, sees and does what those allow.

use crate::house::{House, Person};
use crate::matrix::{Base, FILE, ask, outcome, sorted};
use crate::policies::{Asked, policies};
use crate::store::Kind;
use directory::Caller;
use domain::{Command, Permission, UserId};
use serde_json::json;

/// Gives somebody a role of the organization's own.
async fn give(house: &mut House, who: &str, name: &'static str, permissions: &[Permission]) {
    house.create_role("acme", name, permissions).await;
    let command = Command::SetRole { users: vec![house.user(who)], role: house.roles[name] };
    house.run("acme", command).await;
}

#[tokio::test]
async fn an_own_role_that_manages_own_teams_is_a_team_owner_at_every_door() {
    let table = std::fs::read_to_string(FILE).expect("the matrix");
    let mut bases = Vec::new();
    for one_owner in [false, true] {
        let mut base = Base::new(Kind::Sqlite, one_owner).await;
        give(&mut base.house, "tom", "leads", &[Permission::TeamsManageOwn]).await;
        base.state = base.house.state().await;
        bases.push(base);
    }
    let (mut asked, mut peer, mut others) = (0, 0, Vec::new());
    let mut kept: Option<House> = None;
    for policy in policies() {
        for target in sorted(policy.targets) {
            let base = &bases[usize::from(target == "last owner")];
            let house = match kept.take().filter(|_| target != "last owner") {
                Some(house) => house,
                None => base.again().await,
            };
            let question = Asked { base, house: &house, actor: "tom", target };
            let Some(arguments) = (policy.arguments)(&question) else { continue };
            if let Some(command) = policy.before.and_then(|before| before(&question)) {
                let _ = house.execute(&Caller::operator(), question.org(), command).await;
            }
            peer += 1;
            let answer = ask(&house, &house.person("tom"), peer, policy.function, &arguments).await;
            let said = outcome(&answer);
            let line = format!("{},team owner,{target},{said}", policy.function);
            if !table.lines().any(|known| known == line) {
                others.push(line);
            }
            asked += 1;
            if target != "last owner" && said != "done" && house.state().await == base.state {
                kept = Some(house);
            }
        }
    }
    assert_eq!(others, [""; 0], "not as a Team owner");
    assert!(asked > 200, "only {asked} cells");
}

/// What every door that reads tells somebody: functions, files, pages.
async fn everything_read(house: &House, who: &Person) -> Vec<(String, String)> {
    let people = ["tom", "mia", "max", "olga", "rae", "sam", "tea"].map(|name| house.user(name));
    let mut told = Vec::new();
    for path in [
        "/o/acme/snapshot",
        "/o/acme/snapshot?as_of=2026-11-24",
        "/o/acme/export?format=csv&as_of=2026-11-24",
        "/o/acme/settings/users?as_of=2026-11-24",
        "/o/acme/export?format=csv",
        "/o/acme/export?format=json&cols=invited-by,joined,ends",
        "/o/acme/export?format=csv&q=max&status=active,suspended,removed,invited,expired",
        "/o/acme/audit/export?format=csv",
        "/o/acme/audit/export?format=jsonl",
        "/o/acme/audit/chain",
        "/o/acme/settings/audit",
        "/o/acme/settings/users",
        "/o/acme/settings/users?role=secret&team=support",
        "/o/acme/settings/teams",
        "/o/acme/settings/roles",
        "/o/acme/settings/general",
    ] {
        told.push((path.to_owned(), house.get(who, path).await.text()));
    }
    let org = "acme";
    let mut functions = vec![
        ("people/first_page", json!({ "org": org, "query": "" })),
        ("people/first_page", json!({ "org": org, "query": "q=max&role=secret" })),
        ("people/first_page", json!({ "org": org, "query": "as_of=2026-11-24" })),
        ("people/difference", json!({ "org": org, "since": house.clock.now().plus_ms(-1), "until": null })),
        ("teams/list", json!({ "org": org })),
        ("teams/candidates", json!({ "org": org, "team": house.teams["design"], "text": "" })),
        ("teams/candidates", json!({ "org": org, "team": house.teams["support"], "text": "" })),
        ("roles/list", json!({ "org": org })),
        ("roles/holders", json!({ "org": org, "role": house.roles["secret"] })),
        ("organization/general", json!({ "org": org })),
        ("audit/list", json!({ "org": org, "filter": {}, "before": null })),
        ("audit/attempts", json!({ "org": org, "filter": {}, "before": null })),
        ("audit/event", json!({ "org": org, "event": 2 })),
        ("audit/people", json!({ "org": org, "text": "" })),
    ];
    for UserId(user) in people {
        functions.push(("people/panel", json!({ "org": org, "person": { "user": user } })));
        functions.push(("people/history", json!({ "org": org, "person": { "user": user }, "before": null })));
    }
    for (function, arguments) in functions {
        told.push((format!("{function} {arguments}"), house.call(who, function, &arguments).await.text()));
    }
    told
}

/// What nobody who owns Design alone may read.
fn hidden(house: &House) -> Vec<String> {
    let strangers = ["max", "olga", "oscar", "ana", "sam", "rae", "tea"];
    let addresses = strangers.iter().map(|who| format!("{who}@acme.test"));
    let teams = ["Support".to_owned(), house.teams["support"].0.to_string()];
    let role = house.roles["secret"].0.to_string();
    addresses.chain(teams).chain(["Secret".to_owned(), role, "ivy@umbrella.test".to_owned()]).collect()
}

#[tokio::test]
async fn nobody_reads_of_other_teams_people_or_roles_whatever_else_their_role_allows() {
    let mut house = House::full().await;
    give(&mut house, "max", "secret", &[Permission::UsersRead]).await;
    // Mia, whom Tom sees, comes and goes in a team that he does not.
    let (mia, support) = (house.user("mia"), house.teams["support"]);
    let teams = |add: bool| {
        let (add, remove) = if add { (vec![support], vec![]) } else { (vec![], vec![support]) };
        Command::ChangeTeams { users: vec![mia], add, remove }
    };
    for add in [true, false, true] {
        house.run("acme", teams(add)).await;
    }
    let more = [Permission::TeamsManageOwn, Permission::AuditRead, Permission::UsersSignOut, Permission::UsersSuspend];
    let seats = [Permission::TeamsManageOwn, Permission::SeatsRead];
    for (name, permissions) in [("leads", &more[..1]), ("auditors", &more[..]), ("seated", &seats[..])] {
        give(&mut house, "tom", name, permissions).await;
        let tom = house.person("tom");
        let told = everything_read(&house, &tom).await;
        assert!(told[0].1.contains("mia@acme.test"), "{name} sees Design: {}", told[0].1);
        for (door, text) in &told {
            // What was asked is repeated by pages in their address.
            let text = text.replace("role=secret&amp;team=support", "").replace("role=secret&team=support", "");
            for what in hidden(&house) {
                let said = text.contains(&what) && !door.contains(&what);
                assert!(!said, "{name} reads {what} at {door}: {text}");
            }
        }
    }
    // An address that is taken is all that an invitation tells of somebody who was removed.
    let tom = house.person("tom");
    let addresses = json!([{ "email": "rae@acme.test", "name": null }, { "email": "sam@acme.test", "name": null }]);
    let invite = json!({ "addresses": addresses, "role": house.roles["member"], "teams": [house.teams["design"]], "days": 7, "note": null });
    let answer = house.call(&tom, "invitations/send", &house.command("acme", &json!({ "invite": invite }))).await;
    let told: Vec<_> =
        answer.json()["refused"].as_array().expect("refused").iter().map(|one| one["refusal"].clone()).collect();
    assert_eq!(told, ["already_user", "already_user"]);
}
