//! A person's panel: what their row has no room for, and everything that can be done to them, at an address of its own.

mod actions;
mod bundle;
mod correct;
mod facts;
mod history;
mod told;

use domain::{InvitationId, PersonId, UserId, allow};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use roster::Roster;
use uuid::Uuid;

use self::actions::Actions;
use self::bundle::CameByBundle;
use self::facts::{Face, Facts};
use self::history::HistorySection;
use self::told::{HowSignedIn, Told, WhyAccess};
use super::asking::Asking;
use super::face::RowFace;
use super::state::PageState;
use crate::location::Step;
use crate::pages::page::Waiting;
use crate::route::{Route, person_in};
use crate::text::{not_found, panel as text, past};
use crate::ui::{Dialog, EmptyState, dom, drawings};

/// Id of the panel.
const PANEL: &str = "person-panel";

/// The part that is the history, as addresses name it.
const HISTORY: &str = "history";

/// Whose panel an id in the address opens: a user's or an invitation's.
pub(crate) fn person_of(roster: &Roster, id: Uuid) -> Option<PersonId> {
    let either = [PersonId::User(UserId(id)), PersonId::Invitation(InvitationId(id))];
    either.into_iter().find(|person| roster.find(*person).is_some())
}

/// Opens somebody's panel, from the list, at their history.
pub(super) fn open_history(asking: Asking, person: PersonId) {
    let (list, query) = (asking.location.path().get_untracked(), asking.location.query().get_untracked());
    let mark = if query.is_empty() { "" } else { "?" };
    asking.location.go(&format!("{list}/{}{mark}{query}#{HISTORY}", person.uuid()), Step::Push);
}

/// The address of all that is about somebody in the audit log; none for who may not read that.
pub(super) fn audit_log(page: PageState, person: PersonId) -> Option<String> {
    let may = page.with_roster(|roster| allow::read_audit_log(roster.viewer()).is_ok());
    (may == Some(true)).then(|| format!("{}?subject={}", Route::Audit.path(&page.org()), person.uuid()))
}

/// Closes the panel: back to the list as it was.
fn close(asking: Asking) {
    if asking.panel_first.try_update_value(std::mem::take).unwrap_or_default() {
        return asking.drop_panel();
    }
    if let Ok(history) = window().history() {
        // Fails only for a page that is gone.
        let _ = history.back();
    }
}

/// What the parts of an open panel share.
#[derive(Clone, Copy)]
struct Open {
    page: PageState,
    asking: Asking,
    person: PersonId,
    face: RwSignal<RowFace>,
    told: Told,
}

/// The panel of whoever the address names.
#[component]
pub(super) fn Panel() -> AnyView {
    let (page, asking) = (PageState::expect(), Asking::expect());
    let path = asking.location.path();
    let id = Memo::new(move |_| path.with(|path| person_in(path)));
    let loaded = page.loaded;
    let face = Memo::new(move |_| {
        page.version.track();
        let id = id.get()?;
        page.with_view(|roster, view| {
            let row = roster.row(roster.find(person_of(roster, id)?)?)?;
            Some(RowFace::of(row, roster, view))
        })
        .flatten()
    });
    // Who it is, and not how they are, makes the content.
    let person = Memo::new(move |_| face.with(|face| face.as_ref().map(|face| face.person)));
    let last = StoredValue::new(None::<PersonId>);
    Effect::new(move |before: Option<(Option<Uuid>, bool)>| {
        let (now, there) = (id.get(), person.get().is_some());
        last.update_value(|last| *last = person.get_untracked().or(*last));
        // Who was there and is not any more: an invitation that was taken back or accepted.
        if before == Some((now, true)) && now.is_some() && !there {
            close(asking);
        }
        (now, there)
    });
    let title = move || match (face.with(|face| face.as_ref().map(|face| face.name.clone())), loaded.get()) {
        (Some(name), _) => name,
        (None, true) => not_found::title().to_owned(),
        (None, false) => text::loading().to_owned(),
    };
    let open = Signal::derive(move || asking.shows_panel());
    host_messages(open);
    view! {
        <Dialog
            id=PANEL
            side=true
            open
            on_close=Callback::new(move |()| close(asking))
            title=Signal::derive(title)
            initial_focus=".dialog-head button"
            fallback_focus=Callback::new(move |()| row_of(page, last.get_value()))
        >
            {move || match (person.get(), loaded.get()) {
                (Some(_), _) => face.get_untracked().map(|face| content(page, asking, face)),
                (None, true) => Some(view! {
                    <EmptyState icon=drawings::SEARCH_X title=not_found::title().to_owned() text=not_found::advice().to_owned()/>
                }.into_any()),
                (None, false) => Some(view! { <Waiting/> }.into_any()),
            }}
        </Dialog>
    }
    .into_any()
}

/// Where the panel was open from the first, the focus goes to the row; it gets it in the next frame.
fn row_of(page: PageState, person: Option<PersonId>) -> Option<HtmlElement> {
    let focused = person.is_some_and(|person| page.focus_row_control(person, "person"));
    if focused { None } else { dom::find_in_page("h1") }
}

/// A modal dialog makes all else inert: the messages, and what they offer, move into it while it is open.
fn host_messages(open: Signal<bool>) {
    let home = StoredValue::new_local(None::<(HtmlElement, HtmlElement)>);
    let go_home = move || {
        if let Some((messages, frame)) = home.try_update_value(Option::take).flatten() {
            // Fails only for a page that is gone.
            let _ = frame.after_with_node_1(&messages);
        }
    };
    Effect::new(move |_| {
        if !open.get() {
            return go_home();
        }
        let found = dom::by_id(PANEL).zip(dom::find_in_page(".toasts")).zip(dom::find_in_page(".frame"));
        if let Some(((panel, messages), frame)) = found {
            let _ = panel.append_child(&messages);
            home.set_value(Some((messages, frame)));
        }
    });
    on_cleanup(go_home);
}

fn content(page: PageState, asking: Asking, face: RowFace) -> AnyView {
    let person = face.person;
    let shown = RwSignal::new(face);
    let open = Open { page, asking, person, face: shown, told: Told::new(page, person) };
    Effect::new(move |_| {
        page.version.track();
        let now =
            page.with_view(|roster, view| Some(RowFace::of(roster.row(roster.find(person)?)?, roster, view))).flatten();
        if let Some(now) = now.filter(|now| shown.with_untracked(|shown| shown != now)) {
            shown.set(now);
        }
    });
    if page.with_roster(Roster::is_past) == Some(true) {
        let history = audit_log(page, person).map(|href| view! { <a href=href>{past::history()}</a> });
        return view! { <div class="person-panel"><Face open/><Facts open/>{history}</div> }.into_any();
    }
    let at_history = window().location().hash().is_ok_and(|hash| hash.strip_prefix('#') == Some(HISTORY));
    view! {
        <div class="person-panel">
            <Face open/>
            <Actions open/>
            <Facts open/>
            <WhyAccess open/>
            <CameByBundle open/>
            <HowSignedIn open/>
            <HistorySection open at_once=at_history/>
        </div>
    }
    .into_any()
}
