//! What there is to hear of what happens, and by whom.

use crate::support::{Persona, Stage, on_both};
use directory::{Directory, Hearing, News, Session};
use domain::{Command, Event, Name, Permission, RoleKey, SessionId};

on_both! {
    everybody_hears_as_much_as_they_see
    whoever_is_gone_hears_nothing_any_more
    s_31_a_session_that_is_over_hears_nothing
    f_11_nothing_is_missed_or_told_twice_however_the_connection_is_cut
    more_than_is_told_one_by_one_is_not_read
    a_commit_wakes_whoever_listens
}

/// What a session hears now.
pub async fn hearing(directory: &Directory, org: domain::OrgId, one: &Session) -> Hearing {
    directory.listen(org, &[one], 0, 1_000).await.expect("listened").listeners[0].hearing
}

impl Persona {
    pub async fn org_id(&self) -> domain::OrgId {
        self.directory.snapshot(&self.session.caller, &self.org()).await.expect("seen").org
    }

    async fn hears(&self, org: domain::OrgId) -> Hearing {
        hearing(&self.directory, org, &self.session).await
    }
}

async fn everybody_hears_as_much_as_they_see(stage: Stage) {
    let olga = stage.acme().await;
    let org = olga.org_id().await;
    let design = olga.creates_team("Design").await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let tom = stage.join(&olga, "Tom Tall", RoleKey::TeamOwner).await;
    let mia = stage.join(&olga, "Mia Moss", RoleKey::Member).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zed").await;
    for command in [
        Command::ChangeTeams { users: vec![tom.user], add: vec![design], remove: Vec::new() },
        Command::SetTeamOwner { team: design, user: tom.user, owner: true },
    ] {
        olga.does(command).await.expect("Tom owns Design");
    }
    assert_eq!(olga.hears(org).await, Hearing::Everything);
    assert_eq!(adam.hears(org).await, Hearing::Everything);
    assert_eq!(tom.hears(org).await, Hearing::Something, "what is of his team only his snapshot says");
    assert_eq!(mia.hears(org).await, Hearing::Nothing);
    assert_eq!(zoe.hears(org).await, Hearing::Nothing);
    assert_eq!(
        hearing(&stage.directory, org, &olga.seeing_as(RoleKey::Admin).await.session).await,
        Hearing::Everything
    );
    assert_eq!(hearing(&stage.directory, org, &olga.seeing_as(RoleKey::Member).await.session).await, Hearing::Nothing);

    // Whoever sees everybody, but no seats or no history, is told of neither by an event.
    for (name, permissions) in [
        ("Reader", vec![Permission::UsersRead]),
        ("Counter", vec![Permission::UsersRead, Permission::SeatsRead]),
        ("Auditor", vec![Permission::UsersRead, Permission::AuditRead]),
    ] {
        let command = Command::CreateRole { name: Name::parse(name).expect("a name"), permissions };
        let made = olga.does(command).await.expect("a role");
        let domain::Change::RoleCreated { role } = &made.events[0].change else { panic!("{made:?}") };
        olga.does(Command::SetRole { users: vec![mia.user], role: role.id }).await.expect("given");
        assert_eq!(mia.hears(org).await, Hearing::Something, "{name}");
    }
}

async fn whoever_is_gone_hears_nothing_any_more(stage: Stage) {
    let olga = stage.acme().await;
    let org = olga.org_id().await;
    for (name, gone) in [("Ann A", 's'), ("Ben B", 'r'), ("Cat C", 'o'), ("Dan D", 'e'), ("Eve E", 'm')] {
        let one = stage.join(&olga, name, RoleKey::Admin).await;
        assert_eq!(one.hears(org).await, Hearing::Everything, "{name}");
        match gone {
            's' => olga.suspend(&one).await,
            'r' => olga.remove(&one).await,
            'o' => olga.does(Command::SignOut { users: vec![one.user] }).await,
            'e' => {
                let tomorrow = stage.clock.now().plus_days(1);
                olga.does(Command::SetEndDate { users: vec![one.user], ends_at: Some(tomorrow) }).await
            }
            _ => olga.set_role(&one, RoleKey::Member).await,
        }
        .expect("done");
        if gone == 'e' {
            assert_eq!(one.hears(org).await, Hearing::Everything, "until tomorrow");
            stage.clock.advance(domain::DAY_MS);
        }
        let elsewhere = stage.another_server().await;
        for server in [&stage.directory, &elsewhere] {
            assert_eq!(hearing(server, org, &one.session).await, Hearing::Nothing, "{name}");
        }
    }
    assert_eq!(olga.hears(org).await, Hearing::Everything);
}

async fn s_31_a_session_that_is_over_hears_nothing(stage: Stage) {
    let olga = stage.acme().await;
    let org = olga.org_id().await;
    let mut unknown = olga.session.clone();
    unknown.id = SessionId(stage.clock.fresh_id());
    assert_eq!(hearing(&stage.directory, org, &unknown).await, Hearing::Nothing);
    stage.directory.end_session(&olga.session).await.expect("signed out");
    assert_eq!(olga.hears(org).await, Hearing::Nothing);
}

async fn f_11_nothing_is_missed_or_told_twice_however_the_connection_is_cut(stage: Stage) {
    let olga = stage.acme().await;
    let org = olga.org_id().await;
    let other = stage.another_server().await;
    let mut heard: Vec<Event> = Vec::new();
    let mut random = 20_261_127_u32;
    for number in 0..40 {
        olga.creates_team(&format!("Team {number}")).await;
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // Now and then it listens, at either server, from where it is; now and then the answer is lost.
        let server = if random & (1 << 30) == 0 { &stage.directory } else { &other };
        let after = heard.last().map_or(0, |event| event.seq);
        if random >> 31 == 0 || number == 39 {
            let told = server.listen(org, &[&olga.session], after, 1_000).await.expect("listened");
            let News::Events(events) = told.news else { panic!("not so many") };
            if random & (1 << 29) == 0 || number == 39 {
                heard.extend(events);
            }
        }
    }
    let last = stage.directory.last_events(&[org]).await.expect("read")[&org];
    let numbers: Vec<u64> = heard.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
    let told = stage.directory.listen(org, &[&olga.session], 0, 1_000).await.expect("listened");
    assert_eq!(told.news, News::Events(heard), "and they say the same");
}

async fn more_than_is_told_one_by_one_is_not_read(stage: Stage) {
    let olga = stage.acme().await;
    let org = olga.org_id().await;
    for number in 0..3 {
        olga.creates_team(&format!("Team {number}")).await;
    }
    let seq = stage.directory.last_events(&[org]).await.expect("read")[&org];
    let listen =
        async |after, most| stage.directory.listen(org, &[&olga.session], after, most).await.expect("listened");
    assert!(matches!(listen(seq - 3, 3).await.news, News::Events(events) if events.len() == 3));
    assert_eq!(listen(seq - 3, 2).await.news, News::TooMany);
    assert_eq!(listen(seq, 0).await.news, News::Events(Vec::new()));
    assert_eq!(listen(seq + 1, 1_000).await.news, News::TooMany, "a number from before a restored backup");
}

async fn a_commit_wakes_whoever_listens(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben B", RoleKey::Admin).await;
    stage.directory.settled().await;
    let mut committed = stage.directory.committed();
    let woken = |committed: &mut tokio::sync::watch::Receiver<()>| {
        let woken = committed.has_changed().expect("the service is there");
        committed.mark_unchanged();
        woken
    };
    assert!(!woken(&mut committed));
    olga.creates_team("Design").await;
    assert!(woken(&mut committed), "an event");
    stage.directory.rename_account(&ben.session, "Ben Bell").await.expect("renamed");
    assert!(woken(&mut committed), "an event in each of somebody's organizations");
    stage.directory.end_session(&ben.session).await.expect("signed out");
    assert!(woken(&mut committed), "the end of a session");
    assert!(olga.set_role(&olga, RoleKey::Member).await.is_err());
    assert!(!woken(&mut committed), "nothing was done");
}
