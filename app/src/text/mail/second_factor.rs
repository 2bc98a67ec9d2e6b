//! Mails about a second factor, passkeys among them: each change is told to whose it is.

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

/// Its owner turned the authenticator app off; passkeys are left.
#[must_use]
pub fn authenticator_off(name: &str) -> Letter {
    told(
        name,
        said!(en: "Your authenticator app is off", de: "Ihre Authenticator-App ist ausgeschaltet"),
        said!(
            en: "Signing in still takes more than your password: one of your passkeys, or a recovery code.",
            de: "Zum Anmelden brauchen Sie weiterhin mehr als Ihr Passwort: einen Ihrer Passkeys oder einen \
                Wiederherstellungscode.",
        )
        .to_owned(),
    )
}

/// There is a passkey more; recovery codes may have come with it.
#[must_use]
pub fn passkey_added(name: &str, passkey: &str, first: bool) -> Letter {
    let added = said!(
        en: format!("“{passkey}” signs you in from now on, without your password."),
        de: format!("Mit „{passkey}“ melden Sie sich von jetzt an ohne Passwort an."),
    );
    let codes = said!(
        en: "Signing in with your password takes a passkey, too. Keep the recovery codes apart from your devices: they let \
            you in if you lose them.",
        de: "Wenn Sie sich mit dem Passwort anmelden, brauchen Sie außerdem einen Passkey. Bewahren Sie die \
            Wiederherstellungscodes getrennt von Ihren Geräten auf: Mit ihnen kommen Sie hinein, wenn Sie diese verlieren.",
    );
    let subject = said!(en: "You have a new passkey", de: "Sie haben einen neuen Passkey");
    told(name, subject, if first { format!("{added} {codes}") } else { added })
}

/// There is a passkey less; perhaps it was the last second factor.
#[must_use]
pub fn passkey_removed(name: &str, passkey: &str, last: bool) -> Letter {
    let removed = said!(
        en: format!("“{passkey}” signs nobody in any more."),
        de: format!("Mit „{passkey}“ meldet sich niemand mehr an."),
    );
    let alone = said!(
        en: "Your password alone signs you in now. The recovery codes are over.",
        de: "Jetzt genügt Ihr Passwort zum Anmelden. Die Wiederherstellungscodes gelten nicht mehr.",
    );
    let subject = said!(en: "A passkey was removed", de: "Ein Passkey wurde entfernt");
    told(name, subject, if last { format!("{removed} {alone}") } else { removed })
}

/// The operator took it away.
#[must_use]
pub fn second_factor_taken_away(name: &str) -> Letter {
    told(
        name,
        said!(en: "Your second factor was taken away", de: "Ihr zweiter Faktor wurde entfernt"),
        said!(
            en: "Whoever runs this installation took it away, your passkeys too. Your password alone signs you in, until you \
                set an authenticator app up or add a passkey again on the page My account.",
            de: "Wer diese Installation betreibt, hat ihn entfernt, auch Ihre Passkeys. Ihr Passwort genügt zum Anmelden, bis \
                Sie auf der Seite „Mein Konto“ wieder eine Authenticator-App einrichten oder einen Passkey hinzufügen.",
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
