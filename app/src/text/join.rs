//! Words of the pages on which visitors ask to join.

use domain::DomainName;

use super::amounts::list;

words! {
    /// Title until the organization is known.
    untitled { en: "Ask to join", de: "Beitritt anfragen" }
    /// What they call themselves.
    name { en: "Name", de: "Name" }
    /// Their address.
    email { en: "Email", de: "E-Mail" }
    /// The button.
    submit { en: "Ask to join", de: "Beitritt anfragen" }
    /// The way out.
    to_sign_in { en: "Go to sign in", de: "Zur Anmeldung" }
    /// Heading once it was asked for.
    sent_title { en: "Check your mail", de: "Sehen Sie in Ihre E-Mails" }
    /// Heading behind the link.
    confirm_title { en: "Confirm that you ask to join", de: "Bestätigen Sie Ihre Anfrage" }
    /// What the press does.
    confirm_about {
        en: "Your request then goes to the admins. You get a mail once they have answered.",
        de: "Danach geht Ihre Anfrage an die Admins. Sie bekommen eine E-Mail, sobald sie geantwortet haben.",
    }
    /// The button.
    confirm { en: "Confirm and ask to join", de: "Bestätigen und Beitritt anfragen" }
    /// Heading once it is asked.
    done_title { en: "Your request is on its way", de: "Ihre Anfrage ist unterwegs" }
    /// What to do about a link that is over.
    over_advice {
        en: "It was used, or it is too old. Ask to join again.",
        de: "Er wurde benutzt oder ist zu alt. Fragen Sie erneut an.",
    }
    /// Nobody is asked.
    not_asked { en: "This is not needed, or not possible", de: "Das ist nicht nötig oder nicht möglich" }
    /// There is a user with the address.
    already_user {
        en: "There is a user with your address already. Sign in; if you cannot, ask an admin of the organization.",
        de: "Es gibt schon einen Benutzer mit Ihrer Adresse. Melden Sie sich an; wenn das nicht geht, fragen Sie \
            einen Admin der Organisation.",
    }
    /// There is an invitation to the address.
    already_invited {
        en: "You are invited already. Use the link in that mail, or ask an admin for another.",
        de: "Sie sind schon eingeladen. Benutzen Sie den Link in jener E-Mail oder bitten Sie einen Admin um einen \
            neuen.",
    }
    /// It does not take requests, or none from this address.
    no_requests {
        en: "The organization no longer takes requests from your address. Ask one of its admins.",
        de: "Die Organisation nimmt von Ihrer Adresse keine Anfragen mehr an. Fragen Sie einen der Admins.",
    }
}

/// Title of the page.
#[must_use]
pub fn title(organization: &str) -> String {
    said!(en: format!("Ask to join {organization}"), de: format!("Beitritt zu {organization} anfragen"))
}

/// Who may ask.
#[must_use]
pub fn about(domains: &[DomainName]) -> String {
    said!(
        en: format!("With an address at {}. An admin answers your request.", names(domains)),
        de: format!("Mit einer Adresse bei {}. Ein Admin beantwortet Ihre Anfrage.", names(domains)),
    )
}

/// What is wrong with an address of another domain.
#[must_use]
pub fn only(domains: &[DomainName]) -> String {
    said!(
        en: format!("Only with an address at {}.", names(domains)),
        de: format!("Nur mit einer Adresse bei {}.", names(domains)),
    )
}

/// Once it was asked for: the same whatever is true of the address.
#[must_use]
pub fn sent(email: &str) -> String {
    said!(
        en: format!("A link is on its way to {email}. Press it, and your request goes to the admins."),
        de: format!("Ein Link ist unterwegs an {email}. Öffnen Sie ihn, dann geht Ihre Anfrage an die Admins."),
    )
}

/// Once it is asked.
#[must_use]
pub fn done(organization: &str) -> String {
    said!(
        en: format!("The admins of {organization} see it now. You get a mail once they have answered."),
        de: format!("Die Admins von {organization} sehen sie jetzt. Sie bekommen eine E-Mail, sobald sie geantwortet \
            haben."),
    )
}

fn names(domains: &[DomainName]) -> String {
    list(&domains.iter().map(ToString::to_string).collect::<Vec<_>>())
}
