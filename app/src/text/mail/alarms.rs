//! Mails that somebody asked for, or has to know: of seats, and of views.

use super::super::amounts::{count, counted};
use super::super::views;
use super::Letter;

/// Told to Owners: few seats are left.
#[must_use]
pub fn seats_nearly_full(organization: &str, used: u32, limit: u32) -> Letter {
    let (used_words, seats) = (
        count(used),
        counted(
            limit,
            said!(
                en: "seat",
                de: "Platz",
            ),
            said!(
                en: "seats",
                de: "Plätzen",
            ),
        ),
    );
    let heading = said!(
        en: format!("{used_words} of {seats} of {organization} are used"),
        de: format!("{used_words} von {seats} von {organization} sind belegt"),
    );
    let left = counted(
        limit.saturating_sub(used),
        said!(en: "seat is", de: "Platz ist"),
        said!(
            en: "seats are",
            de: "Plätze sind",
        ),
    );
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![
            said!(
                en: format!("Active users and open invitations take a seat each. {left} left."),
                de: format!("Aktive Benutzer und offene Einladungen belegen je einen Platz. {left} frei."),
            ),
            said!(
                en: "To make room, raise the seat limit on the organization’s General page, or look for people who \
                    have not been here for long: Users, Views, Idle 90 days.",
                de: "Um Platz zu schaffen, erhöhen Sie das Platzlimit auf der Seite „Allgemein“ der Organisation oder \
                    suchen Sie Personen, die lange nicht hier waren: Benutzer, Ansichten, 90 Tage inaktiv.",
            )
            .to_owned(),
        ],
        footer: said!(
            en: format!("You get this mail because you are an Owner of {organization}."),
            de: format!("Sie bekommen diese E-Mail, weil Sie Inhaber von {organization} sind."),
        ),
        ..Letter::default()
    }
}

/// A view of one's own shows more people than one wanted to hear of.
#[must_use]
pub fn view_rings(organization: &str, view: &str, people: u32, above: u32) -> Letter {
    let heading = said!(
        en: format!("“{view}” shows {}", views::people(people)),
        de: format!("„{view}“ zeigt {}", views::people(people)),
    );
    let more = match above {
        0 => said!(
            en: "You asked to be told as soon as it shows anybody.",
            de: "Sie wollten es wissen, sobald sie jemanden zeigt.",
        )
        .to_owned(),
        above => said!(
            en: format!("You asked to be told when it shows more than {}.", count(above)),
            de: format!("Sie wollten es wissen, wenn sie mehr als {} zeigt.", count(above)),
        ),
    };
    Letter {
        subject: format!("{organization}: {heading}"),
        heading,
        paragraphs: vec![said!(
            en: format!("It is one of your views of {organization}’s users. {more}"),
            de: format!("Sie ist eine Ihrer Ansichten der Benutzer von {organization}. {more}"),
        )],
        action: Some(said!(en: "Show them", de: "Anzeigen").to_owned()),
        small: vec![
            said!(
                en: "You will hear of it again once it has shown fewer in between.",
                de: "Sie hören erst wieder davon, wenn sie zwischendurch weniger gezeigt hat.",
            )
            .to_owned(),
        ],
        footer: said!(
            en: "You get this mail because you set an alarm. To take it away: Users, Views, the view, Edit.",
            de: "Sie bekommen diese E-Mail, weil Sie eine Meldung gesetzt haben. So nehmen Sie sie weg: Benutzer, \
                Ansichten, die Ansicht, Bearbeiten.",
        )
        .to_owned(),
        note: None,
    }
}
