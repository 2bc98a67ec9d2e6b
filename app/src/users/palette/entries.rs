//! What the palette finds, and in what order.

use domain::{Choice, Membership, PeopleFilter, PersonId};
use roster::{ExportFormat, Roster, fold};

use crate::pages::frame::sections;
use crate::pages::viewer::{Section, landing};
use crate::text::{export, frame, import, palette as text, past, roles::shown, users};
use crate::ui::{Drawing, FrameLink, drawings};
use crate::users::face::Summary;

/// How many people, teams or roles are listed: who wants more sees them in the list of the page.
const SHOWN: usize = 8;

/// What picking an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Goes to another page.
    Visit(String),
    /// Opens the dialog that invites.
    Invite,
    /// Opens the dialog that imports lists.
    Import,
    /// Opens the dialog that asks for a day.
    ChooseDay,
    /// Shows the list of the keys.
    ListKeys,
    /// Takes the list away as a file.
    Export(ExportFormat),
    /// Does what a line of the menu of views does.
    View(String),
    /// Has the list show these, in the order and with the columns that it has.
    Narrow(PeopleFilter),
    /// Opens somebody's panel.
    Person(PersonId),
    /// Ends the session.
    SignOut,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is called.
    pub(super) label: String,
    /// More about it, muted.
    pub(super) about: String,
    /// Its drawing.
    pub(super) drawing: Drawing,
    /// What it does.
    pub(super) does: Does,
}

/// Entries of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// What they are.
    pub(super) name: &'static str,
    /// In order; never empty.
    pub(super) entries: Vec<Entry>,
}

impl Entry {
    fn new(label: impl Into<String>, drawing: Drawing, does: Does) -> Self {
        Self { label: label.into(), about: String::new(), drawing, does }
    }
}

/// What the viewer may do in a list, `names` of whose views are known: keys and names.
pub(super) fn of_list(summary: &Summary, names: Vec<(String, String)>) -> Vec<Entry> {
    let may = |may: bool, label: &str, drawing, does| may.then(|| Entry::new(label, drawing, does));
    let view = |(key, name): (String, String)| Entry::new(text::view(&name), drawings::USERS, Does::View(key));
    let export = |format| Entry::new(text::export_as(export::format(format)), drawings::DOWNLOAD, Does::Export(format));
    let first = [
        may(summary.may_invite, users::invite(), drawings::USER_PLUS, Does::Invite),
        may(summary.may_import, import::import(), drawings::UPLOAD, Does::Import),
        may(summary.may_see_past, past::as_of(), drawings::CALENDAR, Does::ChooseDay),
    ];
    let keys = Entry::new(users::keys(), drawings::INFO, Does::ListKeys);
    let all = first.into_iter().flatten().chain(ExportFormat::ALL.into_iter().map(export));
    all.chain(names.into_iter().map(view)).chain([keys]).collect()
}

/// Where one can go from everywhere: the sections of the organization, one's account, other organizations, out.
pub(super) fn of_frame(current: Option<&Membership>, all: &[Membership]) -> Vec<Entry> {
    let section = |link: FrameLink| Entry::new(text::go_to(link.label), link.icon, Does::Visit(link.href));
    let sections = current.map(sections).unwrap_or_default().into_iter().map(section);
    let others = all.iter().filter(|org| current.is_none_or(|current| current.org != org.org));
    let switch = |org: &Membership| {
        Entry::new(text::switch_to(org.name.as_str()), drawings::CHEVRONS_UP_DOWN, Does::Visit(landing(org)))
    };
    let account = Entry::new(text::go_to(frame::account()), drawings::CIRCLE_USER, Does::Visit("/account".to_owned()));
    let out = Entry::new(frame::sign_out(), drawings::LOG_OUT, Does::SignOut);
    sections.chain([account]).chain(others.map(switch)).chain([out]).collect()
}

/// What is typed, as it is looked for.
struct Typed {
    whole: String,
    words: Vec<String>,
}

impl Typed {
    fn new(typed: &str) -> Self {
        let whole = fold(typed.trim());
        let words = whole.split_whitespace().map(str::to_owned).collect();
        Self { whole, words }
    }

    fn is_nothing(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a name answers it, 0 the best; `None` where it does not have all the words.
    fn rank(&self, name: &str) -> Option<u8> {
        let name = fold(name);
        if !self.words.iter().all(|word| name.contains(word)) {
            return None;
        }
        let begins_word = || {
            name.match_indices(self.whole.as_str())
                .any(|(at, _)| name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
        };
        Some(if name.starts_with(&self.whole) { 0 } else { 2 - u8::from(begins_word()) })
    }

    /// Those that answer it, the best first; all where nothing is typed.
    fn among(&self, entries: impl IntoIterator<Item = Entry>) -> Vec<Entry> {
        let ranked = |entry: Entry| Some((self.rank(&entry.label)?, entry));
        let mut found: Vec<(u8, Entry)> = entries.into_iter().filter_map(ranked).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// What answers to what is typed; actions alone where nothing is. `roster` are the people of the list in view, if one is; of
/// those of `elsewhere`, an organization's name in addresses, only the way to their list is found.
pub(super) fn found(typed: &str, actions: &[Entry], roster: Option<&Roster>, elsewhere: Option<&str>) -> Vec<Group> {
    let looked = Typed::new(typed);
    let mut groups = vec![Group { name: text::actions(), entries: looked.among(actions.iter().cloned()) }];
    if !looked.is_nothing() {
        let typed = typed.trim();
        match (roster, elsewhere) {
            (Some(roster), _) => groups.extend(of_roster(roster, typed, &looked)),
            (None, Some(org)) => {
                let href = format!("{}?{}", Section::Users.path(org), narrowed_to(typed).to_query());
                let look = Entry::new(text::look_among_users(typed), drawings::SEARCH, Does::Visit(href));
                groups.push(Group { name: text::people(), entries: vec![look] });
            }
            (None, None) => {}
        }
    }
    groups.retain(|group| !group.entries.is_empty());
    // A kind whose best begins with what is typed comes before one that has it somewhere.
    groups.sort_by_key(|group| looked.rank(&group.entries[0].label) != Some(0));
    groups
}

fn narrowed_to(typed: &str) -> PeopleFilter {
    PeopleFilter { q: typed.to_owned(), ..PeopleFilter::default() }
}

fn of_roster(roster: &Roster, typed: &str, looked: &Typed) -> [Group; 3] {
    let named = roster.named(typed, SHOWN);
    let person = |row: u32| {
        let row = roster.row(row)?;
        let about = if row.is_named() { row.email().to_owned() } else { String::new() };
        Some(Entry { about, ..Entry::new(row.name(), drawings::USER, Does::Person(row.id())) })
    };
    let mut people: Vec<Entry> = named.rows.iter().filter_map(|&row| person(row)).collect();
    if named.total as usize > people.len() {
        let all = Does::Narrow(narrowed_to(typed));
        people.push(Entry::new(text::show_all(named.total), drawings::SEARCH, all));
    }
    let teams = roster.teams().into_iter().map(|(_, team)| {
        let filter = PeopleFilter { teams: vec![Choice::of(&team.slug)], ..PeopleFilter::default() };
        Entry::new(team.name.as_str(), drawings::USERS_ROUND, Does::Narrow(filter))
    });
    let roles = roster.roles().iter().map(|role| {
        let filter = PeopleFilter { roles: vec![Choice::of(&role.slug)], ..PeopleFilter::default() };
        Entry::new(shown(role.name.as_str()), drawings::SHIELD, Does::Narrow(filter))
    });
    let some = |entries: Vec<Entry>| entries.into_iter().take(SHOWN).collect();
    [
        Group { name: text::people(), entries: people },
        Group { name: text::teams(), entries: some(looked.among(teams)) },
        Group { name: text::roles(), entries: some(looked.among(roles)) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

    fn labels(groups: &[Group]) -> Vec<(&'static str, Vec<&str>)> {
        groups
            .iter()
            .map(|group| (group.name, group.entries.iter().map(|entry| entry.label.as_str()).collect()))
            .collect()
    }

    fn acme() -> Stage {
        Stage::new()
            .user("Olga Owner", Owner)
            .user("Ada Admin", Admin)
            .user("Mariana Souza", Member)
            .user("Ana Lima", Member)
            .user("Juan Anaya", Member)
            .user("Ben Adeyemi", Member)
    }

    #[test]
    fn people_are_found_by_the_start_of_a_name_first() {
        let stage = acme();
        let roster = stage.seen_by("Olga Owner");
        let found = found("ana", &[], Some(&roster), None);
        assert_eq!(labels(&found), [("People", vec!["Ana Lima", "Juan Anaya", "Mariana Souza"])]);
        assert_eq!(found[0].entries[0].does, Does::Person(stage.id("Ana Lima").into()));
    }

    #[test]
    fn teams_and_roles_narrow_the_list() {
        let stage = acme();
        let groups = found("de", &[], Some(&stage.seen_by("Olga Owner")), None);
        assert_eq!(labels(&groups), [("Teams", vec!["Design"]), ("People", vec!["Ben Adeyemi"])]);
        let Does::Narrow(filter) = &groups[0].entries[0].does else { panic!("{groups:?}") };
        assert_eq!(filter.to_query(), "team=design");
        let groups = found("owner", &[], Some(&stage.seen_by("Olga Owner")), None);
        assert_eq!(labels(&groups), [("Roles", vec!["Owner", "Team owner"]), ("People", vec!["Olga Owner"])]);
    }

    #[test]
    fn more_people_than_fit_are_counted_and_lead_to_the_list() {
        let names: Vec<String> = (0..20).map(|n| format!("Ana Lima {}", char::from(b'a' + n))).collect();
        let stage = names.iter().fold(Stage::new().user("Olga Owner", Owner), |stage, name| stage.user(name, Member));
        let groups = found(" Ana ", &[], Some(&stage.seen_by("Olga Owner")), None);
        assert_eq!(groups[0].entries.len(), SHOWN + 1);
        let last = &groups[0].entries[SHOWN];
        assert_eq!(last.label, "Show all 20 in the list");
        assert_eq!(last.does, Does::Narrow(narrowed_to("Ana")));
    }

    #[test]
    fn actions_are_those_that_the_viewer_may_do() {
        let stage = acme().user("Tess Owner", TeamOwner);
        let view = |roster: &Roster| roster.query(&PeopleFilter::default(), None);
        let of = |viewer: &str| {
            let roster = stage.seen_by(viewer);
            of_list(&Summary::of(&roster, &view(&roster)), vec![("idle".to_owned(), "Idle".to_owned())])
        };
        let names = |entries: Vec<Entry>| entries.into_iter().map(|entry| entry.label).collect::<Vec<_>>();
        assert_eq!(
            names(of("Olga Owner")),
            [
                "Invite users",
                "Import list",
                "As of a day",
                "Export as CSV",
                "Export as JSON",
                "View: Idle",
                "Keyboard shortcuts"
            ]
        );
        assert_eq!(
            names(of("Tess Owner")),
            ["Export as CSV", "Export as JSON", "View: Idle", "Keyboard shortcuts"],
            "owns no team, so invites nobody"
        );
    }

    #[test]
    fn without_a_list_the_way_to_it_is_found() {
        let groups = found("Ana Lima", &[], None, Some("acme"));
        assert_eq!(labels(&groups), [("People", vec!["Look for “Ana Lima” among the users"])]);
        assert_eq!(groups[0].entries[0].does, Does::Visit("/o/acme/settings/users?q=Ana+Lima".to_owned()));
        assert!(found("", &[], None, Some("acme")).is_empty());
    }

    #[test]
    fn actions_answer_to_words_in_any_order_and_the_best_come_first() {
        let entry = |label: &str| Entry::new(label, drawings::INFO, Does::ListKeys);
        let all = [entry("Go to Users"), entry("Invite users"), entry("Users of old"), entry("Sign out")];
        let names = |typed: &str| {
            let groups = found(typed, &all, None, None);
            groups.into_iter().flat_map(|group| group.entries).map(|entry| entry.label).collect::<Vec<_>>()
        };
        assert_eq!(names("users"), ["Users of old", "Go to Users", "Invite users"]);
        assert_eq!(names("users go"), ["Go to Users"]);
        assert_eq!(names("ÜSERS INV"), ["Invite users"]);
        assert_eq!(names("").len(), 4);
        assert!(names("nothing of it").is_empty());
    }
}
