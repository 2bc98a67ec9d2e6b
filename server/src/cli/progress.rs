//! A sign of life from what takes longer than a second, where somebody sits at a terminal.

use std::io::{IsTerminal as _, Write};
use std::time::Duration;

/// So often it is said how long it has taken; nothing is said of what is done sooner.
const EVERY: Duration = Duration::from_secs(1);

/// Does `work`, and says meanwhile on standard error that it goes on: on a terminal only, and the line is gone
/// afterwards. What reads standard error from a file or a pipe finds nothing there but what went wrong.
pub async fn during<T>(what: &'static str, work: impl Future<Output = T>) -> T {
    // A task of its own: the work may keep its thread busy for long.
    let told = std::io::stderr().is_terminal().then(|| tokio::spawn(tell(what, EVERY, std::io::stderr)));
    let done = work.await;
    if let Some(told) = told {
        told.abort();
        // Whoever was about to write has written: the line is cleared after that.
        let _ = told.await;
        write(&mut std::io::stderr(), "");
    }
    done
}

async fn tell<W: Write>(what: &str, every: Duration, out: impl Fn() -> W) {
    for times in 1_u32.. {
        tokio::time::sleep(every).await;
        write(&mut out(), &format!("{what}… {} s", (every * times).as_secs()));
    }
}

/// In place of the line that stands there.
fn write(out: &mut impl Write, line: &str) {
    // It is a courtesy: a terminal that is gone stops no work.
    let _ = write!(out, "\r\x1b[K{line}").and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Sender, channel};

    /// Hands on what is written.
    struct Line(Sender<String>);

    impl Write for Line {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn each_line_takes_the_place_of_the_one_before() {
        let (said, lines) = channel();
        let told = tokio::spawn(tell("Working", Duration::from_millis(1), move || Line(said.clone())));
        let text = tokio::task::spawn_blocking(move || {
            let mut text = String::new();
            while text.matches(" s").count() < 2 {
                text.push_str(&lines.recv().expect("it goes on"));
            }
            text
        });
        assert_eq!(text.await.expect("said"), "\r\x1b[KWorking… 0 s\r\x1b[KWorking… 0 s");
        told.abort();
    }

    #[tokio::test]
    async fn what_was_done_is_given_back() {
        assert_eq!(during("Counting", async { 2 + 2 }).await, 4);
    }
}
