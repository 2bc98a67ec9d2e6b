//! What the list is narrowed to, each to be taken away.

use domain::AuditFilter;
use leptos::prelude::*;

use super::log::Log;
use crate::text::time::day;
use crate::text::{audit as text, users};
use crate::ui::{Button, ButtonKind, Chip};

/// A chip for each filter of the list that is shown, with what its actor and its subject are called.
pub(super) fn chips(log: Log, filter: &AuditFilter, actor: Option<&str>, subject: Option<&str>) -> AnyView {
    type Take = fn(&mut AuditFilter);
    let mut chips: Vec<(String, Take)> = Vec::new();
    if !filter.themes.is_empty() && !log.refused.get_untracked() {
        let themes: Vec<&str> = filter.themes.iter().map(|theme| text::theme(*theme)).collect();
        chips.push((text::chip(text::kind(), &themes.join(", ")), |filter| filter.themes.clear()));
    }
    if let Some(by) = filter.actor {
        chips.push((text::chip(text::by(), &text::actor(by, actor)), |filter| filter.actor = None));
    }
    if let Some(about) = filter.subject {
        let name = subject.map_or_else(|| about.to_string(), str::to_owned);
        chips.push((text::chip(text::about_whom(), &name), |filter| filter.subject = None));
    }
    if let Some(from) = filter.from {
        chips.push((text::chip(text::from(), &day(from)), |filter| filter.from = None));
    }
    if let Some(to) = filter.to {
        chips.push((text::chip(text::to(), &day(to)), |filter| filter.to = None));
    }
    if let Some(command) = filter.command.filter(|_| !log.refused.get_untracked()) {
        chips.push((text::chip(text::command(), &command.to_string()), |filter| filter.command = None));
    }
    if chips.is_empty() {
        return ().into_any();
    }
    let chip = |(label, take): (String, Take)| {
        let remove_label = text::remove_filter(&label);
        view! { <Chip label remove_label on_remove=Callback::new(move |_| log.narrow(take))/> }
    };
    let clear = Callback::new(move |_| log.narrow(|filter| *filter = AuditFilter::default()));
    view! {
        <div class="filter-chips">
            {chips.into_iter().map(chip).collect_view()}
            <Button kind=ButtonKind::Quiet on_press=clear>{users::clear_filters()}</Button>
        </div>
    }
    .into_any()
}
