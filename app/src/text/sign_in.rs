//! Words of the sign-in page: the password, then the second factor where there is one.

words! {
    /// Its heading and title.
    title { en: "Sign in", de: "Anmelden" }
    /// The address.
    email { en: "Email", de: "E-Mail" }
    /// The password.
    password { en: "Password", de: "Passwort" }
    /// The button.
    submit { en: "Sign in", de: "Anmelden" }
    /// To the page that asks for a reset mail.
    forgot { en: "Forgot password?", de: "Passwort vergessen?" }
    /// It is not said which of the two is wrong.
    wrong { en: "The email or the password is not right.", de: "Die E-Mail oder das Passwort stimmt nicht." }
    /// Heading and title of the second step.
    code_title { en: "Enter your code", de: "Code eingeben" }
    /// The same where it takes a passkey.
    passkey_title { en: "Use your passkey", de: "Passkey benutzen" }
    /// What is wanted in it.
    code_about {
        en: "Your password is right. Now show that it is you.",
        de: "Ihr Passwort stimmt. Zeigen Sie jetzt noch, dass Sie es sind.",
    }
    /// The code.
    code { en: "Code from your authenticator app", de: "Code aus Ihrer Authenticator-App" }
    /// Below it.
    code_hint { en: "Six digits. Each code works once.", de: "Sechs Ziffern. Jeder Code gilt einmal." }
    /// In its place, for who lost the app.
    recovery_code { en: "Recovery code", de: "Wiederherstellungscode" }
    /// Below it.
    recovery_hint {
        en: "One of those that you kept when your second factor was turned on. Each works once.",
        de: "Einer von denen, die Sie beim Einschalten des zweiten Faktors aufbewahrt haben. Jeder gilt einmal.",
    }
    /// To the field for one.
    use_recovery { en: "Use a recovery code", de: "Wiederherstellungscode benutzen" }
    /// Back to the app's.
    use_app { en: "Use your authenticator app", de: "Authenticator-App benutzen" }
    /// To the first step.
    start_again { en: "Start again", de: "Von vorn beginnen" }
    /// It is not said which of the two.
    wrong_code {
        en: "This code is not right, or it was used already.",
        de: "Dieser Code stimmt nicht oder wurde schon benutzt.",
    }
    /// Nothing was typed.
    enter_code { en: "Enter the code.", de: "Geben Sie den Code ein." }
    /// The first step was too long ago.
    over {
        en: "That took too long, or your password was changed. Sign in again.",
        de: "Das hat zu lange gedauert, oder Ihr Passwort wurde geändert. Melden Sie sich erneut an.",
    }
    /// Nothing was typed.
    enter_password { en: "Enter your password.", de: "Geben Sie Ihr Passwort ein." }
}
