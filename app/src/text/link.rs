//! Words for links from mails and from the start of the server: while they are looked at, and when they are no good.

words! {
    /// While the server looks at it.
    checking { en: "Checking your link…", de: "Ihr Link wird geprüft …" }
    /// The address has no secret, or one that nobody ever had.
    unknown { en: "This link does not work", de: "Dieser Link funktioniert nicht" }
    /// What to do.
    unknown_advice {
        en: "Part of it may be missing. Open it from the mail again, or copy all of it into your browser.",
        de: "Vielleicht fehlt ein Teil. Öffnen Sie ihn noch einmal aus der E-Mail oder kopieren Sie ihn ganz in Ihren \
            Browser.",
    }
    /// It was good once.
    over { en: "This link is over", de: "Dieser Link gilt nicht mehr" }
    /// It could not be looked at.
    not_checked { en: "Your link could not be checked", de: "Ihr Link konnte nicht geprüft werden" }
    /// To the sign-in page.
    to_sign_in { en: "Go to sign in", de: "Zur Anmeldung" }
}
