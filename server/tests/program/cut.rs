//! F-15: connections are reset at any byte of a request or its answer, as by a proxy or a train in a tunnel.

use crate::crash::{check, invite, inviting, member_role};
use crate::installation::Installation;
use std::collections::BTreeMap;
use std::process::Command;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How many requests are cut; `MUSTER_CUTS=2000 cargo test --package server --test program cut` is the long form.
fn cuts() -> usize {
    std::env::var("MUSTER_CUTS").ok().and_then(|cuts| cuts.parse().ok()).unwrap_or(300)
}

/// How many are under way at once.
const AT_ONCE: usize = 8;

/// Where a request is cut.
#[derive(Clone, Copy, Debug)]
enum Cut {
    /// Before all of it is sent: after so much of it.
    Request(usize),
    /// While it is worked on, or not yet, or no longer: after so many turns of this program's.
    Work(usize),
    /// After so much of the answer.
    Answer(usize),
}

/// Sends a request and resets the connection. Whether any of its answer came.
async fn cut(port: u16, request: &str, at: Cut) -> bool {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("it serves");
    stream.set_zero_linger().expect("reset when it is dropped");
    let until = if let Cut::Request(until) = at { until.min(request.len() - 1) } else { request.len() };
    stream.write_all(&request.as_bytes()[..until]).await.expect("sent");
    match at {
        Cut::Request(_) => false,
        Cut::Work(turns) => {
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
            false
        }
        Cut::Answer(most) => {
            let mut answer = vec![0; most];
            let read = stream.read_exact(&mut answer).await;
            read.is_ok() && answer.starts_with(&b"HTTP/1.1 200"[..most.min(12)])
        }
    }
}

#[test]
fn f_15_a_request_that_is_cut_at_any_byte_is_done_wholly_or_not_at_all() {
    let installation = Installation::with_owner();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut program = installation.serve();
    let (port, cookie) = (program.port, program.sign_in("olga@acme.test"));
    let role = runtime.block_on(member_role(&installation));
    let mut seed = 15_u64;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((seed >> 33) % n as u64).expect("below n")
    };
    let requests: Vec<(String, String, Cut)> = (0..cuts())
        .map(|n| {
            let address = format!("cut.{n}@acme.test");
            let body = inviting(&role, &address);
            let request = format!(
                "POST /api/invitations/send HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n\
                 Content-Type: application/json\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let at = match n % 3 {
                0 => Cut::Request(below(request.len())),
                1 => Cut::Work(below(400)),
                _ => Cut::Answer(1 + below(200)),
            };
            (address, request, at)
        })
        .collect();
    let answered: BTreeMap<String, bool> = runtime.block_on(async {
        let mut answered = BTreeMap::new();
        for some in requests.chunks(AT_ONCE) {
            let tasks: Vec<_> = some
                .iter()
                .cloned()
                .map(|(address, request, at)| tokio::spawn(async move { (address, cut(port, &request, at).await) }))
                .collect();
            for task in tasks {
                answered.extend([task.await.expect("cut")]);
            }
        }
        answered
    });
    // Nobody else notices.
    invite(port, &cookie, &role, "after@acme.test").expect("an answer");
    Command::new("kill").args(["-TERM", &program.process.id().to_string()]).status().expect("told to end");
    assert!(program.process.wait().expect("it ended").success());
    runtime.block_on(check(&installation, &answered));
    let people = installation.good(&["export", "--org", "acme"]);
    let done = answered.keys().filter(|address| people.contains(&format!(",{address},"))).count();
    let some = cuts() / 10;
    assert!(done > answered.values().filter(|answered| **answered).count(), "some were done unheard");
    assert!(done > some && done < cuts() - some, "{done} of {}: some were done, and some were not", cuts());
    assert!(installation.good(&["audit", "verify"]).contains("all as they were written"));
    // Whoever was cut asks again, and it is done once.
    let program = installation.serve();
    for address in answered.keys() {
        let answer = invite(program.port, &cookie, &role, address).expect("an answer");
        assert_eq!(answer["refused"], serde_json::json!([]), "{address}: {answer}");
    }
    drop(program);
    runtime.block_on(check(&installation, &answered.into_keys().map(|address| (address, true)).collect()));
}
