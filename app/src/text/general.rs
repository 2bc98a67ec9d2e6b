//! Words of an organization's General page.

mod set_now;
mod sign_in;

use domain::{MailKind, SEAT_LIMIT_MAX, Seats};

use super::amounts::{count, counted};
pub use set_now::*;
pub use sign_in::*;

words! {
    /// Its heading and title.
    title { en: "General", de: "Allgemein" }
    /// The section of the name.
    identity { en: "Organization", de: "Organisation" }
    /// The name.
    name { en: "Name", de: "Name" }
    /// Below it.
    name_about {
        en: "Shown in the navigation and in every invitation.",
        de: "Steht in der Navigation und in jeder Einladung.",
    }
    /// The name in URLs.
    address { en: "Address", de: "Adresse" }
    /// The button of the name's section.
    save_name { en: "Save name", de: "Name speichern" }
    /// The section of the seats.
    seats { en: "Seats", de: "Plätze" }
    /// What takes one.
    seats_about {
        en: "Active users and open invitations take a seat each. Suspended users and expired invitations take none.",
        de: "Aktive Benutzer und offene Einladungen belegen je einen Platz. Gesperrte Benutzer und abgelaufene \
            Einladungen belegen keinen.",
    }
    /// Whether there is a limit.
    limit { en: "Seat limit", de: "Platzlimit" }
    /// No limit.
    unlimited { en: "Unlimited", de: "Unbegrenzt" }
    /// What that means.
    unlimited_about {
        en: "Invite as many people as you like.",
        de: "Laden Sie so viele Personen ein, wie Sie möchten.",
    }
    /// A limit.
    limited { en: "A number of seats", de: "Eine Anzahl von Plätzen" }
    /// What that means.
    limited_about { en: "Set how many may be used.", de: "Legen Sie fest, wie viele benutzt werden dürfen." }
    /// The limit's field.
    number { en: "Number of seats", de: "Anzahl der Plätze" }
    /// What happens at the limit.
    policy { en: "When no seat is left", de: "Wenn kein Platz mehr frei ist" }
    /// Refuse.
    stop { en: "Stop", de: "Anhalten" }
    /// What that means.
    stop_about {
        en: "Invitations that do not fit are refused before anything is sent.",
        de: "Einladungen, die nicht passen, werden abgelehnt, bevor etwas gesendet wird.",
    }
    /// Wait in line.
    queue { en: "Wait in line", de: "Warteliste" }
    /// What that means.
    queue_about {
        en: "Invitations that do not fit wait, in order. A seat that is free for 30 seconds sends the next.",
        de: "Einladungen, die nicht passen, warten der Reihe nach. Ist ein Platz 30 Sekunden frei, wird die nächste \
            gesendet.",
    }
    /// Let in.
    open { en: "Let people in", de: "Trotzdem einlassen" }
    /// What that means.
    open_about {
        en: "Invitations go out all the same. A banner on the Users page says by how many the limit is passed.",
        de: "Einladungen werden trotzdem gesendet. Ein Hinweis auf der Seite „Benutzer“ sagt, um wie viele das Limit \
            überschritten ist.",
    }
    /// The button of the seats' section.
    save_seats { en: "Save seats", de: "Plätze speichern" }
    /// The section of mails.
    telling { en: "Mail to people", de: "E-Mails an Personen" }
    /// Whether they are told.
    tell {
        en: "When somebody’s role changes, or their access ends",
        de: "Wenn sich eine Rolle ändert oder ein Zugang endet",
    }
    /// They are.
    tell_them { en: "Tell them by mail", de: "Die Person per E-Mail informieren" }
    /// What that means.
    tell_them_about {
        en: "They read what changed and who did it. The mail waits 30 seconds: an Undo takes it back.",
        de: "Sie liest, was geändert wurde und von wem. Die E-Mail wartet 30 Sekunden: „Rückgängig“ hält sie auf.",
    }
    /// They are not.
    tell_nobody { en: "Send no mail", de: "Keine E-Mail senden" }
    /// What that means.
    tell_nobody_about { en: "They find out when they use it next.", de: "Die Person merkt es beim nächsten Mal." }
    /// The button of that section.
    save_telling { en: "Save mail to people", de: "E-Mails an Personen speichern" }
    /// The list of mails.
    words { en: "Words of the mails", de: "Texte der E-Mails" }
    /// What can be reworded.
    words_about {
        en: "What your organization’s mails say, in your own words. Links, and how long they are good, are always \
            said.",
        de: "Was die E-Mails Ihrer Organisation sagen, in Ihren eigenen Worten. Links und ihre Gültigkeit stehen \
            immer darin.",
    }
    /// A mail is as Muster words it.
    musters { en: "Muster’s words", de: "Text von Muster" }
    /// It is not.
    own { en: "Your words", de: "Ihr Text" }
    /// Opens the words.
    reword_it { en: "Reword", de: "Umformulieren" }
    /// The subject's field.
    subject { en: "Subject", de: "Betreff" }
    /// The text's field.
    text { en: "Text", de: "Text" }
    /// How it will look.
    preview { en: "Preview", de: "Vorschau" }
    /// Takes one's own words away.
    back_to_musters { en: "Use Muster’s words", de: "Text von Muster verwenden" }
    /// The dialog's button.
    save_words { en: "Save words", de: "Text speichern" }
    /// Somebody who did something, in the preview.
    sample_by { en: "Olga Ortiz", de: "Olga Ortiz" }
    /// The role that they gave, in the preview.
    sample_role { en: "Admin", de: "Admin" }
    /// The role before, in the preview.
    sample_before { en: "Member", de: "Mitglied" }
    /// A field of words is empty.
    no_words { en: "Type something.", de: "Schreiben Sie etwas." }
}

/// Which mail.
#[must_use]
pub fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::Invitation => said!(en: "Invitation", de: "Einladung"),
        MailKind::InvitationReminder => said!(en: "Reminder of an invitation", de: "Erinnerung an eine Einladung"),
        MailKind::RoleChanged => said!(en: "Role changed", de: "Rolle geändert"),
        MailKind::AccessSuspended => said!(en: "Access suspended", de: "Zugang gesperrt"),
        MailKind::AccessRemoved => said!(en: "Access taken away", de: "Zugang entzogen"),
        MailKind::AccessBack => said!(en: "Access given back", de: "Zugang zurückgegeben"),
        MailKind::AccessEnds => said!(en: "Access ends soon", de: "Zugang endet bald"),
    }
}

/// Name of the button that rewords one.
#[must_use]
pub fn reword(kind: MailKind) -> String {
    format!("{}: {}", reword_it(), mail(kind))
}

/// What the words of a mail can name.
#[must_use]
pub fn placeholders(kind: MailKind) -> String {
    let known: Vec<String> = kind.placeholders().iter().map(|one| format!("{{{}}}", one.slug())).collect();
    said!(
        en: format!("Filled in for everybody: {}. An empty line begins a paragraph.", known.join(", ")),
        de: format!("Wird für alle eingesetzt: {}. Eine leere Zeile beginnt einen Absatz.", known.join(", ")),
    )
}

words! {
    /// The section of ownership, and what its button does.
    ownership { en: "Ownership", de: "Inhaberschaft" }
    /// What it means.
    ownership_about {
        en: "Owners may do everything. Hand the organization over when you leave or change jobs: somebody else \
            becomes an Owner and you become an Admin, in one step.",
        de: "Inhaber dürfen alles. Übergeben Sie die Organisation, wenn Sie gehen oder die Stelle wechseln: Jemand \
            anderes wird Inhaber und Sie werden Admin, in einem Schritt.",
    }
    /// Opens the question.
    hand_over_it { en: "Hand over ownership", de: "Inhaberschaft übergeben" }
    /// What follows.
    hand_over_about {
        en: "The new Owner may do everything at once, and you become an Admin. Only an Owner can give it back.",
        de: "Der neue Inhaber darf sofort alles, und Sie werden Admin. Nur ein Inhaber kann das zurückgeben.",
    }
    /// Who it is.
    new_owner { en: "New Owner’s email address", de: "E-Mail-Adresse des neuen Inhabers" }
    /// Below it.
    new_owner_about {
        en: "Of an active user of this organization. Typed out, so that it is nobody by mistake.",
        de: "Von einem aktiven Benutzer dieser Organisation. Ausgeschrieben, damit es niemand aus Versehen wird.",
    }
    /// Does it.
    hand_over_confirm { en: "Hand over", de: "Übergeben" }
    /// The way out.
    cancel { en: "Cancel", de: "Abbrechen" }
    /// The address is nobody's here.
    nobody_has_it {
        en: "Nobody in this organization has this address. Invite them first.",
        de: "Niemand in dieser Organisation hat diese Adresse. Laden Sie die Person zuerst ein.",
    }
    /// It is one's own.
    own_address {
        en: "This is your own address. Type the new Owner’s.",
        de: "Das ist Ihre eigene Adresse. Geben Sie die des neuen Inhabers ein.",
    }
    /// Time would leave the organization without an Owner.
    ends_some_day {
        en: "Their access ends by itself, and an organization always has an Owner. Take away their end date first.",
        de: "Dieser Zugang endet von selbst, und eine Organisation hat immer einen Inhaber. Nehmen Sie zuerst das \
            Enddatum weg.",
    }
    /// The section of whom to invite.
    inviting { en: "Invitations", de: "Einladungen" }
    /// The domains' field.
    domains { en: "Allowed domains", de: "Erlaubte Domains" }
    /// What they do.
    domains_about {
        en: "Only addresses of these domains can be invited, such as example.com; a subdomain counts as another. With \
            none, any can. Users stay; open invitations to other domains can no longer be accepted.",
        de: "Nur Adressen dieser Domains können eingeladen werden, etwa example.com; eine Subdomain zählt als andere. \
            Ohne Eintrag sind alle erlaubt. Benutzer bleiben; offene Einladungen an andere Domains können nicht mehr \
            angenommen werden.",
    }
    /// None is listed.
    any_domain { en: "any", de: "alle" }
    /// What is wrong with one of them.
    not_a_domain { en: "Not a domain", de: "Keine Domain" }
    /// Whether one may ask to join.
    requests { en: "When somebody asks to join", de: "Wenn jemand beitreten möchte" }
    /// Nobody may.
    requests_none { en: "Take no requests", de: "Keine Anfragen annehmen" }
    /// What that means.
    requests_none_about { en: "Only who is invited can join.", de: "Nur wer eingeladen ist, kann beitreten." }
    /// They may.
    requests_take { en: "Take requests from allowed domains", de: "Anfragen aus erlaubten Domains annehmen" }
    /// What that means.
    requests_take_about {
        en: "Whoever has an address there can ask, on a page that names the organization and its allowed domains. A \
            mail proves the address. Whoever may invite answers, in the view Requests.",
        de: "Wer dort eine Adresse hat, kann anfragen: auf einer Seite, die die Organisation und ihre erlaubten \
            Domains nennt. Eine E-Mail bestätigt die Adresse. Wer einladen darf, antwortet in der Ansicht \
            „Anfragen“.",
    }
    /// Where they ask.
    requests_page { en: "Where they ask:", de: "Hier wird angefragt:" }
    /// Whether the invited are reminded.
    reminding { en: "When an invitation is not accepted", de: "Wenn eine Einladung nicht angenommen wird" }
    /// They are.
    remind { en: "Remind them by mail", de: "Per E-Mail erinnern" }
    /// What that means.
    remind_about {
        en: "On days 2 and 5 after it was sent, unless it has expired. The mail brings a link more.",
        de: "An den Tagen 2 und 5 nach dem Senden, wenn sie nicht abgelaufen ist. Die E-Mail enthält einen weiteren \
            Link.",
    }
    /// They are not.
    remind_nobody { en: "Send no reminder", de: "Keine Erinnerung senden" }
    /// What that means.
    remind_nobody_about {
        en: "You can send an invitation again yourself.",
        de: "Sie können eine Einladung selbst erneut senden.",
    }
    /// The button of that section.
    save_inviting { en: "Save invitations", de: "Einladungen speichern" }
    /// It is done.
    saved { en: "Saved", de: "Gespeichert" }
    /// There was nothing to save.
    unchanged { en: "Nothing was changed", de: "Es wurde nichts geändert" }
    /// Who can.
    owners_set_seats {
        en: "An Owner of the organization can change this.",
        de: "Ein Inhaber der Organisation kann das ändern.",
    }
}

/// How many are used: "41 of 50 seats used: 38 active users and 3 open invitations."
#[must_use]
pub fn used(seats: &Seats) -> String {
    let users = counted(
        seats.users,
        said!(en: "active user", de: "aktiver Benutzer"),
        said!(en: "active users", de: "aktive Benutzer"),
    );
    let open = counted(
        seats.invitations,
        said!(en: "open invitation", de: "offene Einladung"),
        said!(en: "open invitations", de: "offene Einladungen"),
    );
    let waiting = match seats.waiting {
        0 => String::new(),
        1 => said!(en: ". 1 waits for a seat", de: ". 1 wartet auf einen Platz").to_owned(),
        many => said!(
            en: format!(". {} wait for a seat", count(many)),
            de: format!(". {} warten auf einen Platz", count(many)),
        ),
    };
    let people = said!(en: format!("{users} and {open}{waiting}"), de: format!("{users} und {open}{waiting}"));
    match seats.limit {
        Some(limit) => said!(
            en: format!("{} of {} used: {people}.", count(seats.used()), counted(limit, "seat", "seats")),
            de: format!("{} von {} belegt: {people}.", count(seats.used()), counted(limit, "Platz", "Plätzen")),
        ),
        None => said!(
            en: format!("{} used: {people}.", counted(seats.used(), "seat", "seats")),
            de: format!("{} belegt: {people}.", counted(seats.used(), "Platz", "Plätze")),
        ),
    }
}

/// A new limit is lower than what is used.
#[must_use]
pub fn over(used: u32, limit: u32) -> String {
    said!(
        en: format!("{} more than this limit are used now. Nobody is removed; nobody new fits in until that many \
            leave.", count(used - limit)),
        de: format!("{} mehr als dieses Limit sind jetzt belegt. Niemand wird entfernt; niemand Neues passt hinein, \
            bis so viele gegangen sind.", count(used - limit)),
    )
}

/// The question.
#[must_use]
pub fn hand_over(organization: &str) -> String {
    said!(en: format!("Hand over {organization}?"), de: format!("{organization} übergeben?"))
}

/// It is done.
#[must_use]
pub fn handed_over(address: &str) -> String {
    said!(
        en: format!("{address} is an Owner now. You are an Admin."),
        de: format!("{address} ist jetzt Inhaber. Sie sind Admin."),
    )
}

/// Some of what was typed is no domain.
#[must_use]
pub fn bad_domains(bad: u32) -> String {
    match bad {
        1 => said!(
            en: "1 of these is no domain. Mend it or take it out.",
            de: "1 davon ist keine Domain. Berichtigen Sie sie oder nehmen Sie sie heraus.",
        )
        .to_owned(),
        many => said!(
            en: format!("{} of these are no domains. Mend them or take them out.", count(many)),
            de: format!("{} davon sind keine Domains. Berichtigen Sie sie oder nehmen Sie sie heraus.", count(many)),
        ),
    }
}

/// A limit that is no number, or out of bounds.
#[must_use]
pub fn bad_limit() -> String {
    said!(
        en: format!("Number of seats: a whole number from 1 to {SEAT_LIMIT_MAX}."),
        de: format!("Anzahl der Plätze: eine ganze Zahl von 1 bis {SEAT_LIMIT_MAX}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_said_in_words() {
        let seats = Seats { limit: Some(50), users: 38, invitations: 1, ..Seats::default() };
        assert_eq!(used(&seats), "39 of 50 seats used: 38 active users and 1 open invitation.");
        let waiting = "39 of 50 seats used: 38 active users and 1 open invitation. 2 wait for a seat.";
        assert_eq!(used(&Seats { waiting: 2, ..seats }), waiting);
        assert_eq!(
            used(&Seats { limit: None, users: 1, ..seats }),
            "2 seats used: 1 active user and 1 open invitation."
        );
    }
}
