//! Time travel: everybody as they were at the end of a day, and what became of them between two.

use crate::support::{BEGIN, Persona, Stage, on_both, refusal};
use directory::Error;
use domain::{
    ChangeOrganization, Command, DAY_MS, Doer, MINUTE_MS, Name, Permission, PersonId, Refusal, RoleKey, Timestamp, Turn,
};
use roster::{Roster, RowRef, Snapshot};

on_both! {
    each_day_is_told_as_it_was_seen
    what_changed_is_told_with_who_and_when
    only_who_reads_the_audit_log_sees_the_past
    days_that_are_not_past_are_refused
    what_was_erased_stays_erased
    who_looks_at_the_past_may_change_nothing
}

async fn now(by: &Persona) -> Snapshot {
    by.directory.snapshot(&by.session.caller, &by.org()).await.expect("seen")
}

async fn as_of(by: &Persona, at: Timestamp) -> directory::Result<Snapshot> {
    by.directory.snapshot_as_of(&by.session.caller, &by.org(), at).await
}

/// All that a table says, but what the past does not know: when people were last seen, and how far mails came.
fn picture(snapshot: Snapshot) -> Vec<String> {
    let roster = Roster::load(snapshot).expect("it fits together");
    let line = |row: RowRef<'_>| {
        let teams: Vec<String> = row.teams().map(|(team, owner)| format!("{} {owner}", team.name)).collect();
        let role = row.role().map(|role| role.name.to_string());
        let until = row.role_until().map(|(until, then)| (until, then.name.to_string()));
        let inviter = row.invited_by().map(|by| by.email().to_owned());
        let dates = (row.since(), row.ends_at(), row.expires_at(), row.restorable_until());
        format!("{} {} {role:?} {until:?} {teams:?} {:?} {dates:?} {inviter:?}", row.name(), row.email(), row.status())
    };
    let mut lines: Vec<String> = roster.rows().map(line).collect();
    lines.sort();
    lines.push(format!("{} {:?} {:?}", roster.org_name(), roster.seats(), roster.totals()));
    lines.extend(roster.roles().iter().map(|role| format!("{} {:?}", role.name, role.permissions)));
    lines.extend(roster.teams().iter().map(|(_, team)| team.name.to_string()));
    lines
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

async fn each_day_is_told_as_it_was_seen(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mia = stage.join(&adam, "Mia Mo", RoleKey::Member).await;
    let tara = stage.join(&olga, "Tara Toe", RoleKey::TeamOwner).await;
    let (design, sales) = (olga.creates_team("Design").await, olga.creates_team("Sales").await);
    let auditor = Command::CreateRole { name: name("Auditor"), permissions: vec![Permission::UsersRead] };
    let made = olga.does(auditor).await.expect("a role");
    let domain::Change::RoleCreated { role: auditor } = &made.events[0].change else { panic!("no role") };
    let (member, admin) = (olga.role(RoleKey::Member).await, olga.role(RoleKey::Admin).await);
    let (invited, _) = olga.invites_as("ivy@acme.test", RoleKey::Member).await;
    let day = |n: i64| BEGIN.plus_days(n);
    let into = |user: &Persona, team| Command::ChangeTeams { users: vec![user.user], add: vec![team], remove: vec![] };
    let settings = |change: ChangeOrganization| Command::ChangeOrganization(change);
    let deeds: Vec<Vec<Command>> = vec![
        vec![into(&ben, design), into(&tara, design), into(&mia, sales)],
        vec![
            Command::SetTeamOwner { team: design, user: tara.user, owner: true },
            Command::LendRole { users: vec![ben.user], role: admin, until: day(5), then: Some(member) },
            Command::SetEndDate { users: vec![mia.user], ends_at: Some(day(9)) },
        ],
        vec![
            settings(ChangeOrganization {
                seat_limit: Some(Some(9)),
                name: Some(name("Acme 2")),
                ..Default::default()
            }),
            Command::RenameTeam { team: sales, name: name("Selling") },
            Command::SetRole { users: vec![adam.user], role: auditor.id },
        ],
        vec![
            Command::Remove { users: vec![ben.user], reason: None, successors: vec![], heir: None },
            Command::ChangeRole {
                role: auditor.id,
                name: Some(name("Watcher")),
                permissions: Some(vec![Permission::UsersRead, Permission::AuditRead]),
            },
        ],
        vec![Command::Resend { invitations: vec![invited] }, into(&adam, sales)],
        vec![
            Command::Restore { users: vec![ben.user] },
            Command::SetRole { users: vec![ben.user], role: admin },
            Command::DeleteTeam { team: design },
        ],
        vec![
            Command::Revoke { invitations: vec![invited] },
            Command::Suspend { users: vec![tara.user], reason: None, successors: vec![], heir: None },
        ],
        vec![Command::DeleteRole { role: auditor.id, move_to: Some(member) }],
        vec![Command::Reopen { invitations: vec![invited] }, Command::Reactivate { users: vec![tara.user] }],
        vec![],
        vec![settings(ChangeOrganization { seat_limit: Some(None), ..Default::default() })],
        vec![],
    ];
    let mut seen = Vec::new();
    for commands in deeds {
        seen.push((stage.clock.now(), picture(now(&olga).await)));
        stage.clock.advance(DAY_MS - 2 * MINUTE_MS);
        for command in commands {
            let told = format!("{command:?}");
            let answer = olga.does(command).await.unwrap_or_else(|error| panic!("{told}: {error}"));
            assert_eq!(answer.refused, [], "{told}");
            stage.clock.advance(MINUTE_MS / 10);
        }
        stage.clock.advance(2 * MINUTE_MS - stage.clock.now().since(BEGIN).rem_euclid(MINUTE_MS));
    }
    for (at, was) in seen {
        let is = picture(as_of(&olga, at).await.expect("told"));
        let differs: Vec<_> = is.iter().zip(&was).filter(|(is, was)| is != was).collect();
        assert!(is == was, "on day {}: {differs:#?}", at.since(BEGIN) / DAY_MS);
    }
}

async fn what_changed_is_told_with_who_and_when(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia Mo", RoleKey::Member).await;
    let tom = stage.join(&olga, "Tom Tip", RoleKey::Member).await;
    let elan = stage.join(&olga, "Elan Eve", RoleKey::Member).await;
    olga.does(Command::RenameUser { user: elan.user, name: name("Élan Eve") }).await.expect("renamed");
    let design = olga.creates_team("Design").await;
    olga.does(Command::SetEndDate { users: vec![tom.user], ends_at: Some(BEGIN.plus_days(2)) }).await.expect("an end");
    let since = stage.clock.now();
    stage.clock.advance(DAY_MS);
    let promoted = stage.clock.now();
    olga.set_role(&ben, RoleKey::Admin).await.expect("promoted");
    olga.set_role(&adam, RoleKey::Member).await.expect("demoted");
    ben.does(Command::ChangeTeams { users: vec![mia.user], add: vec![design], remove: vec![] }).await.expect("moved");
    let zoe = stage.join(&ben, "Zoe Zed", RoleKey::Member).await;
    olga.does(Command::ChangeTeams { users: vec![elan.user], add: vec![design], remove: vec![] }).await.expect("moved");
    stage.clock.advance(2 * DAY_MS);
    let told = olga.directory.difference(&olga.session.caller, &olga.org(), since, None).await.expect("told");
    assert_eq!((told.counts, told.until), ([1, 1, 1, 1, 2], stage.clock.now()));
    let who: Vec<_> = told.people.iter().map(|one| (one.turn, one.user, one.name.as_str())).collect();
    assert_eq!(
        who,
        [
            (Turn::Joined, zoe.user, "Zoe Zed"),
            (Turn::Left, tom.user, "Tom Tip"),
            (Turn::Raised, ben.user, "Ben Bo"),
            (Turn::Lowered, adam.user, "Adam Ant"),
            (Turn::Moved, elan.user, "Élan Eve"),
            (Turn::Moved, mia.user, "Mia Mo"),
        ]
    );
    let [joined, left, raised, lowered, _, moved] = &told.people[..] else { panic!("six") };
    let is = |doer: &Option<Doer>, called: &str| matches!(doer, Some(Doer::User(name)) if name.as_str() == called);
    assert!(is(&joined.by, "Zoe Zed"), "who accepted: {joined:?}");
    assert_eq!((&left.by, left.at), (&None, Some(BEGIN.plus_days(2))), "a date came by itself");
    assert!(is(&raised.by, "Olga Ortiz") && raised.at == Some(promoted));
    let roles =
        |one: &domain::Differs| [&one.role_before, &one.role_after].map(|role| role.as_ref().map(Name::to_string));
    assert_eq!(roles(raised), [Some("Member".to_owned()), Some("Admin".to_owned())]);
    assert_eq!(roles(lowered), [Some("Admin".to_owned()), Some("Member".to_owned())]);
    assert!(is(&moved.by, "Ben Bo"));
    let [turn] = &moved.teams[..] else { panic!("{moved:?}") };
    assert_eq!((turn.team.as_str(), turn.was, turn.is), ("Design", None, Some(false)));
    // Backwards it is nothing; and before any of it, nothing either.
    let same = olga.directory.difference(&olga.session.caller, &olga.org(), since.plus_ms(-1), Some(since)).await;
    assert_eq!(same.expect("told").counts, [0; 5]);
}

async fn only_who_reads_the_audit_log_sees_the_past(stage: Stage) {
    let olga = stage.acme().await;
    let mia = stage.join(&olga, "Mia Mo", RoleKey::Member).await;
    let tara = stage.join(&olga, "Tara Toe", RoleKey::TeamOwner).await;
    let ada = stage.join(&olga, "Ada Ash", RoleKey::Member).await;
    let zed = stage.found("other", "zed@other.test", "Zed Zoe").await;
    let permissions = vec![Permission::UsersRead, Permission::UsersSetRole];
    let made = olga.does(Command::CreateRole { name: name("Sees"), permissions }).await.expect("a role");
    let domain::Change::RoleCreated { role } = &made.events[0].change else { panic!("no role") };
    olga.does(Command::SetRole { users: vec![ada.user], role: role.id }).await.expect("given");
    let (at, org) = (stage.clock.now(), olga.org());
    stage.clock.advance(DAY_MS);
    for who in [&mia, &tara, &ada] {
        let caller = &who.session.caller;
        assert!(matches!(refusal(who.directory.snapshot_as_of(caller, &org, at).await), Refusal::NotAllowed { .. }));
        let difference = who.directory.difference(caller, &org, at, None).await;
        assert!(matches!(refusal(difference), Refusal::NotAllowed { .. }));
    }
    assert_eq!(stage.number("select count(*) from refused_attempts where action = 'read_past'").await, 6);
    let elsewhere = zed.directory.snapshot_as_of(&zed.session.caller, &org, at).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    assert!(matches!(zed.directory.difference(&zed.session.caller, &org, at, None).await, Err(Error::NotFound)));
    assert!(as_of(&olga, at).await.is_ok());
}

async fn days_that_are_not_past_are_refused(stage: Stage) {
    let olga = stage.acme().await;
    stage.clock.advance(3 * DAY_MS);
    let now = stage.clock.now();
    assert_eq!(refusal(as_of(&olga, now.plus_days(1)).await), Refusal::DayAhead);
    assert_eq!(refusal(as_of(&olga, Timestamp(i64::MAX)).await), Refusal::DayAhead);
    assert_eq!(as_of(&olga, now.plus_days(1).plus_ms(-1)).await.expect("the end of today").now, now);
    let before = as_of(&olga, BEGIN.plus_ms(-1)).await;
    assert_eq!(refusal(before), Refusal::BeforeOrganization { since: BEGIN });
    assert!(matches!(refusal(as_of(&olga, Timestamp(i64::MIN)).await), Refusal::BeforeOrganization { .. }));
    let caller = &olga.session.caller;
    for (since, until, why) in [
        (now, Some(BEGIN), Refusal::DaysReversed),
        (BEGIN, Some(BEGIN), Refusal::DaysReversed),
        (now, None, Refusal::DaysReversed),
        (now.plus_days(2), None, Refusal::DayAhead),
        (BEGIN, Some(now.plus_days(2)), Refusal::DayAhead),
        (BEGIN.plus_ms(-1), None, Refusal::BeforeOrganization { since: BEGIN }),
    ] {
        assert_eq!(refusal(olga.directory.difference(caller, &olga.org(), since, until).await), why);
    }
}

async fn what_was_erased_stays_erased(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let at = stage.clock.now();
    stage.clock.advance(DAY_MS);
    ben.does(Command::RenameUser { user: ben.user, name: name("Ben Bow") }).await.expect_err("not one's own");
    olga.does(Command::RenameUser { user: ben.user, name: name("Ben Bow") }).await.expect("renamed");
    let named = |snapshot| picture(snapshot).iter().any(|line| line.starts_with("Ben Bo ben@acme.test"));
    assert!(named(as_of(&olga, at).await.expect("told")));
    stage.sql("update events set personal = null").await.expect("erased");
    let told = picture(as_of(&olga, at).await.expect("told"));
    assert!(told.iter().any(|line| line.starts_with("erased erased@erased.invalid")), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("Ben")), "{told:?}");
}

async fn who_looks_at_the_past_may_change_nothing(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let at = stage.clock.now();
    let before = picture(now(&olga).await);
    stage.clock.advance(DAY_MS);
    let answer = olga.set_role(&ben, RoleKey::Admin).await.expect("promoted");
    let snapshot = as_of(&olga, at).await.expect("told");
    assert!(snapshot.tag() != now(&olga).await.tag() && snapshot.past && snapshot.founded == BEGIN);
    let mut roster = Roster::load(snapshot).expect("it fits together");
    assert_eq!(roster.viewer().owned_teams, []);
    let may: Vec<_> = roster.viewer().permissions.iter().collect();
    assert_eq!(may, [Permission::UsersRead, Permission::SeatsRead, Permission::AuditRead]);
    let row = roster.find(PersonId::User(ben.user)).expect("there");
    assert!(!roster.is_selectable(row));
    assert_eq!(roster.edit(ben.user.into(), roster::Edit::Role(olga.role(RoleKey::Admin).await)), None);
    // What happens, and the time that passes, is none of it.
    answer.events.iter().for_each(|event| drop(roster.apply(event)));
    drop(roster.at(stage.clock.now()));
    assert!(roster.is_past() && roster.now() == at);
    assert_eq!(picture(roster.snapshot()), before);
}
