//! Keeping what the list shows under a name.

use domain::{ALARM_MAX, Field, Name, NameError, Refusal, SavedView, SavedViewId, VIEW_NAME_MAX};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

use super::asking::Asking;
use super::saved_views::{Saving, save, say_saved};
use super::state::PageState;
use crate::api::call::fresh_intent;
use crate::text::{edits, errors, refusal, views as text};
use crate::ui::{Button, ButtonKind, Checkbox, Dialog, DialogFooter, Icon, TextField, dom, drawings};

/// How many digits the number of an alarm can have.
const ALARM_DIGITS: usize = 9;

/// What is typed into the dialog.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    alarm: RwSignal<bool>,
    above: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Typed {
    fn new() -> Self {
        let (name, above) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        Self { name, alarm: RwSignal::new(false), above, tried: RwSignal::new(false) }
    }

    /// As the view is kept; empty for a new one.
    fn take_up(self, kept: Option<&SavedView>) {
        let alarm = kept.and_then(|view| view.alarm_above);
        self.name.set(kept.map(|view| view.name.as_str().to_owned()).unwrap_or_default());
        self.alarm.set(alarm.is_some());
        self.above.set(alarm.unwrap_or_default().to_string());
        self.tried.set(false);
    }

    fn name(self) -> Result<Name, String> {
        let name = self.name.with(|name| Name::parse(name)).map_err(|error| errors::name(&error))?;
        match u32::try_from(name.as_str().chars().count()).unwrap_or(u32::MAX) {
            length if length > VIEW_NAME_MAX => Err(errors::name(&NameError::TooLong { limit: VIEW_NAME_MAX, length })),
            _ => Ok(name),
        }
    }

    fn alarm_above(self) -> Result<Option<u32>, String> {
        if !self.alarm.get() {
            return Ok(None);
        }
        let digits = self.above.with(|above| above.trim().to_owned());
        let number = (digits.len() <= ALARM_DIGITS).then(|| digits.parse::<u32>().ok()).flatten();
        match number.filter(|&number| number <= ALARM_MAX) {
            Some(number) => Ok(Some(number)),
            None => Err(refusal::refusal(&Refusal::OutOfRange { field: Field::Alarm, least: 0, most: ALARM_MAX })),
        }
    }
}

/// The dialog, closed.
#[component]
pub fn SaveViewDialog() -> AnyView {
    let (page, own) = (PageState::expect(), Asking::expect().views);
    let typed = Typed::new();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let fresh = StoredValue::new(None::<SavedViewId>);
    Effect::new(move |_| {
        own.saving.with(|saving| {
            if let Some(saving) = saving {
                typed.take_up(saving.kept.as_ref());
                error.set(None);
                fresh.set_value(None);
            }
        });
    });
    let close = move || {
        if !busy.get_untracked() {
            own.saving.set(None);
        }
    };
    // One of that name is replaced: but for the view itself, when that is what is edited.
    let namesake = move || {
        let Saving { kept: this, .. } = own.saving.get()?;
        let name = typed.name().ok()?.as_str().to_lowercase();
        let is = |view: &&SavedView| {
            view.name.as_str().to_lowercase() == name && this.as_ref().is_none_or(|this| this.id != view.id)
        };
        own.kept.with(|kept| kept.iter().flatten().find(is).cloned())
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        typed.tried.set(true);
        let (Ok(name), Ok(alarm_above)) = (untrack(move || typed.name()), untrack(move || typed.alarm_above())) else {
            return dom::focus_id(if untrack(move || typed.name()).is_err() { "view-name" } else { "view-above" });
        };
        let Some(Saving { query, kept }) = own.saving.get_untracked() else { return };
        let replaced = untrack(namesake);
        let before = replaced.clone().or(kept.clone());
        // The id stays while the dialog is open: sent twice, it is kept once.
        let new = fresh.get_value().unwrap_or_else(|| SavedViewId(fresh_intent().0));
        fresh.set_value(Some(new));
        let id = before.as_ref().map_or(new, |view| view.id);
        let view = SavedView { id, name, query, alarm_above };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let outcome = save(page, own, view.clone()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(()) => {
                    own.saving.set(None);
                    say_saved(page, own, view, before);
                }
                Err(why) => error.set(Some(errors::words(&why))),
            }
        });
    };
    let name_error = Signal::derive(move || typed.tried.get().then(|| typed.name().err()).flatten());
    let above_error = Signal::derive(move || typed.tried.get().then(|| typed.alarm_above().err()).flatten());
    let edits = move || own.saving.with(|saving| saving.as_ref().is_some_and(|saving| saving.kept.is_some()));
    let title = Signal::derive(move || if edits() { text::edit_title() } else { text::save_title() }.to_owned());
    view! {
        <Dialog
            id="save-view"
            open=Signal::derive(move || own.saving.with(Option::is_some))
            on_close=Callback::new(move |()| close())
            title
            description=text::about().to_owned()
            initial_focus="#view-name"
        >
            <form novalidate on:submit=submit>
                <div class="view-form">
                    <TextField id="view-name" label=text::name().to_owned() value=typed.name required=true error=name_error/>
                    <Checkbox
                        id="view-alarm"
                        label=text::alarm().to_owned()
                        checked=typed.alarm
                        on_change=Callback::new(move |ticked| typed.alarm.set(ticked))
                    />
                    {move || typed.alarm.get().then(|| view! {
                        <TextField
                            id="view-above"
                            kind="number"
                            label=text::above().to_owned()
                            value=typed.above
                            description=text::alarm_about().to_owned()
                            error=above_error
                        />
                    })}
                </div>
                <div role="status">
                    {move || namesake().map(|_| view! { <p class="field-about">{text::replaces()}</p> })}
                </div>
                <div role="alert">
                    {move || error.get().map(|why| view! {
                        <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
                    })}
                </div>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close())>{edits::cancel()}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy=busy>
                        {move || if namesake().is_some() { text::replace_button() } else { text::save_button() }}
                    </Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}
