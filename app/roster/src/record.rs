//! One row as it is known for certain.

use domain::{Delivery, PersonId, Status, Timestamp};

/// The status of a row that has left.
pub(crate) const GONE: u8 = u8::MAX;
/// No row, where a row number could stand.
pub(crate) const NO_ROW: u32 = u32::MAX;
/// No role, where a role number could stand.
pub(crate) const NO_ROLE: u8 = u8::MAX;

/// What is stored of a row's standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A user who can sign in, unless past their end.
    Active,
    /// A user who cannot sign in.
    Suspended,
    /// A removed user.
    Removed,
    /// An invitation that is neither accepted nor revoked.
    Open,
    /// A request to join that nobody has answered.
    Asked,
}

/// A stretch of the arena of team links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Links {
    pub(crate) start: u32,
    pub(crate) len: u8,
}

impl Links {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + usize::from(self.len)
    }
}

/// Where a row's name and address stand in the arena of texts: the name first, the address right after it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    /// Zero for an invitation without a name.
    pub(crate) name: u16,
    pub(crate) email: u16,
}

/// A row as the server has confirmed it: edits that are pending are not in it.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) id: PersonId,
    pub(crate) span: Span,
    pub(crate) role: u8,
    pub(crate) links: Links,
    pub(crate) standing: Standing,
    pub(crate) since: Timestamp,
    pub(crate) until: Option<Timestamp>,
    /// When a user is suspended for not having come.
    pub(crate) dormant: Option<Timestamp>,
    pub(crate) last_active: Option<Timestamp>,
    /// When a user was removed, an invitation last sent.
    pub(crate) stamp: Option<Timestamp>,
    pub(crate) role_until: Option<(Timestamp, u8)>,
    /// The inviter's row.
    pub(crate) inviter: u32,
    pub(crate) delivery: Delivery,
    /// What the mail server said when it refused.
    pub(crate) delivery_note: Option<String>,
    /// An invitation's place in line while it waits for a seat.
    pub(crate) place: Option<u64>,
    /// Whether a user's account takes a second factor, as far as the viewer may see that.
    pub(crate) second_factor: bool,
    pub(crate) role_seq: u64,
    pub(crate) teams_seq: u64,
    pub(crate) seq: u64,
}

impl Standing {
    /// Whether it is an invitation, or a request for one.
    pub(crate) fn is_invitation(self) -> bool {
        matches!(self, Self::Open | Self::Asked)
    }
}

impl Record {
    /// The status at `now`, by the rules of `domain::User::status` and `domain::Invitation::status`.
    pub(crate) fn status(&self, now: Timestamp) -> Status {
        let past = self.until.is_some_and(|until| until <= now);
        match self.standing {
            Standing::Removed => Status::Removed,
            Standing::Asked => Status::Requested,
            Standing::Open if self.place.is_some() => Status::Waiting,
            Standing::Open if past => Status::Expired,
            Standing::Open => Status::Invited,
            _ if past => Status::Ended,
            Standing::Suspended => Status::Suspended,
            Standing::Active if self.dormant.is_some_and(|at| at <= now) => Status::Suspended,
            Standing::Active => Status::Active,
        }
    }

    /// An invitation was sent, and is good until then.
    pub(crate) fn sent(&mut self, at: Timestamp, until: Timestamp) {
        self.stamp = Some(at).filter(|&at| at != self.since);
        self.until = Some(until);
    }

    /// Whether it is a request whose days are over at `now`: it leaves the list then.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.standing == Standing::Asked && self.until.is_some_and(|until| until <= now)
    }

    /// The role that counts at `now`.
    pub(crate) fn effective_role(&self, now: Timestamp) -> u8 {
        match self.role_until {
            Some((until, after)) if until <= now => after,
            _ => self.role,
        }
    }
}

/// A count or a place as a row number.
pub(crate) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The number of a status in the columns.
pub(crate) const fn code(status: Status) -> u8 {
    status as u8
}

#[cfg(test)]
mod tests {
    use super::code;
    use domain::Status;

    #[test]
    fn a_status_code_is_its_place_in_the_filter() {
        for (i, status) in Status::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(code(status)), i);
        }
    }
}
