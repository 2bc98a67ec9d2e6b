//! The program on the command line, as an operator uses it.

use std::path::Path;
use std::process::{Command, Output};

const PASSWORD: &str = "correct horse battery";

/// An installation of its own.
struct Installation(tempfile::TempDir);

impl Installation {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("password"), format!("{PASSWORD}\n")).expect("written");
        Self(folder)
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn muster(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.args(arguments).current_dir(self.0.path()).env_clear().envs(settings.iter().copied());
        command.output().expect("it runs")
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.muster(arguments, &[]);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// The one line on standard error with which it refuses.
    fn bad(&self, arguments: &[&str], settings: &[(&str, &str)]) -> String {
        let output = self.muster(arguments, settings);
        assert!(!output.status.success(), "{arguments:?} {settings:?}");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        assert!(said.starts_with("muster: "), "{said}");
        said
    }
}

#[test]
fn an_operator_makes_an_owner_and_exports_the_people() {
    let installation = Installation::new();
    let create = ["owner", "create", "--org", "acme", "--email", "olga@acme.test", "--password-file", "password"];
    assert_eq!(installation.good(&create), "olga@acme.test is an Owner of acme.\n");
    assert!(installation.path("data/muster.db").exists() && installation.path("data/secret.key").exists());
    assert!(installation.good(&create).contains("had a password and keeps it"));

    let csv = installation.good(&["export", "--org", "acme"]);
    let mut lines = csv.split("\r\n");
    assert_eq!(lines.next(), Some("name,email,role,teams,owned_teams,status,last_active,since,ends,invited_by,id"));
    assert!(lines.next().is_some_and(|line| line.contains(",olga@acme.test,Owner,,,active,")), "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(&installation.good(&["export", "--org", "acme", "--format", "json"])).expect("JSON");
    assert_eq!(json[0]["email"], "olga@acme.test");
    assert!(installation.bad(&["export", "--org", "nobody"], &[]).contains("there is no organization nobody"));

    let link = installation.good(&["account", "reset-link", "--email", "olga@acme.test"]);
    assert!(link.starts_with("http://localhost:3000/reset#"), "{link}");
    assert!(installation.bad(&["account", "reset-link", "--email", "eve@evil.test"], &[]).contains("has no account"));
}

#[test]
fn a_list_is_shown_and_imported() {
    let installation = Installation::new();
    installation.good(&[
        "owner",
        "create",
        "--org",
        "acme",
        "--email",
        "olga@acme.test",
        "--password-file",
        "password",
    ]);
    let list = "Name,E-mail,Role,Teams\nAna Lima,ana@new.test,admin,Design\nOlga,OLGA@acme.test,,\n\
                Eve,nowhere,,\nCho\u{1b}[2J,cho@new.test,King,\n,ANA@new.test,,\n";
    std::fs::write(installation.path("list.csv"), list).expect("written");
    let import = ["import", "list.csv", "--org", "acme", "--create-teams"];
    let shown = installation.good(&import);
    let expected = [
        "Line 2  ana@new.test  add as Admin, into Design",
        "Line 4  nowhere  refuse: not an e-mail address: an address has exactly one @",
        "Line 5  cho@new.test  refuse: no role is called King",
        "Line 6  ana@new.test  skip: stands on line 2 already",
        "New teams: Design",
        "1 to add, 0 to change, 0 to suspend, 2 to skip, 2 refused. Seats: 1 used, 2 afterwards, unlimited.",
        "Nothing was changed: --apply does it.",
    ];
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
    assert!(!installation.good(&["export", "--org", "acme"]).contains("ana@new.test"));
    let done = installation.good(&[&import[..], &["--apply"]].concat());
    assert!(done.ends_with("Done: 1 added, 0 changed, 0 suspended.\n"), "{done}");
    assert!(installation.good(&["export", "--org", "acme"]).contains("Ana Lima,ana@new.test,Admin,Design"));
    let json: serde_json::Value =
        serde_json::from_str(&installation.good(&[&import[..], &["--apply", "--json"]].concat())).expect("JSON");
    assert_eq!((&json["planned"]["source"], &json["done"]["counts"]["skip"]), (&"table".into(), &3.into()));

    std::fs::write(installation.path("unknown.csv"), "Netzpost,Rang\nben@new.test,Admin\n").expect("written");
    let unknown = ["import", "unknown.csv", "--org", "acme"];
    let line = installation.bad(&unknown, &[]);
    assert!(line.contains("Netzpost, Rang") && line.contains("--column address=HEADING"), "{line}");
    let mapped =
        installation.good(&[&unknown[..], &["--column", "address=netzpost", "--column", "role=Rang"]].concat());
    assert!(mapped.contains("ben@new.test  add as Admin"), "{mapped}");
    assert!(installation.bad(&[&unknown[..], &["--column", "address=Mail"]].concat(), &[]).contains("no column Mail"));
    std::fs::write(installation.path("book.xlsx"), "PK\u{3}\u{4}").expect("written");
    assert!(installation.bad(&["import", "book.xlsx", "--org", "acme"], &[]).contains("save it as CSV"));
    assert!(installation.bad(&["import", "missing.csv", "--org", "acme"], &[]).contains("missing.csv"));
    assert!(installation.bad(&["import", "list.csv", "--org", "nobody"], &[]).contains("no organization nobody"));
    assert!(installation.bad(&[&import[..], &["--role", "king"]].concat(), &[]).contains("no role king"));
}

#[test]
fn the_demo_is_the_same_every_time() {
    let exports = [1, 2].map(|_| {
        let installation = Installation::new();
        let demo = ["demo", "--users", "50", "--password-file", "password", "--as-of", "2026-11-24", "--json"];
        let made: serde_json::Value = serde_json::from_str(&installation.good(&demo)).expect("JSON");
        assert_eq!(
            (&made["org"], &made["owner"], &made["users"]),
            (&"demo".into(), &"owner@demo.test".into(), &50.into())
        );
        assert!(installation.bad(&demo[..5], &[]).contains("demo"), "a second time it is refused");
        installation.good(&["export", "--org", "demo"])
    });
    assert_eq!(exports[0], exports[1]);
}

#[test]
fn an_installation_at_rest_is_one_file_that_can_be_moved() {
    let installation = Installation::new();
    installation.good(&["demo", "--users", "50", "--password-file", "password"]);
    let people = installation.good(&["export", "--org", "demo"]);
    let kept = std::fs::read_dir(installation.path("data")).expect("a folder");
    let mut names: Vec<_> = kept.map(|file| file.expect("a file").file_name()).collect();
    names.sort();
    assert_eq!(names, ["muster.db", "secret.key"], "no log is left beside the database");
    std::fs::rename(installation.path("data/muster.db"), installation.path("moved.db")).expect("moved");
    let moved = installation.muster(&["export", "--org", "demo"], &[("MUSTER_DATABASE_URL", "sqlite://moved.db")]);
    assert_eq!(String::from_utf8_lossy(&moved.stdout), people);
}

#[test]
fn a_wrong_setting_stops_the_start_and_is_named() {
    let installation = Installation::new();
    for (name, value, said) in [
        ("MUSTER_LISTEN", "nowhere", "listen"),
        ("MUSTER_LISTNE", "127.0.0.1:1", "MUSTER_LISTNE"),
        ("MUSTER_DATABASE_URL", "mysql://x", "database_url"),
        ("MUSTER_SMTP_URL", "smtp://mail.example", "mail_from"),
        ("MUSTER_CONFIG", "missing.toml", "missing.toml"),
    ] {
        let line = installation.bad(&["migrate"], &[(name, value)]);
        assert!(line.contains(said), "{line}");
    }
    std::fs::write(installation.path("muster.toml"), "listen = \"127.0.0.1:1\"\ncolour = \"red\"\n").expect("written");
    assert!(installation.bad(&["migrate"], &[]).contains("there is no setting colour"));
    std::fs::write(installation.path("muster.toml"), "listen = [1]\n").expect("written");
    assert!(installation.bad(&["migrate"], &[]).contains("listen"));
}

#[test]
fn a_port_in_use_stops_the_start_and_is_named() {
    let installation = Installation::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let line = installation.bad(&["serve", "--log", "error"], &[("MUSTER_LISTEN", &address)]);
    assert!(line.contains(&format!("cannot listen at {address} (the setting listen)")), "{line}");
    assert!(line.contains("in use"), "{line}");
}

#[test]
fn help_begins_with_what_muster_is_for() {
    let help = Installation::new().good(&["--help"]);
    assert!(help.starts_with("Who can get in, on which team, in which role"), "{help}");
    assert!(help.contains("SSL_CERT_FILE"), "{help}");
}

#[test]
fn what_goes_well_says_nothing_on_standard_error_but_to_a_terminal() {
    let installation = Installation::new();
    for command in [&["migrate"][..], &["demo", "--users", "3000", "--password-file", "password"]] {
        let output = installation.muster(command, &[]);
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn config_shows_what_is_in_force_and_no_secret() {
    let installation = Installation::new();
    let output =
        installation.muster(&["config", "--log", "warn"], &[("MUSTER_DATABASE_URL", "postgres://me:s3cret@db/x")]);
    let shown = String::from_utf8(output.stdout).expect("text");
    assert!(shown.contains("postgres://me:****@db/x  (MUSTER_DATABASE_URL)"), "{shown}");
    assert!(shown.contains("warn  (--log)") && shown.contains("127.0.0.1:3000  (default)"), "{shown}");
    assert!(!shown.contains("s3cret"));
}

#[test]
fn f_04_what_cannot_be_opened_is_said_and_left_alone() {
    let installation = Installation::new();
    std::fs::write(installation.path("file"), "x").expect("written");
    let inside_a_file = format!("sqlite://{}/muster.db", installation.path("file").display());
    let line = installation.bad(&["migrate"], &[("MUSTER_DATABASE_URL", &inside_a_file)]);
    assert!(line.contains("cannot make the folder"), "{line}");

    let broken = installation.path("broken.db");
    std::fs::write(&broken, "this is no database, and long enough to look at".repeat(100)).expect("written");
    let url = format!("sqlite://{}", broken.display());
    installation.bad(&["migrate"], &[("MUSTER_DATABASE_URL", &url)]);
    assert!(std::fs::read_to_string(&broken).expect("still there").starts_with("this is no database"));
}

#[test]
fn f_18_a_newer_database_is_refused() {
    let installation = Installation::new();
    installation.good(&["migrate"]);
    add_step(&installation.path("data/muster.db"));
    for command in ["migrate", "demo"] {
        let line =
            installation.bad(&[command, "--password-file=password"][..if command == "demo" { 2 } else { 1 }], &[]);
        assert!(line.contains("newer version"), "{line}");
    }
}

/// Notes a step that this version does not know.
fn add_step(path: &Path) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
        let database = sea_orm::Database::connect(format!("sqlite://{}", path.display())).await.expect("the database");
        let step = "insert into seaql_migrations (version, applied_at) values ('m29990101_000001_later', 0)";
        database.execute_raw(Statement::from_string(DbBackend::Sqlite, step)).await.expect("noted");
        database.close().await.expect("closed");
    });
}
