//! One command about many people: what one about each would do, in one commit and with one Undo.

use crate::support::{Stage, on_both, refusal};
use directory::{Caller, Error};
use domain::{Clash, Command, Envelope, Field, InvitationId, PEOPLE_MAX, Refusal, RoleKey, Subject, UserId};

on_both! {
    ten_thousand_people_in_one_command_and_back_in_one_undo
    one_command_about_many_does_what_one_about_each_does
    each_who_clashes_is_told_who_was_first_and_when
    too_many_people_are_refused_before_anything_is_looked_up
}

async fn users(stage: &Stage) -> Vec<UserId> {
    let rows = stage.rows("select id from users order by joined_at, id").await;
    rows.iter().map(|row| UserId(row.try_get_by_index(0).expect("an id"))).collect()
}

async fn invitations(stage: &Stage) -> Vec<InvitationId> {
    let rows = stage.rows("select id from invitations order by id").await;
    rows.iter().map(|row| InvitationId(row.try_get_by_index(0).expect("an id"))).collect()
}

async fn last_event(stage: &Stage) -> u64 {
    u64::try_from(stage.number("select seq from organizations").await).expect("positive")
}

/// What is stored, but for ids and secrets that are drawn.
async fn stored(stage: &Stage) -> Vec<String> {
    let mut all = Vec::new();
    for (table, columns) in [
        (
            "users",
            &[
                "id",
                "role_id",
                "state",
                "removed_at",
                "signed_out_at",
                "role_until",
                "role_after",
                "ends_at",
                "ends_seq",
                "role_seq",
                "teams_seq",
                "status_seq",
            ][..],
        ),
        ("team_users", &["team_id", "user_id", "owner"]),
        (
            "invitations",
            &["id", "email", "state", "invited_by", "sent_at", "expires_at", "delivery", "delivery_note", "seq"],
        ),
        ("invitation_teams", &["invitation_id", "team_id"]),
        ("invitation_links", &["invitation_id", "created_at", "ended_at"]),
        ("outbox", &["invitation_id", "recipient", "message", "state", "due_at"]),
        ("events", &["seq", "at", "kind", "subject_id", "actor_kind"]),
        ("organizations", &["seq"]),
    ] {
        all.push(table.to_owned());
        all.extend(stage.table(table, columns).await);
    }
    all
}

async fn ten_thousand_people_in_one_command_and_back_in_one_undo(stage: Stage) {
    stage.demo(10_000).await;
    let olga = stage.demo_owner().await;
    let people = users(&stage).await;
    let in_state =
        async |state: &str| stage.number(&format!("select count(*) from users where state = '{state}'")).await;
    let (active, suspended, removed) =
        (in_state("active").await, in_state("suspended").await, in_state("removed").await);
    let command = Command::Suspend { users: people.clone(), reason: None, successors: Vec::new(), heir: None };
    let done = olga.does(command).await.expect("most of them");
    // She herself stays, and so does who is removed. Who was suspended already is neither changed nor refused.
    assert_eq!(done.events.len() as i64, active - 1);
    let refused = |code: &Refusal| done.refused.iter().filter(|item| item.refusal == *code).count() as i64;
    let gone = Refusal::WrongStatus { status: domain::Status::Removed };
    assert_eq!((refused(&Refusal::OwnRow), refused(&gone), done.refused.len() as i64), (1, removed, 1 + removed));
    assert_eq!((in_state("active").await, in_state("suspended").await), (1, suspended + active - 1));
    let bytes = serde_json::to_vec(&done).expect("JSON").len();
    assert!(bytes < 300 * people.len(), "{bytes} bytes");
    // Five seats too few: five stay as they are.
    let open =
        stage.number(&format!("select count(*) from invitations where expires_at > {}", stage.directory.now().0)).await;
    stage.seats("demo", u32::try_from(active + open - 5).expect("seats")).await;
    let undone = olga.does(Command::Undo { command: done.command }).await.expect("most of them");
    assert_eq!(undone.events.len() as i64, active - 1 - 5);
    let no_seat = Refusal::NoSeat { needed: 1, available: 0 };
    let last: Vec<Subject> = done.events[..5].iter().rev().map(|event| event.change.subject()).collect();
    let refused: Vec<_> = undone.refused.iter().map(|item| (item.subject.clone(), item.refusal.clone())).collect();
    assert_eq!(refused, last.into_iter().map(|subject| (subject, no_seat.clone())).collect::<Vec<_>>());
    assert_eq!((in_state("active").await, in_state("suspended").await), (active - 5, suspended + 5));
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    let counted = "select count(*) - max(seq) from events";
    assert_eq!(stage.number(counted).await, 0, "numbered without gaps");
}

/// What was refused on whom, with who was first.
type Refusals = Vec<(Subject, Refusal, Option<Clash>)>;

/// Carries out a command and then its Undo. Gives what was refused.
async fn there_and_back(
    stage: &Stage,
    seen_seq: u64,
    commands: Vec<(Option<Subject>, Command)>,
    back: bool,
) -> Refusals {
    let mut refused = Refusals::new();
    let mut done = Vec::new();
    for (subject, command) in commands {
        let envelope = Envelope { seen_seq, ..stage.envelope(command) };
        let id = envelope.intent_id;
        let outcome = stage.directory.execute(&Caller::operator(), &"demo".into(), envelope).await;
        if outcome.as_ref().is_ok_and(|answer| !answer.events.is_empty()) {
            done.push((subject.clone(), id));
        }
        note(&mut refused, subject, outcome);
    }
    stage.clock.advance(60_000);
    for (subject, command) in done.into_iter().rev().filter(|_| back) {
        let outcome = stage.operator("demo", Command::Undo { command }).await;
        note(&mut refused, subject, outcome);
    }
    // What was sent again can be sent once more a minute later.
    stage.clock.advance(60_000);
    refused
}

fn note(refused: &mut Refusals, subject: Option<Subject>, outcome: directory::Result<domain::Answer>) {
    match (outcome, subject) {
        (Ok(answer), _) => {
            refused.extend(answer.refused.into_iter().map(|item| (item.subject, item.refusal, item.clash)));
        }
        (Err(Error::Refused { refusal, clash }), Some(subject)) => refused.push((subject, refusal, clash)),
        (Err(Error::NotFound), Some(subject)) => refused.push((subject, Refusal::NotFound, None)),
        (Err(error), _) => panic!("{error}"),
    }
}

async fn one_command_about_many_does_what_one_about_each_does(stage: Stage) {
    let other = Stage::set(stage.kind).await;
    let mut seen_seq = 0;
    for stage in [&stage, &other] {
        stage.demo(40).await;
        seen_seq = last_event(stage).await;
        let some: Vec<UserId> = users(stage).await.into_iter().skip(20).take(5).collect();
        let again = Command::Suspend { users: some.clone(), reason: None, successors: Vec::new(), heir: None };
        stage.operator("demo", again).await.expect("suspended");
        let role = stage.directory.roles(&Caller::operator(), &"demo".into()).await.expect("roles").roles[2].role.id;
        stage.operator("demo", Command::SetRole { users: some, role }).await.expect("another role");
    }
    assert_eq!(stored(&stage).await, stored(&other).await, "the same people");
    let (mut people, asked) = (users(&stage).await, invitations(&stage).await);
    people.push(UserId(stage.clock.fresh_id()));
    let roles = stage.directory.roles(&Caller::operator(), &"demo".into()).await.expect("roles").roles;
    let role = |key| roles.iter().find(|card| card.role.key == Some(key)).expect("built in").role.id;
    let teams = stage.rows("select id from teams order by slug limit 2").await;
    let teams: Vec<domain::TeamId> =
        teams.iter().map(|row| domain::TeamId(row.try_get_by_index(0).expect("an id"))).collect();
    let (member, admin) = (role(RoleKey::Member), role(RoleKey::Admin));
    type OfUsers = Box<dyn Fn(Vec<UserId>) -> Command + Send>;
    let of_users: Vec<(OfUsers, bool)> = vec![
        (Box::new(move |users| Command::SetRole { users, role: admin }), true),
        (Box::new(move |users| Command::SetRole { users, role: member }), true),
        (Box::new(move |users| Command::ChangeTeams { users, add: vec![teams[0]], remove: vec![teams[1]] }), true),
        (Box::new(|users| Command::SignOut { users }), false),
        (Box::new(|users| Command::Suspend { users, reason: None, successors: Vec::new(), heir: None }), true),
        (Box::new(|users| Command::Suspend { users, reason: None, successors: Vec::new(), heir: None }), false),
        (Box::new(|users| Command::Reactivate { users }), true),
        (Box::new(|users| Command::Remove { users, reason: None, successors: Vec::new(), heir: None }), true),
        (Box::new(|users| Command::Remove { users, reason: None, successors: Vec::new(), heir: None }), false),
        (Box::new(|users| Command::Restore { users }), false),
    ];
    for (number, (command, back)) in of_users.into_iter().enumerate() {
        // The first is sent by somebody who has not seen that five were given another role.
        let seen_seq = if number == 0 { seen_seq } else { u64::MAX };
        let before = last_event(&stage).await;
        let each = people.iter().map(|&user| (Some(Subject::Person(user.into())), command(vec![user]))).collect();
        let at_once = there_and_back(&stage, seen_seq, vec![(None, command(people.clone()))], back).await;
        assert_eq!(at_once, there_and_back(&other, seen_seq, each, back).await, "command {number}");
        assert_eq!(at_once.iter().filter(|(_, _, clash)| clash.is_some()).count(), if number == 0 { 5 } else { 0 });
        assert_eq!(stored(&stage).await, stored(&other).await, "command {number}");
        assert!(last_event(&stage).await > before, "command {number} did something");
    }
    type OfInvitations = fn(Vec<InvitationId>) -> Command;
    let of_invitations: [(OfInvitations, bool); 4] = [
        (|invitations| Command::Resend { invitations }, false),
        (|invitations| Command::Revoke { invitations }, true),
        (|invitations| Command::Revoke { invitations }, false),
        (|invitations| Command::Reopen { invitations }, true),
    ];
    for (number, (command, back)) in of_invitations.into_iter().enumerate() {
        let before = last_event(&stage).await;
        let each = asked.iter().map(|&one| (Some(Subject::Person(one.into())), command(vec![one]))).collect();
        let at_once = there_and_back(&stage, u64::MAX, vec![(None, command(asked.clone()))], back).await;
        assert_eq!(at_once, there_and_back(&other, u64::MAX, each, back).await, "command {number}");
        assert_eq!(stored(&stage).await, stored(&other).await, "command {number}");
        assert!(last_event(&stage).await > before, "command {number} did something");
    }
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
}

async fn each_who_clashes_is_told_who_was_first_and_when(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let cleo = stage.join(&olga, "Cleo Cy", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia Mo", RoleKey::Member).await;
    let seen_seq = last_event(&stage).await;
    let first = stage.directory.now();
    adam.set_role(&ben, RoleKey::TeamOwner).await.expect("first");
    stage.clock.advance(5_000);
    let role = olga.role(RoleKey::TeamOwner).await;
    stage.operator("acme", Command::SetRole { users: vec![cleo.user], role }).await.expect("first");
    let users = vec![ben.user, cleo.user, mia.user, olga.user];
    let command = Command::SetRole { users, role: olga.role(RoleKey::Admin).await };
    let late = Envelope { seen_seq, ..stage.envelope(command) };
    let answer = stage.directory.execute(&olga.session.caller, &olga.org(), late).await.expect("one of them");
    assert_eq!(answer.events.len(), 1);
    let clash = |by: &str, at| Some(Clash { by: by.to_owned(), at });
    let told: Vec<_> = answer.refused.into_iter().map(|item| (item.subject, item.refusal, item.clash)).collect();
    let is = |user: UserId| Subject::Person(user.into());
    assert_eq!(
        told,
        [
            (is(ben.user), Refusal::Clash { seq: seen_seq + 1, role: Some(role) }, clash("Adam Ant", first)),
            (
                is(cleo.user),
                Refusal::Clash { seq: seen_seq + 2, role: Some(role) },
                clash("Muster", first.plus_ms(5_000))
            ),
            (is(olga.user), Refusal::OwnRow, None),
        ]
    );
}

async fn too_many_people_are_refused_before_anything_is_looked_up(stage: Stage) {
    let olga = stage.acme().await;
    let before = stage.number("select seq from organizations").await;
    let ids = (0..=PEOPLE_MAX).map(|_| stage.clock.fresh_id());
    let (users, invitations): (Vec<_>, Vec<_>) = ids.map(|id| (UserId(id), InvitationId(id))).unzip();
    for command in [
        Command::SetRole { users: users.clone(), role: olga.role(RoleKey::Admin).await },
        Command::Remove { users, reason: None, successors: Vec::new(), heir: None },
        Command::Resend { invitations },
    ] {
        let limit = Refusal::TooMany { field: Field::People, limit: 20_000, got: 20_001 };
        assert_eq!(refusal(olga.does(command).await), limit);
    }
    assert_eq!(stage.number("select seq from organizations").await, before);
    // One person named many times is one person.
    let command =
        Command::Suspend { users: vec![olga.user; PEOPLE_MAX], reason: None, successors: Vec::new(), heir: None };
    let answer = olga.does(command).await.expect("it is within the limit");
    assert_eq!((answer.events.len(), answer.refused.len()), (0, 1));
}
