//! What the database itself holds, and refuses.

use crate::support::{PASSWORD, Stage, on_both, token_of, visitor};
use domain::{Command, RoleKey};

on_both! {
    s_06_no_token_is_stored_in_clear
    s_16_built_in_roles_are_locked_in_the_database
    s_23_a_link_across_organizations_cannot_be_stored
    s_08_only_an_active_user_acts_whatever_the_role
    personal_texts_stand_beside_the_events
}

async fn s_06_no_token_is_stored_in_clear(stage: Stage) {
    let mut tokens = vec![token_of(&stage.directory.set_up_link().await.expect("made").expect("a link"))];
    let olga = stage.acme().await;
    tokens.push(olga.token.clone());
    let (invitation, first) = olga.invites_as("ana@acme.test", RoleKey::Member).await;
    tokens.push(first);
    let copied = olga.does(Command::CopyLink { invitation }).await.expect("copied");
    assert_eq!(copied.links.len(), 1);
    let shown = format!("{:?}", copied.events);
    tokens.push(token_of(&copied.links[0].url));
    assert!(tokens.iter().all(|token| !shown.contains(token)), "nor in events");
    stage.directory.request_email_change(&olga.session, PASSWORD, "new@acme.test").await.expect("asked");
    stage.directory.request_reset(&olga.email);
    stage.directory.settled().await;
    let link = stage.directory.reset_link(&directory::Caller::operator(), &olga.email).await.expect("a link");
    tokens.push(token_of(&link));
    let waiting = stage.directory.claim_mails(100).await.expect("mails");
    tokens.extend(waiting.iter().filter_map(|mail| mail.link.as_deref()).map(token_of));
    assert!(tokens.len() >= 8, "{}", tokens.len());
    let (_, second) = olga.invites_as("bo@acme.test", RoleKey::Member).await;
    let accepted = stage.directory.accept_as_new(&second, "Bo", PASSWORD, &visitor()).await.expect("accepted");
    tokens.extend([second, accepted.signed_in.expect("signed in").token.expose().to_owned()]);
    let stored = stage.everything_stored().await;
    assert!(stored.contains("olga@acme.test") && stored.contains("invitation_link_copied"), "it is a dump");
    for token in &tokens {
        let digits = hex::encode(token);
        for form in [token.clone(), digits.to_uppercase(), digits] {
            assert!(!stored.contains(&form), "a token is stored in clear");
        }
    }
    assert!(!stored.contains(PASSWORD));
}

async fn s_16_built_in_roles_are_locked_in_the_database(stage: Stage) {
    let olga = stage.acme().await;
    for change in [
        "update roles set permissions = 32767 where builtin = 'member'",
        "update roles set name = 'Boss' where builtin = 'owner'",
        "update roles set builtin = null",
        "delete from roles where builtin = 'team_owner'",
    ] {
        assert!(stage.sql(change).await.is_err(), "{change}");
    }
    let roles = stage.directory.roles(&olga.session.caller, &olga.org()).await.expect("hers").roles;
    let held: Vec<_> = roles.iter().map(|card| (card.role.key, card.role.permissions)).collect();
    assert_eq!(held, RoleKey::ALL.map(|key| (Some(key), key.permissions())));
}

async fn s_23_a_link_across_organizations_cannot_be_stored(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    olga.creates_team("Design").await;
    olga.invites("ana@acme.test", RoleKey::Member).await.expect("invited");
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zen").await;
    zoe.creates_team("Ops").await;
    zoe.invites("bo@zeta.test", RoleKey::Member).await.expect("invited");
    assert_ne!(ben.user, zoe.user);
    let (acme, zeta) =
        ("(select id from organizations where slug = 'acme')", "(select id from organizations where slug = 'zeta')");
    let theirs = |what: &str| format!("(select id from {what} where org_id = {zeta} limit 1)");
    let (role, team, user) = (theirs("roles"), theirs("teams"), theirs("users"));
    for (whose, id) in [(&olga, "acme"), (&zoe, "zeta")] {
        let role = whose.role(RoleKey::Member).await;
        let name = domain::Name::parse(id).expect("a name");
        let shape = domain::BundleShape { name, role, teams: Vec::new(), access_days: None, note: None };
        whose.does(Command::CreateBundle { shape }).await.expect("a bundle");
    }
    let bundle = theirs("bundles");
    let my_bundle = format!("(select id from bundles where org_id = {acme})");
    let mine = format!("(select id from users where org_id = {acme} limit 1)");
    let invitation = format!("(select id from invitations where org_id = {acme} and state = 'open' limit 1)");
    let no = if stage.kind == crate::support::Kind::Sqlite { "0" } else { "false" };
    for link in [
        format!("update users set role_id = {role} where org_id = {acme}"),
        format!("update users set role_after = {role} where org_id = {acme}"),
        format!("update users set invited_by = {user} where org_id = {acme}"),
        format!("insert into team_users (org_id, team_id, user_id, owner) values ({acme}, {team}, {mine}, {no})"),
        format!("insert into team_users (org_id, team_id, user_id, owner) values ({zeta}, {team}, {mine}, {no})"),
        format!("update invitations set role_id = {role} where org_id = {acme}"),
        format!("update invitations set invited_by = {user} where org_id = {acme}"),
        format!("insert into invitation_teams (org_id, invitation_id, team_id) values ({acme}, {invitation}, {team})"),
        format!("update users set bundle_id = {bundle} where org_id = {acme}"),
        format!("update invitations set bundle_id = {bundle} where org_id = {acme}"),
        format!("update bundles set role_id = {role} where org_id = {acme}"),
        format!("insert into bundle_teams (org_id, bundle_id, team_id) values ({acme}, {my_bundle}, {team})"),
        format!("insert into bundle_teams (org_id, bundle_id, team_id) values ({acme}, {bundle}, {team})"),
        format!("update invitation_links set org_id = {zeta} where org_id = {acme}"),
        format!("update outbox set org_id = {zeta} where org_id = {acme}"),
    ] {
        assert!(stage.sql(&link).await.is_err(), "{link}");
    }
    let good =
        format!("insert into team_users (org_id, team_id, user_id, owner) values ({zeta}, {team}, {user}, {no})");
    stage.sql(&good).await.expect("within one it can");
}

async fn s_08_only_an_active_user_acts_whatever_the_role(stage: Stage) {
    let olga = stage.acme().await;
    let omar = stage.join(&olga, "Omar Os", RoleKey::Owner).await;
    let team = || Command::CreateTeam { name: domain::Name::parse("Mine").expect("a name") };
    let (acme, now) = ("(select id from organizations where slug = 'acme')", stage.directory.now().0);
    for standing in ["state = 'suspended'".to_owned(), "state = 'removed'".to_owned(), format!("ends_at = {now}")] {
        let sql = format!("update users set {standing} where org_id = {acme} and name = 'Omar Os'");
        stage.sql(&sql).await.expect("set");
        assert!(matches!(omar.does(team()).await, Err(directory::Error::NotFound)), "{standing}");
        assert!(matches!(omar.remove(&olga).await, Err(directory::Error::NotFound)), "{standing}");
        assert!(!omar.is_signed_in().await, "{standing}");
        assert!(stage.directory.sign_in(&omar.email, PASSWORD, &visitor()).await.is_err(), "{standing}");
        assert_eq!(crate::support::refusal(olga.does(Command::Leave).await), domain::Refusal::LastOwner);
        let back = format!("update users set state = 'active', ends_at = null where org_id = {acme}");
        stage.sql(&back).await.expect("back");
    }
    omar.does(team()).await.expect("active again");
}

async fn personal_texts_stand_beside_the_events(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.directory.rename_account(&ben.session, "Benedict Bo").await.expect("renamed");
    let reason = domain::Note::parse("left for another job").ok();
    olga.does(Command::Remove { users: vec![ben.user], reason, successors: Vec::new(), heir: None })
        .await
        .expect("removed");
    let (mut bodies, mut personal) = (String::new(), String::new());
    for row in stage.rows("select body, personal from events").await {
        bodies.push_str(&row.try_get_by_index::<String>(0).expect("text"));
        personal.push_str(&row.try_get_by_index::<String>(1).expect("text"));
    }
    for text in ["Ben", "Benedict", "ben@acme.test", "Olga", "another job"] {
        assert!(!bodies.contains(text), "{text} is in an event's body");
        assert!(personal.contains(text), "{text} is not beside it");
    }
}
