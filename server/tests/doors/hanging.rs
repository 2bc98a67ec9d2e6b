//! F-07: a mail server that stops answering, at each word of SMTP.

use crate::house::House;
use crate::mail::{from, invite};
use crate::smtp::{Does, Sink};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use server::mail::{Server, Worker};
use std::time::Duration;

/// How long a mail may take here.
const WITHIN: Duration = Duration::from_millis(500);

/// A server that hangs once at a word, and what it says before so that it comes to that.
struct Hanging {
    verb: &'static str,
    before: Vec<(&'static str, Does)>,
    /// Where it is found; the rest of the address is its port.
    at: &'static str,
}

fn hanging(verb: &'static str) -> Hanging {
    let offers = |what| vec![("EHLO", Does::Says(what)), ("EHLO", Does::Says(what))];
    match verb {
        "AUTH" => Hanging { verb, before: offers("250-sink\r\n250 AUTH PLAIN"), at: "smtp://me:secret@127.0.0.1" },
        // To this machine it is spoken without; this address is taken for one of elsewhere.
        "STARTTLS" => {
            Hanging { verb, before: vec![("EHLO", Does::Says("250-sink\r\n250 STARTTLS"))], at: "smtp://0.0.0.0" }
        }
        _ => Hanging { verb, before: Vec::new(), at: "smtp://127.0.0.1" },
    }
}

/// Two mails, of which the first one meets the server as it hangs.
async fn meets(Hanging { verb, mut before, at }: Hanging) {
    before.push((verb, Does::Hangs));
    let sink = Sink::start(before).await;
    let port = sink.url.rsplit(':').next().expect("a port");
    let mut house = House::empty_at("http://localhost:3000", true).await;
    house.found("acme", "olga", "olga@acme.test").await;
    let server: Server = format!("{at}:{port}").parse().expect("a server");
    let server = server.taking_mails_within(WITHIN);
    let worker = Worker::start(house.directory.clone(), &server, from(), house.doors.post.clone()).expect("started");
    invite(&house, "held@acme.test").await;
    // It is given up, and what came of it is noted: the worker goes on.
    let raw = house.store.raw().await;
    let noted = Statement::from_string(DbBackend::Sqlite, "select 1 from outbox where attempts = 1");
    while raw.query_one_raw(noted.clone()).await.expect("asked").is_none() {
        tokio::task::yield_now().await;
    }
    assert!(sink.mails().is_empty(), "{verb}");
    house.clock.advance(60_000);
    house.doors.post.look();
    let came = sink.wait(1).await;
    assert!(came[0].recipients[0].contains("held@acme.test"), "{verb}: {came:?}");
    worker.stop().await;
    assert_eq!(sink.mails().len(), 1, "{verb}: once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f_07_a_server_that_hangs_at_any_word_is_given_up_and_the_mail_is_tried_again() {
    let verbs = ["CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "END"];
    let met = |verb| tokio::time::timeout(Duration::from_secs(20), meets(hanging(verb)));
    let tasks: Vec<_> = verbs.map(|verb| tokio::spawn(met(verb))).into();
    for (task, verb) in tasks.into_iter().zip(verbs) {
        let met = task.await.unwrap_or_else(|error| panic!("{verb}: {error}"));
        met.unwrap_or_else(|_| panic!("{verb}: it does not go on"));
    }
}

/// Taken is taken: whether the server then says goodbye does not matter.
#[tokio::test]
async fn f_07_a_mail_that_was_taken_is_not_sent_again_because_the_server_does_not_say_goodbye() {
    let sink = Sink::start(vec![("QUIT", Does::Hangs), ("QUIT", Does::Leaves)]).await;
    let mut house = House::empty_at("http://localhost:3000", true).await;
    house.found("acme", "olga", "olga@acme.test").await;
    let server: Server = sink.url.parse().expect("a server");
    let worker = Worker::start(house.directory.clone(), &server, from(), house.doors.post.clone()).expect("started");
    invite(&house, "one@acme.test").await;
    invite(&house, "two@acme.test").await;
    let raw = house.store.raw().await;
    let kept = Statement::from_string(DbBackend::Sqlite, "select 1 from outbox where state <> 'sent'");
    while raw.query_one_raw(kept.clone()).await.expect("asked").is_some() {
        tokio::task::yield_now().await;
    }
    worker.stop().await;
    assert_eq!(sink.mails().len(), 2);
}
