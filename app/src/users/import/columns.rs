//! Columns that nobody knows, mapped by hand.

use domain::ListColumns;
use leptos::prelude::*;

use super::form::{ImportForm, Unknown};
use crate::text::import as text;
use crate::ui::{Button, SelectField, SelectOption};

/// A choice of a column for each thing that a list can say.
pub(super) fn mapping(form: ImportForm, (headings, example): &Unknown) -> AnyView {
    let none = || SelectOption { value: String::new(), label: text::no_column().to_owned(), disabled: false };
    let column = |(place, heading): (usize, &String)| SelectOption {
        value: place.to_string(),
        label: text::column(heading, example.get(place).map_or("", String::as_str)),
        disabled: false,
    };
    let options: Vec<SelectOption> = std::iter::once(none()).chain(headings.iter().enumerate().map(column)).collect();
    // Where an address stands, there they stand.
    let guess = example.iter().position(|cell| cell.contains('@')).map(|place| place.to_string());
    let [address, name, role, teams, status] =
        [guess, None, None, None, None].map(|first| RwSignal::new(first.unwrap_or_default()));
    let missing = RwSignal::new(None::<String>);
    let read = move |_| {
        let place = |chosen: RwSignal<String>| chosen.with_untracked(|chosen| chosen.parse::<u32>().ok());
        let Some(addresses) = place(address) else {
            return missing.set(Some(text::no_address_column().to_owned()));
        };
        form.columns.set(Some(ListColumns {
            address: vec![addresses],
            name: place(name),
            name_parts: Vec::new(),
            role: place(role),
            teams: place(teams),
            status: place(status),
        }));
        form.look();
    };
    let choice = |id, label: &'static str, value| view! { <SelectField id label value options=options.clone()/> };
    view! {
        <p>{text::columns()}</p>
        <SelectField id="import-address" label=text::address_column() value=address options=options.clone() error=missing/>
        <div class="invite-pair">
            {choice("import-name", text::name_column(), name)}
            {choice("import-role-column", text::role_column(), role)}
            {choice("import-teams-column", text::teams_column(), teams)}
            {choice("import-status-column", text::status_column(), status)}
        </div>
        <div><Button on_press=Callback::new(read)>{text::read_list()}</Button></div>
    }
    .into_any()
}
