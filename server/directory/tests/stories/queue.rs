//! Waiting for a seat: in line, in order, whatever frees one.

use crate::support::{PASSWORD, Persona, Stage, on_both, refusal, token_of, visitor};
use directory::{Directory, Message};
use domain::{
    Addressee, Answer, Change, ChangeOrganization, Command, DAY_MS, InvitationId, Refusal, RoleKey, SeatPolicy, Status,
};
use roster::Roster;

on_both! {
    who_does_not_fit_waits_and_is_sent_nothing
    every_way_to_free_a_seat_sends_the_next_after_half_a_minute
    what_is_undone_in_time_frees_no_seat
    a_line_outlives_a_restart_and_two_servers_send_each_once
    the_line_keeps_its_order_under_races
    those_who_cannot_be_invited_hide_nobody_behind_them
}

const WAIT_MS: i64 = 30_000;

/// A server on which an Undo takes back what it can, as by default.
async fn server(stage: &Stage) -> Directory {
    let mut config = stage.directory.config().clone();
    (config.mail, config.mail_wait_ms) = (true, WAIT_MS);
    stage.another_server_with(config).await
}

fn on(directory: &Directory, who: &Persona) -> Persona {
    Persona { directory: directory.clone(), ..who.clone() }
}

async fn sets(by: &Persona, change: ChangeOrganization) -> Answer {
    by.does(Command::ChangeOrganization(change)).await.expect("set")
}

async fn queues(stage: &Stage, limit: u32) {
    let seat_policy = Some(SeatPolicy::Queue);
    let change = ChangeOrganization { seat_limit: Some(Some(limit)), seat_policy, ..ChangeOrganization::default() };
    stage.operator("acme", Command::ChangeOrganization(change)).await.expect("set");
}

/// Invites some. Gives the answer, and the invitations in order.
async fn invites(by: &Persona, who: &[String]) -> (Answer, Vec<InvitationId>) {
    let Command::Invite(mut invite) = by.invitation_to("x", RoleKey::Member).await else { panic!("invites") };
    invite.addresses = who.iter().map(|who| Addressee { email: format!("{who}@line.test"), name: None }).collect();
    let answer = by.does(Command::Invite(invite)).await.expect("invited");
    let ids = answer.events.iter().filter_map(|event| match &event.change {
        Change::InvitationSent { invitation, .. } | Change::InvitationQueued { invitation, .. } => Some(invitation.id),
        _ => None,
    });
    let ids = ids.collect();
    (answer, ids)
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Whoever waits, in order, and how many seats are left: as the page is told.
async fn line(stage: &Stage) -> (Vec<String>, Option<u32>) {
    let snapshot = stage.directory.snapshot(&directory::Caller::operator(), &directory::OrgRef::from("acme")).await;
    let roster = Roster::load(snapshot.expect("a snapshot")).expect("a good one");
    let mut waiting: Vec<(u32, String)> = roster
        .rows()
        .filter(|row| row.status() == Status::Waiting)
        .map(|row| (row.place_in_line().expect("the operator sees it"), row.email().replace("@line.test", "")))
        .collect();
    waiting.sort();
    assert!((1..).zip(&waiting).all(|(place, (shown, _))| place == *shown), "{waiting:?}");
    (waiting.into_iter().map(|(_, who)| who).collect(), roster.seats().expect("seen").available())
}

/// Takes the mails that are due: to whom an invitation went, and its link.
async fn mailed(directory: &Directory) -> Vec<(String, String)> {
    let mails = directory.claim_mails(10_000).await.expect("mails");
    let mut sent = Vec::new();
    for mail in mails {
        directory.report_mail(&mail, &directory::MailOutcome::Sent).await.expect("reported");
        if let (Message::Invitation { .. }, Some(link)) = (&mail.message, &mail.link) {
            sent.push((mail.recipient.local().to_owned(), token_of(link)));
        }
    }
    sent
}

fn whom(mails: &[(String, String)]) -> Vec<&str> {
    mails.iter().map(|(whom, _)| whom.as_str()).collect()
}

async fn who_does_not_fit_waits_and_is_sent_nothing(stage: Stage) {
    let directory = server(&stage).await;
    let olga = on(&directory, &stage.acme().await);
    queues(&stage, 3).await;
    stage.clock.advance(WAIT_MS);
    let (answer, ids) = invites(&olga, &names(&["a", "b", "c", "d"])).await;
    assert_eq!(answer.links, []);
    assert_eq!(line(&stage).await, (names(&["c", "d"]), Some(0)));
    stage.clock.advance(WAIT_MS);
    assert_eq!(whom(&mailed(&directory).await), ["a", "b"]);
    assert_eq!(stage.number("select count(*) from invitation_links").await, 2);
    let not_yet = Refusal::WrongStatus { status: Status::Waiting };
    assert_eq!(refusal(olga.does(Command::CopyLink { invitation: ids[2] }).await), not_yet);
    assert_eq!(refusal(olga.does(Command::Resend { invitations: vec![ids[2]] }).await), not_yet);
    assert_eq!(directory.send_waiting().await.expect("looked"), 0);
    // Its days begin when it is sent: a fortnight later it still waits, and the others have made way.
    stage.clock.advance(14 * DAY_MS);
    assert_eq!(directory.send_waiting().await.expect("looked"), 2);
    let mails = mailed(&directory).await;
    assert_eq!(whom(&mails), ["c", "d"]);
    let card = stage.directory.look_up_invitation(&mails[0].1, None).await.expect("good");
    assert_eq!(card.expires_at, stage.clock.now().plus_days(7));
    stage.directory.accept_as_new(&mails[0].1, "Cy", PASSWORD, &visitor()).await.expect("accepted");
    let kinds = stage.rows("select kind, door from events where kind like 'invitation_%ed' order by seq").await;
    let kinds: Vec<String> = kinds.iter().map(|row| row.try_get_by_index(0).expect("text")).collect();
    assert_eq!(kinds, ["invitation_queued", "invitation_queued", "invitation_released", "invitation_released"]);
    let person = domain::PersonId::Invitation(ids[3]);
    let panel = directory.person_panel(&olga.session.caller, &olga.org(), person).await.expect("seen");
    let by = panel.access.invited.map(|deed| deed.by);
    assert_eq!(by, Some(domain::Doer::User(domain::Name::parse("Olga Ortiz").expect("a name"))));
    // Undoing the whole takes back what it still can.
    olga.does(Command::Undo { command: answer.command }).await.expect("undone");
    assert_eq!(line(&stage).await, (vec![], Some(1)));
}

async fn every_way_to_free_a_seat_sends_the_next_after_half_a_minute(stage: Stage) {
    let directory = server(&stage).await;
    let owner = stage.acme().await;
    let (ben, cleo) =
        (stage.join(&owner, "Ben Bo", RoleKey::Member).await, stage.join(&owner, "Cleo Cy", RoleKey::Member).await);
    let dan = stage.join(&owner, "Dan Do", RoleKey::Member).await;
    let ada = on(&directory, &stage.join(&owner, "Ada Ad", RoleKey::Admin).await);
    let olga = on(&directory, &owner);
    queues(&stage, 6).await;
    let (_, open) = invites(&ada, &names(&["open"])).await;
    stage.clock.advance(WAIT_MS);
    let all: Vec<String> = (0..8).map(|n| format!("w{n}")).collect();
    invites(&olga, &all).await;
    mailed(&directory).await;
    let mut next = 0;
    let free: [(&str, Command); 6] = [
        ("removed", Command::Remove { users: vec![ben.user], reason: None, successors: vec![], heir: None }),
        ("suspended", Command::Suspend { users: vec![cleo.user], reason: None, successors: Vec::new(), heir: None }),
        ("revoked", Command::Revoke { invitations: open }),
        (
            "the limit",
            Command::ChangeOrganization(ChangeOrganization {
                seat_limit: Some(Some(7)),
                ..ChangeOrganization::default()
            }),
        ),
        ("the end", Command::SetEndDate { users: vec![dan.user], ends_at: None }),
        (
            "the policy",
            Command::ChangeOrganization(ChangeOrganization {
                seat_policy: Some(SeatPolicy::Open),
                ..ChangeOrganization::default()
            }),
        ),
    ];
    for (what, command) in free {
        let (dated, command) = match command {
            Command::SetEndDate { users, .. } => {
                (true, Command::SetEndDate { users, ends_at: Some(stage.clock.now().plus_days(1)) })
            }
            other => (false, other),
        };
        olga.does(command).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        if dated {
            stage.clock.advance(DAY_MS);
        }
        stage.clock.advance(WAIT_MS - 1);
        assert_eq!(directory.send_waiting().await.expect("looked"), 0, "{what}, too early");
        stage.clock.advance(1);
        let sent = if what == "the policy" { 3 } else { 1 };
        assert_eq!(directory.send_waiting().await.expect("looked"), sent, "{what}");
        let mails = mailed(&directory).await;
        let expected: Vec<String> = (next..next + sent).map(|n| format!("w{n}")).collect();
        assert_eq!(whom(&mails), expected, "{what}");
        next += sent;
    }
}

async fn what_is_undone_in_time_frees_no_seat(stage: Stage) {
    let directory = server(&stage).await;
    let owner = stage.acme().await;
    let ben = stage.join(&owner, "Ben Bo", RoleKey::Member).await;
    let olga = on(&directory, &owner);
    queues(&stage, 2).await;
    stage.clock.advance(WAIT_MS);
    invites(&olga, &names(&["a", "b"])).await;
    let removed = olga.remove(&ben).await.expect("removed");
    stage.clock.advance(WAIT_MS - 1);
    assert_eq!(directory.send_waiting().await.expect("looked"), 0);
    olga.does(Command::Undo { command: removed.command }).await.expect("his seat is there still");
    stage.clock.advance(WAIT_MS);
    assert_eq!(directory.send_waiting().await.expect("looked"), 0);
    // One seat is freed every 20 seconds, and each becomes somebody's all the same.
    sets(&olga, ChangeOrganization { seat_limit: Some(Some(1)), ..ChangeOrganization::default() }).await;
    let none = Refusal::NoSeat { needed: 1, available: 0 };
    olga.remove(&ben).await.expect("removed");
    assert_eq!(refusal(olga.restore(&ben).await), none, "the limit is reached without him");
    assert_eq!(line(&stage).await, (names(&["a", "b"]), Some(0)));
}

async fn a_line_outlives_a_restart_and_two_servers_send_each_once(stage: Stage) {
    let directory = server(&stage).await;
    let olga = on(&directory, &stage.acme().await);
    queues(&stage, 1).await;
    let all: Vec<String> = (0..40).map(|n| format!("w{n}")).collect();
    invites(&olga, &all).await;
    sets(&olga, ChangeOrganization { seat_limit: Some(Some(31)), ..ChangeOrganization::default() }).await;
    stage.clock.advance(WAIT_MS);
    directory.close().await.expect("closed");
    let (one, two) = (server(&stage).await, server(&stage).await);
    let (first, second) = tokio::join!(one.send_waiting(), two.send_waiting());
    assert_eq!(first.expect("looked") + second.expect("looked"), 30);
    assert_eq!(line(&stage).await, (all[30..].to_vec(), Some(0)));
    let mut mails = mailed(&one).await;
    mails.sort();
    mails.dedup_by(|one, other| one.0 == other.0);
    assert_eq!(mails.len(), 30);
}

async fn the_line_keeps_its_order_under_races(stage: Stage) {
    let owner = stage.acme().await;
    let directory = server(&stage).await;
    let mut config = directory.config().clone();
    // Whatever is free is free for long enough: what is raced about is who is next.
    config.mail_wait_ms = 0;
    let (one, two) = (stage.another_server_with(config.clone()).await, stage.another_server_with(config).await);
    queues(&stage, 11).await;
    let mut tries = Vec::new();
    for n in 0..60 {
        let olga = on(if n % 2 == 0 { &one } else { &two }, &owner);
        tries.push(tokio::spawn(async move {
            invites(&olga, &[format!("p{n}"), format!("q{n}")]).await;
        }));
    }
    // Meanwhile seats come and go, and two servers send whoever is next.
    for n in 0..30 {
        let (olga, other) = (on(&one, &owner), two.clone());
        tries.push(tokio::spawn(async move {
            let limit = Some(Some(11 + n));
            sets(&olga, ChangeOrganization { seat_limit: limit, ..ChangeOrganization::default() }).await;
            olga.directory.send_waiting().await.expect("looked");
        }));
        tries.push(tokio::spawn(async move {
            other.send_waiting().await.expect("looked");
        }));
    }
    for one in tries {
        one.await.expect("ran");
    }
    stage.clock.advance(1);
    for _ in 0..2 {
        one.send_waiting().await.expect("looked");
    }
    // The events tell the whole: the line was served in the order in which it was joined.
    let rows = stage.rows("select kind, subject_id from events where kind like 'invitation_%' order by seq").await;
    let (mut joined, mut left) = (Vec::new(), Vec::new());
    for row in &rows {
        let (kind, subject): (String, uuid::Uuid) =
            (row.try_get_by_index(0).expect("text"), row.try_get_by_index(1).expect("an id"));
        match kind.as_str() {
            "invitation_queued" => joined.push(subject),
            "invitation_released" => left.push(subject),
            "invitation_sent" => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(left, joined[..left.len()]);
    let limit = stage.number("select seat_limit from organizations").await;
    let held = "select count(*) from invitations where queue_place is null and state = 'open'";
    let waiting = stage.number("select count(*) from invitations where queue_place is not null").await;
    let used = 1 + stage.number(held).await;
    // Where a later limit is lower, what was sent before stays.
    assert!(used >= limit || waiting == 0, "{used} of {limit} used, {waiting} wait");
    assert_eq!(waiting, 120 - stage.number(held).await);
}

async fn those_who_cannot_be_invited_hide_nobody_behind_them(stage: Stage) {
    let owner = stage.acme().await;
    let adam = stage.join(&owner, "Adam Ant", RoleKey::Admin).await;
    queues(&stage, 2).await;
    let all: Vec<String> = (0..1_000).map(|n| format!("w{n}")).collect();
    invites(&adam, &all).await;
    invites(&adam, &names(&["v"])).await;
    invites(&owner, &names(&["z"])).await;
    owner.set_role(&adam, RoleKey::Member).await.expect("demoted");
    stage.seats("acme", 3).await;
    stage.clock.advance(1);
    assert_eq!(stage.directory.send_waiting().await.expect("looked"), 1);
    let mails = stage.invitations().await;
    assert_eq!(mails.last().map(|mail| mail.recipient.as_str()), Some("z@line.test"));
    // Theirs go with him.
    owner.remove(&adam).await.expect("removed");
    assert_eq!(line(&stage).await.0, Vec::<String>::new());
}
