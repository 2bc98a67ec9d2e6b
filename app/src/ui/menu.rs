//! A button that opens a menu of actions, or of choices of which one holds.

use leptos::web_sys::HtmlElement;
use leptos::{ev, html, prelude::*};

use super::popup::{POPUPS, Popup};
use super::{Drawing, Icon, dom, drawings, keys};

/// One line of a menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// What `on_pick` is told.
    pub key: String,
    /// Its name, exactly.
    pub label: String,
    /// One muted line below the name.
    pub description: Option<String>,
    /// Why it cannot be picked; it stays visible and focusable.
    pub reason: Option<String>,
    /// `Some` makes it a radio item, `Some(true)` the one that holds.
    pub checked: Option<bool>,
    /// An icon before the name.
    pub icon: Option<Drawing>,
    /// Takes something away; comes last, after a rule.
    pub danger: bool,
}

impl MenuItem {
    /// An item with a key and a name.
    #[must_use]
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into(), ..Self::default() }
    }
}

/// Which item gets the focus when a menu opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Checked,
    Last,
}

/// A menu button. Nothing of the menu exists until it opens, so rows can have one each.
#[component]
pub fn MenuButton(
    /// The button's name; empty takes its content.
    #[prop(into, default = Signal::stored(String::new()))]
    label: Signal<String>,
    /// The menu's name.
    #[prop(into)]
    menu_label: Signal<String>,
    /// The items, asked for at each opening.
    #[prop(into)]
    items: Callback<(), Vec<MenuItem>>,
    /// Told the key of the picked item, after the menu closed and the focus is back.
    #[prop(into)]
    on_pick: Callback<String>,
    /// The button's class: `button`, `icon-button`, `more-button` or `cell-button`.
    #[prop(default = "button")]
    class: &'static str,
    /// 320 px wide, for items with descriptions.
    #[prop(optional)]
    wide: bool,
    /// Which control of its row it is, for moving to the same one in the next row.
    #[prop(default = "")]
    control: &'static str,
    /// Whether it is open; give one to open it by a shortcut.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// The button's face, where its class does not draw it.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let open = open.unwrap_or_default();
    let start = RwSignal::new(Start::Checked);
    let button = NodeRef::<html::Button>::new();
    let press = move |_| {
        start.set(Start::Checked);
        open.update(|open| *open = !*open);
    };
    let key = move |event: ev::KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowDown" => Start::Checked,
            "ArrowUp" => Start::Last,
            _ => return,
        };
        event.prevent_default();
        start.set(to);
        open.set(true);
    };
    view! {
        <button
            type="button"
            class=class
            node_ref=button
            data-control=(!control.is_empty()).then_some(control)
            aria-label=move || Some(label.get()).filter(|label| !label.is_empty())
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=press
            on:keydown=key
        >
            {children.map(|children| children())}
        </button>
        {move || open.get().then(|| {
            let start = start.get_untracked();
            let shown = OpenMenu { label: menu_label, items, start, anchor: button, wide, open, on_pick };
            POPUPS.once_here(move |popups| (popups.menu)(shown), move || { open.try_set(false); })
        })}
    }
    .into_any()
}

/// An open menu.
#[derive(Clone, Copy)]
pub(super) struct OpenMenu {
    label: Signal<String>,
    items: Callback<(), Vec<MenuItem>>,
    start: Start,
    anchor: NodeRef<html::Button>,
    wide: bool,
    open: RwSignal<bool>,
    on_pick: Callback<String>,
}

/// The panel stays while its items are asked for again, when what they are told from says so.
pub(super) fn open_menu(OpenMenu { label, items: ask, start, anchor, wide, open, on_pick }: OpenMenu) -> AnyView {
    let id = StoredValue::new(dom::fresh_id("menu"));
    let items = StoredValue::new(Vec::<MenuItem>::new());
    let typed = StoredValue::new(keys::TypeAhead::default());
    let (active, ready) = (StoredValue::new(0), StoredValue::new(false));
    let go = Callback::new(move |to: usize| {
        active.set_value(to);
        id.with_value(|id| dom::focus_id(&format!("{id}-{to}")));
    });
    let close = move || {
        if let Some(button) = anchor.get_untracked() {
            dom::focus(&button);
        }
        open.set(false);
    };
    let pick = Callback::new(move |at: usize| {
        let Some(item) = items.with_value(|items| items.get(at).cloned()) else {
            return;
        };
        if item.reason.is_none() {
            close();
            on_pick.run(item.key);
        }
    });
    let key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let pressed = event.key();
        let at = active.get_value();
        let to = match pressed.as_str() {
            "Tab" => return close(),
            "Escape" => {
                close();
                None
            }
            "Enter" | " " => {
                pick.run(at);
                None
            }
            other => items.with_value(|items| {
                let to = keys::Move::of_key(other).map(|to| keys::step(Some(at), items.len(), to));
                to.unwrap_or_else(|| {
                    let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
                    let letter = keys::letter(other)?;
                    typed.try_update_value(|typed| typed.press(letter, event.time_stamp(), &labels, at))?
                })
            }),
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(to) = to {
            go.run(to);
        }
    };
    // Whoever was on an item stays on it, wherever it stands now.
    let take_up = move || {
        let mut now = ask.run(());
        now.sort_by_key(|item| item.danger);
        let stands = |key: &str| now.iter().position(|item| item.key == key);
        let kept = items.with_value(|before| before.get(active.get_value()).and_then(|item| stands(&item.key)));
        active.set_value(kept.unwrap_or_else(|| match start {
            Start::Last => now.len().saturating_sub(1),
            Start::Checked => now.iter().position(|item| item.checked == Some(true)).unwrap_or(0),
        }));
        items.set_value(now);
        // Also of a menu that opened before its items were here: not where somebody has moved on meanwhile.
        if ready.get_value() {
            request_animation_frame(move || {
                let button = anchor.try_get_untracked().flatten();
                let is_here = |at: &HtmlElement| {
                    matches!(at.closest(".popup"), Ok(Some(_))) || button.as_deref().is_some_and(|button| button == at)
                };
                if let Some(at) = active.try_get_value().filter(|_| dom::focused().as_ref().is_none_or(is_here)) {
                    go.run(at);
                }
            });
        }
    };
    let lines = move || {
        take_up();
        items.with_value(|items| lines_of(&id.get_value(), items, pick))
    };
    view! {
        <Popup
            anchor
            kind=if wide { "wide-menu" } else { "menu" }
            on_ready=Callback::new(move |()| {
                ready.set_value(true);
                go.run(active.get_value());
            })
            on_leave=Callback::new(move |()| open.set(false))
        >
            <div class="menu" role="menu" aria-label=move || label.get() on:keydown=key>{lines}</div>
        </Popup>
    }
    .into_any()
}

fn lines_of(menu: &str, items: &[MenuItem], pick: Callback<usize>) -> AnyView {
    let rule_at = items.iter().position(|item| item.danger).filter(|at| *at > 0);
    let line = |(at, item)| {
        view! {
            {(rule_at == Some(at)).then(|| view! { <div class="menu-rule" role="separator"></div> })}
            {menu_line(menu, at, item, pick)}
        }
    };
    items.iter().enumerate().map(line).collect_view().into_any()
}

/// One item: named by its label alone, described by its line and the reason it is forbidden.
fn menu_line(menu: &str, at: usize, item: &MenuItem, pick: Callback<usize>) -> AnyView {
    let id = format!("{menu}-{at}");
    let (about_id, reason_id) = (format!("{id}-about"), format!("{id}-reason"));
    let described = [(&item.description, &about_id), (&item.reason, &reason_id)]
        .into_iter()
        .filter_map(|(text, id)| text.as_ref().map(|_| id.as_str()))
        .collect::<Vec<_>>()
        .join(" ");
    let text =
        |class, id, text: &Option<String>| text.clone().map(|text| view! { <span class=class id=id>{text}</span> });
    view! {
        <div
            class="menu-item"
            id=id
            role=if item.checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            aria-label=item.label.clone()
            aria-checked=item.checked.map(|checked| if checked { "true" } else { "false" })
            aria-disabled=item.reason.is_some().then_some("true")
            aria-describedby=(!described.is_empty()).then_some(described)
            data-kind=item.danger.then_some("danger")
            on:click=move |_| pick.run(at)
        >
            {item.checked.map(|checked| view! {
                <span class="menu-tick">{checked.then(|| view! { <Icon drawing=drawings::CHECK/> })}</span>
            })}
            {item.icon.map(|icon| view! { <Icon drawing=icon/> })}
            <span class="menu-words">
                <span class="menu-label">{item.label.clone()}</span>
                {text("menu-about", about_id, &item.description)}
                {text("menu-reason", reason_id, &item.reason)}
            </span>
            {item.reason.is_some().then(|| view! { <Icon drawing=drawings::LOCK class="menu-lock"/> })}
        </div>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_closed_menu_costs_a_button() {
        let html = Owner::new().with(|| {
            let items = |()| -> Vec<MenuItem> { unreachable!("asked for before it opens") };
            view! {
                <MenuButton label="Actions for Ana Lima".to_owned() menu_label="Actions".to_owned() items on_pick=|_| ()>
                    "…"
                </MenuButton>
            }
            .to_html()
        });
        assert!(html.contains("aria-haspopup=\"menu\"") && html.contains("aria-expanded=\"false\""), "{html}");
        assert!(!html.contains("role=\"menu\""), "{html}");
    }
}
