//! The built site: what the browser loads besides pages, inside the program (or, in a development build, on the disk).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use app::shell::{Program, SiteManifest};
use axum::Router;
use axum::body::Bytes;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::Language;
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue};
use rust_embed::RustEmbed;

/// Made by `cargo xtask site`. It may be empty: then the program compiles and says so when it is to serve.
#[derive(RustEmbed)]
#[folder = "../target/site"]
struct Files;

/// Files whose names change with their content may be kept for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// The others are asked for again after a day.
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// The site, ready to be served.
#[derive(Clone, Debug)]
pub struct Site {
    /// What pages name.
    pub manifest: SiteManifest,
    files: BTreeMap<String, Arc<File>>,
}

/// One file, as it is and packed.
#[derive(Debug)]
struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    content_type: HeaderValue,
    cache: HeaderValue,
}

impl Site {
    /// Reads the site.
    pub fn load() -> Result<Self> {
        let manifest = match bytes("manifest.json") {
            Some(manifest) => serde_json::from_slice(&manifest).context("the site's manifest.json is not one")?,
            None => by_cargo_leptos().context("the site is not built: run `cargo xtask site`, then build again")?,
        };
        let named_by_content = bytes("manifest.json").is_some();
        let files = Files::iter()
            .filter(|name| name != "manifest.json")
            .filter_map(|name| Some((format!("/{name}"), Arc::new(File::read(&name, named_by_content)?))))
            .collect();
        Ok(Self { manifest, files })
    }

    /// A site without files, for tests of what does not need them.
    pub fn without_files() -> Self {
        Self { manifest: SiteManifest::default(), files: BTreeMap::new() }
    }

    /// A route for each file.
    pub fn into_router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        self.files.into_iter().fold(Router::new(), |router, (path, file)| {
            router.route(&path, get(move |headers: HeaderMap| async move { file.answer(&headers) }))
        })
    }
}

/// What `cargo leptos watch` built, which writes no manifest. For development.
fn by_cargo_leptos() -> Option<SiteManifest> {
    let english = Program { js: "/pkg/muster.js".to_owned(), wasm: "/pkg/muster.wasm".to_owned() };
    let manifest = SiteManifest {
        css: "/pkg/muster.css".to_owned(),
        later_css: String::new(),
        verifier: String::new(),
        programs: BTreeMap::from([(Language::English.tag().to_owned(), english)]),
    };
    (cfg!(debug_assertions) && Files::get("pkg/muster.js").is_some()).then_some(manifest)
}

impl File {
    /// None for a file that is only the packed form of another, or of no known type.
    fn read(name: &str, named_by_content: bool) -> Option<Self> {
        let content_type = HeaderValue::from_static(content_type(name)?);
        let cache = match (named_by_content, name.starts_with("pkg/")) {
            (true, true) => FOR_EVER,
            (true, false) => FOR_A_DAY,
            (false, _) => HeaderValue::from_static("no-cache"),
        };
        Some(Self {
            plain: bytes(name)?,
            brotli: bytes(&format!("{name}.br")),
            gzip: bytes(&format!("{name}.gz")),
            content_type,
            cache,
        })
    }

    fn answer(&self, request: &HeaderMap) -> Response {
        let (body, encoding) = match (&self.brotli, &self.gzip) {
            (Some(packed), _) if accepts(request, "br") => (packed, Some("br")),
            (_, Some(packed)) if accepts(request, "gzip") => (packed, Some("gzip")),
            _ => (&self.plain, None),
        };
        let mut response = body.clone().into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.content_type.clone());
        headers.insert(CACHE_CONTROL, self.cache.clone());
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

fn bytes(name: &str) -> Option<Bytes> {
    Some(match Files::get(name)?.data {
        Cow::Borrowed(embedded) => Bytes::from_static(embedded),
        Cow::Owned(read) => Bytes::from(read),
    })
}

fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// Whether `Accept-Encoding` names the encoding and does not give it the weight 0.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    request
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|choice| {
            let mut parts = choice.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            let refused = parts
                .filter_map(|parameter| parameter.strip_prefix("q="))
                .any(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
            named && !refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(encodings: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for encoding in encodings {
            headers.append(ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        }
        headers
    }

    fn file() -> File {
        File {
            plain: Bytes::from_static(b"plain"),
            brotli: Some(Bytes::from_static(b"br")),
            gzip: Some(Bytes::from_static(b"gz")),
            content_type: HeaderValue::from_static("text/css; charset=utf-8"),
            cache: FOR_EVER,
        }
    }

    #[test]
    fn the_smallest_form_that_the_browser_takes_is_sent() {
        let cases: [(&[&str], Option<&str>); 8] = [
            (&["gzip, deflate, br, zstd"], Some("br")),
            (&["gzip;q=1.0, br;q=0.5"], Some("br")),
            (&["gzip", "BR"], Some("br")),
            (&["gzip, deflate"], Some("gzip")),
            (&["br;q=0, gzip"], Some("gzip")),
            (&["br; q=0.0, gzip; q=0"], None),
            (&["brotli"], None),
            (&[], None),
        ];
        for (asked, encoding) in cases {
            let response = file().answer(&asking(asked));
            let sent = response.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap());
            assert_eq!(sent, encoding, "for {asked:?}");
            assert_eq!(response.headers()[VARY], "accept-encoding");
            assert_eq!(response.headers()[CACHE_CONTROL], FOR_EVER);
        }
    }

    #[test]
    fn packed_files_and_unknown_types_have_no_address_of_their_own() {
        for name in ["pkg/main.css.br", "pkg/main.css.gz", "notes.md", "README"] {
            assert!(content_type(name).is_none(), "{name}");
        }
    }
}
