//! The steps of signing in, and their addresses: a page that is loaded anew, with or without script, is at the same step.

use crate::location::escaped;

/// A step of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Address and password.
    Password,
    /// The authenticator app's code.
    Code,
    /// A recovery code in its place.
    Recovery,
}

impl Step {
    /// The step that an address names as its `step`; any other is the first.
    #[must_use]
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("code") => Self::Code,
            Some("recovery") => Self::Recovery,
            _ => Self::Password,
        }
    }

    /// Its address: with where one wants to go after it (empty for nowhere), and what failed before.
    #[must_use]
    pub fn address(self, next: &str, error: Option<&str>) -> String {
        let name = match self {
            Self::Password => None,
            Self::Code => Some("code"),
            Self::Recovery => Some("recovery"),
        };
        let next = Some(next).filter(|next| !next.is_empty());
        let (mut address, mut mark) = ("/sign-in".to_owned(), '?');
        for (key, value) in [("step", name), ("error", error), ("next", next)] {
            if let Some(value) = value {
                address.push(mark);
                address.push_str(key);
                address.push('=');
                address.push_str(&escaped(value));
                mark = '&';
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_has_an_address_that_leads_back_to_it() {
        assert_eq!(Step::Password.address("", None), "/sign-in");
        assert_eq!(Step::Password.address("/a?b=c", Some("over")), "/sign-in?error=over&next=%2Fa%3Fb%3Dc");
        assert_eq!(Step::Code.address("", None), "/sign-in?step=code");
        assert_eq!(Step::Recovery.address("/a", Some("code")), "/sign-in?step=recovery&error=code&next=%2Fa");
        for (name, step) in [("code", Step::Code), ("recovery", Step::Recovery), ("other", Step::Password)] {
            assert_eq!(Step::named(Some(name)), step);
        }
        assert_eq!(Step::named(None), Step::Password);
    }
}
