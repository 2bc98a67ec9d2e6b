//! Sets when somebody's access ends by itself, and says what follows.

use domain::{Command, Field, REMIND_DAYS, Status, Timestamp, UserId};
use leptos::prelude::*;

use super::moment::{Moment, MomentFields, Quick, day, told};
use super::{Dating, Sending, line, past};
use crate::text::{dates as text, edits};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, drawings};

/// Whose end it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Whose {
    user: UserId,
    name: String,
    ended: bool,
}

#[derive(Clone, Copy)]
struct Form {
    sending: Sending,
    whose: RwSignal<Option<Whose>>,
    moment: Moment,
}

impl Form {
    fn take_up(self, user: UserId) {
        let found = self.sending.page.with_roster(|roster| {
            let row = roster.row(roster.find(user.into())?)?;
            let ended = row.status() == Status::Ended;
            Some((Whose { user, name: row.name().to_owned(), ended }, row.ends_at()))
        });
        let (whose, ends_at) = found.flatten().unzip();
        self.moment.set(ends_at.flatten());
        self.whose.set(whose);
    }

    fn save(self) {
        let Some(Whose { user, name, .. }) = self.whose.get_untracked() else { return };
        let Some(ends_at) = untrack(move || self.moment.get()) else {
            return self.sending.error.set(Some(text::choose().to_owned()));
        };
        let said = ends_at.map_or_else(|| text::end_cleared(&name), |at| text::end_set(&name, &day(at)));
        self.sending.send(Command::SetEndDate { users: vec![user], ends_at }, said, text::set_end_date());
    }

    fn follows(self, now: Timestamp) -> Vec<AnyView> {
        let mut lines = follows(self.moment, now);
        let ended = self.whose.with(|whose| whose.as_ref().is_some_and(|whose| whose.ended));
        lines.extend((ended && !lines.is_empty()).then(|| line(drawings::PLAY, text::takes_a_seat().to_owned())));
        lines
    }
}

/// What follows from an end at what is typed, or from none. Tracks.
pub(in crate::users) fn follows(moment: Moment, now: Timestamp) -> Vec<AnyView> {
    match moment.get() {
        None => Vec::new(),
        Some(None) => vec![line(drawings::INFO, text::never_ends().to_owned())],
        Some(Some(at)) if at <= now => vec![past(Field::EndDate)],
        Some(Some(at)) => {
            let reminder = at.plus_days(-REMIND_DAYS);
            let on = (reminder > now).then(|| day(reminder));
            vec![
                line(drawings::CALENDAR_CLOCK, text::until(&told(at))),
                line(drawings::MAIL, text::told(on.as_deref())),
                line(drawings::CIRCLE_USER, text::nothing_lost().to_owned()),
            ]
        }
    }
}

/// The dialog of the page; it opens when somebody's end is about to be set.
#[component]
pub(super) fn EndDialog() -> AnyView {
    let sending = Sending::new();
    let form = Form { sending, whose: RwSignal::new(None), moment: Moment::new() };
    let about = |dating| match dating {
        Dating::End(user) => Some(user),
        Dating::Role(_) => None,
    };
    sending.open_for(about, move |user| form.take_up(user));
    let name = move || form.whose.with(|whose| whose.as_ref().map(|whose| whose.name.clone())).unwrap_or_default();
    let now = sending.now();
    view! {
        <Dialog
            id="end-date"
            open=sending.open
            on_close=Callback::new(move |()| sending.close())
            title=Signal::derive(move || text::end_title(&name()))
            initial_focus="input"
        >
            <div class="dates">
                <MomentFields
                    moment=form.moment
                    day_id="end-date-day"
                    time_id="end-date-time"
                    choices=&[Quick::Days(30), Quick::EndOfMonth, Quick::Never]
                    now
                />
                <ul class="consequences" role="list">{move || form.follows(now.get())}</ul>
                {sending.problem()}
            </div>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| sending.close())>{edits::cancel()}</Button>
                <Button kind=ButtonKind::Filled busy=sending.busy on_press=Callback::new(move |_| form.save())>
                    {text::set_end_date()}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}
