//! Why something is not done, in words: what is in the way, and what to do about it.

mod named;

use domain::{EmailError, Field, NameError, Refusal, SEAT_LIMIT_MAX, UnknownPlaceholder};

use super::amounts::count;
use super::time::{day, wait};
pub use named::act;
pub(super) use named::acts;
use named::{name, standing};

/// Why the rules refuse something.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => said!(
            en: "This is no longer here. Load the page again to see what is.",
            de: "Das ist nicht mehr hier. Laden Sie die Seite neu, um zu sehen, was es ist.",
        )
        .into(),
        Refusal::NotAllowed { permission } => said!(
            en: format!("Your role may not {}.", act(*permission)),
            de: format!("Ihre Rolle erlaubt nicht: {}.", act(*permission)),
        ),
        Refusal::RoleAboveYours { missing } => said!(
            en: format!("Only who may {} can give this role.", acts(*missing)),
            de: format!("Nur wer das darf, kann diese Rolle geben: {}.", acts(*missing)),
        ),
        Refusal::PersonAboveYours { missing } => said!(
            en: format!("They may {}, and you may not.", acts(*missing)),
            de: format!("Die Person darf mehr als Sie: {}.", acts(*missing)),
        ),
        Refusal::OwnRow => said!(
            en: "You cannot do this to yourself. Ask another admin.",
            de: "Für sich selbst können Sie das nicht tun. Fragen Sie einen anderen Admin.",
        )
        .into(),
        Refusal::LastOwner => said!(
            en: "This is the only active Owner. Make somebody else an Owner first.",
            de: "Das ist der einzige aktive Inhaber. Machen Sie zuerst jemand anderen zum Inhaber.",
        )
        .into(),
        Refusal::WrongStatus { status } => said!(
            en: format!("Not possible while they are {}.", standing(*status)),
            de: format!("Nicht möglich, solange die Person {} ist.", standing(*status)),
        ),
        Refusal::NoSeat { needed, available } => no_seat(*needed, *available),
        Refusal::Clash { .. } => said!(
            en: "Somebody else changed this meanwhile.",
            de: "Jemand anderes hat das inzwischen geändert.",
        )
        .into(),
        Refusal::BadAddress { error } => address(error),
        Refusal::DoubleAddress => said!(en: "Stands here twice", de: "Steht hier zweimal").into(),
        Refusal::AlreadyUser => said!(en: "Already a user", de: "Schon Benutzer").into(),
        Refusal::AlreadyInvited => said!(en: "Already invited", de: "Schon eingeladen").into(),
        Refusal::IsSuspended => said!(
            en: "Suspended: reactivate them instead",
            de: "Gesperrt: stattdessen reaktivieren",
        )
        .into(),
        Refusal::IsRemoved { until } => said!(
            en: format!("Removed: restore them instead, until {}", day(*until)),
            de: format!("Entfernt: stattdessen wiederherstellen, bis {}", day(*until)),
        ),
        Refusal::TooLateToRestore => said!(
            en: "The days to restore them are over. Invite them again.",
            de: "Die Tage zum Wiederherstellen sind vorbei. Laden Sie die Person neu ein.",
        )
        .into(),
        Refusal::UnknownRole => said!(
            en: "This role no longer exists. Choose another.",
            de: "Diese Rolle gibt es nicht mehr. Wählen Sie eine andere.",
        )
        .into(),
        Refusal::UnknownTeam => said!(
            en: "This team no longer exists. Choose another.",
            de: "Dieses Team gibt es nicht mehr. Wählen Sie ein anderes.",
        )
        .into(),
        Refusal::OwnTeamsOnly => said!(
            en: "Choose at least one of the teams you own, and no other.",
            de: "Wählen Sie mindestens eines der Teams, die Sie leiten, und kein anderes.",
        )
        .into(),
        Refusal::MembersOnly => said!(
            en: "You can invite Members only.",
            de: "Sie können nur Mitglieder einladen.",
        )
        .into(),
        Refusal::RoleCannotOwnTeams => said!(
            en: "Their role cannot own a team. Change the role first.",
            de: "Diese Rolle kann kein Team leiten. Ändern Sie zuerst die Rolle.",
        )
        .into(),
        Refusal::NotInTeam => said!(
            en: "They are not in the team. Add them first.",
            de: "Die Person ist nicht im Team. Nehmen Sie sie zuerst auf.",
        )
        .into(),
        Refusal::TeamNameTaken => said!(
            en: "Another team has this name. Choose another.",
            de: "Ein anderes Team hat diesen Namen. Wählen Sie einen anderen.",
        )
        .into(),
        Refusal::BadText { field, error } => text(*field, error),
        Refusal::OutOfRange { field: Field::SeatLimit, .. } => {
            said!(
                en: format!("Seat limit: choose a whole number from 1 to {}.", count(SEAT_LIMIT_MAX)),
                de: format!("Platzlimit: Wählen Sie eine ganze Zahl von 1 bis {}.", count(SEAT_LIMIT_MAX)),
            )
        }
        Refusal::OutOfRange { field, least, most } => {
            said!(
                en: format!("{}: choose a number from {} to {}.", name(*field), count(*least), count(*most)),
                de: format!("{}: Wählen Sie eine Zahl von {} bis {}.", name(*field), count(*least), count(*most)),
            )
        }
        Refusal::TooMany { field, limit, got } => {
            said!(
                en: format!("{}: at most {} at once; these are {}.", name(*field), count(*limit), count(*got)),
                de: format!("{}: höchstens {} auf einmal; das sind {}.", name(*field), count(*limit), count(*got)),
            )
        }
        Refusal::Empty { field } => said!(
            en: format!("{}: nothing is given yet.", name(*field)),
            de: format!("{}: Noch ist nichts angegeben.", name(*field)),
        ),
        Refusal::TooSoon { wait_ms } => said!(
            en: format!("Sent a moment ago. Try again in {}.", wait(*wait_ms)),
            de: format!("Gerade erst gesendet. Versuchen Sie es in {} erneut.", wait(*wait_ms)),
        ),
        Refusal::InvitationExpired => said!(
            en: "This invitation is past its date. Send it again.",
            de: "Diese Einladung ist abgelaufen. Senden Sie sie erneut.",
        )
        .into(),
        Refusal::InvitationUsed => said!(
            en: "This invitation was accepted already.",
            de: "Diese Einladung wurde schon angenommen.",
        )
        .into(),
        Refusal::InvitationRevoked => said!(
            en: "This invitation was taken back. Invite them again.",
            de: "Diese Einladung wurde zurückgezogen. Laden Sie die Person neu ein.",
        )
        .into(),
        Refusal::InvitationForAnother => said!(
            en: "This invitation is for another address.",
            de: "Diese Einladung ist für eine andere Adresse.",
        )
        .into(),
        Refusal::InviterMayNot => said!(
            en: "Whoever sent this invitation may no longer give its role. Invite them again.",
            de: "Wer diese Einladung gesendet hat, darf ihre Rolle nicht mehr geben. Laden Sie die Person neu ein.",
        )
        .into(),
        Refusal::NoMailServer => said!(
            en: "There is no mail server. Whoever runs Muster can make a link: muster account reset-link.",
            de: "Es gibt keinen Mailserver. Wer Muster betreibt, kann einen Link erzeugen: muster account \
                reset-link.",
        )
        .into(),
        Refusal::NotOwnerForGood => said!(
            en: "Only an Owner without an end date can hand the organization over. Ask one.",
            de: "Nur ein Inhaber ohne Enddatum kann die Organisation übergeben. Fragen Sie einen.",
        )
        .into(),
        Refusal::BuiltInRole => said!(
            en: "Built-in roles cannot be changed.",
            de: "Eingebaute Rollen können nicht geändert werden.",
        )
        .into(),
        Refusal::OwnRole => said!(
            en: "This is your own role. Ask another admin.",
            de: "Das ist Ihre eigene Rolle. Fragen Sie einen anderen Admin.",
        )
        .into(),
        Refusal::RoleNameTaken => said!(
            en: "Another role has this name. Choose another.",
            de: "Eine andere Rolle hat diesen Namen. Wählen Sie einen anderen.",
        )
        .into(),
        Refusal::RoleInUse { people: 0, bundles } => said!(
            en: format!("Given by {}: choose the role they give instead.", super::bundles::bundles(*bundles)),
            de: format!("Enthalten in {}: Wählen Sie die Rolle, die stattdessen gilt.", super::bundles::bundles(*bundles)),
        ),
        Refusal::RoleInUse { people, .. } => said!(
            en: format!("Used by {}: choose the role they get instead.", count(*people)),
            de: format!("Benutzt von {}: Wählen Sie die Rolle, die stattdessen gilt.", count(*people)),
        ),
        Refusal::UnknownBundle => said!(
            en: "This bundle no longer exists. Choose another, or none.",
            de: "Dieses Paket gibt es nicht mehr. Wählen Sie ein anderes oder keines.",
        )
        .into(),
        Refusal::BundleNameTaken => said!(
            en: "Another bundle has this name. Choose another.",
            de: "Ein anderes Paket hat diesen Namen. Wählen Sie einen anderen.",
        )
        .into(),
        Refusal::DomainNotAllowed => said!(en: "Domain not allowed", de: "Domain nicht erlaubt").into(),
        Refusal::UnknownPlaceholder(unknown) => placeholder(unknown),
        Refusal::ViewNameTaken => said!(
            en: "Another of your views has this name. Choose another.",
            de: "Eine andere Ihrer Ansichten hat diesen Namen. Wählen Sie einen anderen.",
        )
        .into(),
        Refusal::HasAsked => said!(
            en: "Asked to join: approve that request instead",
            de: "Hat den Beitritt angefragt: stattdessen diese Anfrage annehmen",
        )
        .into(),
        Refusal::RequestOver => said!(
            en: "This request is not open any more.",
            de: "Diese Anfrage ist nicht mehr offen.",
        )
        .into(),
        Refusal::NoRequests => said!(
            en: "The organization takes no requests.",
            de: "Die Organisation nimmt keine Anfragen an.",
        )
        .into(),
        Refusal::RequestsNeedDomain => said!(
            en: "List an allowed domain first: only its addresses may ask to join.",
            de: "Tragen Sie zuerst eine erlaubte Domain ein: Nur ihre Adressen dürfen anfragen.",
        )
        .into(),
        Refusal::SeesAs => said!(
            en: "You look at the organization with another role. Go back to your own to change something.",
            de: "Sie sehen die Organisation mit einer anderen Rolle. Kehren Sie zu Ihrer zurück, um etwas zu ändern.",
        )
        .into(),
        Refusal::NeedsSecondFactor => said!(
            en: "This takes a second factor, and you have none. Set one up in My account first.",
            de: "Das verlangt einen zweiten Faktor, und Sie haben keinen. Richten Sie zuerst unter „Mein Konto“ einen ein.",
        )
        .into(),
        Refusal::DayAhead => said!(
            en: "This day is still to come. Choose one that has begun.",
            de: "Dieser Tag kommt erst noch. Wählen Sie einen, der begonnen hat.",
        )
        .into(),
        Refusal::BeforeOrganization { since } => said!(
            en: format!("The organization is there since {}. Choose a later day.", day(*since)),
            de: format!("Die Organisation gibt es seit {}. Wählen Sie einen späteren Tag.", day(*since)),
        ),
        Refusal::DaysReversed => said!(
            en: "Compare with an earlier day.",
            de: "Vergleichen Sie mit einem früheren Tag.",
        )
        .into(),
        Refusal::NotUndoable => said!(
            en: "This has changed since, or cannot be undone.",
            de: "Das hat sich seitdem geändert oder kann nicht rückgängig gemacht werden.",
        )
        .into(),
        Refusal::DatePast { field } => said!(
            en: format!("{}: choose a moment in the future.", name(*field)),
            de: format!("{}: Wählen Sie einen Zeitpunkt in der Zukunft.", name(*field)),
        ),
        Refusal::DateTooFar { field, latest } => {
            said!(
                en: format!("{}: at the latest {}.", name(*field), day(*latest)),
                de: format!("{}: spätestens {}.", name(*field), day(*latest)),
            )
        }
    }
}

/// What is wrong with a text as an address.
#[must_use]
pub fn address(error: &EmailError) -> String {
    match error {
        EmailError::Empty => said!(en: "Empty", de: "Leer").into(),
        EmailError::At => said!(
            en: "Not an address: it needs one @",
            de: "Keine Adresse: Es fehlt ein @ oder es sind mehrere",
        )
        .into(),
        EmailError::Local => said!(
            en: "Not an address: look at the part before the @",
            de: "Keine Adresse: Prüfen Sie den Teil vor dem @",
        )
        .into(),
        EmailError::LocalCharacter(c) if c.is_whitespace() || c.is_control() => said!(
            en: "Not an address: there is a space before the @",
            de: "Keine Adresse: Vor dem @ steht ein Leerzeichen",
        )
        .into(),
        EmailError::LocalCharacter(c) => said!(
            en: format!("Not an address: “{c}” cannot stand before the @"),
            de: format!("Keine Adresse: „{c}“ darf nicht vor dem @ stehen"),
        ),
        EmailError::Domain => said!(
            en: "Not an address: look at the part after the @",
            de: "Keine Adresse: Prüfen Sie den Teil nach dem @",
        )
        .into(),
        EmailError::TooLong => said!(en: "Not an address: too long", de: "Keine Adresse: zu lang").into(),
    }
}

fn no_seat(needed: u32, available: u32) -> String {
    let over = needed.saturating_sub(available);
    let left = match available {
        0 => said!(en: "no seat is left", de: "kein Platz ist frei").to_owned(),
        1 => said!(en: "1 seat is left", de: "1 Platz ist frei").to_owned(),
        many => said!(en: format!("{} seats are left", count(many)), de: format!("{} Plätze sind frei", count(many))),
    };
    match needed {
        1 => said!(
            en: format!("This takes a seat, and {left}. Free one, or have the seat limit raised."),
            de: format!("Das belegt einen Platz, und {left}. Machen Sie einen frei oder lassen Sie das Platzlimit \
                erhöhen."),
        ),
        _ => said!(
            en: format!("This takes {} seats, and {left}: {} too few.", count(needed), count(over)),
            de: format!("Das belegt {} Plätze, und {left}: {} zu wenig.", count(needed), count(over)),
        ),
    }
}

/// What a mail's words name and the mail does not know.
#[must_use]
pub fn placeholder(unknown: &UnknownPlaceholder) -> String {
    let known: Vec<String> = unknown.mail.placeholders().iter().map(|one| format!("{{{}}}", one.slug())).collect();
    said!(
        en: format!("{{{}}} means nothing in this mail. It knows {}.", unknown.name, known.join(", ")),
        de: format!("{{{}}} bedeutet in dieser E-Mail nichts. Sie kennt {}.", unknown.name, known.join(", ")),
    )
}

fn text(field: Field, error: &NameError) -> String {
    match error {
        NameError::Empty => said!(
            en: format!("{}: type something.", name(field)),
            de: format!("{}: Schreiben Sie etwas.", name(field)),
        ),
        NameError::TooLong { limit, length } => {
            said!(
                en: format!("{}: at most {} characters; this has {}.", name(field), count(*limit), count(*length)),
                de: format!("{}: höchstens {} Zeichen; das hat {}.", name(field), count(*limit), count(*length)),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Permission, RoleKey, Timestamp};

    #[test]
    fn a_refusal_says_what_is_in_the_way() {
        let missing = RoleKey::Admin.permissions().lacking(RoleKey::Owner.permissions());
        for (why, words) in [
            (
                Refusal::RoleAboveYours { missing },
                "Only who may change the seat limit and own the organization can give this role.",
            ),
            (Refusal::NotAllowed { permission: Permission::UsersSetRole }, "Your role may not change roles."),
            (Refusal::NoSeat { needed: 5, available: 2 }, "This takes 5 seats, and 2 seats are left: 3 too few."),
            (
                Refusal::NoSeat { needed: 1, available: 0 },
                "This takes a seat, and no seat is left. Free one, or have the seat limit raised.",
            ),
            (Refusal::DatePast { field: Field::EndDate }, "End date: choose a moment in the future."),
            (
                Refusal::DateTooFar { field: Field::RoleUntil, latest: Timestamp(0) },
                "End of the temporary role: at the latest 1 January 1970.",
            ),
            (Refusal::TooSoon { wait_ms: 41_200 }, "Sent a moment ago. Try again in 42 seconds."),
            (Refusal::IsRemoved { until: Timestamp(0) }, "Removed: restore them instead, until 1 January 1970"),
            (
                Refusal::TooMany { field: Field::Addresses, limit: 1_000, got: 5_000 },
                "Email addresses: at most 1,000 at once; these are 5,000.",
            ),
        ] {
            assert_eq!(refusal(&why), words);
        }
    }

    #[test]
    fn a_bad_address_says_where_to_look() {
        let words = |text: &str| domain::EmailAddress::parse(text).map_err(|error| address(&error)).unwrap_err();
        assert_eq!(words("ana"), "Not an address: it needs one @");
        assert_eq!(words("m\u{131}ke@example.com"), "Not an address: “\u{131}” cannot stand before the @");
        assert_eq!(words("ana@example"), "Not an address: look at the part after the @");
    }
}
