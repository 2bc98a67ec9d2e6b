//! Words of passkeys: on the page of one's own account, and where one signs in with one.

use domain::PASSKEYS_MAX;

use crate::webauthn::Failure;

words! {
    /// The section.
    title { en: "Passkeys", de: "Passkeys" }
    /// What they are.
    about {
        en: "With a passkey you sign in by your fingerprint, your face or the PIN of your device, without a password. It stays \
            on your devices.",
        de: "Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts an, ohne Passwort. Er \
            bleibt auf Ihren Geräten.",
    }
    /// The installation has no host name.
    no_host_name {
        en: "Passkeys need a host name; this installation's address is an IP address.",
        de: "Passkeys brauchen einen Hostnamen; die Adresse dieser Installation ist eine IP-Adresse.",
    }
    /// The browser cannot.
    not_here {
        en: "This browser cannot use passkeys on this page.",
        de: "Dieser Browser kann auf dieser Seite keine Passkeys benutzen.",
    }
    /// The button, and the dialog that it opens.
    add { en: "Add a passkey", de: "Passkey hinzufügen" }
    /// What to do in it.
    add_about {
        en: "Name it and enter your password. Then your browser asks where to keep it.",
        de: "Geben Sie ihm einen Namen und geben Sie Ihr Passwort ein. Dann fragt Ihr Browser, wo er ihn aufbewahren soll.",
    }
    /// What it is called.
    name { en: "Name", de: "Name" }
    /// Below it.
    name_about { en: "So that you know it again.", de: "Damit Sie ihn wiedererkennen." }
    /// What it is called unless somebody says otherwise.
    this_device { en: "This device", de: "Dieses Gerät" }
    /// The button of the dialog.
    go_on { en: "Continue", de: "Weiter" }
    /// It is done.
    added { en: "Your passkey is added", de: "Ihr Passkey ist hinzugefügt" }
    /// Before a moment.
    added_at { en: "Added", de: "Hinzugefügt" }
    /// Before a moment.
    last_used { en: "last used", de: "zuletzt benutzt" }
    /// It was never used.
    never_used { en: "never used", de: "nie benutzt" }
    /// The button.
    remove { en: "Remove", de: "Entfernen" }
    /// Its device keeps it all the same.
    remove_about {
        en: "It signs you in no longer. If it is your last second factor, your password alone signs you in then, and the \
            recovery codes are over.",
        de: "Mit ihm können Sie sich nicht mehr anmelden. Ist er Ihr letzter zweiter Faktor, genügt dann Ihr Passwort, und die \
            Wiederherstellungscodes gelten nicht mehr.",
    }
    /// It is done.
    removed { en: "The passkey is removed", de: "Der Passkey ist entfernt" }
    /// Too long between the password and the browser's answer.
    over {
        en: "That took too long, or your password was changed. Try again.",
        de: "Das hat zu lange gedauert, oder Ihr Passwort wurde geändert. Versuchen Sie es noch einmal.",
    }
    /// The browser made something else.
    not_taken {
        en: "Your browser made no passkey that can be used here. Try again.",
        de: "Ihr Browser hat keinen Passkey erstellt, der hier benutzt werden kann. Versuchen Sie es noch einmal.",
    }
    /// The button where one signs in.
    sign_in { en: "Sign in with a passkey", de: "Mit einem Passkey anmelden" }
    /// The button in the second step.
    use_passkey { en: "Use a passkey", de: "Passkey benutzen" }
    /// It is not said what is wrong with it.
    wrong {
        en: "This passkey does not sign you in. It may have been removed, or you have no access any more.",
        de: "Mit diesem Passkey können Sie sich nicht anmelden. Vielleicht wurde er entfernt, oder Sie haben keinen Zugang mehr.",
    }
    /// Too long between the question and the browser's answer.
    asked_too_long_ago {
        en: "That took too long. Try again.",
        de: "Das hat zu lange gedauert. Versuchen Sie es noch einmal.",
    }
    /// Where a second step takes a passkey that the browser cannot show.
    use_recovery_instead {
        en: "This browser cannot use passkeys on this page. Use a recovery code, or another browser.",
        de: "Dieser Browser kann auf dieser Seite keine Passkeys benutzen. Benutzen Sie einen Wiederherstellungscode oder \
            einen anderen Browser.",
    }
}

/// The question before one is removed.
#[must_use]
pub fn remove_title(name: &str) -> String {
    said!(en: format!("Remove “{name}”?"), de: format!("„{name}“ entfernen?"))
}

/// The name of its button, for who does not see beside what it stands.
#[must_use]
pub fn remove_name(name: &str) -> String {
    said!(en: format!("Remove {name}"), de: format!("{name} entfernen"))
}

/// There are as many as an account can have.
#[must_use]
pub fn full() -> String {
    said!(
        en: format!("You have {PASSKEYS_MAX} passkeys, which is as many as an account can have. Remove one first."),
        de: format!("Sie haben {PASSKEYS_MAX} Passkeys, mehr kann ein Konto nicht haben. Entfernen Sie zuerst einen."),
    )
}

/// Why the browser made or showed none.
#[must_use]
pub(crate) fn failure(why: Failure) -> &'static str {
    match why {
        Failure::Cancelled => said!(
            en: "No passkey was used: it was cancelled, or it took too long. What you typed is kept.",
            de: "Es wurde kein Passkey benutzt: Es wurde abgebrochen oder hat zu lange gedauert. Ihre Eingaben bleiben.",
        ),
        Failure::Known => said!(
            en: "This device has a passkey for your account already.",
            de: "Dieses Gerät hat schon einen Passkey für Ihr Konto.",
        ),
        Failure::Impossible => not_here(),
    }
}
