//! Mails about what somebody may do, and for how long.

use domain::Timestamp;

use super::super::time::{day, moment};
use super::{Letter, who};

/// Access ends soon: one's own, or that of somebody whose end one set.
#[must_use]
pub fn access_ends(organization: &str, whose: Option<&str>, at: Timestamp) -> Letter {
    access_ends_on(organization, whose, &day(at), &moment(at))
}

pub(in crate::text) fn access_ends_on(organization: &str, whose: Option<&str>, day: &str, moment: &str) -> Letter {
    let (heading, paragraph, footer) = match whose {
        None => (
            said!(
                en: format!("Your access to {organization} ends on {day}"),
                de: format!("Ihr Zugang zu {organization} endet am {day}"),
            ),
            said!(
                en: format!("From {moment} you cannot sign in to {organization} any more."),
                de: format!("Ab {moment} können Sie sich bei {organization} nicht mehr anmelden."),
            ),
            said!(
                en: format!("If you need it for longer, ask an admin of {organization}: nobody can do it for \
                    themselves."),
                de: format!("Wenn Sie ihn länger brauchen, fragen Sie einen Admin von {organization}: Für sich selbst \
                    kann es niemand tun."),
            ),
        ),
        Some(name) => (
            said!(
                en: format!("{name}’s access to {organization} ends on {day}"),
                de: format!("Der Zugang von {name} zu {organization} endet am {day}"),
            ),
            said!(
                en: format!("You set this date. From {moment} {name} cannot sign in to {organization} any more."),
                de: format!("Sie haben dieses Datum gesetzt. Ab {moment} kann {name} sich bei {organization} nicht \
                    mehr anmelden."),
            ),
            said!(
                en: "If it is right, there is nothing to do. To change it, choose “Set end date” in their row.",
                de: "Wenn es stimmt, gibt es nichts zu tun. Um es zu ändern, wählen Sie in der Zeile der Person \
                    „Enddatum setzen“.",
            )
            .to_owned(),
        ),
    };
    Letter { subject: heading.clone(), heading, paragraphs: vec![paragraph], footer, ..Letter::default() }
}

/// The access of several ends soon, to who set the dates.
#[must_use]
pub fn several_end(organization: &str, whose: &[(&str, Timestamp)]) -> Letter {
    const NAMED: usize = 100;
    let (heading, more) = match whose.len() {
        1 => (
            said!(
                en: format!("The access of 1 person to {organization} ends soon"),
                de: format!("Der Zugang von 1 Person zu {organization} endet bald"),
            ),
            0,
        ),
        people => (
            said!(
                en: format!("The access of {people} people to {organization} ends soon"),
                de: format!("Der Zugang von {people} Personen zu {organization} endet bald"),
            ),
            people.saturating_sub(NAMED),
        ),
    };
    let mut paragraphs = vec![said!(
        en: format!("You set these dates. From then on they cannot sign in to {organization} any more."),
        de: format!("Sie haben diese Daten gesetzt. Danach ist keine Anmeldung bei {organization} mehr möglich."),
    )];
    paragraphs.extend(whose.iter().take(NAMED).map(|(name, at)| format!("{name}: {}", moment(*at))));
    paragraphs.extend((more > 0).then(|| said!(en: format!("And {more} more."), de: format!("Und {more} weitere."))));
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs,
        footer: said!(
            en: "If they are right, there is nothing to do. To change one, choose “Set end date” in its row.",
            de: "Wenn sie stimmen, gibt es nichts zu tun. Um eines zu ändern, wählen Sie in der Zeile „Enddatum \
                setzen“.",
        )
        .to_owned(),
        ..Letter::default()
    }
}

/// Somebody has not come for long.
#[must_use]
pub fn dormant(organization: &str, at: Timestamp) -> Letter {
    let heading = said!(
        en: format!("You have not been in {organization} for a while"),
        de: format!("Sie waren eine Weile nicht bei {organization}"),
    );
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![said!(
            en: format!("{organization} suspends accounts that are not used. Yours is suspended on {}, unless you \
                sign in by then.", moment(at)),
            de: format!("{organization} sperrt Konten, die nicht benutzt werden. Ihres wird am {} gesperrt, wenn Sie \
                sich bis dahin nicht anmelden.", moment(at)),
        )],
        footer: said!(
            en: "If you do not need it any more, there is nothing to do.",
            de: "Wenn Sie es nicht mehr brauchen, gibt es nichts zu tun.",
        )
        .to_owned(),
        ..Letter::default()
    }
}

/// Somebody had not come for so long that they are suspended.
#[must_use]
pub fn dormant_suspended(organization: &str) -> Letter {
    let heading = said!(
        en: format!("Your access to {organization} is suspended"),
        de: format!("Ihr Zugang zu {organization} ist gesperrt"),
    );
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![said!(
            en: format!("You have not been in {organization} for a long time. You cannot sign in to it until your \
                access is given back; everything of yours is kept."),
            de: format!("Sie waren lange nicht bei {organization}. Sie können sich dort nicht anmelden, bis Ihr \
                Zugang zurückgegeben wird; alles von Ihnen bleibt erhalten."),
        )],
        footer: said!(
            en: format!("If you need it, ask an admin of {organization}."),
            de: format!("Wenn Sie ihn brauchen, fragen Sie einen Admin von {organization}."),
        ),
        ..Letter::default()
    }
}

/// Somebody else changed one's role.
#[must_use]
pub fn role_changed(
    organization: &str,
    by: Option<&str>,
    before: &str,
    after: &str,
    until: Option<Timestamp>,
) -> Letter {
    let heading = match until {
        Some(until) => said!(
            en: format!("You are {after} at {organization} until {}", day(until)),
            de: format!("Ihre Rolle bei {organization} ist bis {} {after}", day(until)),
        ),
        None => said!(
            en: format!("You are {after} at {organization} now"),
            de: format!("Ihre Rolle bei {organization} ist jetzt {after}"),
        ),
    };
    let changed = if before == after {
        said!(
            en: format!("{} changed until when you are {after}.", who(by)),
            de: format!("{} hat geändert, bis wann Ihre Rolle {after} ist.", who(by)),
        )
    } else {
        said!(
            en: format!("{} changed your role from {before} to {after}.", who(by)),
            de: format!("{} hat Ihre Rolle von {before} auf {after} geändert.", who(by)),
        )
    };
    let term = until.map(|until| {
        said!(
            en: format!("It is yours until {}; after that it changes by itself.", moment(until)),
            de: format!("Sie gilt bis {}; danach ändert sie sich von selbst.", moment(until)),
        )
    });
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![changed],
        small: Vec::from_iter(term),
        footer: said!(
            en: format!("You get this mail because you are a user of {organization}."),
            de: format!("Sie bekommen diese E-Mail, weil Sie Benutzer von {organization} sind."),
        ),
        ..Letter::default()
    }
}

/// Somebody else ended one's access, for good or for now.
#[must_use]
pub fn access_ended(organization: &str, by: Option<&str>, removed: bool) -> Letter {
    let (heading, paragraph) = if removed {
        (
            said!(
                en: format!("Your access to {organization} was taken away"),
                de: format!("Ihr Zugang zu {organization} wurde entzogen"),
            ),
            said!(
                en: format!("{} removed you from {organization}. You cannot sign in to it any more.", who(by)),
                de: format!("{} hat Sie aus {organization} entfernt. Sie können sich dort nicht mehr anmelden.", who(by)),
            ),
        )
    } else {
        (
            said!(
                en: format!("Your access to {organization} is suspended"),
                de: format!("Ihr Zugang zu {organization} ist gesperrt"),
            ),
            said!(
                en: format!("{} suspended your access. You cannot sign in to {organization} until it is given back; \
                    everything of yours is kept.", who(by)),
                de: format!("{} hat Ihren Zugang gesperrt. Sie können sich bei {organization} nicht anmelden, bis er \
                    zurückgegeben wird; alles von Ihnen bleibt erhalten.", who(by)),
            ),
        )
    };
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![paragraph],
        footer: said!(
            en: format!("If you think that it is a mistake, ask an admin of {organization}."),
            de: format!("Wenn Sie das für einen Irrtum halten, fragen Sie einen Admin von {organization}."),
        ),
        ..Letter::default()
    }
}

/// Somebody else gave one's access back.
#[must_use]
pub fn access_back(organization: &str, by: Option<&str>) -> Letter {
    let heading = said!(
        en: format!("Your access to {organization} is back"),
        de: format!("Sie haben wieder Zugang zu {organization}"),
    );
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![said!(
            en: format!("{} gave it back. You can sign in to {organization} again.", who(by)),
            de: format!("{} hat ihn zurückgegeben. Sie können sich bei {organization} wieder anmelden.", who(by)),
        )],
        footer: said!(
            en: format!("You get this mail because you are a user of {organization}."),
            de: format!("Sie bekommen diese E-Mail, weil Sie Benutzer von {organization} sind."),
        ),
        ..Letter::default()
    }
}
