//! Words of the second factor on the page of one's own account.

use super::amounts::counted;

words! {
    /// The section.
    title { en: "Second factor", de: "Zweiter Faktor" }
    /// What it is.
    about {
        en: "With it, signing in by password takes a passkey, too, or a code from an app on your phone. Browsers that are \
            signed in stay so.",
        de: "Mit ihm brauchen Sie zum Anmelden außer dem Passwort einen Passkey oder einen Code aus einer App auf Ihrem \
            Telefon. Browser, in denen Sie angemeldet sind, bleiben es.",
    }
    /// The button, and the dialog that it opens.
    set_up { en: "Set up an authenticator app", de: "Authenticator-App einrichten" }
    /// What to do.
    set_up_about {
        en: "Add the key to your app, then type the code that it shows. Nothing changes before that.",
        de: "Fügen Sie den Schlüssel Ihrer App hinzu und geben Sie den Code ein, den sie zeigt. Vorher ändert sich nichts.",
    }
    /// What the picture is.
    qr { en: "QR code of the key", de: "QR-Code des Schlüssels" }
    /// What to do with it.
    scan { en: "Scan this with your authenticator app.", de: "Scannen Sie das mit Ihrer Authenticator-App." }
    /// Where the app is on the same device.
    open_app { en: "Open it in an app on this device", de: "In einer App auf diesem Gerät öffnen" }
    /// Before the key.
    or_type { en: "Or type this key:", de: "Oder geben Sie diesen Schlüssel ein:" }
    /// The button.
    copy_key { en: "Copy key", de: "Schlüssel kopieren" }
    /// It is done.
    key_copied { en: "The key is copied", de: "Der Schlüssel ist kopiert" }
    /// It is not.
    not_copied {
        en: "The browser does not let this page copy. Select the text instead.",
        de: "Der Browser lässt diese Seite nicht kopieren. Markieren Sie stattdessen den Text.",
    }
    /// The app's first code.
    code { en: "Code from the app", de: "Code aus der App" }
    /// Below it.
    code_about { en: "Six digits.", de: "Sechs Ziffern." }
    /// Nothing was typed.
    enter_code { en: "Enter the code that the app shows.", de: "Geben Sie den Code ein, den die App zeigt." }
    /// It is not that.
    wrong_code {
        en: "This is not the code that the app shows now. Is the time of your phone right?",
        de: "Das ist nicht der Code, den die App jetzt zeigt. Stimmt die Uhrzeit Ihres Telefons?",
    }
    /// The key was shown too long ago.
    set_up_over {
        en: "This key is too old. Cancel and set the app up once more.",
        de: "Dieser Schlüssel ist zu alt. Brechen Sie ab und richten Sie die App noch einmal ein.",
    }
    /// The button.
    turn_on { en: "Turn on", de: "Einschalten" }
    /// It is on.
    is_on { en: "On", de: "Eingeschaltet" }
    /// Before a moment.
    since { en: "Since", de: "Seit" }
    /// Heading of fresh codes.
    your_codes { en: "Your recovery codes", de: "Ihre Wiederherstellungscodes" }
    /// What they are, and that they go.
    shown_once {
        en: "Each lets you in once if you lose the app or your passkeys. They are shown only now: copy or print them, and \
            keep them apart from your devices.",
        de: "Mit jedem kommen Sie einmal hinein, wenn Sie die App oder Ihre Passkeys verlieren. Sie werden nur jetzt gezeigt: \
            Kopieren oder drucken Sie sie und bewahren Sie sie getrennt von Ihren Geräten auf.",
    }
    /// The button.
    copy_codes { en: "Copy codes", de: "Codes kopieren" }
    /// It is done.
    codes_copied { en: "The codes are copied", de: "Die Codes sind kopiert" }
    /// Puts them away.
    codes_kept { en: "I have kept them", de: "Ich habe sie aufbewahrt" }
    /// The button, and the dialog that it opens.
    new_codes { en: "Make new recovery codes", de: "Neue Wiederherstellungscodes machen" }
    /// What follows.
    new_codes_about {
        en: "The codes that you have are over then.",
        de: "Die Codes, die Sie haben, gelten dann nicht mehr.",
    }
    /// The button.
    turn_off { en: "Turn off", de: "Ausschalten" }
    /// Question before.
    turn_off_title { en: "Turn the second factor off?", de: "Den zweiten Faktor ausschalten?" }
    /// What follows.
    turn_off_about {
        en: "Your password alone signs you in then. The recovery codes are over.",
        de: "Dann genügt Ihr Passwort zum Anmelden. Die Wiederherstellungscodes gelten nicht mehr.",
    }
    /// An app came to passkeys: their recovery codes stay.
    turned_on { en: "Your authenticator app is on", de: "Ihre Authenticator-App ist eingeschaltet" }
    /// It is on without an app.
    by_passkeys { en: "By your passkeys", de: "Durch Ihre Passkeys" }
    /// Question before, where passkeys are left.
    app_off_title { en: "Turn the authenticator app off?", de: "Die Authenticator-App ausschalten?" }
    /// What follows.
    app_off_about {
        en: "Signing in by password takes one of your passkeys then, or a recovery code.",
        de: "Zum Anmelden mit dem Passwort brauchen Sie dann einen Ihrer Passkeys oder einen Wiederherstellungscode.",
    }
    /// It is done.
    app_off { en: "Your authenticator app is off", de: "Ihre Authenticator-App ist ausgeschaltet" }
    /// It is done.
    turned_off { en: "Your second factor is off", de: "Ihr zweiter Faktor ist ausgeschaltet" }
}

/// How many recovery codes are not used yet.
#[must_use]
pub fn codes_left(left: u32) -> String {
    said!(
        en: format!("{} left", counted(left, "recovery code", "recovery codes")),
        de: format!("noch {}", counted(left, "Wiederherstellungscode", "Wiederherstellungscodes")),
    )
}

/// An organization takes nobody without one.
#[must_use]
pub fn asked_by(organization: &str) -> String {
    said!(
        en: format!("{organization} takes nobody without a second factor. Set one up to open it."),
        de: format!("{organization} lässt niemanden ohne zweiten Faktor ein. Richten Sie einen ein, um es zu öffnen."),
    )
}

/// It is set up, and the organization can be opened.
#[must_use]
pub fn open(organization: &str) -> String {
    said!(en: format!("Open {organization}"), de: format!("{organization} öffnen"))
}
