//! Says that the server is out of reach, for as long as it is.

use leptos::prelude::*;

use super::state::{Connection, PageState};
use crate::text::connection as text;
use crate::ui::{Banner, BannerTone, Retry, drawings};

/// The strip above the list. Search goes on; edits wait, and say why.
#[component]
pub fn OfflineBanner() -> AnyView {
    let page = PageState::expect();
    let words = move || match page.connection.get() {
        Connection::Fine => None,
        Connection::Offline => Some(text::offline()),
        Connection::NoAnswer => Some(text::no_answer()),
    };
    Effect::new(move |before: Option<bool>| {
        let fine = page.connection.get() == Connection::Fine;
        if fine && before == Some(false) {
            page.announcer.say(text::back());
        }
        fine
    });
    view! {
        {move || words().map(|words| view! {
            <Banner tone=BannerTone::Warning icon=drawings::WIFI_OFF text=words.to_owned()>
                <Retry drawn=false words=text::retry_now() on_press=Callback::new(move |()| page.look_for_server())/>
            </Banner>
        })}
    }
    .into_any()
}
