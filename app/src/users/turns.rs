//! Whose turn it is: commands leave one after the other, in the order in which they were given.

use std::collections::BTreeSet;
use std::task::{Poll, Waker};

use leptos::prelude::*;

/// The queue's state.
#[derive(Debug, Default)]
struct Line {
    next: u32,
    serving: u32,
    left_early: BTreeSet<u32>,
    waiting: Vec<Waker>,
}

/// A queue in which each waits for those before it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Turns(StoredValue<Line>);

/// A place in the queue; dropping it lets the next one go.
#[derive(Debug)]
pub struct Turn {
    turns: Turns,
    number: u32,
}

impl Turns {
    /// Takes the last place.
    #[must_use]
    pub fn queue(self) -> Turn {
        let number = self.0.try_update_value(|line| {
            line.next += 1;
            line.next - 1
        });
        Turn { turns: self, number: number.unwrap_or_default() }
    }

    /// Whether nobody waits and nobody is being served.
    #[must_use]
    pub fn is_idle(self) -> bool {
        self.0.try_with_value(|line| line.next == line.serving).unwrap_or(true)
    }
}

impl Turn {
    /// Waits until all before it are done.
    pub async fn come(&self) {
        std::future::poll_fn(|context| {
            let come = self.turns.0.try_update_value(|line| {
                let come = line.serving >= self.number;
                if !come {
                    line.waiting.push(context.waker().clone());
                }
                come
            });
            // A page that is gone lets everybody go.
            if come.unwrap_or(true) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let number = self.number;
        let woken = self.turns.0.try_update_value(|line| {
            line.left_early.insert(number);
            while line.left_early.remove(&line.serving) {
                line.serving += 1;
            }
            std::mem::take(&mut line.waiting)
        });
        woken.into_iter().flatten().for_each(Waker::wake);
    }
}

/// Where those wait who cannot go on before somebody says so.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gate(StoredValue<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    opened: u32,
    allowed: bool,
    waiting: Vec<Waker>,
}

impl Gate {
    /// Waits for the next [`Gate::go`] and gives what it says.
    pub async fn wait(self) -> bool {
        let before = self.0.try_with_value(|gate| gate.opened);
        std::future::poll_fn(|context| {
            let said = self.0.try_update_value(|gate| {
                if Some(gate.opened) == before {
                    gate.waiting.push(context.waker().clone());
                    None
                } else {
                    Some(gate.allowed)
                }
            });
            said.unwrap_or(Some(false)).map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    /// Lets everybody go.
    pub fn go(self, allowed: bool) {
        let woken = self.0.try_update_value(|gate| {
            gate.opened = gate.opened.wrapping_add(1);
            gate.allowed = allowed;
            std::mem::take(&mut gate.waiting)
        });
        woken.into_iter().flatten().for_each(Waker::wake);
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::Context;

    fn is_ready(turn: &Turn) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        pin!(turn.come()).poll(&mut context).is_ready()
    }

    #[test]
    fn everybody_waits_for_those_before_them_even_when_some_leave() {
        Owner::new().with(|| {
            let turns = Turns::default();
            let (first, second, third) = (turns.queue(), turns.queue(), turns.queue());
            assert!(is_ready(&first) && !is_ready(&second));
            drop(second);
            assert!(!is_ready(&third));
            drop(first);
            assert!(is_ready(&third) && !turns.is_idle());
            drop(third);
            assert!(turns.is_idle());
        });
    }
}
