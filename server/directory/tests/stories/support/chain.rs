//! The chain of events, computed anew from what is stored.

use super::Stage;
use sha2::{Digest, Sha256};

impl Stage {
    /// The numbers of the events whose hash is not what follows from the one before and what they say.
    pub async fn broken_events(&self) -> Vec<i64> {
        let sql = "select seq, at, actor_kind, actor_id, door, kind, schema_version, command_id, body, ip, previous_hash, \
                   hash from events order by org_id, seq";
        let mut previous = vec![0_u8; 32];
        let mut broken = Vec::new();
        for row in self.rows(sql).await {
            let text = |at: usize| row.try_get_by_index::<String>(at).expect("text");
            let bytes = |at: usize| row.try_get_by_index::<Vec<u8>>(at).expect("bytes");
            let seq: i64 = row.try_get_by_index(0).expect("a number");
            let ip = row.try_get_by_index::<Option<String>>(9).expect("text");
            let head = serde_json::json!([
                seq,
                row.try_get_by_index::<i64>(1).expect("a time"),
                text(2),
                row.try_get_by_index::<Option<uuid::Uuid>>(3).expect("an id"),
                text(4),
                text(5),
                row.try_get_by_index::<i32>(6).expect("a number"),
                row.try_get_by_index::<uuid::Uuid>(7).expect("an id"),
                ip.map(|ip| serde_json::json!({ "$": ip.strip_prefix('$').expect("a commitment") })),
            ]);
            let whole = [previous.as_slice(), head.to_string().as_bytes(), b"\n", text(8).as_bytes()].concat();
            if bytes(10) != previous || bytes(11) != Sha256::digest(&whole).to_vec() {
                broken.push(seq);
            }
            previous = bytes(11);
        }
        broken
    }
}
