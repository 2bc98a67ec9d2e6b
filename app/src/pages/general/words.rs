//! The organization's own words for its mails.

use std::collections::BTreeMap;

use domain::{
    ChangeOrganization, General as Settings, MailKind, MailWords, Name, NameError, Note, Placeholder,
    check_placeholders,
};
use leptos::{ev, prelude::*};

use super::change::{Change, Saved};
use crate::pages::card::FormError;
use crate::text::{edits, errors, general as text, mail_words as musters, refusal};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, TextArea, TextField, dom};

const SUBJECT: &str = "mail-subject";
const TEXT: &str = "mail-text";
/// In how many days something ends, in the preview.
const SAMPLE_DAYS: i64 = 7;

/// What is known and typed.
#[derive(Clone, Copy)]
struct Words {
    /// The organization's own words, by mail.
    own: RwSignal<BTreeMap<MailKind, MailWords>>,
    /// Which mail the dialog is about.
    editing: RwSignal<Option<MailKind>>,
    subject: RwSignal<String>,
    text: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Words {
    /// Opens the dialog with the words that a mail has.
    fn open(self, kind: MailKind) {
        let own = self.own.with_untracked(|own| own.get(&kind).cloned());
        let (subject, text) = match own {
            Some(words) => (words.subject.to_string(), words.text.to_string()),
            None => musters::own_words(kind),
        };
        self.subject.set(subject);
        self.text.set(text);
        self.tried.set(false);
        self.editing.set(Some(kind));
    }

    fn subject(self) -> Result<Name, String> {
        let kind = self.editing.get();
        let subject = self.subject.with(|subject| Name::parse(subject)).map_err(|error| line(&error))?;
        named(subject.as_str(), kind)?;
        Ok(subject)
    }

    fn text(self) -> Result<Note, String> {
        let kind = self.editing.get();
        let text = self.text.with(|text| Note::parse(text)).map_err(|error| line(&error))?;
        named(text.as_str(), kind)?;
        Ok(text)
    }

    /// What was typed; none where it is what Muster says anyway.
    fn typed(self, kind: MailKind) -> Option<Option<MailWords>> {
        let words = MailWords { subject: self.subject().ok()?, text: self.text().ok()? };
        let muster_says = musters::own_words(kind);
        Some((muster_says != (words.subject.to_string(), words.text.to_string())).then_some(words))
    }

    /// Takes up what was saved; not while something else is typed for a mail that was reworded.
    fn follow(self, saved: &BTreeMap<MailKind, MailWords>) -> bool {
        let same = |kind: MailKind| self.own.with_untracked(|own| own.get(&kind) == saved.get(&kind));
        let shown = self.editing.get_untracked().is_none_or(same);
        if shown {
            self.own.set(saved.clone());
        }
        shown
    }
}

fn named(text: &str, kind: Option<MailKind>) -> Result<(), String> {
    let checked = kind.map_or(Ok(()), |kind| check_placeholders(text, kind));
    checked.map_err(|unknown| refusal::placeholder(&unknown))
}

fn line(error: &NameError) -> String {
    match error {
        NameError::Empty => text::no_words().to_owned(),
        error @ NameError::TooLong { .. } => errors::name(error),
    }
}

/// The mails, each with a button that rewords it.
#[component]
pub(super) fn WordsList(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let change = Change::of(&settings, saved);
    let settings = settings.organization.settings;
    let words = Words {
        own: RwSignal::new(settings.mail_words),
        editing: RwSignal::new(None),
        subject: RwSignal::new(String::new()),
        text: RwSignal::new(String::new()),
        tried: RwSignal::new(false),
    };
    change.follow(move |saved| words.follow(&saved.mail_words));
    let one = |&kind: &MailKind| {
        let whose = move || words.own.with(|own| if own.contains_key(&kind) { text::own() } else { text::musters() });
        view! {
            <li class="mail-words">
                <span class="mail-words-name">{text::mail(kind)}</span>
                <span class="mail-words-whose">{whose}</span>
                <button type="button" class="button" aria-label=text::reword(kind) on:click=move |_| words.open(kind)>
                    {text::reword_it()}
                </button>
            </li>
        }
    };
    view! {
        <div class="section-form">
            <div>
                <h3 class="section-part">{text::words()}</h3>
                <p class="field-about">{text::words_about()}</p>
            </div>
            <ul role="list" class="lines">{MailKind::ALL.iter().map(one).collect_view()}</ul>
        </div>
        <WordsDialog words change organization=settings.name.to_string()/>
    }
    .into_any()
}

#[component]
fn WordsDialog(
    /// What is known and typed.
    words: Words,
    /// Saves it.
    change: Change,
    /// What the organization is called.
    organization: String,
) -> AnyView {
    let organization = StoredValue::new(organization);
    let close = Callback::new(move |()| {
        words.editing.set(None);
        change.ask.forget();
    });
    let send = move |kind: MailKind, new: Option<MailWords>| {
        let known = words.own.with_untracked(|own| own.get(&kind).cloned());
        let mail_words = if known == new { BTreeMap::new() } else { BTreeMap::from([(kind, new.clone())]) };
        let unchanged = mail_words.is_empty();
        change.send(ChangeOrganization { mail_words, ..ChangeOrganization::default() }, move || {
            words.editing.set(None);
            words.own.update(|own| {
                match new {
                    Some(new) => own.insert(kind, new),
                    None => own.remove(&kind),
                };
            });
        });
        if unchanged {
            close.run(());
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        words.tried.set(true);
        let Some(kind) = words.editing.get_untracked() else { return };
        match untrack(move || words.typed(kind)) {
            Some(new) => send(kind, new),
            None => dom::focus_id(if untrack(move || words.subject()).is_err() { SUBJECT } else { TEXT }),
        }
    };
    let subject_error = Signal::derive(move || words.tried.get().then(|| words.subject().err()).flatten());
    let text_error = Signal::derive(move || words.tried.get().then(|| words.text().err()).flatten());
    let about = Signal::derive(move || words.editing.get().map(text::placeholders).unwrap_or_default());
    let has_own = move || words.editing.get().is_some_and(|kind| words.own.with(|own| own.contains_key(&kind)));
    let back = Callback::new(move |_| {
        if let Some(kind) = words.editing.get_untracked() {
            send(kind, None);
        }
    });
    view! {
        <Dialog
            id="reword"
            wide=true
            open=Signal::derive(move || words.editing.with(Option::is_some))
            on_close=close
            title=Signal::derive(move || words.editing.get().map(text::reword).unwrap_or_default())
            initial_focus="#mail-subject"
        >
            <form novalidate on:submit=submit>
                <div class="view-form">
                    <FormError text=change.words()/>
                    <TextField id=SUBJECT label=text::subject().to_owned() value=words.subject required=true error=subject_error/>
                    <TextArea id=TEXT label=text::text().to_owned() value=words.text rows=6 description=about error=text_error/>
                    <section class="mail-preview" aria-label=text::preview()>
                        {move || preview(words, &organization.get_value())}
                    </section>
                </div>
                <DialogFooter>
                    {move || has_own().then(|| view! {
                        <Button busy=change.ask.busy() on_press=back>{text::back_to_musters()}</Button>
                    })}
                    <Button on_press=Callback::new(move |_| close.run(()))>{edits::cancel()}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save_words()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}

/// How a mail with what is typed looks to somebody.
fn preview(words: Words, organization: &str) -> Option<AnyView> {
    let shown = MailWords { subject: words.subject().ok()?, text: words.text().ok()? };
    let (subject, paragraphs) = shown.filled(|one| match one {
        Placeholder::Organization => organization.to_owned(),
        Placeholder::By => text::sample_by().to_owned(),
        Placeholder::Role => text::sample_role().to_owned(),
        Placeholder::Before => text::sample_before().to_owned(),
        Placeholder::Day => crate::text::time::day(dom::now().plus_days(SAMPLE_DAYS)),
    });
    let lines = paragraphs.into_iter().map(|paragraph| view! { <p dir="auto">{paragraph}</p> }).collect_view();
    Some(view! { <p class="mail-preview-subject" dir="auto">{subject}</p>{lines} }.into_any())
}
