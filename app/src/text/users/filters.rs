//! Words of what narrows the list.

use crate::users::face::FilterKind;

/// A filter: its button, its list, the kind on its chips.
#[must_use]
pub fn filter(kind: FilterKind) -> &'static str {
    match kind {
        FilterKind::Team => said!(en: "Teams", de: "Teams"),
        FilterKind::Role => said!(en: "Role", de: "Rolle"),
        FilterKind::Status => said!(en: "Status", de: "Status"),
    }
}

/// What a chip's kind is called: of one choice.
fn kind(kind: FilterKind) -> &'static str {
    match kind {
        FilterKind::Team => said!(en: "Team", de: "Team"),
        FilterKind::Role => said!(en: "Role", de: "Rolle"),
        FilterKind::Status => said!(en: "Status", de: "Status"),
    }
}

/// "Role: Admin", "Role: not Admin".
#[must_use]
pub fn chip(of: FilterKind, label: &str, negated: bool) -> String {
    said!(
        en: format!("{}: {}{label}", kind(of), if negated { "not " } else { "" }),
        de: format!("{}: {}{label}", kind(of), if negated { "nicht " } else { "" }),
    )
}

/// "Remove filter Role: Admin".
#[must_use]
pub fn remove_filter(chip: &str) -> String {
    said!(en: format!("Remove filter {chip}"), de: format!("Filter {chip} entfernen"))
}

/// A key of the search that means nothing.
#[must_use]
pub fn unknown_key(key: &str) -> String {
    let keys = domain::TERM_KEYS.map(|known| format!("{known}:")).join(" ");
    said!(
        en: format!("“{key}:” is searched as text. These narrow the list: {keys}"),
        de: format!("„{key}:“ wird als Text gesucht. Diese grenzen die Liste ein: {keys}"),
    )
}

/// A typed role, team or status that does not exist.
#[must_use]
pub fn unknown_value(value: &str) -> String {
    said!(
        en: format!("There is no “{value}”; it is ignored."),
        de: format!("„{value}“ gibt es nicht; es wird übergangen."),
    )
}

/// Pasted addresses that nobody has.
#[must_use]
pub fn missing(addresses: &[String]) -> String {
    const NAMED: usize = 10;
    let named = addresses.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = addresses.len().saturating_sub(NAMED);
    if more == 0 {
        said!(en: format!("Not here: {named}"), de: format!("Nicht hier: {named}"))
    } else {
        said!(
            en: format!("Not here: {named} and {more} more"),
            de: format!("Nicht hier: {named} und {more} weitere"),
        )
    }
}

/// What to take away so that somebody matches: "Remove Role: Admin or the search “zz”.".
#[must_use]
pub fn nobody_about(chips: &[String], search: &str) -> String {
    let mut parts = chips.to_vec();
    if !search.trim().is_empty() {
        parts.push(said!(en: format!("the search “{}”", search.trim()), de: format!("die Suche „{}“", search.trim())));
    }
    match parts.as_slice() {
        [] => said!(en: "There is nobody to show.", de: "Es gibt niemanden zu zeigen.").to_owned(),
        [one] => said!(
            en: format!("Remove {one} to see more people."),
            de: format!("Entfernen Sie {one}, um mehr Personen zu sehen."),
        ),
        [most @ .., last] => said!(
            en: format!("Remove {} or {last} to see more people.", most.join(", ")),
            de: format!("Entfernen Sie {} oder {last}, um mehr Personen zu sehen.", most.join(", ")),
        ),
    }
}
