//! Whoever owns the database tampers with the audit log: the chain tells.

use crate::support::{Kind, Stage, on_both};
use chain::{Checker, Link, Stretch};
use directory::{Caller, Head, OrgRef};
use domain::{Broken, Checked, Command, CommandId, Envelope, Flaw, Name, RoleKey, Verification};
use std::collections::BTreeSet;

on_both! {
    s_61_a_thousand_random_tamperings_are_all_found
    s_61_a_chain_that_was_cut_or_forged_is_told_by_an_exported_head
    s_61_erased_texts_break_nothing_and_are_counted
    s_61_an_address_is_erased_with_the_texts_and_nobody_finds_it_by_trying
    s_61_a_chain_of_before_addresses_were_commitments_holds_and_goes_on
    s_61_a_chain_longer_than_what_is_read_at_once_holds
}

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    /// Below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    /// The text with one letter or digit more than changed: another.
    fn altered(&mut self, text: &str) -> String {
        let places: Vec<usize> =
            text.bytes().enumerate().filter(|(_, b)| b.is_ascii_alphanumeric()).map(|(at, _)| at).collect();
        let Some(&at) = places.get(self.below(places.len().max(1))) else { return format!("{text} ") };
        let other = if text.as_bytes()[at] == b'0' { "1" } else { "0" };
        format!("{}{other}{}", &text[..at], &text[at + 1..])
    }
}

/// A chain of some fifty events, of several kinds and doors, that nothing guards any more. With its links, and its head.
async fn unguarded(stage: &Stage) -> (Vec<Link>, Head) {
    let olga = stage.acme().await;
    let design = olga.creates_team("Design").await;
    for (number, role) in [RoleKey::Admin, RoleKey::TeamOwner, RoleKey::Member].into_iter().cycle().take(9).enumerate()
    {
        let somebody = stage.join(&olga, &format!("P{number} Person"), role).await;
        olga.set_role(&somebody, RoleKey::TeamOwner).await.expect("set");
        let teams = Command::ChangeTeams { users: vec![somebody.user], add: vec![design], remove: Vec::new() };
        olga.does(teams).await.expect("in");
        if number % 3 == 0 {
            olga.suspend(&somebody).await.expect("suspended");
        }
    }
    let off: &[&str] = match stage.kind {
        Kind::Sqlite => &["drop trigger events_stay", "drop trigger events_remain"],
        Kind::Postgres => &["alter table events disable trigger user"],
    };
    for statement in off.iter().chain(&["create table kept as select * from events"]) {
        stage.sql(statement).await.expect("somebody who owns the database");
    }
    let operator = Caller::operator();
    let Stretch { links, last } = stage.directory.chain_after(&operator, &"acme".into(), None).await.expect("read");
    assert_eq!(links.len(), usize::try_from(last).expect("few"));
    let (id, slug) = stage.directory.every_organization(&operator).await.expect("listed").remove(0);
    let checked = verify(stage, &[]).await.expect("it holds");
    (links, stage.directory.head(id, slug, &checked).expect("signed"))
}

async fn verify(stage: &Stage, heads: &[Head]) -> Result<Checked, Broken> {
    let org = OrgRef::from("acme");
    stage.directory.verify_chain(&Caller::operator(), &org, heads).await.expect("it can be read")
}

async fn restore(stage: &Stage, last: u64) {
    for statement in ["delete from events", "insert into events select * from kept"] {
        stage.sql(statement).await.expect("restored");
    }
    stage.sql(&format!("update organizations set seq = {last}")).await.expect("restored");
}

/// One tampering, as statements, with the events at which it may show.
fn tampering(kind: Kind, random: &mut Random, links: &[Link]) -> (Vec<String>, Vec<u64>) {
    let one = &links[random.below(links.len())];
    let seq = one.seq;
    let edit = |set: String| (vec![format!("update events set {set} where seq = {seq}")], vec![seq]);
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let flipped = |hash: &[u8], at: usize| {
        let mut hash = hash.to_vec();
        hash[at] ^= 1;
        literal(kind, &hash)
    };
    match random.below(18) {
        0 => edit(format!("at = at + {}", 1 + random.below(100_000))),
        1 => edit(format!("actor_kind = {}", if one.actor_kind == "system" { "'operator'" } else { "'system'" })),
        2 => edit("actor_id = command_id".to_owned()),
        3 => edit(format!(
            "door = {}",
            quoted(["knock", if one.door == "job" { "cli" } else { "job" }][random.below(2)])
        )),
        4 => edit(format!("kind = {}", quoted(&random.altered(&one.kind)))),
        5 => edit("schema_version = schema_version + 1".to_owned()),
        6 => edit(format!("subject_kind = {}", if one.subject_kind == "team" { "'role'" } else { "'team'" })),
        7 => edit("subject_id = command_id".to_owned()),
        8 => edit("command_id = org_id".to_owned()),
        9 => edit(format!("body = {}", quoted(&random.altered(&one.body)))),
        10 => edit(format!("personal = {}", quoted(&random.altered(one.personal.as_deref().expect("texts"))))),
        11 => {
            edit(format!("ip = {}", if one.ip.is_some() && random.below(2) == 0 { "null" } else { "'198.51.100.9'" }))
        }
        12 => edit(format!("previous_hash = {}", flipped(&one.previous_hash, random.below(32)))),
        13 => edit(format!("hash = {}", flipped(&one.hash, random.below(32)))),
        14 => (vec![format!("delete from events where seq = {seq}")], vec![seq]),
        15 => {
            let other = links[random.below(links.len())].seq;
            let other = if other == seq { seq % links.len() as u64 + 1 } else { other };
            let swap = |from: u64, to: u64| format!("update events set seq = {to} where seq = {from}");
            (vec![swap(seq, 100_000), swap(other, seq), swap(100_000, other)], vec![seq.min(other)])
        }
        16 => {
            let source = links[random.below(links.len())].seq;
            let columns = "at, actor_kind, actor_id, door, kind, schema_version, subject_kind, subject_id, command_id, body, \
                           personal, ip, previous_hash, hash";
            let statements = vec![
                format!("update events set seq = seq + 100001 where seq >= {seq}"),
                "update events set seq = seq - 100000 where seq > 100000".to_owned(),
                format!(
                    "insert into events (org_id, seq, {columns}) select org_id, {seq}, {columns} from kept where seq = {source}"
                ),
                "update organizations set seq = seq + 1".to_owned(),
            ];
            // The copy of an event in its own place is that event: the one after it is one too many.
            (statements, vec![seq, seq + 1])
        }
        // The organization still says how many there were.
        _ => (vec![format!("delete from events where seq >= {seq}")], vec![seq]),
    }
}

async fn s_61_a_thousand_random_tamperings_are_all_found(stage: Stage) {
    let (links, head) = unguarded(&stage).await;
    let mut random = Random(61);
    for number in 0..1_000 {
        // Some cut off the end, and the organization's own count with it.
        let (statements, shows_at) = if number % 19 == 0 {
            let last = random.below(links.len());
            let cut =
                [format!("delete from events where seq > {last}"), format!("update organizations set seq = {last}")];
            (cut.to_vec(), vec![last as u64 + 1])
        } else {
            tampering(stage.kind, &mut random, &links)
        };
        for statement in &statements {
            stage.sql(statement).await.expect(statement);
        }
        let broken = verify(&stage, std::slice::from_ref(&head)).await.expect_err(&statements.join("; "));
        assert!(shows_at.contains(&broken.seq), "{broken}: {statements:?}");
        restore(&stage, head.seq).await;
    }
    assert!(verify(&stage, &[head]).await.is_ok(), "and back as it was, it holds");
}

async fn s_61_a_chain_that_was_cut_or_forged_is_told_by_an_exported_head(stage: Stage) {
    let (mut links, head) = unguarded(&stage).await;
    for statement in ["delete from events where seq > 20", "update organizations set seq = 20"] {
        stage.sql(statement).await.expect("cut");
    }
    assert_eq!(verify(&stage, &[]).await.map(|checked| checked.seq), Ok(20), "by itself it cannot be told");
    assert_eq!(verify(&stage, std::slice::from_ref(&head)).await, Err(Broken { seq: 21, flaw: Flaw::Missing }));
    restore(&stage, head.seq).await;

    // Somebody writes event 5 anew, and all hashes from there on.
    links[4].at = links[4].at.plus_ms(1);
    for at in 4..links.len() {
        let previous = links[at - 1].hash.clone();
        links[at].hash = links[at].hash_after(&previous).to_vec();
        links[at].previous_hash = previous;
    }
    stage.sql("update events set at = at + 1 where seq = 5").await.expect("changed");
    for link in &links[4..] {
        let (previous, hash) = (literal(stage.kind, &link.previous_hash), literal(stage.kind, &link.hash));
        let set = format!("update events set previous_hash = {previous}, hash = {hash} where seq = {}", link.seq);
        stage.sql(&set).await.expect("forged");
    }
    assert!(verify(&stage, &[]).await.is_ok(), "by itself it cannot be told");
    assert_eq!(verify(&stage, std::slice::from_ref(&head)).await, Err(Broken { seq: head.seq, flaw: Flaw::Head }));

    // A head is this installation's, to the letter.
    assert!(stage.directory.has_signed(&head).expect("looked at"));
    let mut forged = Head { hash: chain_hash(&links), ..head.clone() };
    assert!(!stage.directory.has_signed(&forged).expect("looked at"));
    let mut config = stage.directory.config().clone();
    config.key = directory::SecretKey::fresh();
    let elsewhere = stage.another_server_with(config).await;
    assert!(!elsewhere.has_signed(&head).expect("looked at"));
    forged.signature = "nothing".to_owned();
    assert!(!stage.directory.has_signed(&forged).expect("looked at"));
}

fn chain_hash(links: &[Link]) -> String {
    links.last().expect("events").hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn s_61_erased_texts_break_nothing_and_are_counted(stage: Stage) {
    let (links, head) = unguarded(&stage).await;
    let with_texts: Vec<&Link> = links.iter().filter(|link| link.personal.as_deref() != Some("[]")).collect();
    for link in &with_texts[..3] {
        stage.sql(&format!("update events set personal = null where seq = {}", link.seq)).await.expect("erased");
    }
    let checked = verify(&stage, &[head]).await.expect("it holds");
    assert_eq!((checked.seq, checked.erased), (links.len() as u64, 3));
}

async fn s_61_an_address_is_erased_with_the_texts_and_nobody_finds_it_by_trying(stage: Stage) {
    let (links, head) = unguarded(&stage).await;
    let from_there: Vec<&Link> = links.iter().filter(|link| link.address().as_deref() == Some("192.0.2.7")).collect();
    assert!(from_there.len() > 8, "whoever joined did so from an address");
    // Of an address without a salt, every one there is could be tried.
    let unsalted: String = chain::sha256(b"192.0.2.7").iter().map(|byte| format!("{byte:02x}")).collect();
    let commitments: BTreeSet<&str> = from_there.iter().filter_map(|link| link.ip.as_deref()).collect();
    assert_eq!(commitments.len(), from_there.len(), "each has a salt of its own");
    assert!(commitments.iter().all(|commitment| commitment.starts_with('$') && !commitment.contains(&unsalted)));

    stage.sql("update events set personal = null").await.expect("erased");
    let checked = verify(&stage, &[head]).await.expect("it holds");
    let had = links.iter().filter(|link| link.personal.as_deref() != Some("[]")).count();
    assert_eq!((checked.seq, checked.erased), (links.len() as u64, had as u64));
    let left = "select count(*) from events where ip like '%192.0.2.7%' or body like '%192.0.2.7%'";
    assert_eq!(stage.number(left).await, 0);
}

async fn s_61_a_chain_of_before_addresses_were_commitments_holds_and_goes_on(stage: Stage) {
    let (mut links, _) = unguarded(&stage).await;
    let mut previous = chain::GENESIS.to_vec();
    for link in &mut links {
        if let Some(ip) = link.address() {
            let mut texts: Vec<[String; 2]> =
                serde_json::from_str(link.personal.as_deref().expect("texts")).expect("JSON");
            texts.pop();
            (link.ip, link.personal) = (Some(ip), Some(serde_json::to_string(&texts).expect("JSON")));
        }
        link.hash = link.hash_after(&previous).to_vec();
        link.previous_hash = std::mem::replace(&mut previous, link.hash.clone());
        stage.sql(&as_it_is(stage.kind, link)).await.expect("written");
    }
    assert_eq!(verify(&stage, &[]).await.map(|checked| (checked.seq, checked.erased)), Ok((links.len() as u64, 0)));

    let caller = Caller { ip: Some("192.0.2.8".to_owned()), ..Caller::operator() };
    let command = Command::CreateTeam { name: Name::parse("Research").expect("a name") };
    let envelope = Envelope { intent_id: CommandId(stage.clock.fresh_id()), seen_seq: 0, command };
    stage.directory.execute(&caller, &"acme".into(), envelope).await.expect("done");
    assert_eq!(verify(&stage, &[]).await.map(|checked| checked.seq), Ok(links.len() as u64 + 1));
    let Stretch { links, .. } = stage.directory.chain_after(&caller, &"acme".into(), None).await.expect("read");
    let (before, after) = links.split_at(links.len() - 1);
    assert!(before.iter().any(|link| link.ip.as_deref() == Some("192.0.2.7")));
    assert_eq!(after[0].address().as_deref(), Some("192.0.2.8"));
    assert!(after[0].ip.as_deref().is_some_and(|ip| ip.starts_with('$')));
    // What was an address of before is not erased with the texts, and changing it shows.
    let changed = before.iter().find(|link| link.ip.is_some()).expect("one").seq;
    stage.sql(&format!("update events set ip = '192.0.2.9' where seq = {changed}")).await.expect("changed");
    assert_eq!(verify(&stage, &[]).await, Err(Broken { seq: changed, flaw: Flaw::Hash }));
}

fn literal(kind: Kind, bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    if kind == Kind::Sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'") }
}

/// A statement that writes what differs in a chain of before.
fn as_it_is(kind: Kind, link: &Link) -> String {
    let text = |text: &Option<String>| {
        text.as_ref().map_or("null".to_owned(), |text| format!("'{}'", text.replace('\'', "''")))
    };
    format!(
        "update events set ip = {}, personal = {}, previous_hash = {}, hash = {} where seq = {}",
        text(&link.ip),
        text(&link.personal),
        literal(kind, &link.previous_hash),
        literal(kind, &link.hash),
        link.seq
    )
}

async fn s_61_a_chain_longer_than_what_is_read_at_once_holds(stage: Stage) {
    stage.demo(2_500).await;
    let org = OrgRef::from("demo");
    // As the browser does it, stretch by stretch.
    let (id, _) = stage.directory.every_organization(&Caller::operator()).await.expect("listed").remove(0);
    let (mut checker, mut after, mut told) = (Checker::new(id), None, Vec::new());
    let by_hand = loop {
        let stretch = stage.directory.chain_after(&Caller::operator(), &org, after).await.expect("read");
        match checker.take(&stretch) {
            Verification::Going { done, all } => {
                after = Some(done);
                told.push((done, all));
            }
            Verification::Holds(checked) => break checked,
            other @ (Verification::Broken(_) | Verification::Failed) => panic!("{other:?}"),
        }
    };
    assert!(told.len() > 2 && told[0] == (1_000, by_hand.seq), "{told:?}");
    let checked = stage.directory.verify_chain(&Caller::operator(), &org, &[]).await.expect("read").expect("it holds");
    let last = stage.number("select max(seq) from events").await;
    assert_eq!((i64::try_from(checked.seq), &checked), (Ok(last), &by_hand));
    assert!(last > 2_500);
}
