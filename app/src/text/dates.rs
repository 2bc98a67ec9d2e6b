//! Words of end dates and of roles for a while.

words! {
    /// Opens the dialog of an end date.
    set_end_date { en: "Set end date", de: "Enddatum setzen" }
    /// Opens the dialog of a temporary role.
    only_until { en: "Only until…", de: "Nur bis …" }
    /// What that is.
    only_until_about { en: "A role that ends by itself", de: "Eine Rolle, die von selbst endet" }
    /// Label of the day.
    day { en: "Day", de: "Tag" }
    /// Label of the time of day.
    time { en: "Time", de: "Uhrzeit" }
    /// Label of the role.
    role { en: "Role", de: "Rolle" }
    /// Name of the choices that fill in day and time.
    quick { en: "Quick choices", de: "Schnellauswahl" }
    /// One of them.
    tomorrow { en: "Tomorrow", de: "Morgen" }
    /// One of them.
    in_7_days { en: "In 7 days", de: "In 7 Tagen" }
    /// One of them.
    in_30_days { en: "In 30 days", de: "In 30 Tagen" }
    /// One of them.
    end_of_month { en: "End of the month", de: "Ende des Monats" }
    /// One of them: access does not end by itself.
    no_end { en: "No end date", de: "Kein Enddatum" }
    /// Neither a moment nor that there is none.
    choose { en: "Choose a day and a time.", de: "Wählen Sie einen Tag und eine Uhrzeit." }
    /// What is so without an end date.
    never_ends { en: "Their access does not end by itself.", de: "Der Zugang endet nicht von selbst." }
    /// What becomes of who ended.
    nothing_lost {
        en: "Then they lose access and their seat becomes free. Nothing is deleted: a later date brings them back.",
        de: "Dann endet der Zugang, und der Platz wird frei. Nichts wird gelöscht: Ein späteres Datum gibt den Zugang \
            zurück.",
    }
    /// Somebody past their end comes back.
    takes_a_seat {
        en: "They can sign in again at once. This takes a seat.",
        de: "Die Person kann sich sofort wieder anmelden. Das belegt einen Platz.",
    }
    /// Gives the role.
    give_role { en: "Give role", de: "Rolle geben" }
    /// Why a role cannot be lent.
    held_for_good { en: "they have it for good", de: "hat sie auf Dauer" }
}

/// Title of the dialog of an end date.
#[must_use]
pub fn end_title(name: &str) -> String {
    said!(en: format!("End date of {name}"), de: format!("Enddatum von {name}"))
}

/// Until when somebody can sign in: "They can sign in until Mon 14 Dec 2026, 18:00."
#[must_use]
pub fn until(moment: &str) -> String {
    said!(en: format!("They can sign in until {moment}."), de: format!("Anmelden ist möglich bis {moment}."))
}

/// Who is told, and when; without a day, at once.
#[must_use]
pub fn told(day: Option<&str>) -> String {
    match day {
        Some(day) => said!(
            en: format!("They and you get a mail a week before, on {day}."),
            de: format!("Die Person und Sie bekommen eine Woche vorher eine E-Mail, am {day}."),
        ),
        None => said!(
            en: "They and you get a mail now: it is less than a week until then.",
            de: "Die Person und Sie bekommen jetzt eine E-Mail: Bis dahin ist es weniger als eine Woche.",
        )
        .to_owned(),
    }
}

/// "Ana Lima’s access ends on 14 Dec 2026"
#[must_use]
pub fn end_set(name: &str, day: &str) -> String {
    said!(en: format!("{name}’s access ends on {day}"), de: format!("Der Zugang von {name} endet am {day}"))
}

/// "Ana Lima’s access does not end any more"
#[must_use]
pub fn end_cleared(name: &str) -> String {
    said!(
        en: format!("{name}’s access has no end date any more"),
        de: format!("Der Zugang von {name} hat kein Enddatum mehr"),
    )
}

/// Title of the dialog of a temporary role.
#[must_use]
pub fn lend_title(name: &str) -> String {
    said!(en: format!("Role of {name} for a while"), de: format!("Rolle von {name} auf Zeit"))
}

/// Which role follows, and when: "They are Member again from Mon 14 Dec 2026, 18:00, by itself."
#[must_use]
pub fn again(role: &str, moment: &str) -> String {
    said!(
        en: format!("From {moment} they are {role} again. Nobody has to do anything."),
        de: format!("Ab {moment} ist die Rolle wieder {role}. Niemand muss etwas tun."),
    )
}

/// What an Owner can do, were it for an hour.
#[must_use]
pub fn owner_meanwhile(role: &str) -> String {
    said!(
        en: format!("As {role} they can do everything that you can: change the seats, and remove any Owner, you too."),
        de: format!("Mit der Rolle {role} kann die Person alles, was Sie können: Plätze ändern und jeden Inhaber \
            entfernen, auch Sie."),
    )
}

/// "Ana Lima is Admin until 14 Dec 2026"
#[must_use]
pub fn lent(name: &str, role: &str, moment: &str) -> String {
    said!(en: format!("{name} is {role} until {moment}"), de: format!("{name} ist {role} bis {moment}"))
}

/// Below a role in its row: "until Fri 18:00".
#[must_use]
pub fn role_until(when: &str) -> String {
    said!(en: format!("until {when}"), de: format!("bis {when}"))
}

/// At the role that holds for a while, in its menu.
#[must_use]
pub fn keep(when: &str, then: &str) -> String {
    said!(
        en: format!("Until {when}, then {then}. Choose it to keep it for good."),
        de: format!("Bis {when}, danach {then}. Wählen Sie die Rolle, um sie auf Dauer zu geben."),
    )
}

/// A day and a time: "14 Dec 2026, 18:00".
#[must_use]
pub fn moment(day: &str, hour: i64, minute: i64) -> String {
    format!("{day}, {hour:02}:{minute:02}")
}

/// "Fri 18:00", with days from Monday.
#[must_use]
pub fn weekday(day: usize, hour: i64, minute: i64) -> String {
    let name = said!(
        en: "MonTueWedThuFriSatSun".get(day * 3..day * 3 + 3).unwrap_or_default(),
        de: "MoDiMiDoFrSaSo".get(day * 2..day * 2 + 2).unwrap_or_default(),
    );
    format!("{name} {hour:02}:{minute:02}")
}
