//! Answering those who ask to join.

use super::{approves, asks_and_confirms as requests, declines, mails, sees, statuses, takes, token};
use crate::support::{PASSWORD, Persona, Stage, kinds, on_both, refusal, token_of, visitor};
use directory::{Directory, Error, Message};
use domain::{ChangeOrganization, Command, DAY_MS, InvitationId, Refusal, RoleKey, SeatPolicy, Status};

on_both! {
    an_answer_is_taken_back_with_its_mail
    two_answers_at_once_and_seats_that_run_out
    who_is_approved_beyond_the_seats_waits_for_one
    without_a_mail_server_the_link_is_handed_over
}

/// A server with a mail server, on which an Undo takes mails back.
async fn server(stage: &Stage) -> Directory {
    let mut config = stage.directory.config().clone();
    (config.mail, config.mail_wait_ms) = (true, 30_000);
    stage.another_server_with(config).await
}

async fn an_answer_is_taken_back_with_its_mail(stage: Stage) {
    let directory = server(&stage).await;
    let olga = Persona { directory: directory.clone(), ..stage.acme().await };
    takes(&olga, true).await.expect("on");
    let both = [requests(&stage, "Eve").await, requests(&stage, "Fay").await];
    let columns = [
        "email",
        "name",
        "role_id",
        "invited_by",
        "created_at",
        "sent_at",
        "expires_at",
        "state",
        "request",
        "queue_place",
        "delivery",
    ];
    let before = stage.table("invitations", &columns).await;
    stage.clock.advance(DAY_MS);
    let approved = approves(&olga, &both, RoleKey::Admin).await.expect("approved");
    assert_eq!(kinds(&approved), ["request_approved", "request_approved"]);
    let undone = olga.does(Command::Undo { command: approved.command }).await.expect("undone");
    assert_eq!(kinds(&undone), ["request_returned", "request_returned"]);
    assert_eq!(stage.table("invitations", &columns).await, before);
    let declined = declines(&olga, &both).await.expect("declined");
    assert!(statuses(&stage, "eve@acme.test").await.is_empty());
    olga.does(Command::Undo { command: declined.command }).await.expect("undone");
    assert_eq!(stage.table("invitations", &columns).await, before);
    stage.clock.advance(60_000);
    assert!(mails(&directory).await.is_empty(), "nobody is told of what was taken back");
    // What stays is told, once it cannot be taken back unnoticed any more.
    declines(&olga, &both[..1]).await.expect("declined");
    let approved = approves(&olga, &both[1..], RoleKey::Member).await.expect("approved");
    assert!(mails(&directory).await.is_empty());
    stage.clock.advance(60_000);
    let mut told = mails(&directory).await;
    told.sort_by_key(|mail| mail.recipient.to_string());
    assert_eq!(told[0].message, Message::RequestDeclined { organization: "ACME".to_owned() });
    assert!(matches!(told[1].message, Message::RequestApproved { .. }));
    // Taken back later, the link is over; nobody joins by it.
    olga.does(Command::Undo { command: approved.command }).await.expect("undone");
    let outcome = directory.accept_as_new(&token(&told[1]), "Fay", PASSWORD, &visitor()).await;
    assert_eq!(refusal(outcome), Refusal::InvitationRevoked);
    assert_eq!(statuses(&stage, "fay@acme.test").await, [Status::Requested]);
    assert!(stage.broken_events().await.is_empty());
}

async fn two_answers_at_once_and_seats_that_run_out(stage: Stage) {
    let olga = stage.acme().await;
    takes(&olga, true).await.expect("on");
    let mut all = Vec::new();
    for number in 0..8 {
        all.push(requests(&stage, &format!("P{number}")).await);
    }
    let answers = async |by: &Persona, one: &[InvitationId]| {
        let role = by.role(RoleKey::Member).await;
        let tries = (0..4).map(|_| {
            let (by, requests) = (by.clone(), one.to_vec());
            tokio::spawn(async move { by.does(Command::ApproveRequests { requests, role, teams: Vec::new() }).await })
        });
        let mut good = 0;
        for one in tries.collect::<Vec<_>>() {
            match one.await.expect("ran") {
                Ok(_) => good += 1,
                Err(Error::Refused { refusal: Refusal::WrongStatus { status: Status::Invited }, .. }) => {}
                Err(other) => panic!("not a clean refusal: {other}"),
            }
        }
        good
    };
    assert_eq!(answers(&olga, &all[..1]).await, 1);
    stage.seats("acme", 4).await;
    let role = olga.role(RoleKey::Member).await;
    let tries: Vec<_> = all[1..]
        .iter()
        .map(|&one| {
            let (by, requests) = (olga.clone(), vec![one]);
            tokio::spawn(async move { by.does(Command::ApproveRequests { requests, role, teams: Vec::new() }).await })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(_) => good += 1,
            Err(Error::Refused { refusal: Refusal::NoSeat { needed: 1, available: 0 }, .. }) => {}
            Err(other) => panic!("not a clean refusal: {other}"),
        }
    }
    assert_eq!(good, 2, "Olga has one of the four, who was approved first the second");
    assert_eq!(sees(&stage).await.seats().expect("seen").used(), 4);
    // Several at once are all approved, or none.
    let left: Vec<InvitationId> = sees(&stage)
        .await
        .rows()
        .filter(|row| row.status() == Status::Requested)
        .filter_map(|row| all.iter().copied().find(|one| row.id() == (*one).into()))
        .collect();
    stage.seats("acme", 5).await;
    assert_eq!(refusal(approves(&olga, &left, RoleKey::Member).await), Refusal::NoSeat { needed: 5, available: 1 });
    assert_eq!(stage.number("select count(*) from invitations where request = 'asked'").await, 5);
}

async fn who_is_approved_beyond_the_seats_waits_for_one(stage: Stage) {
    let directory = server(&stage).await;
    let olga = Persona { directory: directory.clone(), ..stage.acme().await };
    takes(&olga, true).await.expect("on");
    let change = ChangeOrganization {
        seat_limit: Some(Some(2)),
        seat_policy: Some(SeatPolicy::Queue),
        ..ChangeOrganization::default()
    };
    olga.does(Command::ChangeOrganization(change)).await.expect("set");
    let both = [requests(&stage, "Eve").await, requests(&stage, "Fay").await];
    let answer = approves(&olga, &both, RoleKey::Member).await.expect("approved");
    assert_eq!(statuses(&stage, "eve@acme.test").await, [Status::Invited]);
    assert_eq!(statuses(&stage, "fay@acme.test").await, [Status::Waiting]);
    let mut roster = sees(&stage).await;
    stage.clock.advance(60_000);
    // Owners are told that the seats are used, too.
    let approved = |mail: &directory::Mail| matches!(mail.message, Message::RequestApproved { .. });
    assert_eq!(mails(&directory).await.iter().filter(|mail| approved(mail)).count(), 1);
    olga.does(Command::Revoke { invitations: vec![both[0]] }).await.expect("revoked");
    stage.clock.advance(60_000);
    assert_eq!(directory.send_waiting().await.expect("looked"), 1);
    let mut mails = mails(&directory).await;
    mails.retain(approved);
    assert_eq!(mails[0].recipient.as_str(), "fay@acme.test");
    directory.accept_as_new(&token(&mails[0]), "Fay", PASSWORD, &visitor()).await.expect("joined");
    assert_eq!(roster.apply(&answer.events[0]), roster::Applied::default(), "it was in already");
}

async fn without_a_mail_server_the_link_is_handed_over(stage: Stage) {
    let olga = stage.acme().await;
    takes(&olga, true).await.expect("on");
    let eve = requests(&stage, "Eve").await;
    let answer = approves(&olga, &[eve], RoleKey::Member).await.expect("approved");
    let link = token_of(&answer.links[0].url);
    stage.directory.accept_as_new(&link, "Eve", PASSWORD, &visitor()).await.expect("joined");
}
