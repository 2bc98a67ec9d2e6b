//! Parts of the program that the browser loads when they are first wanted: the first load stays small.
//!
//! The build cuts the program at [`part!`]; what is only reached through a part's doors goes with it. On the server,
//! and in a build that does not cut (`cargo leptos`), all is there.

#[cfg(feature = "hydrate")]
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use leptos::prelude::*;

use crate::text::{errors, frame};
use crate::ui::Toasts;
use crate::ui::held_keys::Hold;

/// Doors, function pointers, into code that comes when it is wanted; by default one, to a view.
pub(crate) struct Part<T: 'static = fn() -> AnyView> {
    doors: OnceLock<T>,
    #[cfg(feature = "hydrate")]
    load: fn() -> Loading<T>,
    #[cfg(not(feature = "hydrate"))]
    make: fn() -> T,
}

/// A load on its way; `None` when it failed.
#[cfg(feature = "hydrate")]
pub(crate) type Loading<T> = Pin<Box<dyn Future<Output = Option<T>>>>;

impl<T: Send + Sync> Part<T> {
    #[cfg(feature = "hydrate")]
    pub(crate) const fn new(load: fn() -> Loading<T>) -> Self {
        Self { doors: OnceLock::new(), load }
    }

    #[cfg(not(feature = "hydrate"))]
    pub(crate) const fn new(make: fn() -> T) -> Self {
        Self { doors: OnceLock::new(), make }
    }

    /// Its doors, once it is loaded.
    pub(crate) fn get(&self) -> Option<&T> {
        #[cfg(feature = "hydrate")]
        return self.doors.get();
        #[cfg(not(feature = "hydrate"))]
        Some(self.doors.get_or_init(self.make))
    }

    /// Loads it, once. `None` when that failed; asking again tries again.
    #[cfg(feature = "hydrate")]
    pub(crate) async fn load(&self) -> Option<&T> {
        if self.doors.get().is_none() {
            let doors = (self.load)().await?;
            if !crate::sheet::later().await {
                return None;
            }
            return Some(self.doors.get_or_init(|| doors));
        }
        self.doors.get()
    }

    /// Loads it, and says whether it is there.
    pub(crate) fn load_then(&'static self, done: impl FnOnce(bool) + 'static) {
        #[cfg(feature = "hydrate")]
        leptos::task::spawn_local(async move { done(self.load().await.is_some()) });
        #[cfg(not(feature = "hydrate"))]
        done(self.get().is_some());
    }

    /// What a door gives: at once where the part is loaded, else when it is.
    pub(crate) fn once_here(
        &'static self,
        view: impl Fn(&T) -> AnyView + Send + 'static,
        on_failure: impl FnOnce() + 'static,
    ) -> AnyView {
        let here = RwSignal::new(self.get().is_some());
        if !here.get_untracked() {
            self.load_then(move |loaded| {
                if loaded {
                    here.try_set(true);
                } else {
                    on_failure();
                }
            });
        }
        view! { {move || here.get().then(|| self.get().map(&view)).flatten()} }.into_any()
    }
}

/// Shows a dialog's part from when it is first wanted. Until it has come, says so and holds the keys that are typed
/// for it; when it does not come, says that too.
#[component]
pub(crate) fn WhenWanted(
    /// Which.
    part: &'static Part,
    /// Whether it is wanted.
    #[prop(into)]
    wanted: Signal<bool>,
    /// Wants it no longer: Escape while it is on its way, or it did not come. Wanting it again tries again.
    #[prop(into)]
    forget: Callback<()>,
) -> AnyView {
    let wanted = Memo::new(move |_| wanted.get());
    let (here, loading) = (RwSignal::new(false), RwSignal::new(false));
    let toasts = use_context::<Toasts>();
    let hold = Arc::new(Mutex::new(None::<Hold>));
    let wait = {
        let hold = Arc::clone(&hold);
        move |now: Option<Hold>| {
            let earlier = std::mem::replace(&mut *hold.lock().unwrap_or_else(PoisonError::into_inner), now);
            if let Some(earlier) = earlier {
                earlier.end();
            }
        }
    };
    on_cleanup({
        let wait = wait.clone();
        move || wait(None)
    });
    Effect::new(move |_| {
        if !wanted.get() {
            return wait(None);
        }
        if here.get_untracked() {
            return;
        }
        if part.get().is_none() {
            wait(Some(Hold::begin(forget)));
        }
        if loading.get_untracked() {
            return;
        }
        loading.set(true);
        let wait = wait.clone();
        part.load_then(move |loaded| {
            loading.try_set(false);
            if loaded {
                here.try_set(true);
                // Else the dialog takes them.
                if wanted.try_get_untracked() != Some(true) {
                    wait(None);
                }
                return;
            }
            wait(None);
            forget.try_run(());
            if let Some(toasts) = toasts {
                toasts.failure(errors::part_not_loaded());
            }
        });
    });
    view! {
        {move || match part.get() {
            Some(view) if here.get() => Some(view()),
            _ => (loading.get() && wanted.get()).then(|| view! {
                <p class="on-its-way" role="status"><span class="visually-hidden">{frame::loading()}</span></p>
            }.into_any()),
        }}
    }
    .into_any()
}

/// Shows a part as soon as it is here; until then `waiting`, and if it does not come `failed`, which gets what
/// tries again.
pub(crate) fn show(part: &'static Part, waiting: fn() -> AnyView, failed: fn(Callback<()>) -> AnyView) -> AnyView {
    let loaded = RwSignal::new(part.get().map(|_| true));
    let load = Callback::new(move |()| {
        loaded.set(None);
        part.load_then(move |went| {
            loaded.try_set(Some(went));
        });
    });
    if loaded.get_untracked().is_none() {
        load.run(());
    }
    view! {
        {move || match (loaded.get(), part.get()) {
            (Some(true), Some(view)) => view(),
            (Some(false), _) => failed(load),
            _ => waiting(),
        }}
    }
    .into_any()
}

/// Makes a [`Part`]. Those with the same `chunk` come together.
macro_rules! part {
    ($(#[$doc:meta])* $NAME:ident: $Doors:ty, $chunk:ident, $function:ident, $doors:expr) => {
        $(#[$doc])*
        pub(crate) static $NAME: $crate::lazy::Part<$Doors> = {
            #[cfg(feature = "split")]
            #[leptos::wasm_split::wasm_split($chunk, wasm_split_path = leptos::wasm_split, fallible)]
            fn $function() -> Result<$Doors, leptos::wasm_split::SplitLoaderError> {
                Ok($doors)
            }

            #[cfg(feature = "split")]
            let part = $crate::lazy::Part::new(|| Box::pin(async { $function().await.ok() }));
            #[cfg(all(feature = "hydrate", not(feature = "split")))]
            let part: $crate::lazy::Part<$Doors> = $crate::lazy::Part::new(|| Box::pin(async {
                let doors: $Doors = $doors;
                Some(doors)
            }));
            #[cfg(not(feature = "hydrate"))]
            let part: $crate::lazy::Part<$Doors> = $crate::lazy::Part::new(|| $doors);
            part
        };
    };
    ($(#[$doc:meta])* $NAME:ident, $chunk:ident, $function:ident, $view:expr) => {
        $crate::lazy::part! { $(#[$doc])* $NAME: fn() -> leptos::prelude::AnyView, $chunk, $function, || $view }
    };
}
pub(crate) use part;
