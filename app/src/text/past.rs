//! Words of the list as of a day, and of what changed between two.

use super::amounts::{counted, list};
use domain::{TeamTurn, Turn};

words! {
    /// The button, and the dialog that it opens.
    as_of { en: "As of a day", de: "Stand eines Tages" }
    /// What the dialog is for.
    about {
        en: "Everybody as they were when that day ended, to look at and to export.",
        de: "Alle so, wie sie am Ende dieses Tages waren, zum Ansehen und Exportieren.",
    }
    /// The field.
    day { en: "Day", de: "Tag" }
    /// A group of buttons that fill it in.
    quick { en: "Quick choices", de: "Schnellauswahl" }
    /// One of them.
    yesterday { en: "Yesterday", de: "Gestern" }
    /// One of them.
    week_ago { en: "A week ago", de: "Vor einer Woche" }
    /// One of them.
    month_ago { en: "30 days ago", de: "Vor 30 Tagen" }
    /// One of them.
    year_ago { en: "A year ago", de: "Vor einem Jahr" }
    /// Shows the list as of that day.
    show { en: "Show this day", de: "Diesen Tag zeigen" }
    /// What changed from that day to today.
    changed_since { en: "What changed since", de: "Was sich seitdem änderte" }
    /// Leaves the past.
    back { en: "Back to today", de: "Zurück zu heute" }
    /// Another day.
    another { en: "Another day…", de: "Anderer Tag …" }
    /// From the banner: what changed up to the day that is shown.
    what_changed { en: "What changed…", de: "Was sich änderte …" }
    /// Goes on where a day is not shown.
    close { en: "Close", de: "Schließen" }
    /// What is wrong with a day that is none.
    no_day { en: "Choose a day.", de: "Wählen Sie einen Tag." }
    /// The dialog.
    difference { en: "What changed", de: "Was sich änderte" }
    /// Its first day.
    from { en: "From the end of", de: "Vom Ende des Tages" }
    /// Its last day.
    to { en: "To the end of", de: "Bis zum Ende des Tages" }
    /// While it is on its way.
    on_its_way { en: "Comparing the two days…", de: "Die beiden Tage werden verglichen …" }
    /// Nobody is another.
    nothing {
        en: "Nobody joined or left, and nobody's role or teams changed.",
        de: "Niemand kam oder ging, und niemandes Rolle oder Teams änderten sich.",
    }
    /// Who did it, where nobody did.
    by_date { en: "by its date", de: "durch das Datum" }
    /// A role that was given allows something else.
    role_changed { en: "the role itself changed", de: "die Rolle selbst wurde geändert" }
    /// Leads from the past to all that is known of somebody.
    history { en: "View history", de: "Verlauf ansehen" }
}

/// The banner.
#[must_use]
pub fn read_only(day: &str) -> String {
    said!(en: format!("As of {day} — read only"), de: format!("Stand vom {day} – nur zum Ansehen"))
}

/// The banner, while the day's people are on their way.
#[must_use]
pub fn loading(day: &str) -> String {
    said!(en: format!("Looking up {day}…"), de: format!("{day} wird nachgeschlagen …"))
}

/// The banner, where a day is not shown.
#[must_use]
pub fn not_shown(why: &str) -> String {
    said!(
        en: format!("That day is not shown. {why} This is today."),
        de: format!("Dieser Tag wird nicht gezeigt. {why} Das ist heute."),
    )
}

/// A kind of change, with how many there are.
#[must_use]
pub fn turn(turn: Turn, number: u32) -> String {
    let word = match turn {
        Turn::Joined => said!(en: "Joined", de: "Gekommen"),
        Turn::Left => said!(en: "Left", de: "Gegangen"),
        Turn::Raised => said!(en: "May do more", de: "Dürfen mehr"),
        Turn::Lowered => said!(en: "May do less", de: "Dürfen weniger"),
        Turn::Moved => said!(en: "Moved teams", de: "Team gewechselt"),
    };
    format!("{word} · {}", super::amounts::count(number))
}

/// How many of them are not named.
#[must_use]
pub fn more(number: u32) -> String {
    said!(
        en: format!("and {} more", counted(number, "person", "people")),
        de: format!("und {} weitere", counted(number, "Person", "Personen")),
    )
}

/// The role, or the roles, of somebody.
#[must_use]
pub fn roles(before: Option<&str>, after: Option<&str>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before == after => format!("{after}: {}", role_changed()),
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => said!(en: format!("as {after}"), de: format!("als {after}")),
        (Some(before), None) => said!(en: format!("was {before}"), de: format!("war {before}")),
        (None, None) => String::new(),
    }
}

/// What became of somebody's teams: `into Design, out of Sales and Support`.
#[must_use]
pub fn teams(turns: &[TeamTurn]) -> String {
    let of = |pick: &dyn Fn(&TeamTurn) -> bool| -> Vec<&str> {
        turns.iter().filter(|turn| pick(turn)).map(|turn| turn.team.as_str()).collect()
    };
    let parts = [
        (of(&|turn| turn.was.is_none() && turn.is.is_some()), said!(en: "into", de: "in")),
        (of(&|turn| turn.was.is_some() && turn.is.is_none()), said!(en: "out of", de: "aus")),
        (of(&|turn| turn.was != Some(true) && turn.is == Some(true)), said!(en: "owns", de: "leitet")),
        (
            of(&|turn| turn.was == Some(true) && turn.is == Some(false)),
            said!(en: "no longer owns", de: "leitet nicht mehr"),
        ),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(teams, _)| !teams.is_empty())
        .map(|(teams, word)| format!("{word} {}", list(teams)))
        .collect();
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Name;

    #[test]
    fn what_changed_reads_as_a_sentence() {
        let turn = |team: &str, was, is| TeamTurn { team: Name::parse(team).expect("a name"), was, is };
        let turns = [
            turn("Design", None, Some(true)),
            turn("Sales", Some(false), None),
            turn("Support", Some(true), None),
            turn("Data", Some(true), Some(false)),
        ];
        assert_eq!(teams(&turns), "into Design, out of Sales and Support, owns Design, no longer owns Data");
        assert_eq!(roles(Some("Member"), Some("Admin")), "Member → Admin");
        assert_eq!(roles(Some("Lead"), Some("Lead")), "Lead: the role itself changed");
        assert_eq!((roles(None, Some("Member")), roles(Some("Owner"), None)), ("as Member".into(), "was Owner".into()));
        assert_eq!(
            (self::turn(Turn::Raised, 1_200), more(1)),
            ("May do more · 1,200".into(), "and 1 person more".into())
        );
    }
}
