//! A device that keeps passkeys, in software: what a browser would hand over of it, as WebAuthn's own JSON.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The device was touched.
const PRESENT: u8 = 1;
/// Its owner showed who they are.
const VERIFIED: u8 = 4;
/// There is a key in what it says.
const ATTESTED: u8 = 0x40;

/// A key that it keeps.
#[derive(Clone)]
pub struct Key {
    pub id: Vec<u8>,
    user: Vec<u8>,
    pair: Vec<u8>,
}

/// The device. A clone is a copy of it.
#[derive(Clone)]
pub struct Device {
    /// Where the browser is that it is used in.
    pub origin: String,
    /// Whether it asks its owner who they are.
    pub verifies: bool,
    /// How often it was used.
    pub counter: u32,
    pub keys: Vec<Key>,
}

impl Device {
    /// A new one, used in a browser that is there.
    pub fn at(origin: &str) -> Self {
        Self { origin: origin.to_owned(), verifies: true, counter: 0, keys: Vec::new() }
    }

    /// What `navigator.credentials.create` gives for these options.
    pub fn creates(&mut self, options: &str) -> Value {
        let options: Value = serde_json::from_str(options).expect("options");
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let public = self.pair(pair.as_ref()).public_key().as_ref().to_vec();
        let id = Sha256::digest(&public).to_vec();
        // A COSE key: P-256 for ES256, its two coordinates.
        let (x, y) = public[1..].split_at(32);
        let parts: [&[u8]; 5] = [&[0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], x, &[0x22, 0x58, 32], y, &[]];
        let length = u16::try_from(id.len()).expect("short").to_be_bytes();
        let attested = [&[0; 16], &length[..], &id, &parts.concat()].concat();
        let rp = options["rp"]["id"].as_str().expect("a host");
        let said = [self.says(rp, ATTESTED), attested].concat();
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let size = u16::try_from(said.len()).expect("short").to_be_bytes();
        let object = [&b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x59"[..], &size, &said].concat();
        let user = options["user"]["id"].as_str().map(|user| BASE64.decode(user).expect("base64url")).expect("a user");
        self.keys.push(Key { id: id.clone(), user, pair: pair.as_ref().to_vec() });
        json!({
            "id": BASE64.encode(&id), "rawId": BASE64.encode(&id), "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": {
                "attestationObject": BASE64.encode(object),
                "clientDataJSON": BASE64.encode(self.client("create", &options)),
                "transports": ["internal"],
            },
            "clientExtensionResults": { "credProps": { "rk": true } },
        })
    }

    /// What `navigator.credentials.get` gives for these options: the first key that is allowed, or any where none is named.
    pub fn shows(&mut self, options: &str) -> Value {
        let options: Value = serde_json::from_str(options).expect("options");
        let allowed = options["allowCredentials"].as_array().cloned().unwrap_or_default();
        let is_allowed =
            |key: &&Key| allowed.is_empty() || allowed.iter().any(|one| one["id"] == json!(BASE64.encode(&key.id)));
        let key = self.keys.iter().find(is_allowed).cloned().expect("a passkey");
        self.counter += 1;
        let said = self.says(options["rpId"].as_str().expect("a host"), 0);
        let client = self.client("get", &options);
        let signed = [&said[..], &Sha256::digest(&client)].concat();
        let signature = self.pair(&key.pair).sign(&SystemRandom::new(), &signed).expect("signed");
        json!({
            "id": BASE64.encode(&key.id), "rawId": BASE64.encode(&key.id), "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": {
                "authenticatorData": BASE64.encode(said),
                "clientDataJSON": BASE64.encode(client),
                "signature": BASE64.encode(signature),
                "userHandle": BASE64.encode(&key.user),
            },
            "clientExtensionResults": {},
        })
    }

    fn pair(&self, pkcs8: &[u8]) -> EcdsaKeyPair {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &SystemRandom::new()).expect("a key")
    }

    /// The beginning of what it says about itself.
    fn says(&self, rp: &str, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        [&Sha256::digest(rp)[..], &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// What the browser says.
    fn client(&self, what: &str, options: &Value) -> Vec<u8> {
        json!({
            "type": format!("webauthn.{what}"), "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false,
        })
        .to_string()
        .into_bytes()
    }
}
