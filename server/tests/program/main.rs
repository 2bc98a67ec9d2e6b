//! The program on the command line, as an operator uses it.

mod crash;
mod cut;

mod disk;
mod installation;
mod mails;
mod read_only;
mod upgrade;

use crate::installation::{Installation, ask};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

#[test]
fn a_backup_is_one_file_that_makes_the_same_installation_elsewhere() {
    let here = Installation::with_owner();
    let people = here.good(&["export", "--org", "acme"]);
    let said = here.good(&["backup", "muster.backup"]);
    assert!(said.contains("The key in data/secret.key is not in it"), "{said}");
    let there = Installation::new();
    std::fs::copy(here.path("muster.backup"), there.path("muster.backup")).expect("copied");
    let said = there.good(&["restore", "muster.backup"]);
    assert!(said.contains("Sessions ended: 0. Mails held: 0."), "{said}");
    assert_eq!(there.good(&["export", "--org", "acme"]), people);
    assert_eq!(
        there.good(&["outbox", "--release"]),
        "Mails let go: 0.\nMails that wait: 0. Held since a restore: 0.\n"
    );
    assert_eq!(names_in(&there.path("data")), ["muster.db", "secret.key"], "nothing else is left");
    let again = here.bad(&["backup", "muster.backup"], &[]);
    assert!(again.contains("muster.backup is there already"), "{again}");
    let again = there.bad(&["restore", "muster.backup"], &[]);
    assert!(again.contains("data/muster.db is there: move it away"), "{again}");
    let postgres = [("MUSTER_DATABASE_URL", "postgres://nobody@localhost/none")];
    assert!(here.bad(&["backup", "other.backup"], &postgres).contains("pg_dump"));
    assert!(
        Installation::new().bad(&["backup", "none.backup"], &[]).contains("there is no database at data/muster.db")
    );
}

#[test]
fn a_backup_that_is_not_as_it_was_made_is_not_restored() {
    let here = Installation::with_owner();
    here.good(&["backup", "muster.backup"]);
    let whole = std::fs::read(here.path("muster.backup")).expect("read");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let files: [(&str, &[u8], &str); 5] = [
        ("flipped", &flipped, "its checksum is not that of when it was made"),
        ("short", &whole[..whole.len() / 2], "damaged"),
        ("empty", &[], "it is no backup of Muster"),
        ("other", b"something else", "it is no backup of Muster"),
        ("head", &whole[..700], "it is no backup of Muster"),
    ];
    for (name, bytes, why) in files {
        let there = Installation::new();
        std::fs::write(there.path(name), bytes).expect("written");
        let said = there.bad(&["restore", name], &[]);
        assert!(said.contains(&format!("{name} cannot be restored")) && said.contains(why), "{said}");
        assert_eq!(names_in(&there.path("data")), Vec::<String>::new(), "{name}: nothing is left");
    }
    // What another database left there would be taken for this one's.
    let there = Installation::new();
    std::fs::create_dir(there.path("data")).expect("a folder");
    std::fs::write(there.path("data/muster.db-wal"), b"left").expect("written");
    std::fs::copy(here.path("muster.backup"), there.path("muster.backup")).expect("copied");
    assert!(there.bad(&["restore", "muster.backup"], &[]).contains("muster.db-wal is there"));
}

/// What is in a folder, by name.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
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
    let remove = |email: &str| installation.bad(&["account", "remove-second-factor", "--email", email], &[]);
    assert!(remove("eve@evil.test").contains("has no account"));
    assert!(remove("olga@acme.test").contains("its account has no second factor"));
}

#[test]
fn a_list_is_shown_and_imported() {
    let installation = Installation::with_owner();
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
fn an_operator_reads_metrics_at_an_address_of_their_own() {
    let installation = Installation::with_owner();
    let port = installation::free_port();
    let at = format!("127.0.0.1:{port}");
    let mut program = installation.serve_with(&[("MUSTER_METRICS_LISTEN", at.as_ref())]);
    program.sign_in("olga@acme.test");
    let text = ask(port, "GET /metrics", "Accept: text/plain", "").expect("an answer");
    for line in ["muster_http_requests_total{route=\"/sign-in\",class=\"3xx\"} 1", "muster_sessions 1"] {
        assert!(text.lines().any(|is| is == line), "{line} in {text}");
    }
    Command::new("kill").args(["-TERM", &program.process.id().to_string()]).status().expect("told to end");
    assert!(program.process.wait().expect("it ended").success());
    let taken = std::net::TcpListener::bind(&at).expect("a port");
    let line = installation
        .bad(&["serve", "--log", "error"], &[("MUSTER_LISTEN", "127.0.0.1:0"), ("MUSTER_METRICS_LISTEN", &at)]);
    assert!(line.contains("(the setting metrics_listen)"), "{line}");
    drop(taken);
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

/// What takes longer than a second says so where somebody sits at a terminal, and nowhere else.
#[test]
fn a_long_import_shows_that_it_goes_on() {
    let installation = Installation::with_owner();
    let people: String = (0..20_000).map(|n| format!("p{n}@many.test\n")).collect();
    std::fs::write(installation.path("many.txt"), people).expect("written");
    let muster = env!("CARGO_BIN_EXE_muster");
    let mut terminal = Command::new("script");
    terminal.args(["--quiet", "--return", "--command"]);
    terminal.arg(format!("{muster} import many.txt --org acme --apply --without-mails > done")).arg("/dev/null");
    let output = terminal.current_dir(installation.path("")).stdin(std::process::Stdio::null()).output();
    let output = output.expect("a terminal: script is part of util-linux");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("Importing… 1 s"), "{said}");
    assert!(said.trim_end().ends_with("\r\u{1b}[K"), "the line is gone in the end: {said:?}");
    let done = std::fs::read_to_string(installation.path("done")).expect("written");
    assert!(done.ends_with("Done: 20000 added, 0 changed, 0 suspended.\n"), "{}", done.lines().last().unwrap_or(""));
    let again = installation.good(&["import", "many.txt", "--org", "acme"]);
    assert!(again.starts_with("0 to add, 0 to change, 0 to suspend, 20000 to skip"), "{again}");
}

/// F-14: a page that listens keeps no program from ending.
#[test]
fn it_ends_well_while_pages_listen() {
    let installation = Installation::with_owner();
    let mut program = installation.serve();
    let cookie = program.sign_in("olga@acme.test");
    let mut stream = program.send("GET /o/acme/feed?after=0", "").expect("sent");
    write!(stream, "Cookie: {cookie}\r\n\r\n").expect("sent");
    let mut heard = BufReader::new(stream);
    let mut line = String::new();
    while !line.starts_with("data: [") {
        line.clear();
        assert!(heard.read_line(&mut line).expect("a line") > 0, "it goes on");
    }
    Command::new("kill").args(["-TERM", &program.process.id().to_string()]).status().expect("told to end");
    let mut rest = String::new();
    heard.read_to_string(&mut rest).expect("it ends");
    assert!(rest.contains("event: reconnect"), "{rest}");
    assert!(program.process.wait().expect("it ended").success());
    assert_eq!(names_in(&installation.path("data")), ["muster.db", "secret.key"], "at rest it is one file and its key");
}

#[test]
fn s_61_an_operator_verifies_the_audit_log_and_keeps_its_heads() {
    let installation = Installation::with_owner();
    let verify = ["audit", "verify"];
    let said = installation.good(&verify);
    assert!(said.starts_with("acme: 2 events, all as they were written. Last: "), "{said}");
    installation.good(&["audit", "verify", "--export-head", "heads.json"]);
    assert!(
        installation.bad(&["audit", "verify", "--export-head", "heads.json"], &[]).contains("cannot make heads.json")
    );
    let against = ["audit", "verify", "--org", "acme", "--head", "heads.json"];
    assert_eq!(installation.good(&against), said);
    let json: serde_json::Value =
        serde_json::from_str(&installation.good(&[&verify[..], &["--json"]].concat())).expect("JSON");
    assert_eq!((&json["slug"], &json["checked"]["seq"], &json["broken"]), (&"acme".into(), &2.into(), &().into()));
    assert!(installation.bad(&["audit", "verify", "--org", "nobody"], &[]).contains("there is no organization nobody"));

    let heads = std::fs::read_to_string(installation.path("heads.json")).expect("written");
    std::fs::write(installation.path("heads.json"), heads.replace("\"seq\": 2", "\"seq\": 1")).expect("written");
    let refused = installation.bad(&against, &[]);
    assert!(refused.contains("the head of acme was changed, or signed by another installation's key"), "{refused}");
    std::fs::write(installation.path("heads.json"), "{}").expect("written");
    assert!(installation.bad(&against, &[]).contains("heads.json holds no exported heads"));
}
