//! When access ends, told as days after joining: of invitations and of bundles.

use domain::{ACCESS_DAYS_MAX, Field, Refusal};
use leptos::prelude::*;

use crate::text::bundles as text;
use crate::ui::{SelectField, SelectOption, TextField};
use crate::users::invite::number_of;

/// What is chosen for an end that there is.
const AFTER_DAYS: &str = "days";
/// How many days stand there until others are typed.
const DAYS: u32 = 90;

/// What is chosen: whether access ends, and after how many days.
#[derive(Clone, Copy)]
pub(crate) struct Ends {
    /// [`AFTER_DAYS`], or empty for no end.
    chosen: RwSignal<String>,
    days: RwSignal<String>,
}

impl Ends {
    /// No end.
    pub(crate) fn new() -> Self {
        Self { chosen: RwSignal::default(), days: RwSignal::new(DAYS.to_string()) }
    }

    /// Chooses that many days, or no end.
    pub(crate) fn set(self, days: Option<u32>) {
        self.chosen.set(if days.is_some() { AFTER_DAYS.to_owned() } else { String::new() });
        self.days.set(days.unwrap_or(DAYS).to_string());
    }

    /// As typed, good or not: what a draft keeps. Tracks.
    pub(crate) fn typed(self) -> (String, String) {
        (self.chosen.get(), self.days.get())
    }

    /// Puts back what was typed.
    pub(crate) fn type_again(self, (chosen, days): (String, String)) {
        self.chosen.set(chosen);
        self.days.set(days);
    }

    /// The days, where access ends. Tracks.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`].
    pub(crate) fn days(self) -> Result<Option<u32>, Refusal> {
        if self.chosen.with(String::is_empty) {
            return Ok(None);
        }
        self.days.with(|days| number_of(days, Field::AccessDays, ACCESS_DAYS_MAX)).map(Some)
    }
}

/// "Access ends": never, or some days after joining.
#[component]
pub(crate) fn EndsFields(
    /// Id of the choice.
    id: &'static str,
    /// Id of the days.
    days_id: &'static str,
    /// What is chosen.
    ends: Ends,
) -> AnyView {
    let option = |value: &str, label: &str| SelectOption { value: value.into(), label: label.into(), disabled: false };
    let options = vec![option("", text::never()), option(AFTER_DAYS, text::after_days())];
    let ending = Memo::new(move |_| !ends.chosen.with(String::is_empty));
    let error = Signal::derive(move || ends.days().err().map(|why| crate::text::refusal::refusal(&why)));
    view! {
        <div class="invite-pair">
            <SelectField id label=text::access_ends().to_owned() value=ends.chosen options=Signal::stored(options)/>
            {move || ending.get().then(|| view! {
                <TextField
                    id=days_id
                    kind="number"
                    label=text::days().to_owned()
                    description=text::days_about().to_owned()
                    value=ends.days
                    error
                />
            })}
        </div>
    }
    .into_any()
}
