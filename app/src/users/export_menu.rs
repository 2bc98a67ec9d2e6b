//! Takes away what the list shows as a file: all of it, not the rows in sight alone.

use domain::PeopleFilter;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;
use roster::ExportFormat;

use super::menus::menus;
use super::role_menu::on_their_way;
use super::session::Session;
use super::state::PageState;
use super::zone;
use crate::api::error::ApiError;
use crate::text::{connection, errors, export as text};
use crate::ui::{Icon, MenuButton, MenuItem, Toasts, dom, drawings};

/// The button and its menu.
#[component]
pub fn ExportMenu() -> AnyView {
    let page = PageState::expect();
    let lines = move || Some((menus(page)?.formats)(page));
    let items = Callback::new(move |()| lines().unwrap_or_else(|| on_their_way(text::export())));
    let pick = Callback::new(move |key: String| {
        if let Some(menus) = menus(page) {
            (menus.export)(page, &key);
        }
    });
    view! {
        <MenuButton
            label=text::export().to_owned()
            menu_label=text::export().to_owned()
            items
            on_pick=pick
            class="icon-button"
        >
            <Icon drawing=drawings::DOWNLOAD/>
        </MenuButton>
    }
    .into_any()
}

/// A line for each format.
pub(super) fn lines(page: PageState) -> Vec<MenuItem> {
    formats(untrack(move || page.edits_wait()).then_some(connection::edits_wait()))
}

/// The same; `blocked` says why none can be had.
pub(super) fn formats(blocked: Option<&str>) -> Vec<MenuItem> {
    let line = |format: ExportFormat| MenuItem {
        description: Some(text::about(format).to_owned()),
        reason: blocked.map(str::to_owned),
        ..MenuItem::new(format.slug(), text::format(format))
    };
    ExportFormat::ALL.into_iter().map(line).collect()
}

/// Has the browser fetch the file of what the list shows.
pub(super) fn download(page: PageState, format: &str) {
    let shown = PeopleFilter { since: None, ..page.filter.get_untracked().by_clock(zone::moment) };
    let href = href(&page.org(), format, &shown);
    take(page.session, page.toasts, href, move || page.lost());
}

/// Has the browser fetch a file, once the server has agreed to give it: of a download that fails the page is not told.
/// `lost` hears that no server was reached.
pub(crate) fn take(session: Session, toasts: Toasts, href: String, lost: impl FnOnce() + 'static) {
    spawn_local(async move {
        match Session::ask(Some(session), || look(&href)).await {
            Ok(()) => save(&href),
            // One chose not to sign in again.
            Err(ApiError::SignedOut) => {}
            Err(error) => {
                if error == ApiError::Offline {
                    lost();
                }
                toasts.failure(text::not_exported(&errors::words(&error)));
            }
        }
    });
}

/// The address of the file that has what a filter shows.
fn href(org: &str, format: &str, filter: &PeopleFilter) -> String {
    let query = filter.to_query();
    let and = if query.is_empty() { "" } else { "&" };
    format!("/o/{org}/export?format={format}{and}{query}")
}

/// Whether the file can be had.
#[cfg(feature = "hydrate")]
async fn look(href: &str) -> Result<(), ApiError> {
    use crate::api::people::{NotShown, trouble};
    let asked = gloo_net::http::RequestBuilder::new(href).method(gloo_net::http::Method::HEAD).send();
    let answer = crate::api::call::answered(async { asked.await.map_err(|_| NotShown::Offline) }).await?;
    trouble(&answer).map_or(Ok(()), |trouble| Err(trouble.into()))
}

/// The server renders the button and fetches nothing.
#[cfg(not(feature = "hydrate"))]
fn look(_: &str) -> std::future::Ready<Result<(), ApiError>> {
    std::future::ready(Err(ApiError::Offline))
}

/// Saves what is at an address as a file. The page stays.
fn save(href: &str) {
    // The server says what the file is called.
    save_as(href, "");
}

/// Likewise, with the name of the file.
pub(super) fn save_as(href: &str, file: &str) {
    let Ok(link) = document().create_element("a") else { return };
    for (name, value) in [("href", href), ("download", file)] {
        dom::write_attribute(&link, name, Some(value));
    }
    link.unchecked_into::<HtmlElement>().click();
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Choice, SortKey};

    #[test]
    fn the_file_is_asked_for_by_what_the_list_shows() {
        assert_eq!(href("acme", "csv", &PeopleFilter::default()), "/o/acme/export?format=csv");
        let filter = PeopleFilter {
            q: "a&format=json".into(),
            roles: vec![Choice::of("admin")],
            sort: SortKey::Role,
            ..PeopleFilter::default()
        };
        let asked = href("acme", "json", &filter);
        assert_eq!(asked, "/o/acme/export?format=json&q=a%26format%3Djson&role=admin&sort=role");
    }
}
