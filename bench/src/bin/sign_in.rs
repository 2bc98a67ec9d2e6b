//! `cargo run --release -p bench --bin sign_in [samples]`: whether the time that a wrong sign-in takes tells who has an
//! account (S-51). Unknown, suspended and wrong passwords, in turn, 1,000 samples each unless told otherwise.
//!
//! Prints the medians in ms, how far each pair of medians is apart (goal: under 5 %), and the Kolmogorov-Smirnov p that
//! two samples are of one distribution (goal: over 0.01).

use anyhow::{Context as _, Result, ensure};
use directory::{Caller, Clock, Config, Directory, Error, NewOwner, OrgRef, SecretKey, Visitor, connect};
use domain::{Addressee, Command, CommandId, Envelope, Invite, RoleKey};
use std::time::Instant;

const PASSWORD: &str = "correct horse battery";
const WHO: [(&str, &str); 3] =
    [("unknown", "nobody@acme.test"), ("suspended", "sam@acme.test"), ("wrong password", "olga@acme.test")];

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
async fn main() -> Result<()> {
    let samples = std::env::args().nth(1).map_or(Ok(1_000), |samples| samples.parse()).context("samples")?;
    let folder = tempfile::tempdir()?;
    let directory = installation(folder.path()).await?;
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..samples {
        for (at, (_, email)) in WHO.iter().enumerate() {
            let begun = Instant::now();
            let outcome = directory.sign_in(email, "not the password", &Visitor::default()).await;
            times[at].push(begun.elapsed().as_secs_f64() * 1_000.0);
            ensure!(matches!(outcome, Err(Error::WrongCredentials)), "{email} was not refused");
        }
    }
    for list in &mut times {
        list.sort_by(f64::total_cmp);
    }
    println!("{samples} samples each; medians in ms");
    for ((who, _), list) in WHO.iter().zip(&times) {
        println!("{who:>15} {:8.3}", median(list));
    }
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let apart = (median(&times[a]) / median(&times[b]) - 1.0).abs() * 100.0;
        let p = same_distribution(&times[a], &times[b]);
        println!("{:>15} and {}: {apart:.2} % apart, p = {p:.3}", WHO[a].0, WHO[b].0);
    }
    Ok(())
}

/// Acme: Olga owns it, Sam is suspended. Passwords cost what they cost in earnest.
async fn installation(folder: &std::path::Path) -> Result<Directory> {
    let database = connect(&format!("sqlite://{}", folder.join("bench.db").display())).await?;
    database.migrate().await?;
    let clock = Clock::machine();
    let directory =
        Directory::new(database, clock.clone(), Config::new("http://localhost".to_owned(), SecretKey::fresh()));
    let (operator, acme) = (Caller::operator(), OrgRef::from("acme"));
    let owner = NewOwner {
        org: "acme".to_owned(),
        org_name: None,
        email: "olga@acme.test".to_owned(),
        name: Some("Olga Ortiz".to_owned()),
        password: PASSWORD.to_owned(),
    };
    directory.create_owner(&operator, &owner).await?;
    let roles = directory.roles(&operator, &acme).await?.roles;
    let role = roles.iter().find(|card| card.role.key == Some(RoleKey::Member)).context("Member")?.role.id;
    let envelope = |command| Envelope { intent_id: CommandId(clock.fresh_id()), seen_seq: u64::MAX, command };
    let addresses = vec![Addressee { email: "sam@acme.test".to_owned(), name: None }];
    let invite = Command::Invite(Invite {
        addresses,
        role,
        teams: Vec::new(),
        days: 7,
        note: None,
        start_fresh: Vec::new(),
        access_days: None,
        bundle: None,
    });
    let answer = directory.execute(&operator, &acme, envelope(invite)).await?;
    let secret = answer.links.first().and_then(|link| link.url.split('#').nth(1)).context("a link")?;
    let sam = directory.accept_as_new(secret, "Sam Seen", PASSWORD, &Visitor::default()).await?.user;
    directory
        .execute(
            &operator,
            &acme,
            envelope(Command::Suspend { users: vec![sam], reason: None, successors: vec![], heir: None }),
        )
        .await?;
    Ok(directory)
}

fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

/// The two-sample Kolmogorov-Smirnov test of sorted samples: its asymptotic p.
fn same_distribution(a: &[f64], b: &[f64]) -> f64 {
    let share = |list: &[f64], at: f64| list.partition_point(|time| *time <= at) as f64 / list.len() as f64;
    let apart = a.iter().chain(b).map(|at| (share(a, *at) - share(b, *at)).abs()).fold(0.0, f64::max);
    let weight = ((a.len() * b.len()) as f64 / (a.len() + b.len()) as f64).sqrt();
    let lambda = (weight + 0.12 + 0.11 / weight) * apart;
    let term = |k: i32| 2.0 * (-1_f64).powi(k - 1) * (-2.0 * f64::from(k * k) * lambda * lambda).exp();
    (1..100).map(term).sum::<f64>().clamp(0.0, 1.0)
}
