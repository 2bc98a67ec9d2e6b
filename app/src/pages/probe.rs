//! A page that proves the thread from browser to server and back; it goes when the first true page comes.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::probe::Shout;

/// A button that counts in the browser and one that asks the server.
#[component]
pub(crate) fn Probe() -> impl IntoView {
    let count = RwSignal::new(0_u32);
    let shout = ServerAction::<Shout>::new();
    let answer = move || match shout.value().get() {
        Some(Ok(answer)) => answer,
        Some(Err(error)) => error.to_string(),
        None => String::new(),
    };
    view! {
        <Title text="Muster"/>
        <main>
            <h1>"Muster"</h1>
            <button type="button" on:click=move |_| count.update(|n| *n += 1)>
                "Counted " {count}
            </button>
            <button
                type="button"
                on:click=move |_| {
                    shout.dispatch(Shout { text: "muster".to_owned() });
                }
            >
                "Ask the server"
            </button>
            <p role="status">{answer}</p>
        </main>
    }
}
