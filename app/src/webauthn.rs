//! What the browser does with passkeys. It reads and writes WebAuthn's own JSON itself: nothing here knows what is in it.

/// Why there is no passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser tells them apart"))]
pub(crate) enum Failure {
    /// Somebody cancelled, or did nothing for too long; browsers do not say which.
    Cancelled,
    /// The device has one for this account already.
    Known,
    /// The browser has none, or will not make any here.
    Impossible,
}

/// Whether passkeys work in this browser, on this page: it has to know their JSON, come by TLS or from this machine, and stand
/// at a host name. Only in the browser.
pub(crate) fn works() -> bool {
    #[cfg(feature = "hydrate")]
    return browser::works();
    #[cfg(not(feature = "hydrate"))]
    false
}

/// Has the browser make a passkey, and gives what it says of it. It asks whoever is there.
pub(crate) async fn create(options: &str) -> Result<String, Failure> {
    ask("create", "parseCreationOptionsFromJSON", options).await
}

/// Has the browser show a passkey, and gives what it says. It asks whoever is there.
pub(crate) async fn show(options: &str) -> Result<String, Failure> {
    ask("get", "parseRequestOptionsFromJSON", options).await
}

async fn ask(method: &str, parse: &str, options: &str) -> Result<String, Failure> {
    #[cfg(feature = "hydrate")]
    return browser::ask(method, parse, options).await.map_err(|error| browser::failure(&error));
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (method, parse, options);
        std::future::ready(Err(Failure::Impossible)).await
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::Failure;
    use js_sys::{Function, Object, Promise, Reflect};
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast, JsValue};

    // By name, as what is imported from the browser stands in the one script that every page begins with.

    pub(super) fn works() -> bool {
        let host = get(&window().location(), "hostname").ok().and_then(|host| host.as_string()).unwrap_or_default();
        let is_address = host.starts_with('[') || host.chars().all(|c| c.is_ascii_digit() || c == '.');
        let parses = || get(&known()?, "parseRequestOptionsFromJSON");
        !is_address && parses().is_ok_and(|parse| !parse.is_undefined())
    }

    /// Its constructor; pages without TLS have none.
    fn known() -> Result<JsValue, JsValue> {
        get(&window(), "PublicKeyCredential")
    }

    pub(super) async fn ask(method: &str, parse: &str, options: &str) -> Result<String, JsValue> {
        let known = known()?;
        let json = get(&window(), "JSON")?;
        let options = call(&json, "parse", &options.into())?;
        let options = call(&known, parse, &options)?;
        let wanted = Object::new();
        Reflect::set(&wanted, &"publicKey".into(), &options)?;
        let credentials = get(&window().navigator(), "credentials")?;
        let answer: Promise = call(&credentials, method, &wanted)?.unchecked_into();
        let credential = wasm_bindgen_futures::JsFuture::from(answer).await?;
        let shown = call(&credential, "toJSON", &JsValue::UNDEFINED)?;
        call(&json, "stringify", &shown)?.as_string().ok_or(shown)
    }

    pub(super) fn failure(error: &JsValue) -> Failure {
        match get(error, "name").ok().and_then(|name| name.as_string()).as_deref() {
            Some("NotAllowedError" | "AbortError") => Failure::Cancelled,
            Some("InvalidStateError") => Failure::Known,
            _ => Failure::Impossible,
        }
    }

    fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
        Reflect::get(of, &name.into())
    }

    /// Calls a method. One that is not there fails as any other does.
    fn call(of: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
        get(of, name)?.unchecked_into::<Function>().call1(of, with)
    }
}
