//! How arguments travel: JSON, and nothing in it that the function does not ask for.

use leptos::server_fn::codec::Post;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The input of every server function: a JSON object in a POST. A field that the function does not know is an
/// error, at any depth, and so is one that stands twice (S-18).
pub type Strict = Post<StrictJson>;

/// JSON that is read strictly.
pub struct StrictJson;

impl ContentType for StrictJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for StrictJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for StrictJson {
    type Error = serde_json::Error;

    fn encode(arguments: &T) -> Result<leptos::server_fn::Bytes, Self::Error> {
        serde_json::to_vec(arguments).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for StrictJson {
    type Error = serde_json::Error;

    #[cfg(feature = "ssr")]
    fn decode(body: leptos::server_fn::Bytes) -> Result<T, Self::Error> {
        if body.trim_ascii_start().first() != Some(&b'{') {
            // A list would be read as the arguments in their order.
            return Err(serde::de::Error::custom("an object is expected"));
        }
        let mut json = serde_json::Deserializer::from_slice(&body);
        let mut unknown = None;
        let read = serde_ignored::deserialize(&mut json, |path| {
            unknown.get_or_insert_with(|| path.to_string());
        })?;
        json.end()?;
        match unknown {
            None => Ok(read),
            Some(path) => Err(serde::de::Error::custom(format_args!("unknown field {path}"))),
        }
    }

    #[cfg(not(feature = "ssr"))]
    fn decode(body: leptos::server_fn::Bytes) -> Result<T, Self::Error> {
        serde_json::from_slice(&body)
    }
}
