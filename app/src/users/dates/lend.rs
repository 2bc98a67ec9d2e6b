//! Gives somebody a role that ends by itself, and says what follows.

use domain::{Command, Field, Refusal, Role, RoleId, Timestamp, UserId, allow};
use leptos::prelude::*;
use roster::{Roster, RowRef};

use super::moment::{Moment, MomentFields, Quick, told};
use super::{Dating, Sending, line, past};
use crate::text::{dates as text, edits, refusal, roles::shown};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, SelectField, SelectOption, drawings};

/// Whose role it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Whose {
    user: UserId,
    name: String,
    /// What they have for good, by its name.
    lasting: String,
    options: Vec<SelectOption>,
}

impl Whose {
    /// Somebody, with the role chosen at first and until when they have it, if it is for a while already.
    fn of(roster: &Roster, user: UserId) -> Option<(Self, String, Option<Timestamp>)> {
        let row = roster.row(roster.find(user.into())?)?;
        let term = row.role_until();
        let lasting = term.map_or(row.role()?, |(_, then)| then);
        let options: Vec<SelectOption> =
            roster.roles().iter().map(|role| option(roster, row, role, lasting.id)).collect();
        let first = options.iter().find(|option| !option.disabled).map(|option| option.value.clone());
        let role = if term.is_some() { row.role().map(|role| role.id.to_string()) } else { first };
        let whose = Self { user, name: row.name().to_owned(), lasting: lasting.name.to_string(), options };
        Some((whose, role.unwrap_or_default(), term.map(|(until, _)| until)))
    }
}

/// A role as a choice; one that cannot be lent says why.
fn option(roster: &Roster, row: RowRef<'_>, role: &Role, lasting: RoleId) -> SelectOption {
    let why = if role.id == lasting {
        Some(text::held_for_good().to_owned())
    } else {
        allow::lend_role(roster.viewer(), &row.target(), role).err().map(|why| refusal::refusal(&why))
    };
    let name = shown(role.name.as_str());
    let label = why.as_ref().map_or_else(|| name.to_owned(), |why| format!("{name} ({why})"));
    SelectOption { value: role.id.to_string(), label, disabled: why.is_some() }
}

/// Why the viewer cannot lend somebody any role; `None` when they can.
pub(crate) fn refused(roster: &Roster, row: RowRef<'_>) -> Option<Refusal> {
    let (by, target) = (roster.viewer(), row.target());
    let mut refused = roster.roles().iter().map(|role| allow::lend_role(by, &target, role));
    let first = refused.next()?;
    if first.is_ok() || refused.any(|other| other.is_ok()) { None } else { first.err() }
}

#[derive(Clone, Copy)]
struct Form {
    sending: Sending,
    whose: RwSignal<Option<Whose>>,
    role: RwSignal<String>,
    moment: Moment,
}

impl Form {
    fn take_up(self, user: UserId) {
        let found = self.sending.page.with_roster(|roster| Whose::of(roster, user)).flatten();
        let until = found.as_ref().and_then(|(_, _, until)| *until);
        match until {
            Some(until) => self.moment.set(Some(until)),
            None => self.moment.clear(),
        }
        let (whose, role) = found.map(|(whose, role, _)| (whose, role)).unzip();
        self.role.set(role.unwrap_or_default());
        self.whose.set(whose);
    }

    /// The chosen role. Tracks.
    fn chosen(self) -> Option<Role> {
        let id = self.role.with(|role| role.parse::<RoleId>().ok())?;
        let known = |roster: &Roster| roster.roles().iter().find(|role| role.id == id).cloned();
        self.sending.page.with_roster(known).flatten()
    }

    fn give(self) {
        let chosen = untrack(move || (self.chosen(), self.moment.get().flatten()));
        let (Some(Whose { user, name, .. }), (Some(role), Some(until))) = (self.whose.get_untracked(), chosen) else {
            return self.sending.error.set(Some(text::choose().to_owned()));
        };
        let said = text::lent(&name, shown(role.name.as_str()), &told(until));
        let command = Command::LendRole { users: vec![user], role: role.id, until, then: None };
        self.sending.send(command, said, text::give_role());
    }

    fn follows(self, now: Timestamp) -> Vec<AnyView> {
        let lasting = self.whose.with(|whose| whose.as_ref().map(|whose| whose.lasting.clone())).unwrap_or_default();
        let owner = self.chosen().filter(Role::is_owner);
        let owner = owner.map(|role| line(drawings::SHIELD, text::owner_meanwhile(shown(role.name.as_str()))));
        let again = self.moment.get().flatten().map(|until| {
            if until <= now {
                past(Field::RoleUntil)
            } else {
                line(drawings::ROTATE_CCW, text::again(&lasting, &told(until)))
            }
        });
        owner.into_iter().chain(again).collect()
    }
}

/// The dialog of the page; it opens when somebody is about to get a role for a while.
#[component]
pub(super) fn LendDialog() -> AnyView {
    let sending = Sending::new();
    let form = Form { sending, whose: RwSignal::new(None), role: RwSignal::default(), moment: Moment::new() };
    let about = |dating| match dating {
        Dating::Role(user) => Some(user),
        Dating::End(_) => None,
    };
    sending.open_for(about, move |user| form.take_up(user));
    let name = move || form.whose.with(|whose| whose.as_ref().map(|whose| whose.name.clone())).unwrap_or_default();
    let now = sending.now();
    let options = Signal::derive(move || {
        form.whose.with(|whose| whose.as_ref().map(|whose| whose.options.clone())).unwrap_or_default()
    });
    view! {
        <Dialog
            id="lend-role"
            open=sending.open
            on_close=Callback::new(move |()| sending.close())
            title=Signal::derive(move || text::lend_title(&name()))
            initial_focus="select"
        >
            <div class="dates">
                <SelectField id="lend-role-role" label=text::role().to_owned() value=form.role options/>
                <MomentFields
                    moment=form.moment
                    day_id="lend-role-day"
                    time_id="lend-role-time"
                    choices=&[Quick::Days(1), Quick::Days(7), Quick::Days(30)]
                    now
                />
                <ul class="consequences" role="list">{move || form.follows(now.get())}</ul>
                {sending.problem()}
            </div>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| sending.close())>{edits::cancel()}</Button>
                <Button kind=ButtonKind::Filled busy=sending.busy on_press=Callback::new(move |_| form.give())>
                    {text::give_role()}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

    #[test]
    fn roles_that_cannot_be_lent_say_why() {
        let stage = Stage::new().user("Olga Owner", Owner).user("Ada Admin", Admin).user("Ana Lima", Member);
        let (whose, role, until) = Whose::of(&stage.seen_by("Ada Admin"), stage.id("Ana Lima")).expect("known");
        let shown: Vec<_> = whose.options.iter().map(|one| (one.label.as_str(), one.disabled)).collect();
        assert_eq!(
            shown,
            [
                ("Owner (Only who may change the seat limit and own the organization can give this role.)", true),
                ("Admin", false),
                ("Team owner", false),
                ("Member (they have it for good)", true),
            ]
        );
        assert_eq!((role, until), (stage.role(Admin).to_string(), None));
        let roster = stage.seen_by("Ana Lima");
        assert!(Whose::of(&roster, stage.id("Olga Owner")).is_none());
    }

    #[test]
    fn a_role_that_is_lent_already_is_shown_as_it_is() {
        let stage = Stage::new().user("Olga Owner", Owner).user("Ana Lima", Member).lent("Ana Lima", TeamOwner, 3);
        let (whose, role, until) = Whose::of(&stage.seen_by("Olga Owner"), stage.id("Ana Lima")).expect("known");
        assert_eq!(whose.lasting, "Member");
        assert_eq!((role, until), (stage.role(TeamOwner).to_string(), Some(stage.now().plus_days(3))));
    }
}
