//! Takes the events that are shown away as a file: all of them, not those in sight alone.

use leptos::prelude::*;
use roster::ExportFormat;

use super::log::Log;
use crate::text::{audit as text, export};
use crate::ui::{Icon, MenuButton, MenuItem, drawings};
use crate::users::export_menu::take;
use crate::users::zone;

/// The button and its menu.
#[component]
pub(super) fn ExportMenu(
    /// The page.
    log: Log,
) -> AnyView {
    let items = Callback::new(move |()| {
        let blocked = log.refused.get_untracked().then(|| text::only_events().to_owned());
        let line = |key: &str, label: &str, about: &str| MenuItem {
            description: Some(about.to_owned()),
            reason: blocked.clone(),
            ..MenuItem::new(key, label)
        };
        vec![
            line("csv", export::format(ExportFormat::Csv), export::about(ExportFormat::Csv)),
            line("jsonl", "JSON Lines", text::json_lines_about()),
        ]
    });
    let pick = Callback::new(move |format: String| {
        let query = log.filter.get_untracked().by_clock(zone::moment).to_query();
        let and = if query.is_empty() { "" } else { "&" };
        let href = format!("/o/{}/audit/export?format={format}{and}{query}", log.org.get_untracked());
        take(log.session, log.toasts, href, || {});
    });
    view! {
        <MenuButton label=export::export().to_owned() menu_label=export::export().to_owned() items on_pick=pick class="icon-button">
            <Icon drawing=drawings::DOWNLOAD/>
        </MenuButton>
    }
    .into_any()
}
