//! A throw-away PostgreSQL cluster, one for the process of the tests.
//!
//! A shell starts it, waits for its standard input to close — which happens however the tests end — stops it and
//! deletes its files. PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`.

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const INSTALL: &str = "these tests need PostgreSQL's initdb and pg_ctl, on PATH or in /usr/lib/postgresql/*/bin: \
                       install it (Debian: apt-get install postgresql)";

const WATCH: &str = r#"
trap '' INT TERM HUP
cd "$1" || exit 1
"$2/initdb" -D data -A trust -U muster -E UTF8 --locale=C --no-sync >init.log 2>&1 || { cat init.log; exit 1; }
"$2/pg_ctl" -D data -w -l server.log -o "$3" start >start.log 2>&1 </dev/null || { cat start.log server.log; exit 1; }
echo ready
read -r _
"$2/pg_ctl" -D data -w -m immediate stop >/dev/null 2>&1
rm -rf "$1"
"#;

/// The running cluster: its socket's folder, and the shell that stops it once our end of its input is gone.
struct Cluster {
    socket: PathBuf,
    _shell: Child,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// The URL of a new database.
pub async fn database() -> String {
    let cluster = tokio::task::spawn_blocking(|| CLUSTER.get_or_init(start)).await.expect("a cluster");
    let name = format!("story_{}", NEXT.fetch_add(1, Ordering::SeqCst));
    let admin = Database::connect(url(&cluster.socket, "postgres")).await.expect("the cluster answers");
    let create = format!("create database {name}");
    admin.execute_raw(Statement::from_string(DbBackend::Postgres, create)).await.expect("a database");
    admin.close().await.expect("closed");
    url(&cluster.socket, &name)
}

fn url(socket: &Path, database: &str) -> String {
    format!("postgres://muster@localhost/{database}?host={}", socket.display())
}

fn start() -> Cluster {
    let programs = programs().expect(INSTALL);
    let folder = tempfile::Builder::new().prefix("muster-pg-").tempdir().expect("a folder").keep();
    let options = format!(
        "-c listen_addresses='' -c unix_socket_directories={} -c fsync=off -c synchronous_commit=off \
         -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB",
        folder.display()
    );
    let mut shell = run_as_another(&folder);
    shell.args(["sh", "-c", WATCH, "sh"]).arg(&folder).arg(&programs).arg(options);
    let mut child = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a shell");
    let mut said = String::new();
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    for line in lines.by_ref().map_while(Result::ok) {
        if line == "ready" {
            return Cluster { socket: folder, _shell: child };
        }
        said.push_str(&line);
        said.push('\n');
    }
    child.wait().expect("the shell ends");
    panic!("PostgreSQL does not start:\n{said}");
}

fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).collect::<Vec<_>>();
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort();
    debian.reverse();
    on_path.into_iter().chain(debian).find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

/// `env`, or what becomes another user first when this one is root; the folder is theirs then.
fn run_as_another(folder: &Path) -> Command {
    let own = std::fs::metadata(folder).expect("the folder").uid();
    if own != 0 {
        return Command::new("env");
    }
    let users = std::fs::read_to_string("/etc/passwd").expect("users");
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse::<u32>().ok()?, fields.next()?.parse::<u32>().ok()?))
    };
    let (uid, gid) = ids("postgres").or_else(|| ids("nobody")).expect("a user other than root");
    std::os::unix::fs::chown(folder, Some(uid), Some(gid)).expect("the folder is theirs");
    let mut command = Command::new("setpriv");
    command.args([format!("--reuid={uid}"), format!("--regid={gid}"), "--clear-groups".to_owned(), "--".to_owned()]);
    command
}
