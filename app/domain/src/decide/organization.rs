use super::Desk;
use crate::{Change, ChangeOrganization, DomainName, Dormancy, Field, Permission, Refusal, SEAT_LIMIT_MAX};

impl Desk<'_> {
    pub(super) fn change_organization(&mut self, change: &ChangeOrganization) -> Result<(), Refusal> {
        let needs = |permission, asked: bool| {
            if asked && !self.by.may(permission) { Err(Refusal::NotAllowed { permission }) } else { Ok(()) }
        };
        let settings = change.name.is_some()
            || change.tell_people.is_some()
            || change.allowed_domains.is_some()
            || change.remind_invited.is_some()
            || change.dormancy.is_some()
            || change.take_requests.is_some()
            || change.require_second_factor.is_some()
            || !change.mail_words.is_empty();
        needs(Permission::SettingsManage, settings)?;
        needs(Permission::SeatsManage, change.seat_limit.is_some() || change.seat_policy.is_some())?;
        if change.seat_limit.flatten().is_some_and(|limit| !(1..=SEAT_LIMIT_MAX).contains(&limit)) {
            return Err(Refusal::OutOfRange { field: Field::SeatLimit, least: 1, most: SEAT_LIMIT_MAX });
        }
        for (mail, words) in &change.mail_words {
            if let Some(words) = words {
                words.check(*mail)?;
            }
        }
        self.settings_as_seen(change)?;
        let before = self.state.org.settings.clone();
        let mut after = before.clone();
        if let Some(name) = &change.name {
            after.name = name.clone();
        }
        after.seat_limit = change.seat_limit.unwrap_or(before.seat_limit);
        after.seat_policy = change.seat_policy.unwrap_or(before.seat_policy);
        after.tell_people = change.tell_people.unwrap_or(before.tell_people);
        after.remind_invited = change.remind_invited.unwrap_or(before.remind_invited);
        if let Some(dormancy) = change.dormancy {
            after.dormancy = self.dormancy(dormancy)?;
        }
        if let Some(domains) = &change.allowed_domains {
            after.allowed_domains = each_once(domains);
        }
        for (mail, words) in &change.mail_words {
            match words {
                Some(words) => after.mail_words.insert(*mail, words.clone()),
                None => after.mail_words.remove(mail),
            };
        }
        if after.allowed_domains.is_empty() && change.take_requests == Some(true) {
            return Err(Refusal::RequestsNeedDomain);
        }
        // Without a domain nobody may ask; and nobody may again, unnoticed, once there is one.
        after.take_requests = change.take_requests.unwrap_or(before.take_requests) && !after.allowed_domains.is_empty();
        after.require_second_factor = change.require_second_factor.unwrap_or(before.require_second_factor);
        if after.require_second_factor && !before.require_second_factor {
            self.actor_has_second_factor()?;
        }
        if after != before {
            self.change(Change::OrganizationChanged { before, after });
        }
        Ok(())
    }

    /// Nobody shuts themselves out: who asks for it of everybody has one.
    fn actor_has_second_factor(&self) -> Result<(), Refusal> {
        let Some(user) = self.by.user() else { return Ok(()) };
        let has = self.state.users.get(&user).is_some_and(|user| user.second_factor);
        if has { Ok(()) } else { Err(Refusal::NeedsSecondFactor) }
    }

    /// What somebody else has set since is not overwritten unseen. Setting it to what it is anyway is no clash.
    fn settings_as_seen(&self, change: &ChangeOrganization) -> Result<(), Refusal> {
        let (now, set_by) = (&self.state.org.settings, &self.state.set_by);
        let others = [
            (change.name.as_ref().is_some_and(|name| *name != now.name), set_by.name),
            (change.seat_limit.is_some_and(|limit| limit != now.seat_limit), set_by.seat_limit),
            (change.seat_policy.is_some_and(|policy| policy != now.seat_policy), set_by.seat_policy),
            (change.tell_people.is_some_and(|tell| tell != now.tell_people), set_by.tell_people),
            (
                change.allowed_domains.as_ref().is_some_and(|domains| each_once(domains) != now.allowed_domains),
                set_by.allowed_domains,
            ),
            (change.remind_invited.is_some_and(|remind| remind != now.remind_invited), set_by.remind_invited),
            (change.dormancy.is_some_and(|dormancy| !are_alike(dormancy, now.dormancy)), set_by.dormancy),
            (change.take_requests.is_some_and(|take| take != now.take_requests), set_by.take_requests),
            (
                change.require_second_factor.is_some_and(|require| require != now.require_second_factor),
                set_by.require_second_factor,
            ),
        ];
        let reworded = change.mail_words.iter().map(|(mail, words)| {
            (now.mail_words.get(mail) != words.as_ref(), set_by.mail_words.get(mail).copied().unwrap_or(0))
        });
        let last = others.into_iter().chain(reworded).filter(|(differs, _)| *differs).map(|(_, seq)| seq).max();
        self.as_seen(last.unwrap_or(0))
    }

    /// A clash when the sender had not seen the event `seq`.
    pub(super) fn as_seen(&self, seq: u64) -> Result<(), Refusal> {
        if self.moment.seen.is_some_and(|seen| seq > seen) { Err(Refusal::Clash { seq, role: None }) } else { Ok(()) }
    }
}

fn are_alike(one: Option<Dormancy>, other: Option<Dormancy>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is_like(&other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn each_once(domains: &[DomainName]) -> Vec<DomainName> {
    let mut domains = domains.to_vec();
    domains.sort_unstable();
    domains.dedup();
    domains
}
