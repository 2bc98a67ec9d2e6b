//! In which language a browser that nobody signed in with asks for pages.

use domain::Language;

/// The language that a browser asks for: the one that was chosen there, else the best of those its `Accept-Language`
/// names, else English.
#[must_use]
pub fn asked_for(chosen: Option<&str>, accept_language: &str) -> Language {
    let chosen = chosen.and_then(Language::of_tag);
    chosen.or_else(|| accepted(accept_language)).unwrap_or_default()
}

/// The language with the highest weight; of those with the same, the first. (RFC 9110, 12.5.4.)
fn accepted(header: &str) -> Option<Language> {
    let mut best: Option<(Language, u16)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let Some(language) = parts.next().and_then(Language::offered_for) else { continue };
        let Some(weight) = parts.next().map_or(Some(1_000), weight) else { continue };
        if weight > 0 && best.is_none_or(|(_, before)| weight > before) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

/// `q=0.8` in thousandths; none where it is no weight.
fn weight(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    let value: f32 = name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse().ok())??;
    (0.0..=1.0).contains(&value).then_some((value * 1_000.0) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_weight_wins() {
        let english = Some(Language::English);
        let german = Some(Language::German);
        for (header, language) in [
            ("de", german),
            ("de-CH, en;q=0.9", german),
            ("en-GB,en;q=0.9,de;q=0.8", english),
            ("fr, de;q=0.7, en;q=0.3", german),
            ("en;q=0.1, de;q=0.2", german),
            ("de;q=0, en;q=0.1", english),
            ("de;q=two, en;q=0.1", english),
            ("DE ; Q=0.5", german),
            ("fr, *", None),
            ("", None),
            (";;,,=", None),
        ] {
            assert_eq!(accepted(header), language, "{header}");
        }
    }

    #[test]
    fn a_choice_comes_before_what_the_browser_says() {
        assert_eq!(asked_for(Some("de"), "en"), Language::German);
        assert_eq!(asked_for(Some("tlh"), "de"), Language::German);
        assert_eq!(asked_for(None, "fr"), Language::English);
    }
}
