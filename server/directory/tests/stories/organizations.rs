//! How organizations and their first Owners come to be, and what their settings pages show to whom.

use crate::support::{PASSWORD, Stage, on_both, refusal, token_of, visitor};
use directory::{Caller, Error, NewOwner, SetUp};
use domain::{ChangeOrganization, Command, DAY_MS, Name, Refusal, RoleKey, SeatPolicy};

on_both! {
    an_empty_installation_is_set_up_once
    the_newest_set_up_link_alone_is_good
    making_an_owner_brings_whoever_it_is_to_that
    making_an_owner_needs_a_seat_and_the_operator
    what_somebody_else_set_meanwhile_is_a_clash_with_who_and_when
    a_database_of_the_first_step_is_brought_to_this_version
    settings_are_shown_to_those_who_may_see_them
    s_22_what_belongs_to_another_organization_is_not_found
}

fn set_up() -> SetUp {
    SetUp {
        organization: "Acme & Sons".to_owned(),
        slug: None,
        name: "Olga Ortiz".to_owned(),
        email: "olga@acme.test".to_owned(),
        password: PASSWORD.to_owned(),
    }
}

async fn an_empty_installation_is_set_up_once(stage: Stage) {
    let directory = &stage.directory;
    assert!(!directory.is_set_up().await.expect("read"));
    let link = directory.set_up_link().await.expect("made").expect("nothing there yet");
    assert!(link.starts_with("http://localhost:3000/set-up#"), "{link}");
    let token = token_of(&link);
    directory.look_up_set_up(&token).await.expect("good");
    for bad in [
        SetUp { email: "olga".to_owned(), ..set_up() },
        SetUp { password: "short".to_owned(), ..set_up() },
        SetUp { organization: " ".to_owned(), ..set_up() },
        SetUp { slug: Some("Not A Slug".to_owned()), ..set_up() },
    ] {
        assert!(matches!(directory.set_up(&token, &bad, &visitor()).await, Err(Error::Invalid { .. })), "{bad:?}");
    }
    let signed_in = directory.set_up(&token, &set_up(), &visitor()).await.expect("set up");
    let session = directory.session(signed_in.token.expose(), None).await.expect("looked up").expect("good");
    let list = directory.organizations_of(&session).await.expect("hers");
    assert_eq!((list[0].slug.as_str(), list[0].role.as_str()), ("acme-sons", "Owner"));
    assert!(directory.is_set_up().await.expect("read"));
    assert!(matches!(directory.set_up(&token, &set_up(), &visitor()).await, Err(Error::LinkOver)));
    assert!(directory.set_up_link().await.expect("asked").is_none());
    let kinds = stage.rows("select kind, actor_kind from events order by seq").await;
    let kinds: Vec<(String, String)> = kinds
        .iter()
        .map(|row| (row.try_get_by_index(0).expect("text"), row.try_get_by_index(1).expect("text")))
        .collect();
    let of = |kind: &str| (kind.to_owned(), "user".to_owned());
    assert_eq!(kinds, [of("organization_created"), of("user_joined")]);
}

async fn the_newest_set_up_link_alone_is_good(stage: Stage) {
    let directory = &stage.directory;
    let older = token_of(&directory.set_up_link().await.expect("made").expect("a link"));
    let newer = token_of(&directory.set_up_link().await.expect("made").expect("a link"));
    assert!(matches!(directory.look_up_set_up(&older).await, Err(Error::LinkOver)));
    stage.clock.advance(DAY_MS);
    assert!(matches!(directory.set_up(&newer, &set_up(), &visitor()).await, Err(Error::LinkOver)));
    let newest = token_of(&directory.set_up_link().await.expect("made").expect("a link"));
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (directory, token) = (directory.clone(), newest.clone());
            tokio::spawn(async move { directory.set_up(&token, &set_up(), &visitor()).await.is_ok() })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        good += i32::from(one.await.expect("ran"));
    }
    assert_eq!(good, 1);
    assert_eq!(stage.number("select count(*) from organizations").await, 1);
    assert_eq!(stage.number("select count(*) from users").await, 1);
}

fn owner(email: &str) -> NewOwner {
    NewOwner {
        org: "acme".to_owned(),
        org_name: None,
        email: email.to_owned(),
        name: None,
        password: "the operator's choice".to_owned(),
    }
}

async fn making_an_owner_brings_whoever_it_is_to_that(stage: Stage) {
    let olga = stage.acme().await;
    let operator = Caller::operator();
    let active = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let suspended = stage.join(&olga, "Cleo Cy", RoleKey::Member).await;
    let removed = stage.join(&olga, "Dan Du", RoleKey::Member).await;
    olga.invites("eva@acme.test", RoleKey::Member).await.expect("invited");
    olga.suspend(&suspended).await.expect("suspended");
    olga.remove(&removed).await.expect("removed");
    for (email, same) in [
        (olga.email.as_str(), Some(olga.user)),
        (active.email.as_str(), Some(active.user)),
        (suspended.email.as_str(), Some(suspended.user)),
        (removed.email.as_str(), Some(removed.user)),
        ("eva@acme.test", None),
        ("fay@acme.test", None),
    ] {
        let made = stage.directory.create_owner(&operator, &owner(email)).await.expect("an Owner");
        assert!(!made.org_is_new);
        assert_eq!(made.password_set, same.is_none(), "{email}: an account that has a password keeps it");
        assert!(same.is_none_or(|user| user == made.user), "{email}: the same user");
    }
    let sql = "select count(*) from users u join roles r on r.id = u.role_id where r.builtin = 'owner' and u.state = 'active'";
    assert_eq!(stage.number(sql).await, 6);
    assert_eq!(stage.number("select count(*) from invitations where state = 'open'").await, 0);
    let signed_in = stage.directory.sign_in("fay@acme.test", "the operator's choice", &visitor()).await;
    assert!(signed_in.is_ok());
}

async fn making_an_owner_needs_a_seat_and_the_operator(stage: Stage) {
    let olga = stage.acme().await;
    let asked = stage.directory.create_owner(&olga.session.caller, &owner("eve@acme.test")).await;
    assert!(matches!(asked, Err(Error::NotFound)));
    stage.seats("acme", 1).await;
    let full = stage.directory.create_owner(&Caller::operator(), &owner("fay@acme.test")).await;
    assert_eq!(refusal(full), Refusal::NoSeat { needed: 1, available: 0 });
    assert_eq!(stage.number("select count(*) from accounts where email = 'fay@acme.test'").await, 0);
    let bad = NewOwner { org: "Not A Slug".to_owned(), ..owner("fay@acme.test") };
    let bad = stage.directory.create_owner(&Caller::operator(), &bad).await;
    assert!(matches!(bad, Err(Error::Invalid { field: "slug", .. })));
}

async fn settings_are_shown_to_those_who_may_see_them(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let tess = stage.join(&olga, "Tess To", RoleKey::TeamOwner).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let (design, sales) = (olga.creates_team("Design").await, olga.creates_team("Sales").await);
    let into = |users, add| Command::ChangeTeams { users, add, remove: Vec::new() };
    olga.does(into(vec![tess.user, ben.user], vec![design])).await.expect("in a team");
    olga.does(into(vec![adam.user], vec![sales])).await.expect("in a team");
    let directory = &stage.directory;
    for nobody in [&tess, &zoe] {
        assert!(matches!(directory.teams(&nobody.session.caller, &olga.org()).await, Err(Error::NotFound)));
    }
    olga.does(Command::SetTeamOwner { team: design, user: tess.user, owner: true }).await.expect("owns it");
    let seen = |cards: Vec<domain::TeamCard>| {
        cards.into_iter().map(|card| (card.team.slug, card.members.len(), card.may_manage)).collect::<Vec<_>>()
    };
    let all = seen(directory.teams(&adam.session.caller, &olga.org()).await.expect("all"));
    assert_eq!(all, [("design".to_owned(), 2, true), ("sales".to_owned(), 1, true)]);
    let own = directory.teams(&tess.session.caller, &olga.org()).await.expect("her own");
    assert_eq!(own[0].members.iter().filter(|member| member.owner).count(), 1);
    assert_eq!(seen(own), [("design".to_owned(), 2, false)]);

    let general = directory.general(&olga.session.caller, &olga.org()).await.expect("hers");
    assert_eq!(general.seats.map(|seats| seats.users), Some(4));
    assert!(general.may_rename && general.may_set_seats && general.may_hand_over);
    let general = directory.general(&adam.session.caller, &olga.org()).await.expect("his");
    assert!(general.may_rename && !general.may_set_seats && !general.may_hand_over);
    let roles = directory.roles(&adam.session.caller, &olga.org()).await.expect("his").roles;
    assert_eq!(roles.iter().map(|card| card.users).collect::<Vec<_>>(), [1, 1, 1, 1]);
    for nobody in [&tess, &ben, &zoe] {
        assert!(matches!(directory.general(&nobody.session.caller, &olga.org()).await, Err(Error::NotFound)));
        assert!(matches!(directory.roles(&nobody.session.caller, &olga.org()).await, Err(Error::NotFound)));
    }
    let unknown = directory::OrgRef::from("unknown");
    assert!(matches!(directory.general(&olga.session.caller, &unknown).await, Err(Error::NotFound)));
}

async fn s_22_what_belongs_to_another_organization_is_not_found(stage: Stage) {
    let olga = stage.acme().await;
    let team = olga.creates_team("Design").await;
    let (invitation, _) = olga.invites_as("ana@acme.test", RoleKey::Member).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    let before = stage.number("select cast(sum(seq) as bigint) from organizations").await;
    let role = olga.role(RoleKey::Member).await;
    let users = || vec![olga.user];
    for command in [
        Command::SetRole { users: users(), role: zoe.role(RoleKey::Member).await },
        Command::Suspend { users: users(), reason: None, successors: Vec::new(), heir: None },
        Command::Remove { users: users(), reason: None, successors: Vec::new(), heir: None },
        Command::SignOut { users: users() },
        Command::Revoke { invitations: vec![invitation] },
        Command::CopyLink { invitation },
        Command::Resend { invitations: vec![invitation] },
    ] {
        let outcome = zoe.does(command.clone()).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{command:?}: {outcome:?}");
    }
    let foreign_role = zoe.does(Command::SetRole { users: vec![zoe.user], role }).await;
    assert_eq!(refusal(foreign_role), Refusal::UnknownRole);
    let foreign_team = Command::ChangeTeams { users: vec![zoe.user], add: vec![team], remove: Vec::new() };
    assert_eq!(refusal(zoe.does(foreign_team).await), Refusal::UnknownTeam);
    let envelope = stage.envelope(Command::CreateTeam { name: domain::Name::parse("Mine").expect("a name") });
    let theirs = stage.directory.execute(&zoe.session.caller, &olga.org(), envelope).await;
    assert!(matches!(theirs, Err(Error::NotFound)));
    assert_eq!(stage.number("select cast(sum(seq) as bigint) from organizations").await, before);
}

async fn what_somebody_else_set_meanwhile_is_a_clash_with_who_and_when(stage: Stage) {
    let olga = stage.acme().await;
    let omar = stage.join(&olga, "Omar Os", RoleKey::Owner).await;
    let team = olga.creates_team("Sales").await;
    let name = |text: &str| Name::parse(text).expect("a name");
    let set = |change: ChangeOrganization| Command::ChangeOrganization(change);
    let none = ChangeOrganization::default;
    for (his, hers) in [
        (
            set(ChangeOrganization { name: Some(name("His")), ..none() }),
            set(ChangeOrganization { name: Some(name("Hers")), ..none() }),
        ),
        (
            set(ChangeOrganization { seat_limit: Some(Some(50)), ..none() }),
            set(ChangeOrganization { seat_limit: Some(None), ..none() }),
        ),
        (
            set(ChangeOrganization { seat_policy: Some(SeatPolicy::Open), ..none() }),
            set(ChangeOrganization { seat_policy: Some(SeatPolicy::Stop), ..none() }),
        ),
        (Command::RenameTeam { team, name: name("His team") }, Command::RenameTeam { team, name: name("Her team") }),
    ] {
        let seen_seq = u64::try_from(stage.number("select seq from organizations").await).expect("positive");
        let late = |command: &Command| domain::Envelope { seen_seq, ..stage.envelope(command.clone()) };
        stage.clock.advance(1_000);
        let at = stage.directory.now();
        stage.directory.execute(&omar.session.caller, &omar.org(), late(&his)).await.expect("first");
        stage.clock.advance(1_000);
        match stage.directory.execute(&olga.session.caller, &olga.org(), late(&hers)).await {
            Err(Error::Refused { refusal: Refusal::Clash { seq, role: None }, clash: Some(clash) }) => {
                assert_eq!((seq, clash.by.as_str(), clash.at), (seen_seq + 1, "Omar Os", at), "{hers:?}");
            }
            other => panic!("{hers:?}: no clash: {other:?}"),
        }
        let same = stage.directory.execute(&olga.session.caller, &olga.org(), late(&his)).await.expect("the same");
        assert!(same.events.is_empty(), "{his:?}");
        olga.does(hers).await.expect("having seen it");
    }
    // What nobody else touched is set, whatever else was.
    let limit = set(ChangeOrganization { seat_limit: Some(Some(60)), ..none() });
    let seen_seq = u64::try_from(stage.number("select seat_limit_seq from organizations").await).expect("positive");
    let late = domain::Envelope { seen_seq, ..stage.envelope(limit) };
    stage.directory.execute(&olga.session.caller, &olga.org(), late).await.expect("hers alone");
}

async fn a_database_of_the_first_step_is_brought_to_this_version(stage: Stage) {
    use migration::{Migrator, MigratorTrait as _};
    let (url, _files) = crate::support::fresh(stage.kind).await;
    let database = directory::connect(&url).await.expect("it opens");
    let raw = crate::support::raw(&url).await;
    Migrator::up(&raw, Some(1)).await.expect("the first step");
    let backend = sea_orm::ConnectionTrait::get_database_backend(&raw);
    let id =
        if stage.kind == crate::support::Kind::Sqlite { "x'01'" } else { "'00000000-0000-0000-0000-000000000001'" };
    for old in [
        format!(
            "insert into organizations (id, slug, name, seat_limit, seat_policy, seq, created_at) \
             values ({id}, 'old', 'Old', 9, 'stop', 7, 0)"
        ),
        format!("insert into teams (org_id, id, name, name_key, slug) values ({id}, {id}, 'Sales', 'sales', 'sales')"),
    ] {
        let old = sea_orm::Statement::from_string(backend, old);
        sea_orm::ConnectionTrait::execute_raw(&raw, old).await.expect("stored by the version before");
    }
    assert!(!database.is_current().await.expect("looked"));
    database.migrate().await.expect("brought on");
    assert!(database.is_current().await.expect("looked"));
    for (sql, is) in [
        ("select name_seq + seat_limit_seq + seat_policy_seq from organizations where seat_limit = 9", 0),
        ("select name_seq from teams where slug = 'sales'", 0),
    ] {
        let sql = sea_orm::Statement::from_string(backend, sql);
        let row = sea_orm::ConnectionTrait::query_one_raw(&raw, sql).await.expect("read").expect("kept");
        assert_eq!(row.try_get_by_index::<i64>(0).expect("a number"), is);
    }
}
