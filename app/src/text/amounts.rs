//! Numbers, and lists of things, in words.

/// A number with its thousands apart: `12,345`, in German `12.345`.
#[must_use]
pub fn count(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(said!(en: ',', de: '.'));
        }
        shown.push(digit);
    }
    shown
}

/// A number of things: `1 seat`, `2 seats`.
#[must_use]
pub fn counted(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// How long ago something was, roughly: `4 s ago`.
#[must_use]
pub fn ago(ms: i64) -> String {
    let seconds = ms.max(0) / 1_000;
    match seconds {
        0..=59 => said!(en: format!("{seconds} s ago"), de: format!("vor {seconds} s")),
        60..=3_599 => said!(en: format!("{} min ago", seconds / 60), de: format!("vor {} min", seconds / 60)),
        3_600..=86_399 => said!(en: format!("{} h ago", seconds / 3_600), de: format!("vor {} h", seconds / 3_600)),
        _ => {
            let days = u32::try_from(seconds / 86_400).unwrap_or(u32::MAX);
            said!(
                en: format!("{} ago", counted(days, "day", "days")),
                de: format!("vor {}", counted(days, "Tag", "Tagen")),
            )
        }
    }
}

/// Several names as a sentence names them: `Ana, Ben and Cem`.
#[must_use]
pub fn list<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            said!(
                en: format!("{} and {}", most.join(", "), last.as_ref()),
                de: format!("{} und {}", most.join(", "), last.as_ref()),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_read_well() {
        assert_eq!([0_u32, 12, 999, 1_000, 1_234_567].map(count), ["0", "12", "999", "1,000", "1,234,567"]);
        assert_eq!(counted(1, "seat", "seats"), "1 seat");
        assert_eq!([4_000, 60_000, 7_200_000, 86_400_000].map(ago), ["4 s ago", "1 min ago", "2 h ago", "1 day ago"]);
        assert_eq!(list(&["Ana", "Ben", "Cem"]), "Ana, Ben and Cem");
        assert_eq!(list::<&str>(&[]), "");
    }
}
