//! Where to go after signing in: a path of this installation, or nowhere (S-56).

/// The longest `next`, in bytes.
const MOST: usize = 2_000;

/// The path, when it is one: it begins with one `/`, and nothing in it can make a browser read it as another
/// origin, another header or another scheme.
#[must_use]
pub fn own_path(next: &str) -> Option<&str> {
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let rest = next.strip_prefix('/')?;
    // Encoded slashes, backslashes and controls: some reader on the way may decode them first.
    let lower = next.to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let hidden = ["%2f", "%5c", "%0", "%1", "%7f", "%09"].iter().any(|code| path.contains(code));
    let climbs = path.split('/').any(|part| matches!(part, "." | ".." | "%2e" | "%2e%2e" | ".%2e" | "%2e."));
    let good = plain && !rest.starts_with('/') && !path.contains("//") && !hidden && !climbs && next.len() <= MOST;
    good.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_this_installation_are_followed() {
        for good in [
            "/",
            "/account",
            "/o/acme/settings/users",
            "/o/acme/settings/users?q=ana%20lima&role=admin",
            "/o/acme/settings/users/0198c0de-0000-7000-8000-000000000001",
            "/o/acme/settings/users?q=https%3A%2F%2Fexample.com#top",
        ] {
            assert_eq!(own_path(good), Some(good));
        }
    }

    #[test]
    fn s_56_nothing_else_is() {
        for bad in [
            "",
            "account",
            "//evil.example",
            "//evil.example/",
            "///evil.example",
            "////evil.example",
            "/\\evil.example",
            "/\\/evil.example",
            "\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\n/evil.example",
            "/\0/evil.example",
            "/ /evil.example",
            " //evil.example",
            "\t//evil.example",
            "https://evil.example",
            "https:evil.example",
            "https:/evil.example",
            "https:///evil.example",
            "HTTPS://EVIL.EXAMPLE",
            "http:\\\\evil.example",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "mailto:ana@example.com",
            "file:///etc/passwd",
            "@evil.example",
            ".evil.example",
            ":80",
            "?next=//evil.example",
            "#//evil.example",
            "/%2f/evil.example",
            "/%2Fevil.example",
            "/%5cevil.example",
            "/%5C%5Cevil.example",
            "/%09/evil.example",
            "/%0d%0aSet-Cookie:x=1",
            "/%00",
            "/..//evil.example",
            "/./evil.example",
            "/o/../../evil",
            "/%2e%2e/evil",
            "/o//evil.example",
            "/o/\u{202e}x",
            "/o/é",
            "/o/\u{ff0f}\u{ff0f}evil.example",
        ] {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
        assert_eq!(own_path(&format!("/{}", "a".repeat(MOST))), None);
    }
}
