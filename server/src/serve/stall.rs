//! A connection whose other end does not read is given up.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// A stream that fails once a write has waited for so long: hyper waits for ever for whoever does not read.
pub struct Stalling<S> {
    stream: S,
    within: Duration,
    /// Runs while a write waits.
    until: Pin<Box<Sleep>>,
    waits: bool,
}

impl<S> Stalling<S> {
    /// The same stream, with patience.
    pub fn new(stream: S, within: Duration) -> Self {
        Self { stream, within, until: Box::pin(tokio::time::sleep(within)), waits: false }
    }

    /// What came of a write: any that gets on ends the wait.
    fn stalled<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waits = false;
            return written;
        }
        if !std::mem::replace(&mut self.waits, true) {
            self.until.as_mut().reset(Instant::now() + self.within);
        }
        ready!(self.until.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Stalling<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Stalling<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.stalled(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.stalled(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.stalled(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(context);
        self.stalled(context, shut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Waker;
    use tokio::io::AsyncReadExt as _;

    #[tokio::test]
    async fn f_21_whoever_reads_a_little_now_and_then_has_all_the_time_anew() {
        let (here, mut there) = tokio::io::duplex(1);
        let mut here = Stalling::new(here, Duration::from_secs(30));
        let mut context = Context::from_waker(Waker::noop());
        let mut write =
            |here: &mut Stalling<_>| Pin::new(here).poll_write(&mut context, b"x").map(|written| written.is_ok());
        assert_eq!(write(&mut here), Poll::Ready(true));
        let mut last = here.until.deadline();
        for _ in 0..3 {
            assert_eq!(write(&mut here), Poll::Pending, "nobody reads");
            let deadline = here.until.deadline();
            assert!(deadline > last);
            assert_eq!(write(&mut here), Poll::Pending, "still nobody");
            assert_eq!(here.until.deadline(), deadline, "asking again gives no more time");
            last = deadline;
            there.read_u8().await.expect("a byte");
            assert_eq!(write(&mut here), Poll::Ready(true));
        }
    }
}
