//! Which list, what it is narrowed to, and what can be done with it.

use domain::{AuditTheme, DAY_MS, Timestamp};
use leptos::ev::Event;
use leptos::prelude::*;

use super::export::ExportMenu;
use super::log::{Find, Log};
use super::verify::Verify;
use crate::text::audit as text;
use crate::ui::{Button, Choice, Icon, ListboxButton, drawings};

/// The links to the two lists, the filters, and the buttons.
#[component]
pub(super) fn Toolbar(
    /// The page.
    log: Log,
) -> AnyView {
    view! {
        <nav class="audit-lists" aria-label=text::lists()>
            <ListLink log refused=false/>
            <ListLink log refused=true/>
        </nav>
        <div class="toolbar">
            <div class="filters" role="group" aria-label=text::filters()>
                {move || (!log.refused.get()).then(|| view! { <Kinds log/> })}
                <Button icon=drawings::USER on_press=Callback::new(move |_| log.finding.set(Some(Find::Actor)))>{text::by()}</Button>
                <Button icon=drawings::USER on_press=Callback::new(move |_| log.finding.set(Some(Find::Subject)))>{text::about_whom()}</Button>
                <Day log last=false/>
                <Day log last=true/>
            </div>
            <div class="toolbar-end"><Verify log/><ExportMenu log/></div>
        </div>
    }
    .into_any()
}

#[component]
fn ListLink(
    /// The page.
    log: Log,
    /// Of the refused attempts.
    refused: bool,
) -> AnyView {
    let href = move || log.href(&log.filter.get(), refused, None);
    let words = if refused { text::refused() } else { text::events() };
    let current = move || (log.refused.get() == refused).then_some("page");
    view! { <a class="audit-list" href=href aria-current=current>{words}</a> }.into_any()
}

/// Themes of events, of which many can be chosen.
#[component]
fn Kinds(
    /// The page.
    log: Log,
) -> AnyView {
    let chosen = Memo::new(move |_| log.filter.with(|filter| filter.themes.len()));
    let choices = Signal::derive(move || {
        let choice = |theme: AuditTheme| Choice {
            key: theme.slug().to_owned(),
            label: text::theme(theme).to_owned(),
            selected: log.filter.with(|filter| filter.themes.contains(&theme)),
            ..Choice::default()
        };
        AuditTheme::ALL.into_iter().map(choice).collect::<Vec<_>>()
    });
    let toggle = move |slug: String| {
        let Some(theme) = AuditTheme::of_slug(&slug) else { return };
        log.narrow(|filter| {
            let before = filter.themes.len();
            filter.themes.retain(|chosen| *chosen != theme);
            if filter.themes.len() == before {
                filter.themes.push(theme);
            }
        });
    };
    let clear = Callback::new(move |()| log.narrow(|filter| filter.themes.clear()));
    view! {
        <ListboxButton list_label=text::kind().to_owned() choices on_toggle=toggle on_clear=clear class="filter-button">
            <span>{text::kind()}</span>
            {move || Some(chosen.get()).filter(|count| *count > 0).map(|count| view! {
                <span class="filter-count">{count}</span>
            })}
            <Icon drawing=drawings::CHEVRON_DOWN/>
        </ListboxButton>
    }
    .into_any()
}

/// The first, or last, day.
#[component]
fn Day(
    /// The page.
    log: Log,
    /// The last one.
    last: bool,
) -> AnyView {
    let day = move || {
        let at = log.filter.with(|filter| if last { filter.to } else { filter.from });
        at.map(Timestamp::to_date).unwrap_or_default()
    };
    let change = move |event: Event| {
        let day = Timestamp::from_date(&event_target_value(&event));
        log.narrow(|filter| {
            if last {
                filter.to = day.map(|day| day.plus_ms(DAY_MS - 1));
            } else {
                filter.from = day;
            }
        });
    };
    view! {
        <label class="audit-day">
            <span>{if last { text::to() } else { text::from() }}</span>
            <input class="input" type="date" max="9999-12-31" prop:value=day on:change=change/>
        </label>
    }
    .into_any()
}
