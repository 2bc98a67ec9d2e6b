//! Words of the page that sets up an empty installation.

words! {
    /// Its title.
    title { en: "Set up Muster", de: "Muster einrichten" }
    /// What it is for.
    about {
        en: "Name your organization and make the account that owns it. You can invite everybody else afterwards.",
        de: "Geben Sie Ihrer Organisation einen Namen und legen Sie das Konto an, dem sie gehört. Alle anderen können \
            Sie danach einladen.",
    }
    /// What the organization is called.
    organization { en: "Organization name", de: "Name der Organisation" }
    /// One's own name.
    name { en: "Your name", de: "Ihr Name" }
    /// One's address.
    email { en: "Email", de: "E-Mail" }
    /// One's password.
    password { en: "Password", de: "Passwort" }
    /// The button.
    submit { en: "Set up and sign in", de: "Einrichten und anmelden" }
    /// The link was used or is too old.
    over_advice {
        en: "This installation is set up already, or the link is older than a day. Start the server again for a new \
            link, or sign in.",
        de: "Diese Installation ist schon eingerichtet, oder der Link ist älter als einen Tag. Starten Sie den Server \
            neu, um einen neuen Link zu bekommen, oder melden Sie sich an.",
    }
    /// The link is not one.
    unknown_advice {
        en: "Copy the whole link that the server printed when it started.",
        de: "Kopieren Sie den ganzen Link, den der Server beim Start ausgegeben hat.",
    }
    /// The address cannot be the Owner's.
    email_taken {
        en: "This address cannot be used here. Try another one.",
        de: "Diese Adresse kann hier nicht benutzt werden. Versuchen Sie eine andere.",
    }
}
