//! Words of the sign-in page.

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
    /// Nothing was typed.
    enter_password { en: "Enter your password.", de: "Geben Sie Ihr Passwort ein." }
}
