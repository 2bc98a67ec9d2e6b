//! The palette, open: a field, and what answers to it.

use domain::PeopleFilter;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlFormElement;
use leptos::{ev, prelude::*};
use roster::Roster;

use super::Palette;
use super::entries::{self, Does, Entry, Group};
use crate::location::Location;
use crate::pages::frame::CurrentOrganization;
use crate::pages::viewer::{Section, Viewer};
use crate::text::palette as text;
use crate::ui::{Dialog, Icon, dom, drawings, keys};
use crate::users::{export_menu, views_menu};

const LIST: &str = "palette-list";

/// The dialog.
#[component]
pub(super) fn PaletteDialog() -> AnyView {
    let palette: Palette = expect_context();
    let close = Callback::new(move |()| palette.open.set(false));
    view! {
        <Dialog id="palette" open=palette.open on_close=close title=text::title().to_owned() bare=true initial_focus="input">
            <Finder palette/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Finder(
    /// Whose it is.
    palette: Palette,
) -> AnyView {
    let (viewer, location) = (Viewer::expect(), Location::expect());
    let current = use_context::<CurrentOrganization>().and_then(|CurrentOrganization(current)| current.get_untracked());
    let elsewhere = current.as_ref().filter(|org| Section::Users.is_for(org)).map(|org| org.slug.clone());
    let of_frame = entries::of_frame(current.as_ref(), &untrack(move || viewer.organizations()));
    let list = palette.list();
    if let Some((page, asking)) = list {
        asking.views.fetch(page);
    }
    let actions = Memo::new(move |_| {
        let of_list = list.map(|(page, asking)| {
            page.loaded.track();
            let names = views_menu::names(page, asking.views);
            page.summary.with(|summary| entries::of_list(summary, names))
        });
        of_list.into_iter().flatten().chain(of_frame.iter().cloned()).collect::<Vec<_>>()
    });
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        if let Some((page, _)) = list {
            page.version.track();
        }
        let elsewhere = elsewhere.as_deref().filter(|_| list.is_none());
        typed.with(|typed| {
            actions.with(|actions| {
                let with = |roster: &Roster| entries::found(typed, actions, Some(roster), elsewhere);
                let here = list.and_then(|(page, _)| page.with_roster(with));
                here.unwrap_or_else(|| entries::found(typed, actions, None, elsewhere))
            })
        })
    });
    let number = move || found.with(|groups| groups.iter().map(|group| group.entries.len()).sum::<usize>());
    let chosen = RwSignal::new(0_usize);
    // What others do may leave fewer.
    let active = Memo::new(move |_| chosen.get().min(number().saturating_sub(1)));
    let input = move |event| {
        typed.set(event_target_value(&event));
        chosen.set(0);
        if let Some(list) = dom::by_id(LIST) {
            list.set_scroll_top(0);
        }
    };
    let pick = move |at: usize| {
        let does = found.with_untracked(|groups| groups.iter().flat_map(|group| &group.entries).nth(at).cloned());
        if let Some(Entry { does, .. }) = does {
            palette.open.set(false);
            // Once the focus is back where it was: what opens next gives it back there.
            request_animation_frame(move || request_animation_frame(move || act(palette, location, does)));
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let to = match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                return pick(active.get_untracked());
            }
            "ArrowDown" => keys::Move::Next,
            "ArrowUp" => keys::Move::Previous,
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = keys::step(Some(active.get_untracked()), untrack(number), to) {
            chosen.set(next);
            show(next);
        }
    };
    let groups = move || {
        let mut first = 0;
        let groups = found.get().into_iter().map(|group| {
            let from = first;
            first += group.entries.len();
            group_view(group, from, active, chosen, pick)
        });
        groups.collect_view()
    };
    let nothing = move || (number() == 0).then(|| typed.with(|typed| text::nothing(typed.trim())));
    view! {
        <div class="listbox">
            <div class="listbox-search">
                <Icon drawing=drawings::SEARCH/>
                <input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-label=text::search()
                    placeholder=text::search()
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-activedescendant=move || (number() > 0).then(|| option_id(active.get()))
                    on:input=input
                    on:keydown=key
                />
            </div>
            <div class="listbox-options" id=LIST role="listbox" aria-label=text::results()>{groups}</div>
            {move || nothing().map(|words| view! { <p class="listbox-empty"><bdi>{words}</bdi></p> })}
            <p class="visually-hidden" role="status">{move || nothing().unwrap_or_else(|| text::found(number()))}</p>
        </div>
    }
    .into_any()
}

fn option_id(at: usize) -> String {
    format!("palette-{at}")
}

/// Brings an option into view.
fn show(at: usize) {
    if let Some(option) = dom::by_id(&option_id(at)) {
        dom::bring_into_view(&option);
    }
}

/// Entries of a kind, below its name; `from` is the first one's place among all, `chosen` the place that the hand is at.
fn group_view(
    group: Group,
    from: usize,
    active: Memo<usize>,
    chosen: RwSignal<usize>,
    pick: impl Fn(usize) + Copy + Send + 'static,
) -> AnyView {
    let id = format!("palette-group-{from}");
    let option = move |(at, entry): (usize, Entry)| {
        let Entry { label, about, drawing, .. } = entry;
        let is_active = move || active.get() == at;
        view! {
            <div
                class="listbox-option"
                role="option"
                id=option_id(at)
                aria-selected=move || if is_active() { "true" } else { "false" }
                data-state=move || is_active().then_some("active")
                // The field keeps the focus.
                on:mousedown=move |event| event.prevent_default()
                on:mousemove=move |_| if active.get_untracked() != at { chosen.set(at) }
                on:click=move |_| pick(at)
            >
                <Icon drawing/>
                <bdi class="listbox-label">{label}</bdi>
                {(!about.is_empty()).then(|| view! { <span class="palette-about" dir="ltr">{about}</span> })}
            </div>
        }
    };
    let named = id.clone();
    let entries = (from..).zip(group.entries).map(option).collect_view();
    view! {
        <div role="group" aria-labelledby=named>
            <div class="palette-group" id=id role="presentation">{group.name}</div>
            {entries}
        </div>
    }
    .into_any()
}

/// Does it. The palette is closed.
fn act(palette: Palette, location: Location, does: Does) {
    let list = palette.list();
    match (does, list) {
        (Does::Visit(href), _) => location.visit(&href),
        (Does::SignOut, _) => sign_out(),
        (Does::Invite, Some((page, _))) => page.inviting.set(true),
        (Does::Import, Some((page, _))) => page.importing.set(true),
        (Does::ChooseDay, Some((page, _))) => page.choosing_day.set(true),
        (Does::ListKeys, Some((_, asking))) => asking.listing_keys.set(true),
        (Does::Export(format), Some((page, _))) => export_menu::download(page, format.slug()),
        (Does::View(key), Some((page, asking))) => views_menu::show(page, asking.views, &key),
        (Does::Narrow(wanted), Some((page, _))) => {
            let now = page.filter.with_untracked(PeopleFilter::cleared);
            let PeopleFilter { q, roles, teams, .. } = wanted;
            page.set_filter(PeopleFilter { q, roles, teams, ..now });
        }
        (Does::Person(person), Some((page, _))) => {
            location.visit(&format!("{}/{}", Section::Users.path(&page.org()), person.uuid()));
        }
        // The list went meanwhile, and with it what was to be done there.
        (_, None) => {}
    }
}

/// By the form that the frame has for it: it works whatever state the page is in.
fn sign_out() {
    let form = dom::find_in_page("form[action='/sign-out']");
    if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        // Refused only for a form that is not in the page.
        let _ = form.request_submit();
    }
}
