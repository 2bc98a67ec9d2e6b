//! Mails about a second factor: each change is told to whose it is.

use super::super::amounts::counted;
use super::Letter;

/// It is on.
#[must_use]
pub fn second_factor_on(name: &str) -> Letter {
    told(
        name,
        said!(en: "Your second factor is on", de: "Ihr zweiter Faktor ist eingeschaltet"),
        said!(
            en: "From now on, signing in takes your password and a code from your authenticator app. Keep the recovery \
                codes apart from it: they let you in if you lose the app.",
            de: "Zum Anmelden brauchen Sie von jetzt an Ihr Passwort und einen Code aus Ihrer Authenticator-App. Bewahren \
                Sie die Wiederherstellungscodes getrennt davon auf: Mit ihnen kommen Sie hinein, wenn Sie die App verlieren.",
        )
        .to_owned(),
    )
}

/// It has other recovery codes.
#[must_use]
pub fn recovery_codes_new(name: &str) -> Letter {
    told(
        name,
        said!(en: "You have new recovery codes", de: "Sie haben neue Wiederherstellungscodes"),
        said!(
            en: "The recovery codes of before are over.",
            de: "Die bisherigen Wiederherstellungscodes gelten nicht mehr.",
        )
        .to_owned(),
    )
}

/// Its owner turned it off.
#[must_use]
pub fn second_factor_off(name: &str) -> Letter {
    told(
        name,
        said!(en: "Your second factor is off", de: "Ihr zweiter Faktor ist ausgeschaltet"),
        said!(
            en: "From now on, your password alone signs you in. The recovery codes are over.",
            de: "Von jetzt an genügt Ihr Passwort zum Anmelden. Die Wiederherstellungscodes gelten nicht mehr.",
        )
        .to_owned(),
    )
}

/// The operator took it away.
#[must_use]
pub fn second_factor_taken_away(name: &str) -> Letter {
    told(
        name,
        said!(en: "Your second factor was taken away", de: "Ihr zweiter Faktor wurde entfernt"),
        said!(
            en: "Whoever runs this installation took it away. Your password alone signs you in, until you set an \
                authenticator app up again on the page My account.",
            de: "Wer diese Installation betreibt, hat ihn entfernt. Ihr Passwort genügt zum Anmelden, bis Sie auf der Seite \
                „Mein Konto“ wieder eine Authenticator-App einrichten.",
        )
        .to_owned(),
    )
}

/// Somebody signed in by a recovery code.
#[must_use]
pub fn recovery_code_used(name: &str, left: u32) -> Letter {
    told(
        name,
        said!(en: "A recovery code was used", de: "Ein Wiederherstellungscode wurde benutzt"),
        said!(
            en: format!(
                "Somebody, probably you, signed in with it. You have {} left.",
                counted(left, "recovery code", "recovery codes"),
            ),
            de: format!(
                "Jemand, vermutlich Sie, hat sich damit angemeldet. Sie haben noch {}.",
                counted(left, "Wiederherstellungscode", "Wiederherstellungscodes"),
            ),
        ),
    )
}

fn told(name: &str, subject: &str, paragraph: String) -> Letter {
    Letter {
        subject: subject.to_owned(),
        heading: format!("{subject}, {name}"),
        paragraphs: vec![paragraph],
        footer: said!(
            en: "If it was not you, change your password now and tell whoever runs your organization.",
            de: "Wenn Sie das nicht waren, ändern Sie jetzt Ihr Passwort und sagen Sie es denen, die Ihre \
                Organisation leiten.",
        )
        .to_owned(),
        ..Letter::default()
    }
}
