use super::*;
use std::collections::BTreeMap;

fn settings(limit: Option<Option<u32>>, policy: Option<SeatPolicy>, text: Option<&str>) -> Command {
    let (name, seat_limit, seat_policy) = (text.map(name), limit, policy);
    Command::ChangeOrganization(ChangeOrganization { name, seat_limit, seat_policy, ..Default::default() })
}

#[test]
fn seats_are_the_owners_and_the_name_an_admins() {
    let mut world = World::new();
    for command in [settings(Some(None), None, None), settings(None, Some(SeatPolicy::Open), Some("New"))] {
        assert_eq!(world.refusal(ADAM, &command), lacks(Permission::SeatsManage));
    }
    assert_eq!(world.refusal(TARA, &settings(None, None, Some("Mine"))), lacks(Permission::SettingsManage));
    world.act(ADAM, &settings(None, None, Some("Acme & Sons")));
    assert_eq!(world.state.org.settings.name, name("Acme & Sons"));
    assert_eq!(world.act(ADAM, &settings(None, None, Some("Acme & Sons"))), []);
    assert_eq!(world.act(BEN, &settings(None, None, None)), []);
}

#[test]
fn a_seat_limit_has_bounds_and_lowering_it_removes_nobody() {
    let mut world = World::new();
    let out = |limit: u32| Refusal::OutOfRange { field: Field::SeatLimit, least: 1, most: limit };
    for limit in [0, SEAT_LIMIT_MAX + 1] {
        assert_eq!(world.refusal(OLGA, &settings(Some(Some(limit)), None, None)), out(SEAT_LIMIT_MAX));
    }
    assert!(world.ask(OLGA, &settings(Some(Some(SEAT_LIMIT_MAX)), None, None)).is_ok());
    world.act(OLGA, &settings(Some(Some(1)), None, None));
    assert_eq!((world.state.seats.users, world.state.seats.over(), world.state.seats.available()), (5, 4, Some(0)));
    let full = Refusal::NoSeat { needed: 1, available: 0 };
    assert_eq!(world.refusal(OLGA, &inviting(&["new"], member(), &[])), full);
    world.act(OLGA, &settings(None, Some(SeatPolicy::Open), None));
    world.invite(OLGA, "new", member(), &[]);
    assert_eq!(world.state.seats.over(), 5);
    world.act(OLGA, &settings(Some(None), None, None));
    assert_eq!((world.state.seats.over(), world.state.seats.available()), (0, None));
}

#[test]
fn whether_people_are_told_is_an_admin_s_to_set() {
    let mut world = World::new();
    let tell = |tell| Command::ChangeOrganization(ChangeOrganization { tell_people: Some(tell), ..Default::default() });
    assert_eq!(world.refusal(TARA, &tell(false)), lacks(Permission::SettingsManage));
    assert_eq!(world.act(ADAM, &tell(true)), []);
    let seen = world.state.org.seq;
    world.act(ADAM, &tell(false));
    assert!(!world.state.org.settings.tell_people);
    world.seen = Some(seen);
    assert_eq!(world.refusal(OLGA, &tell(true)), Refusal::Clash { seq: seen + 1, role: None });
    assert_eq!(world.act(OLGA, &tell(false)), []);
}

fn reword(mail: MailKind, words: Option<(&str, &str)>) -> Command {
    let words =
        words.map(|(subject, text)| MailWords { subject: name(subject), text: Note::parse(text).expect("a text") });
    let mail_words = BTreeMap::from([(mail, words)]);
    Command::ChangeOrganization(ChangeOrganization { mail_words, ..Default::default() })
}

#[test]
fn mails_are_reworded_one_by_one_and_taken_back() {
    let mut world = World::new();
    let (invitation, removed) = (MailKind::Invitation, MailKind::AccessRemoved);
    let welcome = reword(invitation, Some(("Welcome to {organization}", "{by} would like you to join us as {role}.")));
    assert_eq!(world.refusal(TARA, &welcome), lacks(Permission::SettingsManage));
    let seen = world.state.org.seq;
    let events = world.act(ADAM, &welcome);
    assert_eq!(world.act(ADAM, &welcome), []);
    // Another mail's words are another matter; the same one's, and taking them away, are not.
    world.seen = Some(seen);
    world.act(OLGA, &reword(removed, Some(("Goodbye", "Thank you."))));
    assert_eq!(world.refusal(OLGA, &reword(invitation, None)), Refusal::Clash { seq: seen + 1, role: None });
    assert_eq!(world.state.org.settings.mail_words.len(), 2);
    world.seen = None;
    world.undo(ADAM, &events);
    let kept = &world.state.org.settings.mail_words;
    assert_eq!(kept.keys().collect::<Vec<_>>(), [&removed]);
    let unknown = UnknownPlaceholder { name: "role".to_owned(), mail: removed };
    let refused = world.refusal(ADAM, &reword(removed, Some(("Goodbye, {role}", "x"))));
    assert_eq!(refused, Refusal::UnknownPlaceholder(unknown));
}

#[test]
fn a_setting_that_somebody_else_set_meanwhile_is_a_clash() {
    let mut world = World::new();
    let seen = world.state.org.seq;
    let policy = Some(SeatPolicy::Open);
    world.act(ADAM, &settings(None, None, Some("Acme & Sons")));
    world.act(OLGA, &settings(Some(Some(9)), None, None));
    world.act(OLGA, &settings(None, policy, None));
    let clash = |behind: u64| Refusal::Clash { seq: seen + behind, role: None };
    world.seen = Some(seen);
    for (command, first) in [
        (settings(None, None, Some("Mine")), 1),
        (settings(Some(Some(8)), None, None), 2),
        (settings(Some(None), None, None), 2),
        (settings(None, Some(SeatPolicy::Stop), None), 3),
        (settings(Some(Some(8)), policy, Some("Mine")), 2),
        (settings(Some(Some(8)), Some(SeatPolicy::Stop), Some("Mine")), 3),
    ] {
        assert_eq!(world.refusal(OLGA, &command), clash(first), "{command:?}");
        let (mut known, mut forced) = (world.clone(), world.clone());
        (known.seen, forced.seen) = (Some(seen + first), None);
        assert!(known.ask(OLGA, &command).is_ok() && forced.ask(OLGA, &command).is_ok(), "{command:?}");
    }
    // What it is anyway, and what nobody else touched, is none.
    assert_eq!(world.act(OLGA, &settings(Some(Some(9)), policy, Some("Acme & Sons"))), []);
    let mut only_name = World::new();
    only_name.act(ADAM, &settings(None, None, Some("Acme & Sons")));
    only_name.seen = Some(0);
    only_name.act(OLGA, &settings(Some(Some(9)), None, Some("Acme & Sons")));
    // Who may not set it learns that, not who did.
    assert_eq!(world.refusal(ADAM, &settings(Some(Some(8)), None, None)), lacks(Permission::SeatsManage));
}

#[test]
fn a_team_that_somebody_else_renamed_meanwhile_is_a_clash() {
    let mut world = World::new();
    let rename = |text: &str| Command::RenameTeam { team: SALES, name: name(text) };
    let seen = world.state.org.seq;
    world.act(ADAM, &rename("Selling"));
    world.seen = Some(seen);
    assert_eq!(world.refusal(OLGA, &rename("Markets")), Refusal::Clash { seq: seen + 1, role: None });
    assert_eq!(world.act(OLGA, &rename("Selling")), []);
    world.act(OLGA, &Command::RenameTeam { team: DESIGN, name: name("Drawing") });
    world.seen = Some(seen + 1);
    world.act(OLGA, &rename("Markets"));
}

#[test]
fn undo_as_a_command_has_to_be_given_its_events() {
    let world = World::new();
    let command = Command::Undo { command: CommandId(Uuid::nil()) };
    assert_eq!(world.refusal(OLGA, &command), Refusal::NotUndoable);
    assert_eq!(command.needs(), Needs::default());
}

#[test]
fn an_account_renames_itself_wherever_it_is() {
    let world = World::new();
    let ask = |who, change| decide_account(world.state.clone(), who, &change, NOW);
    let renamed = ask(BEN, AccountChange::Rename(name("Ben Okri"))).expect("his own").changes;
    assert_eq!(renamed, [Change::UserRenamed { user: BEN, before: name("ben"), after: name("Ben Okri") }]);
    assert_eq!(ask(BEN, AccountChange::Rename(name("ben"))).map(|d| d.changes), Ok(vec![]));
    let moved = ask(BEN, AccountChange::Email(email("b@example.org"))).expect("his own").changes;
    let (before, after) = (email("ben@example.com"), email("b@example.org"));
    assert_eq!(moved, [Change::UserEmailChanged { user: BEN, before, after }]);
    let stranger = UserId(Uuid::nil());
    assert_eq!(ask(stranger, AccountChange::Rename(name("x"))), Err(Refusal::NotFound));
}

#[test]
fn what_a_decision_needs_is_named() {
    let needs = |command: &Command| command.needs();
    assert!(needs(&Command::Leave).actor);
    let invited = needs(&inviting(&["New"], member(), &[]));
    assert_eq!(invited.emails, [email("new@example.com")]);
    let id = InvitationId(Uuid::nil());
    for command in [reopen(&[id]), resend(&[id])] {
        assert!(needs(&command).namesakes && needs(&command).inviters, "{command:?}");
    }
    assert!(needs(&Command::CopyLink { invitation: id }).inviters);
    assert!(needs(&restore(&[BEN])).namesakes);
    assert_eq!(needs(&suspend(&[BEN])).invited_by, [BEN]);
    assert_eq!(needs(&Command::DeleteTeam { team: DESIGN }).members_of, [DESIGN]);
    let gone = Command::Remove { users: vec![TARA], reason: None, successors: vec![(DESIGN, BEN)], heir: None };
    assert_eq!((needs(&gone).users, needs(&gone).invited_by), (vec![TARA, BEN], vec![TARA]));
    assert_eq!(gone.people(), [PersonId::User(TARA), PersonId::User(BEN)]);
    let both = needs(&gone).join(needs(&Command::Leave)).join(needs(&reopen(&[id]))).join(invited);
    assert!(both.actor && both.namesakes && both.inviters);
    assert_eq!((both.users.len(), both.invitations, both.emails.len()), (2, vec![id], 1));
}

#[test]
fn a_command_is_about_no_more_than_can_be_worked_through() {
    let world = World::new();
    let (users, invitations) = (vec![BEN; PEOPLE_MAX + 1], vec![InvitationId(Uuid::nil()); PEOPLE_MAX + 1]);
    let (people, teams) = (vec![BEN], vec![SALES; TEAMS_MAX + 1]);
    let many = |field, limit: usize| Refusal::TooMany { field, limit: limit as u32, got: limit as u32 + 1 };
    let people_max = many(Field::People, PEOPLE_MAX);
    for (command, limit) in [
        (set_role(&users, admin()), &people_max),
        (change_teams(&users, &[SALES], &[]), &people_max),
        (suspend(&users), &people_max),
        (reactivate(&users), &people_max),
        (remove(&users), &people_max),
        (restore(&users), &people_max),
        (Command::SignOut { users: users.clone() }, &people_max),
        (resend(&invitations), &people_max),
        (revoke(&invitations), &people_max),
        (reopen(&invitations), &people_max),
        (change_teams(&people, &teams, &[]), &many(Field::Teams, TEAMS_MAX)),
        (change_teams(&people, &[], &teams), &many(Field::Teams, TEAMS_MAX)),
        (
            Command::Remove {
                users: people.clone(),
                reason: None,
                successors: vec![(SALES, MIA); TEAMS_MAX + 1],
                heir: None,
            },
            &many(Field::Teams, TEAMS_MAX),
        ),
    ] {
        assert_eq!(world.ask(OLGA, &command).as_ref(), Err(limit));
    }
    // At the limit, one person named over and over is done once.
    assert_eq!(world.ask(OLGA, &suspend(&users[1..])).expect("done").changes.len(), 1);
}
