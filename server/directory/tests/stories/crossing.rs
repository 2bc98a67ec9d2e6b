//! Several people edit the same users at once: no edit is lost (F-10).

use crate::support::{Persona, Stage, on_both, refusal};
use domain::{Answer, Change, Command, Envelope, Refusal, RoleId, RoleKey, UserId, UserState};
use std::collections::BTreeMap;

on_both! {
    f_10_edits_that_cross_overwrite_nothing_unseen
}

/// How often they all begin anew.
const ROUNDS: u64 = 30;

/// The same for a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).expect("below n")
    }
}

/// An edit, with the last event that its editor had seen, and what came of it.
struct Tried {
    seen: u64,
    user: UserId,
    became: Result<Answer, Refusal>,
}

/// Looks and edits, a few times.
async fn edits(editor: Persona, people: Vec<UserId>, roles: [RoleId; 3], seed: u64) -> Vec<Tried> {
    let (mut draw, mut tried, mut seen) = (Draw(seed), Vec::new(), 0);
    for _ in 0..4 {
        // Who does not look edits what they saw before.
        if seen == 0 || draw.below(2) == 0 {
            let general = editor.directory.general(&editor.session.caller, &editor.org()).await.expect("looked");
            seen = general.organization.seq;
        }
        let user = people[draw.below(people.len())];
        let users = vec![user];
        let command = match draw.below(8) {
            0 => Command::Remove { users, reason: None, successors: Vec::new(), heir: None },
            1 | 2 => Command::Restore { users },
            _ => Command::SetRole { users, role: roles[draw.below(3)] },
        };
        let envelope = Envelope { intent_id: domain::CommandId(editor.clock.fresh_id()), seen_seq: seen, command };
        let answer = editor.directory.execute(&editor.session.caller, &editor.org(), envelope).await;
        let became = answer.map_err(|error| refusal::<()>(Err(error)));
        tried.push(Tried { seen, user, became });
    }
    tried
}

async fn f_10_edits_that_cross_overwrite_nothing_unseen(stage: Stage) {
    let olga = stage.acme().await;
    let mut editors = vec![olga.clone()];
    for n in 1..8 {
        editors.push(stage.join(&olga, &format!("Omar{n} Os"), RoleKey::Owner).await);
    }
    let mut people = Vec::new();
    for who in ["Ben Bo", "Mia Moe"] {
        people.push(stage.join(&olga, who, RoleKey::Member).await.user);
    }
    let roles = [RoleKey::Admin, RoleKey::TeamOwner, RoleKey::Member];
    let roles = [olga.role(roles[0]).await, olga.role(roles[1]).await, olga.role(roles[2]).await];
    let (mut tried, mut draw) = (Vec::new(), Draw(10));
    for round in 0..ROUNDS {
        let editing: Vec<_> = editors[..2 + draw.below(7)]
            .iter()
            .zip(0_u64..)
            .map(|(editor, n)| tokio::spawn(edits(editor.clone(), people.clone(), roles, round * 8 + n)))
            .collect();
        for editing in editing {
            tried.extend(editing.await.expect("edited"));
        }
    }
    let (mut clashes, mut gone, mut done) = (0, 0, BTreeMap::new());
    for Tried { seen, user, became } in tried {
        match became {
            Ok(answer) => done.extend(answer.events.into_iter().map(|event| (event.seq, (seen, user, event.change)))),
            Err(Refusal::Clash { seq, .. }) => {
                assert!(seq > seen, "whoever had seen it clashes with nobody");
                clashes += 1;
            }
            Err(Refusal::WrongStatus { .. }) => gone += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(clashes > 20 && gone > 5, "{clashes} clashes, {gone} came too late");
    let first = *done.keys().next().expect("something was done");
    let last = stage.number("select seq from organizations").await;
    assert_eq!(
        last - i64::try_from(first).expect("few") + 1,
        i64::try_from(done.len()).expect("few"),
        "one answer each"
    );
    let mut now: BTreeMap<UserId, (u64, RoleId, bool)> =
        people.iter().map(|user| (*user, (0, roles[2], true))).collect();
    for (seq, (seen, user, change)) in done {
        let (by, role, present) = now.get_mut(&user).expect("one of them");
        match change {
            Change::UserRoleSet { before, after, .. } => {
                assert!(*by <= seen, "event {seq} overwrites {by}, of which its editor had seen {seen}");
                assert_eq!((before, *present), (*role, true), "event {seq}");
                (*by, *role) = (seq, after);
            }
            Change::UserStateSet { after, .. } => *present = after != UserState::Removed,
            other => panic!("{other:?}"),
        }
    }
    let rows = stage.table("users", &["id", "role_id", "state"]).await.join("\n").replace('-', "").to_lowercase();
    for (UserId(user), (_, RoleId(role), present)) in now {
        let row = format!("{}|{}|{}", user.simple(), role.simple(), if present { "active" } else { "removed" });
        assert!(rows.contains(&row), "{row} in {rows}");
    }
}
