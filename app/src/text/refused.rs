//! Words of the bare pages that refuse a request before any page is rendered.

words! {
    /// The link to the start.
    back { en: "Go to the start page", de: "Zur Startseite" }
}

/// Title and advice for an HTTP status.
#[must_use]
pub fn of(status: u16) -> (&'static str, &'static str) {
    match status {
        400 => (
            said!(en: "Bad request", de: "Fehlerhafte Anfrage"),
            said!(
                en: "The address has a part that stands there twice or cannot be read.",
                de: "Die Adresse hat einen Teil, der zweimal vorkommt oder nicht gelesen werden kann.",
            ),
        ),
        403 => (
            said!(en: "Not allowed from there", de: "Von dort nicht erlaubt"),
            said!(
                en: "This request came from another site, or did not say where it came from.",
                de: "Diese Anfrage kam von einer anderen Website oder sagte nicht, woher sie kam.",
            ),
        ),
        404 => (
            said!(en: "Page not found", de: "Seite nicht gefunden"),
            said!(
                en: "The address may be mistyped, or you may not have access to what it names.",
                de: "Die Adresse ist vielleicht falsch geschrieben, oder Sie haben keinen Zugang zu dem, was sie nennt.",
            ),
        ),
        405 => (
            said!(en: "Not done this way", de: "So geht es nicht"),
            said!(
                en: "This address does not take this kind of request.",
                de: "Diese Adresse nimmt diese Art von Anfrage nicht an.",
            ),
        ),
        408 => (
            said!(en: "That took too long", de: "Das hat zu lange gedauert"),
            said!(
                en: "What you sent did not arrive in time, and nothing was done. Go back and try again.",
                de: "Was Sie gesendet haben, kam nicht rechtzeitig an, und nichts wurde getan. Gehen Sie zurück und \
                    versuchen Sie es erneut.",
            ),
        ),
        413 => (
            said!(en: "Too large", de: "Zu groß"),
            said!(
                en: "What was sent is larger than this address takes.",
                de: "Was gesendet wurde, ist größer, als diese Adresse annimmt.",
            ),
        ),
        421 => (
            said!(en: "Another address", de: "Andere Adresse"),
            said!(
                en: "This installation is reached by another address.",
                de: "Diese Installation ist unter einer anderen Adresse zu erreichen.",
            ),
        ),
        429 => (
            said!(en: "Too many tries", de: "Zu viele Versuche"),
            said!(
                en: "Wait a moment, then go back and try again.",
                de: "Warten Sie einen Moment, gehen Sie dann zurück und versuchen Sie es erneut.",
            ),
        ),
        503 => (
            said!(en: "Not ready", de: "Nicht bereit"),
            said!(
                en: "Muster is starting, has too much to do, or its database does not answer. Try again in a moment.",
                de: "Muster startet gerade, hat zu viel zu tun, oder die Datenbank antwortet nicht. Versuchen Sie es \
                    gleich erneut.",
            ),
        ),
        507 => (
            said!(en: "No room on the server's disk", de: "Kein Platz auf der Platte des Servers"),
            said!(
                en: "Nothing was changed. Whoever runs Muster has to make room; then try again.",
                de: "Nichts wurde geändert. Wer Muster betreibt, muss Platz schaffen; versuchen Sie es dann erneut.",
            ),
        ),
        _ => (
            said!(en: "Something went wrong", de: "Etwas ist schiefgegangen"),
            said!(
                en: "The server failed. Try again; if it goes on, tell whoever runs it the number in the x-request-id \
                    header.",
                de: "Der Server hat versagt. Versuchen Sie es erneut; wenn es so bleibt, nennen Sie dem Betreiber die \
                    Nummer im Header x-request-id.",
            ),
        ),
    }
}
