//! Words of the page that an invitation leads to.

words! {
    /// The page's title before the invitation is known.
    title { en: "Invitation", de: "Einladung" }
    /// The account's name.
    name { en: "Name", de: "Name" }
    /// Its password.
    password { en: "Password", de: "Passwort" }
    /// The button.
    submit { en: "Accept invite", de: "Einladung annehmen" }
    /// Shows the form without a name.
    have_account { en: "I already have an account", de: "Ich habe schon ein Konto" }
    /// Shows the form with a name.
    no_account { en: "I am new here", de: "Ich bin neu hier" }
    /// Below the password of an account that there is.
    own_password {
        en: "The password of your account with this address.",
        de: "Das Passwort Ihres Kontos mit dieser Adresse.",
    }
    /// To a new password.
    forgot { en: "Forgot password?", de: "Passwort vergessen?" }
    /// The address's account has another password.
    wrong {
        en: "That is not the password of the account with this address. Enter the one you sign in with, or set a new \
            one.",
        de: "Das ist nicht das Passwort des Kontos mit dieser Adresse. Geben Sie das ein, mit dem Sie sich anmelden, \
            oder setzen Sie ein neues.",
    }
    /// The address may have no account.
    wrong_or_new {
        en: "That is not right. If you have no account with this address yet, choose “I am new here”.",
        de: "Das stimmt nicht. Wenn Sie mit dieser Adresse noch kein Konto haben, wählen Sie „Ich bin neu hier“.",
    }
    /// Signs out and comes back to the invitation.
    switch { en: "Sign out and continue", de: "Abmelden und fortfahren" }
    /// Leaves the invitation as it is.
    stay { en: "Stay signed in", de: "Angemeldet bleiben" }
    /// The row of the details: as what.
    role { en: "Role", de: "Rolle" }
    /// The row of the details: into which teams.
    teams { en: "Teams", de: "Teams" }
    /// The row of the details: for whom.
    for_whom { en: "For", de: "Für" }
    /// The row of the details: when access ends.
    ends { en: "Access", de: "Zugang" }
    /// The row of the details: until when.
    until { en: "Good until", de: "Gültig bis" }
}

/// The heading.
#[must_use]
pub fn join(organization: &str) -> String {
    said!(en: format!("Join {organization}"), de: format!("{organization} beitreten"))
}

/// Who invites.
#[must_use]
pub fn invited_by(inviter: Option<&str>, organization: &str) -> String {
    match inviter {
        Some(inviter) => said!(
            en: format!("{inviter} invited you to {organization}."),
            de: format!("{inviter} hat Sie zu {organization} eingeladen."),
        ),
        None => said!(
            en: format!("You are invited to {organization}."),
            de: format!("Sie sind zu {organization} eingeladen."),
        ),
    }
}

/// Somebody else is signed in.
#[must_use]
pub fn for_another(email: &str, signed_in: &str) -> String {
    said!(
        en: format!("This invitation is for {email}. You are signed in as {signed_in}."),
        de: format!("Diese Einladung ist für {email}. Sie sind als {signed_in} angemeldet."),
    )
}

/// One step accepts.
#[must_use]
pub fn signed_in_as(email: &str) -> String {
    said!(en: format!("You are signed in as {email}."), de: format!("Sie sind als {email} angemeldet."))
}

/// The headings and advice of an invitation that is over.
pub mod over {
    words! {
        /// Past its date.
        expired { en: "This invitation has expired", de: "Diese Einladung ist abgelaufen" }
        /// What to do.
        expired_advice {
            en: "Ask whoever invited you to send it again. The new mail brings a new link.",
            de: "Bitten Sie um eine neue Einladung. Die neue E-Mail enthält einen neuen Link.",
        }
        /// Accepted.
        used { en: "This invitation was accepted", de: "Diese Einladung wurde angenommen" }
        /// What to do.
        used_advice {
            en: "An invitation works once. If it was you, sign in.",
            de: "Eine Einladung gilt einmal. Wenn Sie das waren, melden Sie sich an.",
        }
        /// Taken back, or sent again.
        revoked { en: "This invitation was taken back", de: "Diese Einladung wurde zurückgezogen" }
        /// What to do.
        revoked_advice {
            en: "Look for a newer mail: sending an invitation again ends the earlier links. Otherwise ask whoever \
                invited you.",
            de: "Suchen Sie nach einer neueren E-Mail: Wird eine Einladung erneut gesendet, gelten die früheren Links \
                nicht mehr. Sonst fragen Sie nach, wer Sie eingeladen hat.",
        }
        /// The organization takes no addresses of this domain any more.
        domain { en: "This invitation no longer holds", de: "Diese Einladung gilt nicht mehr" }
        /// What to do.
        domain_advice {
            en: "The organization no longer takes addresses of this domain. Ask to be invited at another address of \
                yours.",
            de: "Die Organisation nimmt keine Adressen dieser Domain mehr an. Bitten Sie um eine Einladung an eine \
                andere Adresse von Ihnen.",
        }
        /// Its sender may no longer give that role.
        inviter { en: "This invitation no longer holds", de: "Diese Einladung gilt nicht mehr" }
        /// What to do.
        inviter_advice {
            en: "Whoever invited you may no longer do so. Ask someone else in the organization to invite you.",
            de: "Wer Sie eingeladen hat, darf das nicht mehr. Bitten Sie jemand anderen in der Organisation um eine \
                Einladung.",
        }
    }
}
