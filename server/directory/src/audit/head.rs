//! A chain's head: the number and hash of its last event, signed, to be kept elsewhere. Whoever can write to the
//! database can cut off the end of a chain, or forge all of it; not what was exported before.

use crate::{Directory, SecretKey};
use domain::{Checked, OrgId, Timestamp};
use ring::hmac;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

/// How far an organization's chain went at a moment, signed (Ed25519) by a key that follows from the installation's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose chain.
    pub organization: OrgId,
    /// Its name in URLs then, for who reads the file; not signed.
    pub slug: String,
    /// The number of the last event.
    pub seq: u64,
    /// The hash of that event, as 64 hexadecimal digits.
    pub hash: String,
    /// When it was exported.
    pub at: Timestamp,
    /// The public key, as hexadecimal digits: whoever has noted it down needs no secret to check the signature.
    pub key: String,
    /// The signature, likewise.
    pub signature: String,
}

impl Head {
    /// What is signed.
    fn signed(&self) -> String {
        format!("muster audit head\n{}\n{}\n{}\n{}", self.organization, self.seq, self.hash, self.at.0)
    }
}

impl Directory {
    /// The signed head of a chain that was checked just now.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the key cannot sign.
    pub fn head(&self, organization: OrgId, slug: String, checked: &Checked) -> crate::Result<Head> {
        let pair = pair(&self.config().key)?;
        let (seq, hash, at, key) = (checked.seq, checked.hash.clone(), self.now(), hex::encode(pair.public_key()));
        let head = Head { organization, slug, seq, hash, at, key, signature: String::new() };
        let signature = hex::encode(pair.sign(head.signed().as_bytes()));
        Ok(Head { signature, ..head })
    }

    /// Whether this installation signed a head, and nobody changed it since.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when there is no key to check it with.
    pub fn has_signed(&self, head: &Head) -> crate::Result<bool> {
        let key = UnparsedPublicKey::new(&ED25519, pair(&self.config().key)?.public_key().as_ref().to_vec());
        let signature = hex::decode(&head.signature).unwrap_or_default();
        Ok(key.verify(head.signed().as_bytes(), &signature).is_ok())
    }
}

/// The key that signs heads: made from the installation's, of which it tells nothing.
fn pair(key: &SecretKey) -> crate::Result<Ed25519KeyPair> {
    let seed = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.bytes()), b"muster audit head");
    Ed25519KeyPair::from_seed_unchecked(seed.as_ref()).map_err(|_| crate::Error::Internal("no key signs".to_owned()))
}
