//! `cargo run --release -p bench --bin import [lines] [url] [url]`: what importing lists takes. 100,000 lines on fresh SQLite
//! files unless told otherwise; the addresses name two empty databases. New people come into an organization of 1,000;
//! those who change are all of one of as many users as lines.
//!
//! Each step is a process of its own, so that its memory is its own: the most that it had, of the whole process. Meanwhile
//! somebody else reads, and writes in another organization, all the time: how long the longest of each took tells how long
//! the database was held.

mod bench;
mod lists;
mod others;

use anyhow::{Context as _, Result, bail};
use bench::Bench;
use domain::Command;
use others::Edits;
use std::path::{Path, PathBuf};

/// How many people are in the organization that newcomers come to.
const FEW: u32 = 1_000;

/// What a process does.
#[derive(Clone, Copy)]
enum Step {
    Fill(u32),
    /// Writes down the list that changes every user: whoever makes it has them all in memory.
    List,
    Import {
        list: &'static str,
        mails: bool,
        others: bool,
        edits: Edits,
    },
    Undo,
}

impl Step {
    /// Those of an organization that newcomers come to, in turn.
    fn of_newcomers() -> Vec<(&'static str, Self)> {
        let import = |list, mails, edits| Self::Import { list, mails, others: false, edits };
        vec![
            ("", Self::Fill(FEW)),
            ("new people", import("new", false, Edits::None)),
            ("its Undo", Self::Undo),
            ("new people, mailed", import("new", true, Edits::None)),
            ("its Undo", Self::Undo),
            ("new people, one edit a second", import("new", false, Edits::Every(1_000))),
            ("its Undo", Self::Undo),
            ("new people, edit after edit", import("new", false, Edits::Every(50))),
            ("all the invited change", import("promoted", false, Edits::None)),
            ("its Undo", Self::Undo),
        ]
    }

    /// Those of an organization whose users change.
    fn of_users(lines: u32) -> Vec<(&'static str, Self)> {
        let import = |list, others| Self::Import { list, mails: true, others, edits: Edits::None };
        vec![
            ("", Self::Fill(lines)),
            ("", Self::List),
            ("role and teams of all users change", import("users", false)),
            ("its Undo", Self::Undo),
            ("all not on the list suspended", import("one", true)),
            ("its Undo", Self::Undo),
        ]
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, which, step, lines, url, last] = &arguments[..]
        && flag == "--step"
    {
        let lines = lines.parse()?;
        let steps = if which == "users" { Step::of_users(lines) } else { Step::of_newcomers() };
        let (what, step) = *steps.get(step.parse::<usize>()?).context("a step")?;
        return run(what, step, lines, url, Path::new(last)).await;
    }
    let mut arguments = arguments.into_iter();
    let lines: u32 = arguments.next().map_or(Ok(100_000), |lines| lines.parse()).context("lines")?;
    let folder = tempfile::tempdir()?;
    println!("{lines} lines, load average {}", std::fs::read_to_string("/proc/loadavg")?.trim());
    println!("{}", others::heading());
    for (which, steps) in [("newcomers", Step::of_newcomers()), ("users", Step::of_users(lines))] {
        let file = folder.path().join(which);
        let url = arguments.next().unwrap_or_else(|| format!("sqlite://{}", file.display()));
        for step in 0..steps.len() {
            let last = folder.path().join("last");
            let mut process = std::process::Command::new(std::env::current_exe()?);
            process.arg("--step").arg(which).args([step.to_string(), lines.to_string(), url.clone()]).arg(last);
            if !process.status()?.success() {
                bail!("step {step} of {which} went wrong");
            }
        }
    }
    Ok(())
}

/// One step. What was imported last is noted in a file, for its Undo.
async fn run(what: &str, step: Step, lines: u32, url: &str, last: &Path) -> Result<()> {
    let bench = Bench::open(url).await?;
    match step {
        Step::Fill(people) => bench.fill(people).await?,
        Step::List => bench.list_users(&users_file(last)).await?,
        Step::Import { list, mails, others, edits } => {
            let list = match list {
                "users" => std::fs::read_to_string(users_file(last))?,
                "one" => lists::only_the_owner(),
                name => lists::newcomers(lines, name == "promoted")?,
            };
            let order = bench.order(list.into_bytes().into(), mails, others).await?;
            let done = bench.during(what, edits, bench.plan_and_import(order)).await?;
            if done.counts.to_do() < lines / 10 * 9 {
                bail!("{:?}", done.counts);
            }
            std::fs::write(last, serde_json::to_string(&done.command)?)?;
        }
        Step::Undo => {
            let command = serde_json::from_str(&std::fs::read_to_string(last)?)?;
            let undo = async { Ok((0, bench.does(directory::DEMO_SLUG, Command::Undo { command }).await?)) };
            bench.during(what, Edits::None, undo).await?;
        }
    }
    Ok(())
}

/// Where the list stands that changes every user.
fn users_file(last: &Path) -> PathBuf {
    last.with_extension("users")
}
