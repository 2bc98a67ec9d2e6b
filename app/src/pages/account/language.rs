//! The language of one's own pages and mails.

use domain::Language;
use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::language::remember;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::sign_in::load;
use crate::text::language as text;
use crate::ui::{Button, ButtonKind, SelectField, SelectOption};

/// The section. Once a language is kept, the page is loaded in it.
#[component]
pub(super) fn LanguageSection(
    /// The language as it is.
    language: Language,
) -> AnyView {
    let chosen = RwSignal::new(language.tag().to_owned());
    let ask = Ask::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(language) = chosen.with_untracked(|tag| Language::of_tag(tag)) else { return };
        ask.run(
            move || accounts::set_language(language),
            move |()| {
                remember(language);
                load("/account");
            },
        );
    };
    // Each in its own: whoever cannot read the page finds theirs.
    let option = |language: Language| SelectOption {
        value: language.tag().to_owned(),
        label: language.own_name().to_owned(),
        disabled: false,
    };
    let options = Language::ALL.map(option).to_vec();
    view! {
        <section class="page-section" aria-labelledby="language">
            <h2 id="language">{text::title()}</h2>
            <form class="section-form" on:submit=submit>
                <FormError text=ask.words()/>
                <SelectField
                    id="account-language"
                    label=text::title().to_owned()
                    value=chosen
                    options=Signal::stored(options)
                    description=text::about().to_owned()
                />
                <div class="page-section-foot">
                    <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::save()}</Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
