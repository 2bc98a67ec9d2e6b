//! Words of verifying the chain in the browser.

use domain::{Broken, Checked, Flaw};

use crate::text::amounts::count;

words! {
    /// Opens the check, and begins it.
    verify { en: "Verify in this browser", de: "In diesem Browser prüfen" }
    /// Title of the check.
    verify_title { en: "Verify the chain", de: "Kette prüfen" }
    /// What it does.
    verify_about {
        en: "This browser reads every event of the organization and computes the chain anew.",
        de: "Dieser Browser liest alle Ereignisse der Organisation und rechnet die Kette nach.",
    }
    /// What it proves.
    proves {
        en: "It proves that the events, as the server hands them out, follow one another without a gap, and that none of \
            them, nor the personal texts beside them, was changed after it was written.",
        de: "Bewiesen wird: Die Ereignisse, so wie der Server sie ausgibt, folgen lückenlos aufeinander, und keines von \
            ihnen und keiner der persönlichen Texte daneben wurde nach dem Schreiben geändert.",
    }
    /// What it does not.
    proves_not {
        en: "It does not prove that the end was not cut off, nor that somebody who rules the server has not written the \
            whole chain anew, nor that what was written was true. Against the first two, compare the last hash with one \
            that was kept elsewhere: “muster audit verify” exports signed ones. Refused attempts are not in the chain.",
        de: "Nicht bewiesen wird, dass das Ende nicht abgeschnitten wurde, dass niemand, der den Server beherrscht, die \
            ganze Kette neu geschrieben hat, und dass das Geschriebene wahr ist. Gegen die ersten beiden hilft, den \
            letzten Hash mit einem zu vergleichen, der anderswo aufbewahrt ist: „muster audit verify“ exportiert \
            signierte. Abgelehnte Versuche stehen nicht in der Kette.",
    }
    /// Begins it.
    start { en: "Verify", de: "Prüfen" }
    /// Ends it early.
    stop { en: "Cancel", de: "Abbrechen" }
    /// Begins it again.
    again { en: "Verify again", de: "Erneut prüfen" }
    /// It was ended early.
    stopped {
        en: "Cancelled. Nothing is known of the events that were not reached.",
        de: "Abgebrochen. Über die nicht erreichten Ereignisse ist nichts bekannt.",
    }
    /// The worker does not start.
    no_worker {
        en: "This browser did not start the check. Nothing is known of the chain.",
        de: "Dieser Browser hat die Prüfung nicht gestartet. Über die Kette ist nichts bekannt.",
    }
    /// The server did not answer.
    not_read {
        en: "The events could not be read to the end. Nothing is known of those that were not reached.",
        de: "Die Ereignisse konnten nicht bis zum Ende gelesen werden. Über die nicht erreichten ist nichts bekannt.",
    }
    /// Name of the progress.
    progress { en: "Events checked", de: "Geprüfte Ereignisse" }
    /// The last event's hash.
    last_hash { en: "Last hash", de: "Letzter Hash" }
}

/// How far a check is.
#[must_use]
pub fn checked_so_far(done: u64, all: u64) -> String {
    said!(
        en: format!("{} of {} events checked", count(done), count(all)),
        de: format!("{} von {} Ereignissen geprüft", count(done), count(all)),
    )
}

/// What a check found: the chain holds.
#[must_use]
pub fn holds(checked: &Checked) -> String {
    let erased = match checked.erased {
        0 => String::new(),
        erased => said!(
            en: format!(" Of {} of them, personal texts were erased.", count(erased)),
            de: format!(" Bei {} davon wurden persönliche Texte gelöscht.", count(erased)),
        ),
    };
    said!(
        en: format!("The chain holds: all {} events are as they were written.{erased}", count(checked.seq)),
        de: format!("Die Kette hält: Alle {} Ereignisse sind so, wie sie geschrieben wurden.{erased}", count(checked.seq)),
    )
}

/// What a check found: it does not.
#[must_use]
pub fn broken(Broken { seq, flaw }: Broken) -> String {
    let what = match flaw {
        Flaw::Missing => said!(en: "it is missing", de: "es fehlt"),
        Flaw::Link => said!(
            en: "it does not follow the one before it",
            de: "es folgt nicht auf das Ereignis davor",
        ),
        Flaw::Hash => {
            said!(en: "it says something else than was hashed", de: "es sagt etwas anderes, als gehasht wurde")
        }
        Flaw::Unreadable => said!(en: "it cannot be read", de: "es lässt sich nicht lesen"),
        Flaw::Kind => said!(en: "another kind stands beside it", de: "eine andere Art steht daneben"),
        Flaw::Subject => said!(en: "somebody else stands beside it", de: "jemand anderes steht daneben"),
        Flaw::Texts => said!(en: "other personal texts stand beside it", de: "andere persönliche Texte stehen daneben"),
        Flaw::Organization => said!(
            en: "it begins the chain of another organization",
            de: "es beginnt die Kette einer anderen Organisation",
        ),
        Flaw::Beyond => said!(
            en: "the organization has had no event of that number",
            de: "die Organisation hatte kein Ereignis mit dieser Nummer",
        ),
        Flaw::Head => said!(
            en: "it is not the one that the exported head names",
            de: "es ist nicht das, das der exportierte Kopf nennt",
        ),
    };
    said!(
        en: format!("The chain does not hold at event {}: {what}. Nothing can be said of what follows.", count(seq)),
        de: format!("Die Kette hält nicht bei Ereignis {}: {what}. Über das Folgende lässt sich nichts sagen.", count(seq)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_says_what_it_found() {
        let checked = Checked { seq: 1_234, hash: String::new(), erased: 2 };
        let said =
            "The chain holds: all 1,234 events are as they were written. Of 2 of them, personal texts were erased.";
        assert_eq!(holds(&checked), said);
        let said = "The chain does not hold at event 7: it is missing. Nothing can be said of what follows.";
        assert_eq!(broken(Broken { seq: 7, flaw: Flaw::Missing }), said);
    }
}
