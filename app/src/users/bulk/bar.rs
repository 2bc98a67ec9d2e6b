//! What the bar offers: each action that fits at least one of those chosen.

use std::collections::BTreeSet;

use domain::allow::{self, Target};
use domain::{Authority, InvitationId, PersonId, Refusal, Status, TeamId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{Blob, BlobPropertyBag, Url, js_sys};
use roster::{Export, ExportFormat};

use super::plan::{Act, EACH, verb};
use super::{Asked, text};
use crate::text::export;
use crate::text::{connection, edits, refusal::refusal, roles::shown};
use crate::ui::{Button, Choice, Icon, ListboxButton, MenuButton, MenuItem, dom, drawings};
use crate::users::asking::Asking;
use crate::users::row_actions::RowAction;
use crate::users::state::PageState;
use crate::users::{export_menu, role_choices};

/// The ids of the buttons of [`EACH`].
const IDS: [&str; EACH.len()] = [
    "bulk-approve",
    "bulk-decline",
    "bulk-suspend",
    "bulk-reactivate",
    "bulk-end-date",
    "bulk-resend",
    "bulk-revoke",
    "bulk-restore",
    "bulk-remove",
];

/// The actions.
#[component]
pub(super) fn Actions() -> AnyView {
    let page = PageState::expect();
    let (Asked(asked), asking) = (expect_context(), Asking::expect());
    // Whether roles and teams can be changed of anybody at all.
    let changeable = Memo::new(move |_| {
        page.version.track();
        let found = page.with_view(|roster, view| {
            let any = |may: fn(&Authority, &Target) -> Result<(), Refusal>| {
                let mut rows = view.selected_rows().filter_map(|row| roster.row(row));
                rows.any(|row| may(roster.viewer(), &row.target()).is_ok())
            };
            (any(allow::change_role), any(allow::change_teams))
        });
        found.unwrap_or_default()
    });
    // How many each of the others fits.
    let fits = Memo::new(move |_| {
        page.version.track();
        let counts = page.with_view(|roster, view| {
            let rows: Vec<u32> = view.selected_rows().collect();
            EACH.map(|action| Act::Each(action).fits(roster, &rows))
        });
        counts.unwrap_or_default()
    });
    let blocked = move || page.edits_wait().then(|| connection::edits_wait().to_owned());
    let each = move |at: usize| {
        let action = EACH[at];
        let count = Memo::new(move |_| fits.get()[at]);
        move || {
            Some(count.get()).filter(|count| *count > 0).map(|count| {
                view! {
                    <Button
                        id=IDS[at]
                        reason=Signal::derive(blocked)
                        on_press=Callback::new(move |_| match action {
                            RowAction::Approve => asking.approving.set(requests(page)),
                            action => asked.set(Some(Act::Each(action))),
                        })
                    >
                        {text::act(verb(action), count)}
                    </Button>
                }
            })
        }
    };
    let role = Callback::new(move |key: String| {
        if let Ok(role) = key.parse() {
            asked.set(Some(Act::SetRole(role)));
        }
    });
    view! {
        <CopyAddresses/>
        <ExportSelected/>
        {move || changeable.get().0.then(|| view! {
            <MenuButton
                menu_label=text::change_role().to_owned()
                items=Callback::new(move |()| roles(page))
                on_pick=role
                wide=true
            >
                <span class="button-words">{text::change_role()}</span>
                <Icon drawing=drawings::CHEVRON_DOWN/>
            </MenuButton>
        })}
        {move || changeable.get().1.then(|| view! {
            <Teams label=text::join() leave=false/>
            <Teams label=text::leave() leave=true/>
        })}
        {(0..EACH.len()).map(|at| view! { {each(at)} }).collect_view()}
    }
    .into_any()
}

/// Of those chosen, the requests that wait for an answer.
fn requests(page: PageState) -> Vec<InvitationId> {
    let chosen = page.with_view(|roster, view| {
        let rows = view.selected_rows().filter_map(|row| roster.row(row));
        let asks = rows.filter(|row| row.status() == Status::Requested);
        asks.filter_map(|row| match row.id() {
            PersonId::Invitation(request) => Some(request),
            PersonId::User(_) => None,
        })
        .collect()
    });
    chosen.unwrap_or_default()
}

/// A line for each role; those that fit nobody say why.
fn roles(page: PageState) -> Vec<MenuItem> {
    let blocked = untrack(move || page.edits_wait()).then(|| connection::edits_wait().to_owned());
    let lines = page.with_view(|roster, view| {
        let rows: Vec<u32> = view.selected_rows().collect();
        let line = |role: &domain::Role| {
            let refused = allow::give_role(roster.viewer(), role).err().map(|why| refusal(&why));
            let nobody = || (Act::SetRole(role.id).fits(roster, &rows) == 0).then(|| text::fits_nobody().to_owned());
            MenuItem {
                description: Some(role_choices::about(role)),
                reason: blocked.clone().or(refused).or_else(nobody),
                ..MenuItem::new(role.id.to_string(), shown(role.name.as_str()))
            }
        };
        roster.roles().iter().map(line).collect()
    });
    lines.unwrap_or_default()
}

/// Teams to join, or to leave: asked about once the list closes.
#[component]
fn Teams(
    /// Button and list.
    label: &'static str,
    /// To leave, and only those that somebody chosen is in.
    leave: bool,
) -> AnyView {
    let page = PageState::expect();
    let Asked(asked) = expect_context();
    let chosen = RwSignal::new(Vec::<TeamId>::new());
    let choices = Signal::derive(move || {
        page.version.track();
        let blocked = page.edits_wait().then(|| connection::edits_wait().to_owned());
        let chosen = chosen.get();
        let choices = page.with_view(|roster, view| {
            let rows = view.selected_rows().filter_map(|row| roster.row(row));
            let held: BTreeSet<u16> = rows.flat_map(roster::RowRef::team_numbers).collect();
            let choice = |(number, team): (u16, &domain::Team)| {
                let refused = allow::manage_team(roster.viewer(), team.id).err().map(|why| refusal(&why));
                (!leave || held.contains(&number)).then(|| Choice {
                    key: team.id.to_string(),
                    label: team.name.as_str().to_owned(),
                    count: None,
                    selected: chosen.contains(&team.id),
                    reason: blocked.clone().or(refused),
                })
            };
            roster.teams().into_iter().filter_map(choice).collect::<Vec<_>>()
        });
        choices.unwrap_or_default()
    });
    let toggle = Callback::new(move |key: String| {
        let Ok(team) = key.parse::<TeamId>() else { return };
        chosen.update(|chosen| {
            let before = chosen.len();
            chosen.retain(|other| *other != team);
            if chosen.len() == before {
                chosen.push(team);
            }
        });
    });
    let close = Callback::new(move |()| {
        let teams = chosen.try_update(std::mem::take).unwrap_or_default();
        if !teams.is_empty() {
            asked.set(Some(if leave { Act::Leave(teams) } else { Act::Join(teams) }));
        }
    });
    view! {
        <ListboxButton
            list_label=label.to_owned()
            choices
            on_toggle=toggle
            on_close=close
            search=|| edits::search_teams()
        >
            <span class="button-words">{label}</span>
            <Icon drawing=drawings::CHEVRON_DOWN/>
        </ListboxButton>
    }
    .into_any()
}

/// Puts the addresses of those chosen on the clipboard, as a mail's To: line takes them.
#[component]
fn CopyAddresses() -> AnyView {
    let page = PageState::expect();
    let copy = move |_| {
        let addresses = page.with_view(|roster, view| {
            let rows = view.selected_rows().filter_map(|row| roster.row(row));
            rows.map(|row| row.email().to_owned()).collect::<Vec<_>>()
        });
        spawn_local(async move {
            if dom::copy(&addresses.unwrap_or_default().join(", ")).await {
                page.toasts.success(text::copied());
            } else {
                page.toasts.failure(text::not_copied());
            }
        });
    };
    let label = move || text::copy_addresses(page.selected.get().rows);
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=copy><Icon drawing=drawings::COPY/></button>
    }
    .into_any()
}

/// Takes those chosen away as a file, as the page has them.
#[component]
fn ExportSelected() -> AnyView {
    let page = PageState::expect();
    // The page has them already: no server is needed.
    let items = Callback::new(move |()| export_menu::formats(None));
    let pick = Callback::new(move |key: String| {
        let Some(format) = ExportFormat::from_slug(&key) else { return };
        let file = page.with_view(|roster, view| {
            let rows: Vec<u32> = view.selected_rows().collect();
            let text: String = Export::new(roster, rows, format).marked().collect();
            (text, format.file_name(roster))
        });
        if file.and_then(|(text, name)| save(&text, format, &name)).is_none() {
            page.toasts.failure(export::not_saved());
        }
    });
    view! {
        <MenuButton label=export::export().to_owned() menu_label=export::export().to_owned() items on_pick=pick class="icon-button">
            <Icon drawing=drawings::DOWNLOAD/>
        </MenuButton>
    }
    .into_any()
}

/// Has the browser save a text as a file; `None` where it does not.
fn save(text: &str, format: ExportFormat, name: &str) -> Option<()> {
    let kind = BlobPropertyBag::new();
    kind.set_type(format.media_type());
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let href = Url::create_object_url_with_blob(&blob).ok()?;
    export_menu::save_as(&href, name);
    // The browser has taken it up by then; without this the text stays in memory for as long as the page does.
    set_timeout(
        move || {
            // Fails for what is no such address.
            let _ = Url::revoke_object_url(&href);
        },
        std::time::Duration::from_secs(60),
    );
    Some(())
}
