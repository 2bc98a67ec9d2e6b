//! Asking to join an organization, and the answers.

mod answers;

use crate::support::{PASSWORD, Persona, Stage, kinds, on_both, refusal, token_of, visitor};
use directory::{Directory, Error, Mail, Message, OrgRef};
use domain::{
    ChangeOrganization, Command, DAY_MS, Doer, DomainName, Happened, InvitationId, Language, MINUTE_MS, Refusal,
    RoleKey, Status,
};
use roster::{Export, ExportFormat, Roster, RowRef};

on_both! {
    from_the_page_for_visitors_to_the_first_sign_in
    s_52_asking_is_answered_alike_whatever_is_true_of_the_address
    an_organization_that_takes_none_is_not_there
    a_link_is_good_once_for_an_hour_and_for_this_alone
    after_thirty_days_a_request_is_over_and_one_may_ask_anew
}

pub async fn takes(by: &Persona, take: bool) -> directory::Result<domain::Answer> {
    let change = ChangeOrganization {
        allowed_domains: Some(vec![DomainName::parse("acme.test").expect("a domain")]),
        take_requests: Some(take),
        ..ChangeOrganization::default()
    };
    by.does(Command::ChangeOrganization(change)).await
}

/// The mails that are due; they count as sent.
async fn mails(directory: &Directory) -> Vec<Mail> {
    directory.settled().await;
    let mails = directory.claim_mails(1_000).await.expect("mails");
    for mail in &mails {
        directory.report_mail(mail, &directory::MailOutcome::Sent).await.expect("reported");
    }
    mails
}

fn token(mail: &Mail) -> String {
    token_of(mail.link.as_deref().expect("a link"))
}

/// Asks to join from outside. Gives the token of the mail.
async fn asks(directory: &Directory, name: &str, email: &str) -> String {
    directory.ask_to_join("acme", name, email, Language::German).await.expect("answered");
    let mut mails = mails(directory).await;
    mails.retain(|mail| matches!(mail.message, Message::JoinVerification { .. }));
    let asked: Vec<_> = mails.iter().map(|mail| (mail.recipient.as_str(), mail.language)).collect();
    // In the language of the page, as there is no account.
    assert_eq!(asked, [(email, Language::German)]);
    token(&mails[0])
}

/// Asks to join and confirms it. Gives the request.
pub async fn asks_and_confirms(stage: &Stage, name: &str) -> InvitationId {
    let email = format!("{}@acme.test", name.to_lowercase());
    let token = asks(&stage.directory, name, &email).await;
    stage.directory.confirm_request(&token, Some("192.0.2.9")).await.expect("asked");
    let sees = sees(stage).await;
    let row = sees.rows().find(|row| row.email() == email && row.status() == Status::Requested).expect("in the list");
    match row.id() {
        domain::PersonId::Invitation(request) => request,
        other @ domain::PersonId::User(_) => panic!("{other:?}"),
    }
}

/// What the operator sees.
async fn sees(stage: &Stage) -> Roster {
    let snapshot = stage.directory.snapshot(&directory::Caller::operator(), &OrgRef::from("acme")).await;
    Roster::load(snapshot.expect("a snapshot")).expect("a good one")
}

async fn statuses(stage: &Stage, email: &str) -> Vec<Status> {
    sees(stage).await.rows().filter(|row| row.email() == email).map(RowRef::status).collect()
}

async fn approves(by: &Persona, requests: &[InvitationId], key: RoleKey) -> directory::Result<domain::Answer> {
    let role = by.role(key).await;
    by.does(Command::ApproveRequests { requests: requests.to_vec(), role, teams: Vec::new() }).await
}

async fn declines(by: &Persona, requests: &[InvitationId]) -> directory::Result<domain::Answer> {
    by.does(Command::DeclineRequests { requests: requests.to_vec() }).await
}

async fn from_the_page_for_visitors_to_the_first_sign_in(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    takes(&olga, true).await.expect("on");
    let card = stage.directory.join_card("acme").await.expect("a page");
    assert_eq!((card.organization.as_str(), card.domains[0].as_str()), ("ACME", "acme.test"));
    stage.mails().await;
    let before = stage.number("select count(*) from events").await;
    let link = asks(&stage.directory, "Eve Eden", "eve@acme.test").await;
    assert_eq!(stage.number("select count(*) from events").await, before, "nothing is so before it is confirmed");
    assert_eq!(stage.directory.confirm_request(&link, Some("192.0.2.9")).await.expect("asked").as_str(), "ACME");
    let seats = sees(&stage).await.seats().expect("seen");
    assert_eq!(seats.used(), 2, "it holds no seat");
    let roster = sees(&stage).await;
    let row = roster.rows().find(|row| row.status() == Status::Requested).expect("in the list");
    assert_eq!((row.name(), row.email(), row.invited_by().is_none()), ("Eve Eden", "eve@acme.test", true));
    let file: String = Export::new(&roster, vec![row.number()], ExportFormat::Csv).collect();
    assert!(file.contains("requested"), "{file}");
    let by = stage.rows("select actor_kind, door, ip, personal from events where kind = 'request_made'").await;
    let text = |at: usize| by[0].try_get_by_index::<Option<String>>(at).expect("text").unwrap_or_default();
    let from = chain::address(Some(&text(2)), Some(&text(3)));
    assert_eq!((text(0).contains("system"), text(1).as_str(), from.as_deref()), (true, "page", Some("192.0.2.9")));
    let domain::PersonId::Invitation(request) = row.id() else { panic!("{row:?}") };
    let answer = approves(&adam, &[request], RoleKey::TeamOwner).await.expect("approved");
    assert_eq!(kinds(&answer), ["request_approved"]);
    let mails = stage.mails().await;
    assert!(matches!(&mails[0].message, Message::RequestApproved { by: Some(by), role, .. }
        if by == "Adam Ant" && role == "Team owner"));
    let accepted = stage.directory.accept_as_new(&token(&mails[0]), "Eve Eden", PASSWORD, &visitor()).await;
    let eve = accepted.expect("joined").user;
    assert!(stage.directory.sign_in("eve@acme.test", PASSWORD, &visitor()).await.is_ok());
    let panel = stage.directory.person_panel(&olga.session.caller, &olga.org(), eve.into()).await.expect("a panel");
    assert!(panel.access.asked_at.is_some());
    let approved = panel.access.invited.expect("approved");
    assert!(matches!(approved.by, Doer::User(name) if name.as_str() == "Adam Ant"));
    let happened: Vec<Happened> =
        panel.history.expect("an Owner reads it").entries.into_iter().map(|entry| entry.what).collect();
    assert!(matches!(
        &happened[..],
        [Happened::Joined { .. }, Happened::RequestApproved { .. }, Happened::Requested { .. }]
    ));
}

async fn s_52_asking_is_answered_alike_whatever_is_true_of_the_address(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let sam = stage.join(&olga, "Sam So", RoleKey::Member).await;
    let rem = stage.join(&olga, "Rem Ro", RoleKey::Member).await;
    olga.suspend(&sam).await.expect("suspended");
    olga.remove(&rem).await.expect("removed");
    olga.invites("ida@acme.test", RoleKey::Member).await.expect("invited");
    // Somebody else's Owner has an account here, and nothing to do with acme.
    stage.found("zeta", "zoe@acme.test", "Zoe Zen").await;
    takes(&olga, true).await.expect("on");
    asks_and_confirms(&stage, "Kim").await;
    stage.clock.advance(2 * MINUTE_MS);
    stage.mails().await;
    let mut told = Vec::new();
    for (who, outcome) in [
        (ben.email.as_str(), Err(Refusal::AlreadyUser)),
        (&sam.email, Err(Refusal::AlreadyUser)),
        ("ida@acme.test", Err(Refusal::AlreadyInvited)),
        ("kim@acme.test", Ok(())),
        (&rem.email, Ok(())),
        ("zoe@acme.test", Ok(())),
        ("new@acme.test", Ok(())),
    ] {
        stage.directory.ask_to_join("acme", "Somebody", who, Language::German).await.expect("the same answer");
        let mails = mails(&stage.directory).await;
        assert_eq!(mails.len(), 1, "{who}");
        told.push(format!("{:?}", mails[0].message));
        let confirmed = stage.directory.confirm_request(&token(&mails[0]), None).await;
        match outcome {
            Ok(()) => assert!(confirmed.is_ok(), "{who}: {confirmed:?}"),
            Err(why) => assert_eq!(refusal(confirmed), why, "{who}"),
        }
    }
    told.dedup();
    assert_eq!(told.len(), 1, "the mail is the same, too: {told:?}");
    assert_eq!(statuses(&stage, "kim@acme.test").await, [Status::Requested], "asked twice, and one row");
    assert_eq!(stage.number("select count(*) from invitations where request = 'asked'").await, 4);
    // Of the address, its domain alone is looked at before: the page names those that may ask.
    let other = stage.directory.ask_to_join("acme", "Eve", "eve@elsewhere.test", Language::German).await;
    assert_eq!(refusal(other), Refusal::DomainNotAllowed);
    for (name, email) in [("", "eve@acme.test"), ("Eve", "no address"), ("Eve", "a@acme.test,b@acme.test")] {
        assert!(matches!(
            stage.directory.ask_to_join("acme", name, email, Language::German).await,
            Err(Error::Invalid { .. })
        ));
    }
    assert!(mails(&stage.directory).await.is_empty());
}

async fn an_organization_that_takes_none_is_not_there(stage: Stage) {
    let olga = stage.acme().await;
    let not_there = |outcome: directory::Result<()>| matches!(outcome, Err(Error::NotFound));
    let ask = async |org: &str| stage.directory.ask_to_join(org, "Eve", "eve@acme.test", Language::German).await;
    for org in ["acme", "nowhere", "", "ACME", "acme/../acme"] {
        assert!(not_there(ask(org).await), "{org}");
        assert!(not_there(stage.directory.join_card(org).await.map(|_| ())), "{org}");
    }
    let none = ChangeOrganization { take_requests: Some(true), ..ChangeOrganization::default() };
    assert_eq!(refusal(olga.does(Command::ChangeOrganization(none)).await), Refusal::RequestsNeedDomain);
    takes(&olga, true).await.expect("on");
    let link = asks(&stage.directory, "Eve", "eve@acme.test").await;
    let kim = asks_and_confirms(&stage, "Kim").await;
    let off = takes(&olga, false).await.expect("off");
    assert!(not_there(ask("acme").await));
    assert_eq!(refusal(stage.directory.confirm_request(&link, None).await), Refusal::NoRequests);
    // Taken again, the same link is good: nothing came of it.
    olga.does(Command::Undo { command: off.command }).await.expect("on again");
    stage.directory.confirm_request(&link, None).await.expect("asked");
    // Another domain: what waits is not approved any more, and can be declined.
    let change = ChangeOrganization {
        allowed_domains: Some(vec![DomainName::parse("acme.example").expect("a domain")]),
        ..ChangeOrganization::default()
    };
    olga.does(Command::ChangeOrganization(change)).await.expect("moved");
    assert_eq!(refusal(approves(&olga, &[kim], RoleKey::Member).await), Refusal::DomainNotAllowed);
    declines(&olga, &[kim]).await.expect("declined");
}

async fn a_link_is_good_once_for_an_hour_and_for_this_alone(stage: Stage) {
    let olga = stage.acme().await;
    takes(&olga, true).await.expect("on");
    let link = asks(&stage.directory, "Eve", "eve@acme.test").await;
    // One mail a minute to an address, from wherever it is asked for.
    for _ in 0..5 {
        stage.directory.ask_to_join("acme", "Eve", "EVE@acme.test", Language::German).await.expect("the same answer");
    }
    assert!(mails(&stage.directory).await.is_empty());
    stage.clock.advance(2 * MINUTE_MS);
    let later = asks(&stage.directory, "Eve", "eve@acme.test").await;
    assert!(matches!(stage.directory.confirm_request(&link, None).await, Err(Error::LinkOver)), "the later one counts");
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (directory, later) = (stage.directory.clone(), later.clone());
            tokio::spawn(async move { directory.confirm_request(&later, None).await })
        })
        .collect();
    let mut good = 0;
    for one in tries {
        match one.await.expect("ran") {
            Ok(_) => good += 1,
            Err(Error::LinkOver) => {}
            Err(other) => panic!("not a clean refusal: {other}"),
        }
    }
    assert_eq!((good, stage.number("select count(*) from invitations").await), (1, 1));
    let old = asks(&stage.directory, "Fay", "fay@acme.test").await;
    stage.clock.advance(61 * MINUTE_MS);
    assert!(matches!(stage.directory.confirm_request(&old, None).await, Err(Error::LinkOver)));
    let good = asks(&stage.directory, "Fay", "fay@acme.test").await;
    let invite = olga.invites("new@acme.test", RoleKey::Member).await.expect("invited");
    for (what, token) in [("invite", &invite), ("session", &olga.token), ("nothing", &String::new())] {
        assert!(matches!(stage.directory.confirm_request(token, None).await, Err(Error::NotFound)), "{what}");
    }
    assert!(matches!(stage.directory.reset(&good, "a new password").await, Err(Error::NotFound)));
    let outcome = stage.directory.accept_as_new(&good, "Fay", PASSWORD, &visitor()).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
    assert!(!stage.everything_stored().await.contains(&good), "S-06: only its hash is stored");
    // Names and addresses of those who never confirmed do not stay for ever.
    stage.clock.advance(40 * DAY_MS);
    assert_eq!(stage.directory.clean().await.expect("cleaned").links, 4);
}

async fn after_thirty_days_a_request_is_over_and_one_may_ask_anew(stage: Stage) {
    let olga = stage.acme().await;
    takes(&olga, true).await.expect("on");
    let eve = asks_and_confirms(&stage, "Eve").await;
    let mut roster = sees(&stage).await;
    stage.clock.advance(30 * DAY_MS);
    // Nothing ran: neither the page nor the service has it any more.
    roster.at(stage.clock.now());
    assert!(roster.find(eve.into()).is_none());
    assert!(statuses(&stage, "eve@acme.test").await.is_empty());
    assert_eq!(roster.snapshot(), sees(&stage).await.snapshot());
    assert_eq!(refusal(approves(&olga, &[eve], RoleKey::Member).await), Refusal::RequestOver);
    let panel = stage.directory.person_panel(&olga.session.caller, &olga.org(), eve.into()).await;
    assert!(matches!(panel, Err(Error::NotFound)));
    let again = asks_and_confirms(&stage, "Eve").await;
    assert_ne!(again, eve);
    assert_eq!(statuses(&stage, "eve@acme.test").await, [Status::Requested]);
    // Whoever runs the installation makes her an Owner: there is nothing to answer any more.
    let owner = directory::NewOwner {
        org: "acme".to_owned(),
        org_name: None,
        email: "eve@acme.test".to_owned(),
        name: Some("Eve".to_owned()),
        password: PASSWORD.to_owned(),
    };
    stage.directory.create_owner(&directory::Caller::operator(), &owner).await.expect("an Owner");
    assert_eq!(statuses(&stage, "eve@acme.test").await, [Status::Active]);
    assert!(stage.broken_events().await.is_empty());
}
