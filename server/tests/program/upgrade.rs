//! F-18: a database of before is brought to this version, whoever starts and whatever ends it.

use crate::disk::Disk;
use crate::installation::{Installation, ask};
use crate::names_in;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// How many more kills there are than those at powers of two: `MUSTER_KILLS=50 cargo test --package server --test program
/// f_18` is the long form.
fn more_kills() -> usize {
    std::env::var("MUSTER_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(0)
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(work)
}

async fn open(path: &Path) -> DatabaseConnection {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the database opens")
}

async fn run(database: &DatabaseConnection, sql: &str) {
    database.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect(sql);
}

async fn texts(database: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = database.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect(sql);
    rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
}

/// How many steps a database has, and that its pages are whole.
fn steps_of(path: &Path) -> usize {
    wait(async {
        let database = open(path).await;
        assert_eq!(texts(&database, "pragma integrity_check").await, ["ok"]);
        let steps = texts(&database, "select version from seaql_migrations").await.len();
        database.close().await.expect("closed");
        steps
    })
}

/// Acme with people and teams, in a database that has only the first steps: with all that those know of.
fn of_before(steps: usize) -> Installation {
    let installation = Installation::with_owner();
    let people: String =
        (0..30).map(|n| format!("Ann {n},ann{n}@acme.test,Member,Team {}\n", n % 3)).collect::<Vec<_>>().concat();
    std::fs::write(installation.path("list.csv"), format!("Name,E-mail,Role,Teams\n{people}")).expect("written");
    installation.good(&["import", "list.csv", "--org", "acme", "--create-teams", "--apply"]);
    age(&installation, steps);
    installation
}

/// Takes what later steps brought out of an installation's database.
fn age(installation: &Installation, steps: usize) {
    let (now, old) = (installation.path("data/muster.db"), installation.path("data/old.db"));
    wait(async {
        let database = open(&old).await;
        Migrator::up(&database, Some(u32::try_from(steps).expect("few"))).await.expect("the first steps");
        run(&database, "pragma foreign_keys = off").await;
        run(&database, &format!("attach '{}' as later", now.display())).await;
        let tables = "select name from main.sqlite_master where type = 'table' and name not like 'seaql%'";
        for table in texts(&database, tables).await {
            let columns = texts(&database, &format!("select name from pragma_table_info('{table}')")).await.join(", ");
            run(&database, &format!("insert into main.{table} ({columns}) select {columns} from later.{table}")).await;
        }
        database.close().await.expect("closed");
    });
    std::fs::rename(old, now).expect("moved");
}

/// The copies of before that lie beside the database.
fn copies(installation: &Installation) -> Vec<PathBuf> {
    let data = installation.path("data");
    names_in(&data).iter().filter(|name| name.contains("-before-")).map(|name| data.join(name)).collect()
}

#[test]
fn f_18_a_database_of_every_step_is_brought_to_this_version_and_kept_as_it_was() {
    let all = Migrator::migrations().len();
    let installation = of_before(all);
    let now = installation.path("data/muster.db");
    let (people, chain) = (installation.good(&["export", "--org", "acme"]), installation.good(&["audit", "verify"]));
    assert_eq!(people.lines().count(), 32, "{people}");
    assert_eq!(installation.good(&["migrate"]), "The database is of this version.\n");
    assert_eq!(copies(&installation), Vec::<PathBuf>::new(), "nothing was to be done");
    for steps in 1..all {
        age(&installation, steps);
        let said = installation.good(&["migrate"]);
        let [copy] = &copies(&installation)[..] else { panic!("one copy: {said}") };
        assert!(said.contains(copy.file_name().and_then(|name| name.to_str()).expect("a name")), "{said}");
        assert_eq!((steps_of(copy), steps_of(&now)), (steps, all), "{steps}");
        assert_eq!(installation.good(&["export", "--org", "acme"]), people, "{steps}");
        assert_eq!(installation.good(&["audit", "verify"]), chain, "{steps}");
        std::fs::rename(copy, installation.path("kept.db")).expect("moved");
    }
    // What is kept is good in its place.
    std::fs::rename(installation.path("kept.db"), now).expect("moved");
    assert_eq!(installation.good(&["export", "--org", "acme"]), people);
}

#[test]
fn f_18_without_a_copy_nothing_is_changed() {
    let installation = of_before(1);
    std::fs::create_dir(installation.path("data/muster.db-before.part")).expect("a folder in the way");
    let line = installation.bad(&["migrate"], &[]);
    assert!(line.contains("no copy of it can be made at data/muster.db-before-"), "{line}");
    assert_eq!(steps_of(&installation.path("data/muster.db")), 1);
}

#[test]
fn f_18_killed_while_it_migrates_a_database_is_of_before_or_of_now() {
    let (installation, all) = (of_before(1), Migrator::migrations().len());
    let (now, old) = (installation.path("data/muster.db"), installation.path("old.db"));
    std::fs::copy(&now, &old).expect("copied");
    let disk = Disk::of(&installation);
    // At the first write to the disk, the second, the fourth… until there are not so many.
    let (mut at, mut kills, mut before) = (1, 0, 0);
    let mut kill = |at: usize, power: bool| {
        disk.mount();
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.arg("migrate").current_dir(installation.path("")).env_clear().envs(disk.variables());
        let output = command.env("POWER_CUT_AT", OsString::from(at.to_string())).output().expect("it runs");
        let killed = output.status.signal() == Some(9);
        assert!(killed || output.status.success(), "{at}: {}", String::from_utf8_lossy(&output.stderr));
        if killed && power {
            disk.cut(None);
        } else {
            disk.leave();
        }
        let steps = steps_of(&now);
        assert!(steps == 1 || steps == all, "killed at write {at} it has {steps} steps");
        if steps == all {
            let copies = copies(&installation);
            assert_eq!(copies.iter().map(|copy| steps_of(copy)).collect::<Vec<_>>(), [1], "{at}");
        } else {
            before += 1;
            installation.good(&["migrate"]);
        }
        let people = installation.good(&["export", "--org", "acme"]);
        assert_eq!((people.lines().count(), steps_of(&now)), (32, all), "{at}");
        assert!(!names_in(&installation.path("data")).iter().any(|name| name.contains("part")), "{at}");
        for copy in copies(&installation) {
            std::fs::remove_file(copy).expect("removed");
        }
        std::fs::copy(&old, &now).expect("copied");
        killed
    };
    while kill(at, kills % 2 == 0) {
        (at, kills) = (at * 2, kills + 1);
    }
    for more in 1..=more_kills() {
        kill(1 + at / 2 * more / more_kills(), more % 2 == 0);
    }
    assert!(kills > 5 && before > 3, "{kills} kills, {before} of them in time");
}

#[test]
fn f_18_servers_that_start_together_all_serve_and_one_of_them_migrates() {
    for (installation, copied) in [(Installation::new(), 0), (of_before(1), 1), (of_before(9), 1)] {
        let servers = thread::scope(|scope| {
            let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| installation.serve())).collect();
            starts.into_iter().map(|start| start.join().expect("it serves")).collect::<Vec<_>>()
        });
        for server in &servers {
            let ready = ask(server.port, "GET /readyz", "Accept: */*", "").expect("an answer");
            assert!(ready.starts_with("HTTP/1.1 200"), "{ready}");
        }
        assert_eq!(copies(&installation).len(), copied);
        if copied == 1 {
            // One database: whoever signs in at one is signed in at all.
            let cookie = servers[0].sign_in("olga@acme.test");
            for server in &servers {
                let people =
                    ask(server.port, "GET /o/acme/snapshot", &format!("Cookie: {cookie}"), "").expect("an answer");
                assert!(people.starts_with("HTTP/1.1 200") && people.contains("ann29@acme.test"), "{people}");
            }
        }
    }
}

#[test]
fn f_18_a_newer_database_is_refused() {
    let installation = Installation::new();
    installation.good(&["migrate"]);
    wait(async {
        let database = open(&installation.path("data/muster.db")).await;
        let step = "insert into seaql_migrations (version, applied_at) values ('m29990101_000001_later', 0)";
        run(&database, step).await;
        database.close().await.expect("closed");
    });
    for command in ["migrate", "demo"] {
        let line =
            installation.bad(&[command, "--password-file=password"][..if command == "demo" { 2 } else { 1 }], &[]);
        assert!(line.contains("newer version"), "{line}");
    }
    assert_eq!(copies(&installation), Vec::<PathBuf>::new());
}
