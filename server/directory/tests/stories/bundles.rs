//! Bundles, on both databases: made, changed and deleted; who came by one, and who drifted.

use crate::support::{BEGIN, PASSWORD, Persona, Stage, kinds, on_both, refusal, token_of, visitor};
use directory::{Error, Message};
use domain::{
    Answer, Bundle, BundleCard, BundleId, BundleShape, Change, Command, Happened, Invite, Name, Note, Permission,
    PersonId, PersonPanel, Refusal, RoleKey, TeamId,
};

on_both! {
    a_bundle_is_made_changed_deleted_and_brought_back
    whoever_comes_by_a_bundle_has_what_it_gives_until_the_day
    who_drifted_is_named_and_brought_back_with_one_undo
    a_team_owner_sees_and_uses_no_bundle_that_gives_more_than_they_may
    two_editors_of_one_bundle_clash
    two_bundles_of_one_name_are_never_made
    deleting_a_team_or_a_role_leaves_no_bundle_with_it
    deleting_a_role_while_a_bundle_is_given_it_leaves_none_without_one
    who_invited_is_told_of_an_end_and_who_joined_is_told_once
    an_invitation_its_reminder_and_its_history_tell_when_access_ends
    what_a_bundle_says_is_in_no_event_in_clear
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

impl Persona {
    /// A Member in these teams for 90 days.
    async fn contractor(&self, teams: &[TeamId]) -> BundleShape {
        let mut teams = teams.to_vec();
        teams.sort_unstable();
        let note = Some(Note::parse("Welcome aboard").expect("a note"));
        BundleShape {
            name: name("Contractor"),
            role: self.role(RoleKey::Member).await,
            teams,
            access_days: Some(90),
            note,
        }
    }

    async fn creates_bundle(&self, shape: BundleShape) -> Bundle {
        made(&self.does(Command::CreateBundle { shape }).await.expect("a bundle"))
    }

    async fn cards(&self) -> Vec<BundleCard> {
        self.directory.bundles(&self.session.caller, &self.org()).await.expect("seen").bundles
    }

    async fn usable(&self) -> Vec<String> {
        let bundles = self.directory.usable_bundles(&self.session.caller, &self.org()).await.expect("may invite");
        bundles.into_iter().map(|bundle| bundle.shape.name.to_string()).collect()
    }

    async fn panel(&self, person: impl Into<PersonId>) -> PersonPanel {
        self.directory.person_panel(&self.session.caller, &self.org(), person.into()).await.expect("a panel")
    }

    /// Invites somebody with a bundle, as it is.
    async fn invites_with(&self, email: &str, bundle: &Bundle) -> Answer {
        self.does(self.invitation_with(email, bundle).await).await.expect("invited")
    }

    async fn invitation_with(&self, email: &str, bundle: &Bundle) -> Command {
        let Command::Invite(invite) = self.invitation_to(email, RoleKey::Member).await else { unreachable!() };
        let BundleShape { role, teams, access_days, note, .. } = bundle.shape.clone();
        Command::Invite(Invite { role, teams, access_days, note, bundle: Some(bundle.id), ..invite })
    }
}

fn made(answer: &Answer) -> Bundle {
    match &answer.events[0].change {
        Change::BundleCreated { bundle } => bundle.clone(),
        other => panic!("no bundle: {other:?}"),
    }
}

/// Somebody invited by Olga with a bundle joins.
async fn joins_by(stage: &Stage, olga: &Persona, who: &str, bundle: &Bundle) -> Persona {
    let email = format!("{}@acme.test", who.to_lowercase());
    let answer = olga.invites_with(&email, bundle).await;
    let token = token_of(&answer.links.first().expect("a link").url);
    let accepted = stage.directory.accept_as_new(&token, who, PASSWORD, &visitor()).await.expect("accepted");
    Persona::new(stage, "acme", accepted.user, &accepted.signed_in.expect("signed in"), &email).await
}

async fn a_bundle_is_made_changed_deleted_and_brought_back(stage: Stage) {
    let olga = stage.acme().await;
    let (support, design) = (olga.creates_team("Support").await, olga.creates_team("Design").await);
    let bundle = olga.creates_bundle(olga.contractor(&[support, design]).await).await;
    assert_eq!(olga.cards().await[0].bundle, bundle);
    let shape = BundleShape { name: name("مقاول"), access_days: None, note: None, ..bundle.shape.clone() };
    let change = Command::ChangeBundle { bundle: bundle.id, shape: BundleShape { teams: vec![support], ..shape } };
    let changed = olga.does(change.clone()).await.expect("changed");
    assert_eq!(kinds(&changed), ["bundle_changed"]);
    assert_eq!(kinds(&olga.does(change).await.expect("as it was")), [""; 0]);
    olga.does(Command::Undo { command: changed.command }).await.expect("undone");
    assert_eq!(olga.cards().await[0].bundle, bundle, "as it was");
    let ana = joins_by(&stage, &olga, "Ana", &bundle).await;
    let deleted = olga.does(Command::DeleteBundle { bundle: bundle.id }).await.expect("deleted");
    assert_eq!((olga.cards().await, olga.panel(ana.user).await.came_by), (Vec::new(), None));
    assert_eq!(stage.number("select count(*) from bundle_teams").await, 0);
    olga.does(Command::Undo { command: deleted.command }).await.expect("undone");
    let card = olga.cards().await.remove(0);
    assert_eq!((card.bundle, card.people, card.differ), (bundle, 1, 0), "Ana came by it again");
}

async fn whoever_comes_by_a_bundle_has_what_it_gives_until_the_day(stage: Stage) {
    let olga = stage.acme().await;
    let support = olga.creates_team("Support").await;
    let bundle = olga.creates_bundle(olga.contractor(&[support]).await).await;
    let answer = olga.invites_with("bo@acme.test", &bundle).await;
    let link = answer.links.first().expect("a link");
    let panel = olga.panel(link.invitation).await;
    assert_eq!((panel.access_days, panel.came_by.expect("with it").bundle), (Some(90), name("Contractor")));
    let card = stage.directory.look_up_invitation(&token_of(&link.url), None).await.expect("good");
    assert_eq!(card.access_days, Some(90));
    stage.clock.advance(2 * domain::DAY_MS);
    let ana = joins_by(&stage, &olga, "Ana", &bundle).await;
    let ends_at = stage.number("select ends_at from users where email = 'ana@acme.test'").await;
    assert_eq!(ends_at, BEGIN.plus_days(92).0, "90 days after joining");
    let came_by = olga.panel(ana.user).await.came_by.expect("by it");
    assert_eq!((came_by.drift, came_by.blocked), (None, None));
    stage.clock.advance(90 * domain::DAY_MS);
    assert!(!ana.is_signed_in().await, "over");
}

async fn who_drifted_is_named_and_brought_back_with_one_undo(stage: Stage) {
    let olga = stage.acme().await;
    let (support, design) = (olga.creates_team("Support").await, olga.creates_team("Design").await);
    let bundle = olga.creates_bundle(olga.contractor(&[support]).await).await;
    let ana = joins_by(&stage, &olga, "Ana", &bundle).await;
    let bo = joins_by(&stage, &olga, "Bo", &bundle).await;
    olga.set_role(&ana, RoleKey::Admin).await.expect("set");
    let teams = Command::ChangeTeams { users: vec![ana.user], add: vec![design], remove: vec![support] };
    olga.does(teams).await.expect("changed");
    let card = olga.cards().await.remove(0);
    assert_eq!((card.people, card.differ), (2, 1));
    let strayed = olga.directory.strayed(&olga.session.caller, &olga.org(), bundle.id).await.expect("seen");
    assert_eq!(strayed.iter().map(|one| one.user).collect::<Vec<_>>(), [ana.user]);
    let drift = strayed[0].drift.clone();
    assert_eq!(drift.role, Some((name("Admin"), name("Member"))));
    assert_eq!((drift.missing, drift.extra, drift.ends), (vec![name("Support")], vec![name("Design")], None));
    let follow = |who: &Persona| Command::FollowBundle { users: vec![who.user] };
    assert_eq!(refusal(ana.does(follow(&ana)).await), Refusal::OwnRow);
    assert_eq!(ana.panel(ana.user).await.came_by.expect("by it").blocked, Some(Refusal::OwnRow));
    assert_eq!(olga.panel(ana.user).await.came_by.expect("by it").blocked, None);
    let back = olga.does(follow(&ana)).await.expect("brought back");
    assert_eq!(kinds(&back), ["user_role_set", "user_teams_changed"]);
    assert_eq!(olga.cards().await[0].differ, 0);
    olga.does(Command::Undo { command: back.command }).await.expect("undone");
    assert_eq!(olga.cards().await[0].differ, 1);
    // The bundle may be what changed, and somebody removed differs from nothing.
    let shape = BundleShape { access_days: Some(30), ..bundle.shape.clone() };
    olga.does(Command::ChangeBundle { bundle: bundle.id, shape }).await.expect("changed");
    assert_eq!(olga.cards().await[0].differ, 2);
    olga.remove(&bo).await.expect("removed");
    let card = olga.cards().await.remove(0);
    assert_eq!((card.people, card.differ), (1, 1));
}

async fn a_team_owner_sees_and_uses_no_bundle_that_gives_more_than_they_may(stage: Stage) {
    let olga = stage.acme().await;
    let (support, design) = (olga.creates_team("Support").await, olga.creates_team("Design").await);
    let tara = stage.join(&olga, "Tara", RoleKey::TeamOwner).await;
    let teams = Command::ChangeTeams { users: vec![tara.user], add: vec![design], remove: vec![] };
    olga.does(teams).await.expect("changed");
    olga.does(Command::SetTeamOwner { team: design, user: tara.user, owner: true }).await.expect("owns");
    let contractor = olga.creates_bundle(olga.contractor(&[support]).await).await;
    let designer = BundleShape { name: name("Designer"), ..olga.contractor(&[design]).await };
    let designer = olga.creates_bundle(designer).await;
    let boss = BundleShape { name: name("Boss"), role: olga.role(RoleKey::Owner).await, ..contractor.shape.clone() };
    let boss = olga.creates_bundle(boss).await;
    let adam = stage.join(&olga, "Adam", RoleKey::Admin).await;
    assert_eq!(adam.usable().await, ["Boss", "Contractor", "Designer"], "what is not theirs to give is named");
    assert!(matches!(adam.cards().await[0].locked, Some(Refusal::RoleAboveYours { .. })));
    assert_eq!(tara.usable().await, ["Designer"]);
    assert!(matches!(tara.directory.bundles(&tara.session.caller, &tara.org()).await, Err(Error::NotFound)));
    let theirs = tara.invitation_with("new@acme.test", &contractor).await;
    let Command::Invite(theirs) = theirs else { unreachable!() };
    let named = Command::Invite(Invite { teams: vec![design], ..theirs });
    assert_eq!(refusal(tara.does(named).await), Refusal::UnknownBundle);
    let answer = tara.invites_with("new@acme.test", &designer).await;
    assert_eq!(kinds(&answer), ["invitation_sent"]);
    let invitation = answer.links[0].invitation;
    assert_eq!(tara.panel(invitation).await.came_by, None, "whose bundle, who sees everybody reads");
    assert_eq!(tara.panel(invitation).await.access_days, Some(90));
    let lacks = Refusal::NotAllowed { permission: Permission::UsersInvite };
    assert_eq!(refusal(tara.does(Command::DeleteBundle { bundle: boss.id }).await), lacks);
}

async fn two_editors_of_one_bundle_clash(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam", RoleKey::Admin).await;
    let bundle = olga.creates_bundle(olga.contractor(&[]).await).await;
    let seen = olga.directory.bundles(&olga.session.caller, &olga.org()).await.expect("seen").seq;
    let changes = |days| {
        let shape = BundleShape { access_days: Some(days), ..bundle.shape.clone() };
        let command = Command::ChangeBundle { bundle: bundle.id, shape };
        domain::Envelope { seen_seq: seen, ..stage.envelope(command) }
    };
    let first = olga.directory.execute(&adam.session.caller, &olga.org(), changes(10)).await.expect("changed");
    match olga.directory.execute(&olga.session.caller, &olga.org(), changes(20)).await {
        Err(Error::Refused { refusal: Refusal::Clash { seq, .. }, clash }) => {
            assert_eq!((seq, clash.expect("by whom").by), (first.seq, "Adam".to_owned()));
        }
        other => panic!("no clash: {other:?}"),
    }
}

async fn two_bundles_of_one_name_are_never_made(stage: Stage) {
    let olga = stage.acme().await;
    let shape = olga.contractor(&[]).await;
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (olga, shape) = (olga.clone(), shape.clone());
            tokio::spawn(async move { olga.does(Command::CreateBundle { shape }).await })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(_) => good += 1,
            other => assert_eq!(refusal(other), Refusal::BundleNameTaken),
        }
    }
    assert_eq!((good, olga.cards().await.len()), (1, 1));
}

async fn deleting_a_team_or_a_role_leaves_no_bundle_with_it(stage: Stage) {
    let olga = stage.acme().await;
    let (support, design) = (olga.creates_team("Support").await, olga.creates_team("Design").await);
    let answer = olga.does(Command::CreateRole { name: name("Guest"), permissions: Vec::new() }).await.expect("a role");
    let Change::RoleCreated { role: guest } = &answer.events[0].change else { panic!("{answer:?}") };
    let shape = BundleShape { role: guest.id, ..olga.contractor(&[support, design]).await };
    let bundle = olga.creates_bundle(shape).await;
    let gone = olga.does(Command::DeleteTeam { team: support }).await.expect("deleted");
    assert_eq!(kinds(&gone), ["bundle_changed", "team_deleted"]);
    assert_eq!(olga.cards().await[0].bundle.shape.teams, [design]);
    let holders = olga.directory.role_holders(&olga.session.caller, &olga.org(), guest.id).await.expect("seen");
    assert_eq!(holders.bundles, [name("Contractor")]);
    let unsaid = Command::DeleteRole { role: guest.id, move_to: None };
    assert_eq!(refusal(olga.does(unsaid).await), Refusal::RoleInUse { people: 0, bundles: 1 });
    let member = olga.role(RoleKey::Member).await;
    let deleted = olga.does(Command::DeleteRole { role: guest.id, move_to: Some(member) }).await.expect("deleted");
    assert_eq!(kinds(&deleted), ["bundle_changed", "role_deleted"]);
    assert_eq!(olga.cards().await[0].bundle.shape.role, member);
    olga.does(Command::Undo { command: deleted.command }).await.expect("undone");
    let shape = BundleShape { teams: vec![design], ..bundle.shape };
    assert_eq!(olga.cards().await[0].bundle, Bundle { id: bundle.id, shape });
}

/// The role and the teams that a bundle gives, where they are there.
async fn given(stage: &Stage, bundle: BundleId) -> i64 {
    let row = match stage.kind {
        crate::support::Kind::Sqlite => format!("x'{}'", bundle.0.simple()),
        crate::support::Kind::Postgres => format!("'{bundle}'"),
    };
    let roles = format!(
        "select count(*) from bundles b join roles r on r.org_id = b.org_id and r.id = b.role_id
         where b.id = {row} and r.deleted_at is null"
    );
    stage.number(&roles).await
}

async fn deleting_a_role_while_a_bundle_is_given_it_leaves_none_without_one(stage: Stage) {
    let olga = stage.acme().await;
    let member = olga.role(RoleKey::Member).await;
    let bundle = olga.creates_bundle(olga.contractor(&[]).await).await;
    for round in 0..10 {
        let made = Command::CreateRole { name: name(&format!("Guest {round}")), permissions: Vec::new() };
        let answer = olga.does(made).await.expect("a role");
        let Change::RoleCreated { role } = &answer.events[0].change else { panic!("{answer:?}") };
        let (role, team) = (role.id, olga.creates_team(&format!("Team {round}")).await);
        let shape = BundleShape { role, teams: vec![team], ..bundle.shape.clone() };
        let commands = [
            Command::ChangeBundle { bundle: bundle.id, shape },
            Command::DeleteRole { role, move_to: Some(member) },
            Command::DeleteTeam { team },
        ];
        let tries = commands.map(|command| {
            let olga = olga.clone();
            tokio::spawn(async move { olga.does(command).await })
        });
        for one in tries {
            match one.await.expect("ran") {
                Ok(_) => {}
                Err(Error::Refused { refusal: Refusal::UnknownRole | Refusal::UnknownTeam, .. }) => {}
                Err(other) => panic!("not a clean refusal: {other}"),
            }
        }
        assert_eq!(given(&stage, bundle.id).await, 1, "its role is there");
        assert_eq!(stage.number("select count(*) from bundle_teams").await, 0, "and the deleted team is not");
    }
}

async fn who_invited_is_told_of_an_end_and_who_joined_is_told_once(stage: Stage) {
    let olga = stage.acme().await;
    let bundle = olga.creates_bundle(olga.contractor(&[]).await).await;
    joins_by(&stage, &olga, "Ana", &bundle).await;
    stage.mails().await;
    stage.clock.advance(84 * domain::DAY_MS);
    stage.directory.remind().await.expect("reminded");
    let mut told: Vec<(String, bool)> = stage
        .mails()
        .await
        .into_iter()
        .filter_map(|mail| match &mail.message {
            Message::AccessEnds { whose, .. } => Some((mail.recipient.to_string(), whose.is_some())),
            _ => None,
        })
        .collect();
    told.sort();
    assert_eq!(told, [("ana@acme.test".to_owned(), false), ("olga@acme.test".to_owned(), true)]);
}

async fn an_invitation_its_reminder_and_its_history_tell_when_access_ends(stage: Stage) {
    let olga = stage.mailing(&stage.acme().await).await;
    let bundle = olga.creates_bundle(olga.contractor(&[]).await).await;
    let answer = olga.invites_with("ana@acme.test", &bundle).await;
    let Change::InvitationSent { invitation, .. } = &answer.events[0].change else { panic!("another event") };
    let first = stage.mails().await;
    assert!(matches!(first[0].message, Message::Invitation { access_days: Some(90), .. }), "{:?}", first[0].message);
    stage.clock.advance(2 * domain::DAY_MS);
    olga.directory.remind_invited().await.expect("reminded");
    let reminder = stage.mails().await;
    let told = &reminder[0].message;
    assert!(matches!(told, Message::InvitationReminder { access_days: Some(90), .. }), "{told:?}");
    let history = olga.panel(invitation.id).await.history.expect("Olga may read it").entries;
    let invited = history.into_iter().find_map(|entry| match entry.what {
        Happened::Invited { access_days, .. } => Some(access_days),
        _ => None,
    });
    assert_eq!(invited, Some(Some(90)));
}

async fn what_a_bundle_says_is_in_no_event_in_clear(stage: Stage) {
    let olga = stage.acme().await;
    let bundle = olga.creates_bundle(olga.contractor(&[]).await).await;
    let shape = BundleShape { note: None, ..bundle.shape };
    olga.does(Command::ChangeBundle { bundle: bundle.id, shape }).await.expect("changed");
    olga.does(Command::DeleteBundle { bundle: bundle.id }).await.expect("deleted");
    for row in stage.rows("select body from events where kind like 'bundle%'").await {
        let body: String = row.try_get_by_index(0).expect("text");
        assert!(!body.contains("Welcome") && !body.contains("Contractor"), "{body}");
    }
}
