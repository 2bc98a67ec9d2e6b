//! Each of those that run beside requests breaks, and does its work all the same (F-16).

use super::fault;
use crate::feed::Feed;
use crate::housekeeping::Housekeeping;
use crate::mail::{Post, Worker};
use directory::{
    Caller, Clock, Config, Directory, NewOwner, OrgRef, PasswordCost, SecretKey, Session, Visitor, connect,
};
use domain::{Addressee, Command, CommandId, DAY_MS, Envelope, Invite, Name, RoleKey, Timestamp};
use http_body_util::BodyExt as _;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tokio::net::TcpListener;

const PASSWORD: &str = "correct horse battery";

/// Acme with its Owner, who is signed in.
struct Acme {
    directory: Directory,
    clock: Clock,
    session: Session,
    url: String,
    _folder: tempfile::TempDir,
}

impl Acme {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("muster.db").display());
        let database = connect(&url).await.expect("a database");
        database.migrate().await.expect("the schema");
        let clock = Clock::set(Timestamp(1_795_510_800_000));
        let mut config = Config::new("http://localhost:3000".to_owned(), SecretKey::fresh());
        config.password_cost = PasswordCost { memory_kib: 8, passes: 1 };
        (config.mail, config.mail_wait_ms) = (true, 0);
        let directory = Directory::new(database, clock.clone(), config);
        let owner = NewOwner {
            org: "acme".to_owned(),
            org_name: None,
            email: "olga@acme.test".to_owned(),
            name: None,
            password: PASSWORD.to_owned(),
        };
        directory.create_owner(&Caller::operator(), &owner).await.expect("founded");
        let signed_in = directory.sign_in(&owner.email, PASSWORD, &Visitor::default()).await.expect("signed in");
        let session = directory.session(signed_in.token.expose(), None).await.expect("looked up").expect("good");
        Self { directory, clock, session, url, _folder: folder }
    }

    async fn does(&self, command: Command) {
        let envelope = Envelope { intent_id: CommandId(self.clock.fresh_id()), seen_seq: u64::MAX, command };
        self.directory.execute(&self.session.caller, &OrgRef::from("acme"), envelope).await.expect("done");
    }

    async fn sessions(&self) -> i64 {
        let database = sea_orm::Database::connect(&self.url).await.expect("opened");
        let count = Statement::from_string(DbBackend::Sqlite, "select count(*) from sessions");
        let row = database.query_one_raw(count).await.expect("asked").expect("a row");
        database.close().await.expect("closed");
        row.try_get_by_index(0).expect("a number")
    }
}

#[tokio::test]
async fn f_16_a_mail_worker_that_breaks_is_started_again_and_mails_go() {
    let acme = Acme::new().await;
    let roles = acme.directory.roles(&Caller::operator(), &OrgRef::from("acme")).await.expect("roles").roles;
    let role = roles.iter().find(|card| card.role.key == Some(RoleKey::Member)).expect("built in").role.id;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let server = format!("smtp://{}", listener.local_addr().expect("an address")).parse().expect("a server");
    let from = "Muster <muster@example.test>".parse().expect("an address");
    fault::arm("the mail worker", 1);
    let worker = Worker::start(acme.directory.clone(), &server, from, Post::default()).expect("started");
    let addresses = vec![Addressee { email: "ana@acme.test".to_owned(), name: None }];
    let (teams, start_fresh) = (Vec::new(), Vec::new());
    let invite = Invite { addresses, role, teams, days: 7, note: None, start_fresh, access_days: None, bundle: None };
    acme.does(Command::Invite(invite)).await;
    listener.accept().await.expect("a mail is on its way");
    assert_eq!(fault::left("the mail worker"), 0, "it had broken");
    drop(worker);
}

#[tokio::test]
async fn f_16_housekeeping_that_breaks_is_started_again_and_does_what_is_due() {
    let acme = Acme::new().await;
    acme.clock.advance(100 * DAY_MS);
    assert_eq!(acme.sessions().await, 1);
    fault::arm("the housekeeping", 1);
    let housekeeping = Housekeeping::start(acme.directory.clone());
    while acme.sessions().await > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(fault::left("the housekeeping"), 0, "it had broken");
    housekeeping.stop().await;
}

#[tokio::test]
async fn f_16_when_the_feed_breaks_pages_hear_all_of_it_a_little_later() {
    let acme = Acme::new().await;
    let feed = Feed::new(acme.directory.clone());
    let org = acme.directory.may_hear(&acme.session.caller, &OrgRef::from("acme")).await.expect("may");
    fault::arm("the feed", 1);
    let mut messages = feed.open(org, acme.session.clone(), 2, true).expect("a stream");
    acme.does(Command::CreateTeam { name: Name::parse("Design").expect("a name") }).await;
    let mut heard = String::new();
    while !heard.contains("Design") {
        let frame = messages.frame().await.expect("it goes on").expect("never fails");
        heard.push_str(&String::from_utf8_lossy(&frame.into_data().expect("data")));
    }
    assert_eq!(fault::left("the feed"), 0, "it had broken");
    feed.end();
}
