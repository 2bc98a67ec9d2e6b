//! Mails on their way: what they look like, and what a mail server can do to them.

use crate::house::House;
use crate::smtp::{Does, Sink};
use directory::{Directory, Mail, Message, SecondFactorChange};
use domain::{Language, MailWords, MessageId, RoleKey, Timestamp};
use lettre::message::Mailbox;
use serde_json::json;
use server::mail::{Worker, compose};

pub fn from() -> Mailbox {
    "Muster <muster@example.test>".parse().expect("an address")
}

fn mail(message: Message, link: Option<&str>) -> Mail {
    let id = "0198c0de-0000-7000-8000-000000000001".parse().expect("an id");
    Mail {
        id: MessageId(id),
        lease: id,
        recipient: "ana@example.test".parse().expect("an address"),
        message,
        language: Language::English,
        words: None,
        link: link.map(str::to_owned),
        message_id: format!("<{id}@muster.example.com>"),
        attempts: 0,
    }
}

fn invitation(organization: &str, inviter: Option<&str>, note: Option<&str>) -> Message {
    Message::Invitation {
        organization: organization.to_owned(),
        inviter: inviter.map(str::to_owned),
        role: "Member".to_owned(),
        expires_at: Timestamp(1_796_034_600_000),
        access_days: None,
        note: note.map(str::to_owned),
    }
}

/// The mail without what differs each time: its date and its boundaries.
fn seen(mail: &Mail) -> String {
    let message = compose(mail, &from()).expect("composed");
    let text = String::from_utf8(message.formatted()).expect("text").replace("\r\n", "\n").replace("=\n", "");
    let boundary = text.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("-").to_owned();
    let lines = text.replace(&boundary, "BOUNDARY");
    lines.lines().filter(|line| !line.starts_with("Date: ")).collect::<Vec<_>>().join("\n")
}

const LINK: &str = "https://muster.example.com/invite#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn an_invitation_reads_well() {
    let message = invitation("Acme", Some("Olga"), Some("Welcome!\nSee you on Monday <3"));
    insta::assert_snapshot!("invitation", seen(&mail(message, Some(LINK))));
}

#[test]
fn an_organization_s_own_words_are_text_and_what_has_to_be_said_stays() {
    let words = MailWords {
        subject: "Welcome to {organization}, {role}".to_owned().try_into().expect("a subject"),
        text: "<b>{by}</b> asked us to write to you.\n\nSee you on {day}".to_owned().try_into().expect("a text"),
    };
    let message = invitation("A & <i>B</i>", None, Some("Bring a pen"));
    let own = Mail { words: Some(words), ..mail(message, Some(LINK)) };
    insta::assert_snapshot!("invitation_in_own_words", seen(&own));
}

#[test]
fn the_other_mails_read_well() {
    let (name, passkey, language) = (|| "Ana Lima".to_owned(), || "Ana’s phone".to_owned(), Language::English);
    let expires_at = Timestamp(1_796_034_600_000);
    let reset = "https://muster.example.com/reset#B";
    insta::assert_snapshot!(
        "password_reset",
        seen(&mail(Message::PasswordReset { name: name(), expires_at }, Some(reset)))
    );
    insta::assert_snapshot!("password_changed", seen(&mail(Message::PasswordChanged { name: name() }, None)));
    for (kind, change) in [
        ("on", SecondFactorChange::TurnedOn),
        ("new_codes", SecondFactorChange::NewCodes),
        ("off", SecondFactorChange::TurnedOff),
        ("app_off", SecondFactorChange::AppTurnedOff),
        ("passkey_first", SecondFactorChange::PasskeyAdded { passkey: passkey(), first: true }),
        ("passkey_removed", SecondFactorChange::PasskeyRemoved { passkey: passkey(), last: false }),
        ("passkey_last", SecondFactorChange::PasskeyRemoved { passkey: passkey(), last: true }),
        ("taken_away", SecondFactorChange::TakenAway),
        ("code_used", SecondFactorChange::CodeUsed { left: 9 }),
    ] {
        let seen = seen(&mail(Message::SecondFactor { name: name(), change }, None));
        insta::assert_snapshot!(format!("second_factor_{kind}"), seen);
    }
    let verification = |organization: Option<&str>| Message::EmailVerification {
        name: name(),
        expires_at,
        organization: organization.map(str::to_owned),
        language,
    };
    let email = |done, organization: Option<&str>| Message::EmailChanged {
        name: name(),
        new_email: "ana@new.test".to_owned(),
        done,
        organization: organization.map(str::to_owned),
        language,
    };
    let verify = "https://muster.example.com/verify-email#C";
    insta::assert_snapshot!("email_verification", seen(&mail(verification(None), Some(verify))));
    insta::assert_snapshot!("email_verification_proposed", seen(&mail(verification(Some("Acme")), Some(verify))));
    insta::assert_snapshot!("email_proposed", seen(&mail(email(false, Some("Acme")), None)));
    let ends_at = expires_at;
    let ends = |whose: Option<&str>| Message::AccessEnds {
        organization: "Acme".to_owned(),
        whose: whose.map(str::to_owned),
        ends_at,
    };
    insta::assert_snapshot!("access_ends", seen(&mail(ends(None), None)));
    insta::assert_snapshot!("access_of_somebody_ends", seen(&mail(ends(Some("Ana Lima")), None)));
    let organization = || "Acme".to_owned();
    let (before, after) = ("Member".to_owned(), "Admin".to_owned());
    let role = Message::RoleChanged {
        organization: organization(),
        by: Some("Olga".to_owned()),
        before,
        after,
        until: Some(ends_at),
    };
    insta::assert_snapshot!("role_changed", seen(&mail(role, None)));
    let ended = |removed| Message::AccessEnded { organization: organization(), by: Some("Olga".to_owned()), removed };
    insta::assert_snapshot!("access_suspended", seen(&mail(ended(false), None)));
    insta::assert_snapshot!("access_removed", seen(&mail(ended(true), None)));
    let back = Message::AccessBack { organization: organization(), by: None };
    insta::assert_snapshot!("access_back", seen(&mail(back, None)));
    let several = Message::SeveralEnd {
        organization: organization(),
        whose: [("Ana Lima", ends_at), ("Ben Adeyemi", ends_at.plus_days(1))]
            .map(|(name, at)| (domain::UserId(uuid::Uuid::nil()), name.to_owned(), at))
            .into(),
    };
    insta::assert_snapshot!("access_of_several_ends", seen(&mail(several, None)));
    let dormant = Message::Dormant { organization: organization(), suspended_at: ends_at };
    insta::assert_snapshot!("dormant", seen(&mail(dormant, None)));
    let suspended = Message::DormantSuspended { organization: organization() };
    insta::assert_snapshot!("dormant_suspended", seen(&mail(suspended, None)));
    let seats = Message::SeatsNearlyFull { organization: organization(), used: 45, limit: 50 };
    insta::assert_snapshot!("seats_nearly_full", seen(&mail(seats, None)));
    let rings = Message::ViewRings {
        organization: organization(),
        slug: "acme".to_owned(),
        view: "Owners without sign-in".to_owned(),
        query: "q=idle%3A30&role=owner".to_owned(),
        people: 3,
        above: 0,
    };
    let shows = Some("https://muster.example.com/o/acme/settings/users?q=idle%3A30&role=owner");
    insta::assert_snapshot!("view_rings", seen(&mail(rings, shows)));
    let invite = Some("https://muster.example.com/invite#D");
    let reminder = Message::InvitationReminder {
        organization: organization(),
        inviter: Some("Olga".to_owned()),
        role: "Member".to_owned(),
        expires_at,
        access_days: Some(90),
    };
    insta::assert_snapshot!("invitation_reminder", seen(&mail(reminder, invite)));
    let asks = Message::JoinVerification { organization: organization(), name: name(), expires_at, language };
    insta::assert_snapshot!("join_verification", seen(&mail(asks, Some("https://muster.example.com/join#E"))));
    let approved = Message::RequestApproved {
        organization: organization(),
        by: Some("Olga".to_owned()),
        role: "Member".to_owned(),
        expires_at,
    };
    insta::assert_snapshot!("request_approved", seen(&mail(approved, invite)));
    let declined = Message::RequestDeclined { organization: organization() };
    insta::assert_snapshot!("request_declined", seen(&mail(declined, None)));
    insta::assert_snapshot!("email_changed", seen(&mail(email(true, None), None)));
}

#[test]
fn mails_are_worded_in_the_language_of_who_reads_them() {
    let in_german =
        |message: Message, link: Option<&str>| seen(&Mail { language: Language::German, ..mail(message, link) });
    let note = Some("Willkommen!\nBis Montag <3");
    insta::assert_snapshot!("invitation_in_german", in_german(invitation("Acme", Some("Olga"), note), Some(LINK)));
    let role = Message::RoleChanged {
        organization: "Acme".to_owned(),
        by: Some("Olga".to_owned()),
        before: "Member".to_owned(),
        after: "Team owner".to_owned(),
        until: Some(Timestamp(1_796_034_600_000)),
    };
    insta::assert_snapshot!("role_changed_in_german", in_german(role, None));
    let seats = Message::SeatsNearlyFull { organization: "Acme".to_owned(), used: 1_045, limit: 1_100 };
    insta::assert_snapshot!("seats_nearly_full_in_german", in_german(seats, None));
    let factor = |change| Message::SecondFactor { name: "Ana Lima".to_owned(), change };
    insta::assert_snapshot!("second_factor_on_in_german", in_german(factor(SecondFactorChange::TurnedOn), None));
    let used = SecondFactorChange::CodeUsed { left: 1 };
    insta::assert_snapshot!("second_factor_code_used_in_german", in_german(factor(used), None));
    let first = SecondFactorChange::PasskeyAdded { passkey: "Anas Telefon".to_owned(), first: true };
    insta::assert_snapshot!("second_factor_passkey_first_in_german", in_german(factor(first), None));
}

#[test]
fn s_54_names_are_text_in_the_html_part() {
    let message = invitation("<script>alert(1)</script>", Some("<img src=x onerror=alert(1)>"), Some("<b>\"'&"));
    let html = seen(&mail(message, Some(LINK))).split("text/html").nth(1).unwrap_or_default().to_owned();
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"), "{html}");
    let (organization, whose) = ("<script>alert(1)</script>".to_owned(), Some("<img src=x>\r\nBcc: eve".to_owned()));
    let ends = seen(&mail(Message::AccessEnds { organization, whose, ends_at: Timestamp(0) }, None));
    let (head, parts) = ends.split_once("\n\n").expect("a head");
    let html = parts.split("text/html").nth(1).unwrap_or_default();
    assert!(!head.contains("\nBcc:") && !html.contains("<script") && !html.contains("<img"), "{ends}");
}

#[tokio::test]
async fn s_13_no_name_breaks_out_of_its_header() {
    let sink = Sink::start(vec![]).await;
    let nasty = [
        "a\r\nBcc: eve@evil.test",
        "a\nX-Evil: 1\n\nbody",
        "a\0b",
        "\r\n.\r\nMAIL FROM:<eve@evil.test>\r\nRCPT TO:<eve@evil.test>",
        ".",
        "..",
        "=?utf-8?q?=0d=0aBcc:_eve?=",
    ];
    let long = "x".repeat(2_000);
    let headers = |data: &str| -> Vec<String> {
        let head = data.split("\n\n").next().unwrap_or_default();
        head.lines()
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
            .collect()
    };
    let server: server::mail::Server = sink.url.parse().expect("a server");
    let sender = server.sender().expect("a sender");
    for (n, text) in nasty.iter().copied().chain([long.as_str()]).enumerate() {
        let message = invitation(text, Some(text), Some(text));
        let composed = compose(&mail(message, Some(LINK)), &from()).expect("composed");
        sender.send(&composed).await.expect("taken");
        let came = sink.wait(n + 1).await[n].clone();
        assert_eq!(came.recipients.len(), 1, "{text:?}");
        assert!(came.recipients[0].contains("<ana@example.test>"));
        let expected = [
            "From",
            "To",
            "Subject",
            "Message-ID",
            "MIME-Version",
            "Date",
            "Content-Type",
            "Content-Language",
            "Auto-Submitted",
        ];
        let mut names = headers(&came.data);
        names.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(names, expected, "{text:?}\n{}", came.data);
        assert!(came.data.lines().all(|line| line.len() <= 998), "{text:?}");
    }
    assert_eq!(sink.mails().len(), nasty.len() + 1);
}

/// A house with a mail server, and its worker.
async fn posted(sink: &Sink) -> (House, Worker) {
    let mut house = House::empty_at("http://localhost:3000", true).await;
    house.found("acme", "olga", "olga@acme.test").await;
    let worker = start(&house, sink);
    (house, worker)
}

fn start(house: &House, sink: &Sink) -> Worker {
    let server = sink.url.parse().expect("a server");
    Worker::start(house.directory.clone(), &server, from(), house.doors.post.clone()).expect("started")
}

pub async fn invite(house: &House, email: &str) -> serde_json::Value {
    let olga = house.person("olga");
    let addresses = json!([{ "email": email, "name": null }]);
    let invite = json!({ "addresses": addresses, "role": house.roles[RoleKey::Member.slug()], "teams": [], "days": 7, "note": null });
    let answer = house.call(&olga, "invitations/send", &house.command("acme", &json!({ "invite": invite }))).await;
    assert_eq!(answer.status, http::StatusCode::OK, "{}", answer.text());
    answer.json()
}

/// Waits until no mail is due or under way any more.
async fn settled(directory: &Directory, house: &House, wanted: &str) {
    loop {
        if deliveries(house).await.iter().all(|delivery| delivery == wanted) {
            return;
        }
        let _ = directory;
        tokio::task::yield_now().await;
    }
}

/// Once the first try has failed and is written down, lets the time pass until the second. No sooner: a lease that
/// ran out under a try would have the mail sent twice.
async fn later(house: &House) {
    while column(house, "select cast(attempts as text) as found from outbox").await != ["1"] {
        tokio::task::yield_now().await;
    }
    house.clock.advance(60_000);
    house.doors.post.look();
}

async fn deliveries(house: &House) -> Vec<String> {
    column(house, "select delivery as found from invitations").await
}

/// What a query finds in its column `found`.
async fn column(house: &House, query: &str) -> Vec<String> {
    use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
    let database = house.store.raw().await;
    let ask = Statement::from_string(DbBackend::Sqlite, query);
    let rows = database.query_all_raw(ask).await.expect("rows");
    let found = rows.iter().map(|row| row.try_get("", "found").expect("text")).collect();
    database.close().await.expect("closed");
    found
}

#[tokio::test]
async fn an_invitation_arrives_and_its_row_says_so() {
    let sink = Sink::start(vec![]).await;
    let (house, worker) = posted(&sink).await;
    let answer = invite(&house, "new@acme.test").await;
    assert_eq!(answer["links"], json!([]), "the link goes by mail alone");
    let came = sink.wait(1).await[0].clone();
    assert!(came.recipients[0].contains("<new@acme.test>"));
    assert!(came.data.contains("http://localhost:3000/invite#"), "{}", came.data);
    settled(&house.directory, &house, "sent").await;
    worker.stop().await;
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test]
async fn whose_access_ends_soon_is_told_and_so_is_who_set_it() {
    let sink = Sink::start(vec![]).await;
    let (mut house, worker) = posted(&sink).await;
    house.found("acme", "ben", "ben@acme.test").await;
    let (olga, ends_at) = (house.person("olga"), house.clock.now().plus_days(5));
    let command = json!({ "users": [house.user("ben")], "ends_at": ends_at });
    let answer = house.call(&olga, "users/set_end_date", &house.command("acme", &command)).await;
    assert_eq!(answer.status, http::StatusCode::OK, "{}", answer.text());
    let housekeeping = server::housekeeping::Housekeeping::start(house.directory.clone());
    let came = sink.wait(2).await;
    let mut to: Vec<String> = came.iter().flat_map(|mail| mail.recipients.clone()).collect();
    to.sort_unstable();
    assert!(to.len() == 2 && to[0].contains("<ben@acme.test>") && to[1].contains("<olga@acme.test>"), "{to:?}");
    assert!(came.iter().all(|mail| mail.data.contains("ends on 29 November")), "{came:?}");
    housekeeping.stop().await;
    worker.stop().await;
}

#[tokio::test]
async fn f_07_a_server_that_says_no_is_believed_and_one_that_says_later_is_asked_again() {
    for verb in ["MAIL", "RCPT", "DATA", "END"] {
        let sink = Sink::start(vec![(verb, Does::Says("550 no such person"))]).await;
        let (house, worker) = posted(&sink).await;
        invite(&house, "new@acme.test").await;
        settled(&house.directory, &house, "refused").await;
        worker.stop().await;
        assert!(sink.mails().is_empty(), "{verb}");

        let sink = Sink::start(vec![(verb, Does::Says("451 come back"))]).await;
        let (house, worker) = posted(&sink).await;
        invite(&house, "new@acme.test").await;
        later(&house).await;
        let came = sink.wait(1).await;
        assert_eq!(came.len(), 1, "{verb}");
        worker.stop().await;
    }
}

#[tokio::test]
async fn f_07_an_invitation_never_waits_for_the_mail_server() {
    for verb in ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END"] {
        let sink = Sink::start(vec![(verb, Does::Hangs)]).await;
        let (house, worker) = posted(&sink).await;
        invite(&house, "held@acme.test").await;
        invite(&house, "other@acme.test").await;
        // The mail that hangs does not hold the other one.
        let came = sink.wait(1).await;
        assert_eq!(came.len(), 1, "{verb}");
        drop(worker);
    }
}

#[tokio::test]
async fn f_08_a_mail_tried_again_is_the_same_mail() {
    let sink = Sink::start(vec![("END", Does::Leaves)]).await;
    let (house, worker) = posted(&sink).await;
    invite(&house, "new@acme.test").await;
    later(&house).await;
    let came = sink.wait(1).await[0].clone();
    worker.stop().await;
    let id = came.data.lines().find(|line| line.starts_with("Message-ID:")).unwrap_or_default().to_owned();
    assert!(id.ends_with("@localhost>"), "{id}");
}
