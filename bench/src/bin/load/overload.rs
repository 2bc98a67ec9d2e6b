//! Requests at a fixed rate, whether or not the last ones were answered.

use crate::begin;
use crate::client::{Asked, Client};
use crate::crew::{self, PASSWORD};
use crate::probe::Probe;
use crate::times::{Times, now};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How many ask one after the other, to find out how many are answered at most.
const HANDS: usize = 16;
/// How long that is found out for.
const PEAK: Duration = Duration::from_secs(10);
/// How much more than that is asked then.
const TIMES_OVER: u32 = 3;
/// Requests are sent in bunches, so often.
const BUNCH: Duration = Duration::from_millis(5);

/// What people do on the page: they search, come, and change something of theirs.
fn ordinary(n: usize, cookie: &str) -> Asked {
    let searches =
        ["q=an", "q=mar", "", "role=admin", "q=li&sort=role", "status=invited", "q=zzz", "sort=user&dir=desc"];
    match n % 10 {
        0 => Asked::get("/o/demo/settings/users", cookie),
        1 => Asked::call("accounts/set_preferences", cookie, &json!({ "preferences": { "shortcuts_off": false } })),
        n => Asked::call("people/first_page", cookie, &json!({ "org": "demo", "query": searches[n - 2] })),
    }
}

/// What came of many.
#[derive(Debug, Default)]
struct Outcome {
    accepted: Times,
    shed: Times,
    other: usize,
}

impl Outcome {
    fn note(&mut self, status: Option<u16>, took: Duration) {
        match status {
            Some(200) => self.accepted.add(took),
            Some(503) => self.shed.add(took),
            _ => self.other += 1,
        }
    }
}

/// So many ask one after the other, for so long.
async fn closed(client: &Arc<Client>, hands: usize, time: Duration, asked: impl Fn(usize) -> Asked) -> Result<Outcome> {
    let asked: Arc<Vec<Asked>> = Arc::new((0..1_000).map(asked).collect());
    let next = Arc::new(AtomicUsize::new(0));
    let begun = now();
    let mut tasks = JoinSet::new();
    for _ in 0..hands {
        let (client, asked, next) = (Arc::clone(client), Arc::clone(&asked), Arc::clone(&next));
        tasks.spawn(async move {
            let mut outcome = Outcome::default();
            while begun.elapsed() < time {
                let one = &asked[next.fetch_add(1, Ordering::Relaxed) % asked.len()];
                let since = now();
                let status = client.ask(one).await.ok().map(|answer| answer.status);
                outcome.note(status, since.elapsed());
            }
            outcome
        });
    }
    together(tasks).await
}

async fn together(mut tasks: JoinSet<Outcome>) -> Result<Outcome> {
    let mut all = Outcome::default();
    while let Some(one) = tasks.join_next().await {
        let Outcome { accepted, shed, other } = one?;
        all.accepted.extend(accepted);
        all.shed.extend(shed);
        all.other += other;
    }
    Ok(all)
}

/// Has so many a second begin, for so long, each with its number, whatever became of those before. How many began.
async fn paced(per_second: f64, time: Duration, mut begin: impl FnMut(usize)) -> usize {
    let mut clock = tokio::time::interval(BUNCH);
    let (begun, mut sent) = (now(), 0);
    while begun.elapsed() < time {
        clock.tick().await;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred thousand")]
        let due = (begun.elapsed().as_secs_f64() * per_second) as usize;
        (sent..due).for_each(&mut begin);
        sent = due.max(sent);
    }
    sent
}

/// Asks so many a second, for so long; each waits from when it was due.
async fn open(
    client: &Arc<Client>,
    per_second: f64,
    time: Duration,
    asked: impl Fn(usize) -> Asked,
) -> Result<Outcome> {
    let mut tasks = JoinSet::new();
    paced(per_second, time, |n| {
        let (client, one, since) = (Arc::clone(client), asked(n), now());
        tasks.spawn(async move {
            let mut outcome = Outcome::default();
            let status = client.ask(&one).await.ok().map(|answer| answer.status);
            outcome.note(status, since.elapsed());
            outcome
        });
    })
    .await;
    together(tasks).await
}

/// F-19, G-14.
pub async fn overload(time: Duration) -> Result<()> {
    let (_server, client, owner) = begin().await?;
    let client = Arc::new(client);
    let asked = |n| ordinary(n, &owner);
    let peak = closed(&client, HANDS, PEAK, asked).await?;
    ensure!(peak.other == 0 && peak.shed.count() == 0, "{peak:?}");
    #[expect(clippy::cast_precision_loss, reason = "a few hundred thousand")]
    let per_second = |outcome: &Outcome, time: Duration| outcome.accepted.count() as f64 / time.as_secs_f64();
    let most = per_second(&peak, PEAK);
    println!("at most {most:.0} a second, {HANDS} at once; {}", peak.accepted);
    let alive = Probe::of(&client, Asked::get("/healthz", ""));
    let offered = most * f64::from(TIMES_OVER);
    let over = open(&client, offered, time, asked).await?;
    let alive = alive.end().await?;
    let begun = now();
    let recovered = recovery(&client, &Asked::get("/o/demo/settings/users", &owner), begun).await?;
    let goodput = per_second(&over, time);
    println!(
        "{offered:.0} a second for {} s: {goodput:.0} a second answered, {:.0} % of the most",
        time.as_secs(),
        goodput / most * 100.0
    );
    println!("accepted {}\nrefused {}\nno answer, or another: {}", over.accepted, over.shed, over.other);
    println!("/healthz meanwhile {alive}");
    println!("as quick as before after {:.2} s", recovered.as_secs_f64());
    Ok(())
}

/// When an ordinary request is answered within 100 ms again.
async fn recovery(client: &Client, asked: &Asked, begun: Instant) -> Result<Duration> {
    loop {
        let since = now();
        let answer = client.ask(asked).await?;
        if answer.status == 200 && since.elapsed() < Duration::from_millis(100) {
            return Ok(begun.elapsed());
        }
    }
}

/// F-20.
pub async fn passwords(time: Duration) -> Result<()> {
    const PER_SECOND: f64 = 200.0;
    let (_server, client, owner) = begin().await?;
    let client = Arc::new(client);
    let search = Asked::call("people/first_page", &owner, &json!({ "org": "demo", "query": "q=an" }));
    let felt = Probe::of(&client, search.clone());
    tokio::time::sleep(time).await;
    println!("without them: others' searches {}", felt.end().await?);
    let felt = Probe::of(&client, search);
    // Each from an address of its own, for an account of its own, so that no count of tries is in front of the password.
    let guess =
        |n| Asked { address: crew::address(n), ..crew::sign_in_form(&format!("guess{n}@guess.test"), PASSWORD) };
    let Outcome { accepted, shed, other } = open(&client, PER_SECOND, time, guess).await?;
    let tried = accepted.count() + shed.count() + other;
    println!("{tried} passwords in {} s, {} of them shed", time.as_secs(), shed.count());
    println!("with them: others' searches {}", felt.end().await?);
    Ok(())
}

/// S-59.
pub async fn identities(time: Duration) -> Result<()> {
    const PEOPLE: usize = 40;
    const PER_SECOND: f64 = 500.0;
    let (_server, client, owner) = begin().await?;
    let crew = Arc::new(crew::admins(&client, &owner, PEOPLE).await?);
    let client = Arc::new(client);
    let mut tasks = JoinSet::new();
    let sent = paced(PER_SECOND, time, |n| {
        let (client, crew) = (Arc::clone(&client), Arc::clone(&crew));
        tasks.spawn(async move {
            // By steps that share nothing with the number of people: neighbours differ.
            let who = &crew[n * 17 % crew.len()];
            let answer = client.ask(&Asked::call("accounts/me", &who.cookie, &json!({}))).await?;
            if answer.status == 503 {
                return Ok(false);
            }
            let me = crew::done(&answer)?;
            let email = me["profile"]["email"].as_str().context("an address")?;
            ensure!(email == who.email, "{} was answered as {email}", who.email);
            anyhow::Ok(true)
        });
    })
    .await;
    let mut right = 0;
    while let Some(one) = tasks.join_next().await {
        right += usize::from(one??);
    }
    println!(
        "{sent} requests in {} s by {PEOPLE} people: {right} answered as themselves, {} shed, 0 as another",
        time.as_secs(),
        sent - right
    );
    Ok(())
}
