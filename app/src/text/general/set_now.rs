//! What somebody else set meanwhile.

use domain::{ChangeOrganization, DomainName, Dormancy, OrgSettings, SeatPolicy};

use super::super::amounts::count;
use super::super::{dormancy, edits};
use super::*;

/// Somebody else was first: who, how many milliseconds ago, and what is set now, once that is known.
#[must_use]
pub fn clash(first: Option<(&str, i64)>, now: Option<&str>) -> String {
    let first = first.map_or_else(|| edits::clash_unnamed(None), |(by, ago_ms)| edits::clash(by, None, ago_ms));
    let now = now.map(|now| format!(" {now}")).unwrap_or_default();
    said!(
        en: format!("{first}.{now} Save again to set what stands here all the same."),
        de: format!("{first}.{now} Speichern Sie noch einmal, um trotzdem zu setzen, was hier steht."),
    )
}

/// What is set now of what was to be changed: "Now it is: Name “Acme”, Seat limit 60."
#[must_use]
pub fn set_now(asked: &ChangeOrganization, now: &OrgSettings) -> String {
    let ChangeOrganization {
        name,
        seat_limit,
        seat_policy,
        tell_people,
        allowed_domains,
        remind_invited,
        mail_words,
        dormancy: asked_dormancy,
        take_requests,
        require_second_factor,
    } = asked;
    let words = mail_words.keys().map(|kind| {
        let subject = now.mail_words.get(kind).map(|words| {
            said!(
                en: format!("“{}”", words.subject),
                de: format!("„{}“", words.subject),
            )
        });
        format!("{}: {}", mail(*kind), subject.as_deref().unwrap_or(musters()))
    });
    let told = |yes: bool, this: &str, other: &str| if yes { this.to_owned() } else { other.to_owned() };
    let limit = || now.seat_limit.map_or_else(|| unlimited().to_owned(), count);
    let policy = || match now.seat_policy {
        SeatPolicy::Stop => stop(),
        SeatPolicy::Open => open(),
        SeatPolicy::Queue => queue(),
    };
    let domains = || {
        let domains: Vec<&str> = now.allowed_domains.iter().map(DomainName::as_str).collect();
        if domains.is_empty() { any_domain().to_owned() } else { domains.join(", ") }
    };
    let dormant = || match now.dormancy {
        Some(Dormancy { remind_after, suspend_after, .. }) => {
            format!("{}: {remind_after}; {}: {suspend_after}", dormancy::remind_after(), dormancy::suspend_after())
        }
        None => format!("{}: {}", dormancy::not_seen(), dormancy::keep()),
    };
    let settings = [
        name.is_some().then(|| {
            said!(
                en: format!("{}: “{}”", self::name(), now.name),
                de: format!("{}: „{}“", self::name(), now.name),
            )
        }),
        seat_limit.is_some().then(|| format!("{}: {}", self::limit(), limit())),
        seat_policy.is_some().then(|| format!("{}: {}", self::policy(), policy())),
        tell_people
            .is_some()
            .then(|| format!("{}: {}", self::tell(), told(now.tell_people, tell_them(), tell_nobody()))),
        allowed_domains.is_some().then(|| format!("{}: {}", self::domains(), domains())),
        remind_invited
            .is_some()
            .then(|| format!("{}: {}", self::reminding(), told(now.remind_invited, remind(), remind_nobody()))),
        asked_dormancy.is_some().then(dormant),
        take_requests
            .is_some()
            .then(|| format!("{}: {}", self::requests(), told(now.take_requests, requests_take(), requests_none()))),
        require_second_factor.is_some().then(|| {
            format!("{}: {}", require_factor(), told(now.require_second_factor, factor_required(), factor_optional()))
        }),
    ];
    said!(
        en: format!("Set now: {}.", settings.into_iter().flatten().chain(words).collect::<Vec<_>>().join("; ")),
        de: format!("Jetzt gesetzt: {}.", settings.into_iter().flatten().chain(words).collect::<Vec<_>>().join("; ")),
    )
}
