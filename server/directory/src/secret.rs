//! Tokens, and the installation's key that seals them while they wait.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use sha2::{Digest, Sha256};

/// A token: 256 random bits, written as 43 characters of base64url. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// How long a token is, in characters. A shorter or longer text is none.
pub const SECRET_CHARS: usize = 43;

impl Secret {
    /// A new one from the machine's random source.
    #[must_use]
    pub fn fresh() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random::<32>()))
    }

    /// A token as received: exactly as long as one is, of its letters alone (S-36).
    #[must_use]
    pub fn received(text: &str) -> Option<Self> {
        let whole = text.len() == SECRET_CHARS && URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32);
        whole.then(|| Self(text.to_owned()))
    }

    /// The SHA-256 that is stored.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        sha256(self.0.as_bytes())
    }

    /// The text, for the link or the cookie.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The installation's key.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// A new one from the machine's random source.
    #[must_use]
    pub fn fresh() -> Self {
        Self(random())
    }

    /// The key as kept in its file: 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        hex::decode(text.trim()).ok()?.try_into().ok().map(Self)
    }

    /// The key as kept in its file.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// For keys that follow from it.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Seals a text (ChaCha20-Poly1305 under a random nonce, which comes first).
    #[must_use]
    pub fn seal(&self, text: &str) -> Vec<u8> {
        let nonce: [u8; 12] = random();
        let cipher = ChaCha20Poly1305::new(Key::from_slice(&self.0));
        let sealed = cipher.encrypt(Nonce::from_slice(&nonce), text.as_bytes()).unwrap_or_default();
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`Self::seal`] sealed; `None` when the key or the text is another.
    #[must_use]
    pub fn open(&self, sealed: &[u8]) -> Option<String> {
        let (nonce, sealed) = sealed.split_at_checked(12)?;
        let cipher = ChaCha20Poly1305::new(Key::from_slice(&self.0));
        let text = cipher.decrypt(Nonce::from_slice(nonce), sealed).ok()?;
        String::from_utf8(text).ok()
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// Random bytes.
///
/// # Panics
/// When the machine has no random source: going on would hand out guessable tokens.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the machine has a random source");
    bytes
}

pub(crate) fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_36_a_truncated_or_extended_token_is_none() {
        let token = Secret::fresh();
        assert_eq!(Secret::received(token.expose()), Some(token.clone()));
        for end in 0..SECRET_CHARS {
            assert_eq!(Secret::received(&token.expose()[..end]), None);
        }
        assert_eq!(Secret::received(&format!("{}A", token.expose())), None);
        assert_eq!(Secret::received(&"é".repeat(SECRET_CHARS)), None);
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_alone() {
        let key = SecretKey::fresh();
        let sealed = key.seal("a token");
        assert_eq!(key.open(&sealed).as_deref(), Some("a token"));
        assert_eq!(SecretKey::fresh().open(&sealed), None);
        assert_eq!(key.open(&sealed[..10]), None);
        assert_eq!(SecretKey::from_hex(&key.to_hex()).map(|key| key.open(&sealed)), Some(Some("a token".to_owned())));
    }
}
