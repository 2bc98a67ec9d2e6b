//! Personal texts and their commitments.

use crate::sha256;
use serde_json::{Map, Value};

/// The keys whose texts are about a person.
fn is_personal(key: &str) -> bool {
    matches!(key, "name" | "email" | "reason" | "note")
}

/// What stands in an event for a text.
fn commitment(salt: &str, text: &str) -> String {
    hex::encode(sha256(format!("{salt}{text}").as_bytes()))
}

/// Puts commitments in place of personal texts, and those, each with a salt from `salt`, into `personal`, in order.
/// Texts of `user_renamed`, `user_email_changed` and `invitation_readdressed` stand under `before` and `after`.
/// `under` is the key of `value`; of a whole event's change, none: `""`.
#[must_use]
pub fn commit(value: Value, under: &str, salt: &mut impl FnMut() -> String, personal: &mut Vec<[String; 2]>) -> Value {
    let Value::Object(fields) = value else { return value };
    let renames = matches!(under, "user_renamed" | "user_email_changed" | "invitation_readdressed");
    let done: Map<String, Value> = fields
        .into_iter()
        .map(|(key, value)| {
            let hide = is_personal(&key) || (renames && matches!(key.as_str(), "before" | "after"));
            let value = match value {
                Value::String(text) if hide => {
                    let salt = salt();
                    let commitment = commitment(&salt, &text);
                    personal.push([salt, text]);
                    serde_json::json!({ "$": commitment })
                }
                other => commit(other, &key, salt, personal),
            };
            (key, value)
        })
        .collect();
    Value::Object(done)
}

/// What an address in an event begins with that is a commitment.
const COMMITTED: char = '$';

/// Puts the address that a request came from, with a salt, last into `personal`. Gives what stands in the event for it: all
/// addresses could be tried, but for the salt.
#[must_use]
pub fn commit_ip(ip: &str, salt: &mut impl FnMut() -> String, personal: &mut Vec<[String; 2]>) -> String {
    let salt = salt();
    let committed = format!("{COMMITTED}{}", commitment(&salt, ip));
    personal.push([salt, ip.to_owned()]);
    committed
}

/// The commitment in an event's `ip`; none in the events of before, which have the address itself there.
pub(crate) fn ip_commitment(ip: &str) -> Option<&str> {
    ip.strip_prefix(COMMITTED)
}

/// The address behind an event's `ip`, from its texts; `None` once they are erased.
#[must_use]
pub fn address(ip: Option<&str>, personal: Option<&str>) -> Option<String> {
    let ip = ip?;
    if ip_commitment(ip).is_none() {
        return Some(ip.to_owned());
    }
    let texts: Vec<[String; 2]> = serde_json::from_str(personal?).ok()?;
    texts.into_iter().next_back().map(|[_, address]| address)
}

/// What an erased text reads as.
const ERASED: &str = "erased";
/// What an erased address reads as: still one, to which nothing can be sent (RFC 2606).
const ERASED_ADDRESS: &str = "erased@erased.invalid";

/// Puts the texts back where their commitments stand; what is missing reads as erased. `under` as in [`commit`].
#[must_use]
pub fn reveal(value: Value, under: &str, personal: &mut impl Iterator<Item = [String; 2]>) -> Value {
    let Value::Object(fields) = value else { return value };
    let changes_address = matches!(under, "user_email_changed" | "invitation_readdressed");
    let revealed = fields.into_iter().map(|(key, value)| {
        if committed(&value).is_none() {
            let value = reveal(value, &key, personal);
            return (key, value);
        }
        let address = key == "email" || (changes_address && matches!(key.as_str(), "before" | "after"));
        let erased = if address { ERASED_ADDRESS } else { ERASED };
        let text = personal.next().map_or_else(|| erased.to_owned(), |[_, text]| text);
        (key, Value::String(text))
    });
    Value::Object(revealed.collect())
}

/// The commitments in a stored change, in the order of their texts.
#[must_use]
pub fn commitments(value: &Value) -> Vec<&str> {
    let Value::Object(fields) = value else { return Vec::new() };
    fields.values().flat_map(|value| committed(value).map_or_else(|| commitments(value), |one| vec![one])).collect()
}

/// Whether these are the texts, with their salts, that the commitments are of.
pub(crate) fn are_kept(commitments: &[&str], personal: &[[String; 2]]) -> bool {
    let is_of = |(commitment, [salt, text]): (&&str, &[String; 2])| self::commitment(salt, text) == **commitment;
    commitments.len() == personal.len() && commitments.iter().zip(personal).all(is_of)
}

fn committed(value: &Value) -> Option<&str> {
    let fields = value.as_object().filter(|fields| fields.len() == 1)?;
    fields.get("$")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_61_an_address_stands_behind_its_commitment_until_it_is_erased() {
        let mut personal = Vec::new();
        let ip = commit_ip("192.0.2.1", &mut || "salt".to_owned(), &mut personal);
        let texts = serde_json::to_string(&personal).expect("JSON");
        assert!(are_kept(&[ip_commitment(&ip).expect("committed")], &personal));
        assert!(!ip.contains("192.0.2.1") && !ip.contains(&hex::encode(sha256(b"192.0.2.1"))));
        assert_eq!(address(Some(&ip), Some(&texts)).as_deref(), Some("192.0.2.1"));
        assert_eq!((address(Some(&ip), None), address(None, Some(&texts))), (None, None));
        assert_eq!(address(Some("192.0.2.1"), Some("[]")).as_deref(), Some("192.0.2.1"), "of before");
    }

    #[test]
    fn personal_texts_leave_the_event_and_come_back() {
        let body = serde_json::json!({"user_joined": {"user": {"name": "Ana", "email": "ana@x.test", "role": "r"}}});
        let mut personal = Vec::new();
        let mut salts = 0;
        let mut salt = || {
            salts += 1;
            format!("{salts:032}")
        };
        let committed = commit(body.clone(), "", &mut salt, &mut personal);
        assert!(!committed.to_string().contains("Ana") && !committed.to_string().contains("ana@x.test"));
        assert!(are_kept(&commitments(&committed), &personal));
        let mut other = personal.clone();
        other.swap(0, 1);
        assert!(!are_kept(&commitments(&committed), &other) && !are_kept(&commitments(&committed), &personal[..1]));
        assert_eq!(reveal(committed.clone(), "", &mut personal.into_iter()), body);
        let erased = reveal(committed, "", &mut std::iter::empty());
        let erased = &erased["user_joined"]["user"];
        assert_eq!(erased["name"], "erased");
        let address = erased["email"].as_str().map(domain::EmailAddress::parse);
        assert!(address.is_some_and(|address| address.is_ok()), "what was erased can still be read");
    }
}
