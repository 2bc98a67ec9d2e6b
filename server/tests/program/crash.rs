//! The program is killed while everybody writes, or the power fails: what was answered is there afterwards, and nothing by
//! half.

use crate::disk::Disk;
use crate::installation::{Installation, ask};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// How many write at once.
const WRITERS: usize = 16;

/// How often; `MUSTER_KILLS=200 cargo test --package server --test program crash` is the long form.
fn kills() -> usize {
    std::env::var("MUSTER_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6)
}

/// What a writer tells: an invitation that it is about to send, and whether that was answered.
struct Told {
    address: String,
    answered: bool,
}

/// An invitation, as a page sends it: sent again, it is the same.
pub fn invite(port: u16, cookie: &str, role: &str, address: &str) -> std::io::Result<Value> {
    let answer = send(port, cookie, role, address)?;
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a body");
    assert!(head.starts_with("HTTP/1.1 200"), "{address}: {answer}");
    Ok(serde_json::from_str(body).expect("JSON"))
}

/// The same, whatever the answer.
fn send(port: u16, cookie: &str, role: &str, address: &str) -> std::io::Result<String> {
    let headers = format!("Content-Type: application/json\r\nCookie: {cookie}");
    ask(port, "POST /api/invitations/send", &headers, &inviting(role, address))
}

/// The body of that request. Its intent is the address's.
pub fn inviting(role: &str, address: &str) -> String {
    let intent = uuid::Builder::from_custom_bytes(hash(address)).into_uuid();
    let body = json!({
        "org": "acme", "intent_id": intent, "seen_seq": 0,
        "invite": {
            "addresses": [{ "email": address, "name": null }], "role": role, "teams": [], "days": 7, "note": null,
        },
    });
    body.to_string()
}

fn hash(text: &str) -> [u8; 16] {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(text.as_bytes());
    std::array::from_fn(|at| hash[at])
}

/// Sends invitations until nobody answers any more.
fn write(port: u16, cookie: &str, role: &str, name: &str, tell: &Sender<Told>) {
    for n in 0_u32.. {
        let address = format!("{name}.{n}@acme.test");
        tell.send(Told { address: address.clone(), answered: false }).expect("heard");
        if invite(port, cookie, role, &address).is_err() {
            return;
        }
        tell.send(Told { address, answered: true }).expect("heard");
    }
}

/// Kills the program once so many were answered. Gives every address with whether it was.
fn until_killed(told: &Receiver<Told>, after: usize, kill: impl FnOnce()) -> BTreeMap<String, bool> {
    let (mut addresses, mut answered, mut kill) = (BTreeMap::new(), 0, Some(kill));
    for one in told {
        answered += usize::from(one.answered);
        *addresses.entry(one.address).or_default() |= one.answered;
        if answered == after
            && let Some(kill) = kill.take()
        {
            kill();
        }
    }
    addresses
}

#[test]
fn f_03_without_room_on_the_disk_it_says_so_reads_go_on_and_with_room_again_all_is_well() {
    let installation = Installation::with_owner();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let disk = Disk::of(&installation);
    disk.mount();
    let full = installation.path("full");
    let program = installation.serve_with(&[&disk.variables()[..], &[("POWER_FULL", full.as_os_str())]].concat());
    let (port, cookie) = (program.port, program.sign_in("olga@acme.test"));
    let role = runtime.block_on(member_role(&installation));
    invite(port, &cookie, &role, "before@acme.test").expect("an answer");
    let people = || {
        let answer = ask(port, "GET /o/acme/snapshot", &format!("Cookie: {cookie}"), "").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        ["before@acme.test", "while@acme.test"].map(|address| answer.contains(address))
    };

    std::fs::write(&full, "").expect("written");
    for tried in 0..3 {
        let answer = send(port, &cookie, &role, "while@acme.test").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 507"), "{tried}: {answer}");
        assert!(answer.ends_with("\"disk_full\""), "{answer}");
        assert_eq!(people(), [true, false], "nothing was changed, and what is there can be read");
    }

    std::fs::remove_file(&full).expect("removed");
    invite(port, &cookie, &role, "while@acme.test").expect("an answer");
    assert_eq!(people(), [true, true]);
    drop(program);
    let addresses = ["before@acme.test", "while@acme.test"].map(|address| (address.to_owned(), true));
    runtime.block_on(check(&installation, &addresses.into()));
}

#[test]
fn f_03_on_a_full_disk_people_sign_in_and_out_until_there_is_room_again() {
    let installation = Installation::with_owner();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let disk = Disk::of(&installation);
    disk.mount();
    let (full, room) = (installation.path("full"), installation.path("data/muster.db-room"));
    let program = installation.serve_with(&[&disk.variables()[..], &[("POWER_FULL", full.as_os_str())]].concat());
    let (port, early) = (program.port, program.sign_in("olga@acme.test"));
    let role = runtime.block_on(member_role(&installation));
    assert_eq!(std::fs::metadata(&room).expect("room set aside").len(), 8 * 1024 * 1024);
    let sees = |cookie: &str| {
        let answer = ask(port, "GET /o/acme/snapshot", &format!("Cookie: {cookie}"), "").expect("an answer");
        answer.starts_with("HTTP/1.1 200")
    };

    std::fs::write(&full, "").expect("written");
    let mut cookies: Vec<String> = (0..20).map(|_| program.sign_in("olga@acme.test")).collect();
    cookies.push(early);
    assert!(!room.exists(), "what was set aside is for sessions now, and for nothing else");
    for cookie in &cookies {
        assert!(sees(cookie));
        let answer = send(port, cookie, &role, "while@acme.test").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 507"), "{answer}");
        ask(port, "POST /sign-out", &format!("Cookie: {cookie}"), "").expect("an answer");
        assert!(!sees(cookie), "signed out");
    }

    std::fs::remove_file(&full).expect("removed");
    let late = program.sign_in("olga@acme.test");
    invite(port, &late, &role, "while@acme.test").expect("an answer");
    assert_eq!(std::fs::metadata(&room).expect("room set aside again").len(), 8 * 1024 * 1024);
    drop(program);
    runtime.block_on(check(&installation, &[("while@acme.test".to_owned(), true)].into()));
}

/// How it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// `kill -9`: what was written to files is there.
    Killed,
    /// Only what was synchronized is there.
    PowerCut,
    /// And some pages of what was not.
    Scattered,
}

#[test]
fn f_01_killed_under_writers_it_loses_nothing_answered_and_does_nothing_by_half() {
    survives(End::Killed);
}

#[test]
fn f_02_after_a_power_cut_all_that_was_answered_is_there_and_nothing_by_half() {
    survives(End::PowerCut);
}

#[test]
fn f_02_nor_is_anything_lost_or_half_done_where_the_disk_kept_some_pages_more() {
    survives(End::Scattered);
}

/// What the power cut of these tests is worth: on a disk that lies it loses what was answered.
#[test]
fn f_02_a_power_cut_loses_what_was_not_synchronized() {
    let installation = Installation::with_owner();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let disk = Disk::of(&installation);
    disk.mount();
    let lies = ("POWER_LIES", OsStr::new("1"));
    let mut program = installation.serve_with(&[&disk.variables()[..], &[lies]].concat());
    let (port, cookie) = (program.port, program.sign_in("olga@acme.test"));
    let role = runtime.block_on(member_role(&installation));
    let addresses: BTreeMap<String, bool> = (0..20).map(|n| (format!("lost.{n}@acme.test"), true)).collect();
    for address in addresses.keys() {
        invite(port, &cookie, &role, address).expect("an answer");
    }
    program.process.kill().expect("killed");
    program.process.wait().expect("it ended");
    disk.cut(None);
    assert_eq!(runtime.block_on(lost(&installation, &addresses)).len(), 20);
}

fn survives(end: End) {
    let installation = Installation::with_owner();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let disk = (end != End::Killed).then(|| Disk::of(&installation));
    let (mut cookie, mut waiting, mut unsynchronized) = (None, 0, 0);
    for kill in 0..kills() {
        // In the midst of a commit, or after some two thousand writes while SQLite writes its log back.
        let cut_at = OsString::from((150 + kill * 977 % 4_000).to_string());
        let mut program = match &disk {
            Some(disk) => {
                disk.mount();
                let cut = (end == End::Scattered).then_some(("POWER_CUT_AT", cut_at.as_os_str()));
                installation.serve_with(&disk.variables().into_iter().chain(cut).collect::<Vec<_>>())
            }
            None => installation.serve(),
        };
        let port = program.port;
        // The session is one of the things that are there afterwards.
        let cookie = cookie.get_or_insert_with(|| program.sign_in("olga@acme.test")).clone();
        let role = runtime.block_on(member_role(&installation));
        let (tell, told) = channel();
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (cookie, role, tell) = (cookie.clone(), role.clone(), tell.clone());
                thread::spawn(move || write(port, &cookie, &role, &format!("k{kill}.w{writer}"), &tell))
            })
            .collect();
        drop(tell);
        // Somewhere else each time.
        let after = if end == End::Scattered { usize::MAX } else { 1 + kill * 7 % 60 };
        let addresses = until_killed(&told, after, || program.process.kill().expect("killed"));
        for writer in writers {
            writer.join().expect("it wrote");
        }
        program.process.wait().expect("it ended");
        if let Some(disk) = &disk {
            let seed = (end == End::Scattered).then_some(kill as u64);
            let pages = disk.cut(seed);
            println!("power cut {kill}: {pages:?} by the seed {seed:?}");
            unsynchronized += pages.kept + pages.lost;
        }
        runtime.block_on(check(&installation, &addresses));

        waiting += addresses.values().filter(|answered| !**answered).count();
        // Whoever had no answer asks again: it is done once.
        let again = installation.serve();
        for address in addresses.keys() {
            let answer = invite(again.port, &cookie, &role, address).expect("an answer");
            assert_eq!(answer["refused"], json!([]), "{address}: {answer}");
        }
        drop(again);
        runtime.block_on(check(&installation, &addresses.into_keys().map(|address| (address, true)).collect()));
    }
    assert!(waiting >= kills(), "it ended while others waited: {waiting}");
    assert!(end != End::Scattered || unsynchronized > 0, "nothing was on its way to the disk");
}

async fn open(installation: &Installation) -> DatabaseConnection {
    let url = format!("sqlite://{}", installation.path("data/muster.db").display());
    sea_orm::Database::connect(url).await.expect("the database opens")
}

async fn number(database: &DatabaseConnection, sql: &str) -> i64 {
    let row = database.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("asked");
    row.expect("a row").try_get_by_index(0).expect("a number")
}

pub async fn member_role(installation: &Installation) -> String {
    let database = open(installation).await;
    let ask = Statement::from_string(DbBackend::Sqlite, "select lower(hex(id)) from roles where builtin = 'member'");
    let role = database.query_one_raw(ask).await.expect("asked").expect("a role").try_get_by_index(0).expect("its id");
    database.close().await.expect("closed");
    role
}

/// What is wrong where the count is not 0.
const NOTHING: [(&str, &str); 9] = [
    ("an event is missing", "select max(seq) - count(*) from events"),
    ("the organization is not at its last event", "select seq - (select max(seq) from events) from organizations"),
    (
        "no event tells of an invitation",
        "select count(*) from invitations \
         where id not in (select subject_id from events where kind = 'invitation_sent')",
    ),
    (
        "an event tells of no invitation",
        "select count(*) from events \
         where kind = 'invitation_sent' and subject_id not in (select id from invitations)",
    ),
    (
        "an invitation has not its one event",
        "select (select count(*) from events where kind = 'invitation_sent') - (select count(*) from invitations)",
    ),
    (
        "an invitation has no link",
        "select count(*) from invitations where id not in (select invitation_id from invitation_links)",
    ),
    (
        "an invitation has no mail",
        "select count(*) from invitations \
         where id not in (select invitation_id from outbox where invitation_id is not null)",
    ),
    (
        "an invitation's intent is not kept",
        "select (select count(*) from invitations) - (select count(*) from intents)",
    ),
    ("an address is invited twice", "select count(*) - count(distinct email) from invitations"),
];

/// Whole pages, whole events, and for each invitation all that belongs to one; those that were answered among them.
pub async fn check(installation: &Installation, addresses: &BTreeMap<String, bool>) {
    let database = open(installation).await;
    let whole = Statement::from_string(DbBackend::Sqlite, "pragma integrity_check");
    let row = database.query_one_raw(whole).await.expect("asked").expect("a row");
    assert_eq!(row.try_get_by_index::<String>(0).expect("text"), "ok");
    for (nothing, sql) in NOTHING {
        assert_eq!(number(&database, sql).await, 0, "{nothing}");
    }
    database.close().await.expect("closed");
    let lost = lost(installation, addresses).await;
    assert!(lost.is_empty(), "{lost:?} were answered, and are lost");
}

/// The addresses that were answered and are not there.
async fn lost<'a>(installation: &Installation, addresses: &'a BTreeMap<String, bool>) -> Vec<&'a str> {
    let database = open(installation).await;
    let mut lost = Vec::new();
    for address in addresses.iter().filter(|(_, answered)| **answered).map(|(address, _)| address) {
        let there = format!("select count(*) from invitations where email = '{address}' and state = 'open'");
        if number(&database, &there).await != 1 {
            lost.push(address.as_str());
        }
    }
    database.close().await.expect("closed");
    lost
}
