//! F-08: the program is killed between a mail's having been taken and its having noted that.

use crate::crash::{invite, member_role};
use crate::installation::{Installation, Served};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};

/// How often; `MUSTER_KILLS=100 cargo test --package server --test program f_08` is the long form.
fn kills() -> usize {
    std::env::var("MUSTER_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(4)
}

/// Takes the next mail as a mail server does, until `taken` is called in place of waiting for more. Gives its text.
fn take(listener: &TcpListener, taken: impl FnOnce()) -> String {
    let (stream, _) = listener.accept().expect("a mail is on its way");
    let mut lines = BufReader::new(stream.try_clone().expect("the same")).lines().map(|line| line.expect("a line"));
    let say = |line: &str| {
        let mut stream: &TcpStream = &stream;
        stream.write_all(format!("{line}\r\n").as_bytes()).expect("said");
    };
    say("220 sink");
    while let Some(line) = lines.next() {
        if line != "DATA" {
            say("250 fine");
            continue;
        }
        say("354 go on");
        let text: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
        say("250 taken");
        taken();
        return text.join("\n");
    }
    panic!("no mail came")
}

/// What a mail is known by: its number and its link.
fn known(mail: &str) -> (String, String) {
    let text = mail.replace("=\n", "").replace("=3D", "=");
    let find = |begins: &str| {
        let at = text.find(begins).unwrap_or_else(|| panic!("{begins} in {text}"));
        text[at..].split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    };
    let link = find("/invite#");
    (find("Message-ID:"), link.split([' ', '"', '<']).next().unwrap_or_default().to_owned())
}

/// Ends the leases, as two minutes do, and makes what waits due. Gives how many still wait.
async fn ends_leases(installation: &Installation) -> u64 {
    let url = format!("sqlite://{}", installation.path("data/muster.db").display());
    let database = sea_orm::Database::connect(url).await.expect("the database opens");
    let sql = "update outbox set lease_until = 0, due_at = 0 where state = 'waiting'";
    let waiting = database.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("done");
    database.close().await.expect("closed");
    waiting.rows_affected()
}

#[test]
fn f_08_killed_before_it_is_noted_a_mail_is_sent_once_more_at_most_and_is_the_same() {
    let installation = Installation::with_owner();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let smtp = format!("smtp://{}", listener.local_addr().expect("an address"));
    let settings = [("MUSTER_SMTP_URL", smtp.as_ref()), ("MUSTER_MAIL_FROM", "m@acme.test".as_ref())];
    let settings = [&settings[..], &[("MUSTER_MAIL_WAIT", "0".as_ref())]].concat();
    let kill = |mut program: Served| {
        program.process.kill().expect("killed");
        program.process.wait().expect("it ended");
    };
    let first = installation.serve_with(&settings);
    let role = runtime.block_on(member_role(&installation));
    invite(first.port, &first.sign_in("olga@acme.test"), &role, "ana@acme.test").expect("invited");
    let mut copies = vec![take(&listener, || kill(first))];
    let mut noted = false;
    for _ in 1..kills() {
        // Sometimes it was quicker than the kill: then there is nothing left to send.
        noted = runtime.block_on(ends_leases(&installation)) == 0;
        if noted {
            break;
        }
        let again = installation.serve_with(&settings);
        copies.push(take(&listener, || kill(again)));
    }
    assert!(copies.len() > 1, "it was killed in time at least once");
    let mut known: Vec<(String, String)> = copies.iter().map(|mail| known(mail)).collect();
    known.dedup();
    assert_eq!(known.len(), 1, "each is the same mail, with the same link");
    // Left alone it sends what was not noted, notes it, and that is all.
    if !noted && runtime.block_on(ends_leases(&installation)) == 1 {
        let last = installation.serve_with(&settings);
        take(&listener, || {});
        while runtime.block_on(ends_leases(&installation)) > 0 {
            std::thread::yield_now();
        }
        drop(last);
    }
    let waiting = installation.good(&["outbox"]);
    assert!(waiting.contains("Mails that wait: 0."), "{waiting}");
}
