//! Opening a snapshot.

use crate::{
    BadSnapshot, FORMAT, People, Roster, Snapshot, numbers,
    order::Orders,
    record::{GONE, Links, NO_ROLE, NO_ROW, Record, Span, Standing, number},
    text::Text,
};
use domain::{Delivery, InvitationId, PersonId, Timestamp, UserId};
use uuid::Uuid;

impl Roster {
    /// Opens a snapshot, for the moment it was made at.
    ///
    /// # Errors
    /// [`BadSnapshot`] when another version made it or its columns do not fit together.
    pub fn load(snapshot: Snapshot) -> Result<Self, BadSnapshot> {
        if snapshot.format != FORMAT {
            return Err(BadSnapshot::Format(snapshot.format));
        }
        let rows = snapshot.people.states.len();
        let mut roster = Self {
            org: snapshot.org,
            slug: snapshot.slug,
            name: snapshot.name,
            seat_rule: snapshot.seats,
            allowed_domains: snapshot.allowed_domains,
            scope: snapshot.scope,
            viewer: snapshot.viewer,
            seq: snapshot.seq,
            now: snapshot.now,
            founded: snapshot.founded,
            past: snapshot.past,
            roles: snapshot.roles,
            teams: Vec::with_capacity(snapshot.teams.len()),
            records: Vec::with_capacity(rows),
            originals: String::with_capacity(snapshot.people.text.len()),
            links: Vec::new(),
            text: Text::with_capacity(rows, snapshot.people.text.len()),
            statuses: vec![GONE; rows],
            shown_roles: vec![NO_ROLE; rows],
            dated: vec![false; rows],
            shown_links: vec![Links::default(); rows],
            names: (0..number(rows)).collect(),
            by_id: (0..number(rows)).collect(),
            counts: Default::default(),
            owners: 0,
            edits: Vec::new(),
            last_edit: 0,
            held: Default::default(),
            orders: Orders::default(),
            generation: 0,
        };
        for team in snapshot.teams {
            roster.enter_team(team);
        }
        roster.rank_teams();
        roster.take_people(snapshot.people).ok_or(BadSnapshot::Damaged)?;
        Ok(roster)
    }

    fn take_people(&mut self, people: People) -> Option<()> {
        let rows = people.states.len();
        let columns = [people.roles.len(), people.team_counts.len(), people.since.len(), people.last_active.len()];
        if columns.into_iter().chain([people.invited_by.len(), people.seqs.len()]).any(|len| len != rows) {
            return None;
        }
        let mut lines = people.text.split_terminator('\n');
        let mut start = 0_u32;
        for (row, state) in people.states.bytes().enumerate() {
            let (name, email) = lines.next()?.split_once('\t')?;
            let span = self.keep_text(number(row), name, email)?;
            let links = Links { start, len: people.team_counts[row] };
            start += u32::from(links.len);
            let (standing, id) = standing_and_id(state, people.ids.get(row * 32..row * 32 + 32)?)?;
            let inviter = people.invited_by[row].checked_sub(1).unwrap_or(NO_ROW);
            if people.team_links.len() < start as usize || (inviter != NO_ROW && inviter as usize >= rows) {
                return None;
            }
            let seq = people.seqs[row];
            self.records.push(Record {
                id,
                span,
                role: people.roles[row],
                links,
                standing,
                since: people.since[row],
                until: None,
                dormant: None,
                last_active: people.last_active[row],
                stamp: None,
                role_until: None,
                inviter,
                delivery: Delivery::None,
                delivery_note: None,
                place: None,
                second_factor: false,
                role_seq: seq,
                teams_seq: seq,
                seq,
            });
        }
        if people.team_links.iter().any(|&link| usize::from(link / 2) >= self.teams.len()) {
            return None;
        }
        self.links = people.team_links;
        self.take_sparse(&people.until, |record, &(_, until)| record.until = Some(until), |x| x.0)?;
        self.take_sparse(&people.dormant, |record, &(_, at)| record.dormant = Some(at), |x| x.0)?;
        self.take_sparse(&people.stamps, |record, &(_, stamp)| record.stamp = Some(stamp), |x| x.0)?;
        self.take_sparse(&people.delivery, |record, &(_, delivery)| record.delivery = delivery, |x| x.0)?;
        let note = |record: &mut Record, (_, note): &(u32, String)| record.delivery_note = Some(note.clone());
        self.take_sparse(&people.delivery_notes, note, |x| x.0)?;
        self.take_sparse(&people.places, |record, &(_, place)| record.place = Some(place), |x| x.0)?;
        self.take_sparse(&people.second_factors, |record, _| record.second_factor = true, |&row| row)?;
        let role_until = |record: &mut Record, &(_, until, after): &(u32, Timestamp, u8)| {
            record.role_until = Some((until, after));
        };
        self.take_sparse(&people.role_until, role_until, |x| x.0)?;
        let seqs = |record: &mut Record, &(_, role, teams): &(u32, u64, u64)| {
            (record.role_seq, record.teams_seq) = (role, teams);
        };
        self.take_sparse(&people.other_seqs, seqs, |x| x.0)?;
        self.set_up();
        Some(())
    }

    fn take_sparse<T>(&mut self, column: &[T], set: impl Fn(&mut Record, &T), row: impl Fn(&T) -> u32) -> Option<()> {
        for item in column {
            set(self.records.get_mut(row(item) as usize)?, item);
        }
        Some(())
    }

    /// Orders and derives what the columns do not say.
    fn set_up(&mut self) {
        let Self { names, by_id, records, text, .. } = self;
        numbers::sort(by_id, &|a, b| records[a as usize].id.cmp(&records[b as usize].id));
        let key = |&row: &u32| (text.key(row), text.email(row), records[row as usize].id);
        if !names.is_sorted_by_key(key) {
            numbers::sort(names, &|a, b| key(&a).cmp(&key(&b)));
        }
        for row in 0..number(self.records.len()) {
            self.show(row);
        }
    }

    /// Keeps a row's texts, as written and folded.
    pub(crate) fn keep_text(&mut self, row: u32, name: &str, email: &str) -> Option<Span> {
        let span = Span {
            start: u32::try_from(self.originals.len()).ok()?,
            name: u16::try_from(name.len()).ok()?,
            email: u16::try_from(email.len()).ok()?,
        };
        self.originals.push_str(name);
        self.originals.push_str(email);
        self.text.set(row, name, email);
        Some(span)
    }
}

fn standing_and_id(state: u8, id: &str) -> Option<(Standing, PersonId)> {
    let id = Uuid::try_parse(id).ok()?;
    let user = PersonId::User(UserId(id));
    Some(match state {
        b'a' => (Standing::Active, user),
        b's' => (Standing::Suspended, user),
        b'r' => (Standing::Removed, user),
        b'i' => (Standing::Open, PersonId::Invitation(InvitationId(id))),
        b'q' => (Standing::Asked, PersonId::Invitation(InvitationId(id))),
        _ => return None,
    })
}
