//! F-04: a database that may not be written is said and left alone.

use crate::installation::Installation;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

/// Whether permissions hold for whoever runs the tests: for root they do not.
fn permissions_hold(file: &Path) -> bool {
    std::fs::File::options().append(true).open(file).is_err()
}

/// Runs the program as somebody for whom permissions hold: root gives that up for it.
fn muster(installation: &Installation, held: bool, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_muster");
    let mut command = if held {
        Command::new(program)
    } else {
        // It is part of util-linux, as `script` is.
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", program]);
        command
    };
    command.args(arguments).current_dir(installation.path("")).env("MUSTER_LISTEN", "127.0.0.1:0");
    command.output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

#[test]
fn f_04_a_database_that_may_not_be_written_is_said_and_left_alone() {
    let installation = Installation::with_owner();
    let (data, file) = (installation.path("data"), installation.path("data/muster.db"));
    let before = std::fs::read(&file).expect("read");
    let allow = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    };
    // The file alone, and then the folder too, where SQLite's log would be.
    for folder in [0o755, 0o555] {
        allow(&file, 0o444);
        let held = permissions_hold(&file);
        allow(&data, folder);
        for command in [&["serve", "--log", "error"][..], &["owner", "create", "--org", "b", "--email", "b@b.test"]] {
            let asked = [command, &["--password-file", "password"][..if command[0] == "serve" { 0 } else { 2 }]];
            let output = muster(&installation, held, &asked.concat());
            let line = said(&output);
            assert!(!output.status.success(), "{folder:o} {command:?}");
            assert_eq!(line.lines().count(), 1, "{line}");
            assert!(line.starts_with("muster: "), "{line}");
        }
        allow(&data, 0o755);
        allow(&file, 0o644);
        assert!(std::fs::read(&file).expect("read") == before, "{folder:o}: it is as it was");
    }
    assert!(installation.good(&["export", "--org", "acme"]).contains("olga@acme.test"));
}
