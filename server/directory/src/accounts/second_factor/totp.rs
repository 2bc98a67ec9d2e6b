//! Codes by time (RFC 6238): six digits that change every 30 seconds, from a key that the app and we know.

use crate::entity::credential;
use crate::secret::random;
use crate::{Error, Result, SecretKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{AccountId, EmailAddress, Timestamp};
use qrcodegen::{QrCode, QrCodeEcc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use totp_rs::{Builder, Secret as TotpSecret, Totp};

/// The kind of credential.
const KIND: &str = "totp";
/// The light border that a QR code needs, in its dots.
const BORDER: u32 = 4;

/// An authenticator's key. It is shown to its owner alone, once.
#[derive(Clone)]
pub(super) struct Key(TotpSecret);

impl Key {
    /// A new one: 160 random bits, as RFC 4226 recommends.
    pub(super) fn fresh() -> Self {
        Self(TotpSecret::new_stack(random::<20>()))
    }

    /// For who types it.
    pub(super) fn to_base32(&self) -> String {
        self.0.to_base32()
    }

    /// The time step whose code this is, the present one or one beside it; `None` when it is none of theirs.
    pub(super) fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let totp = Builder::new().with_secret(self.0.clone()).build_noncompliant();
        let step = totp.check(code, u64::try_from(now.0).ok()? / 1_000)?;
        i64::try_from(step).ok()
    }

    /// The address that an app reads: the key, whose it is and of which installation.
    pub(super) fn link(&self, email: &EmailAddress, public_url: &str) -> Result<String> {
        let host = public_url.split("//").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
        let totp: std::result::Result<Totp, _> = Builder::new()
            .with_secret(self.0.clone())
            .with_account_name(email.as_str())
            .with_issuer(Some(format!("Muster {host}").trim()))
            .build();
        // Neither error has the key in it.
        let totp = totp.map_err(|_| Error::Internal("no authenticator can be set up for this address".to_owned()))?;
        totp.to_url().map_err(|_| Error::Internal("no address for an authenticator can be made".to_owned()))
    }

    /// Sealed for one account and one use: under another account, or as something else, it does not open.
    pub(super) fn sealed(&self, key: &SecretKey, account: AccountId, what: What) -> String {
        URL_SAFE_NO_PAD.encode(key.seal(&format!("{}{}", what.before(account), self.to_base32())))
    }

    /// Opens what [`Self::sealed`] made.
    pub(super) fn opened(text: &str, key: &SecretKey, account: AccountId, what: What) -> Option<Self> {
        let opened = key.open(&URL_SAFE_NO_PAD.decode(text).ok()?)?;
        let key = opened.strip_prefix(&what.before(account))?;
        TotpSecret::try_from_base32(key).ok().map(Self)
    }
}

/// What a sealed key is for.
#[derive(Clone, Copy)]
pub(super) enum What {
    /// It is on.
    Stored,
    /// It is being set up, until then.
    SetUp(Timestamp),
}

impl What {
    fn before(self, account: AccountId) -> String {
        match self {
            Self::Stored => format!("{KIND} of {account}: "),
            Self::SetUp(until) => format!("{KIND} for {account} until {}: ", until.0),
        }
    }
}

/// A text as a QR code: its dark parts as an SVG path, and how wide and high it is.
pub(super) fn qr(text: &str) -> Result<(String, u32)> {
    let too_long = |_| Error::Internal("an address is too long for a QR code".to_owned());
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(too_long)?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let dark = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let dark = i32::try_from(dark).unwrap_or_default();
            if dark > 0 {
                let (left, top) = (x.unsigned_abs() + BORDER, y.unsigned_abs() + BORDER);
                path.push_str(&format!("M{left} {top}h{dark}v1h-{dark}z"));
            }
            x += dark.max(1);
        }
    }
    Ok((path, code.size().unsigned_abs() + 2 * BORDER))
}

/// The credential of an account's second factor, if one is on.
pub(super) async fn stored(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<credential::Model>> {
    Ok(credential::Entity::find_by_id((account, KIND.to_owned())).one(db).await?)
}

/// Turns a second factor on, in place of one that was. The code of that step is used.
pub(super) async fn store(
    tx: &DatabaseTransaction,
    account: AccountId,
    sealed: String,
    step: i64,
    now: Timestamp,
) -> Result<()> {
    let row = credential::ActiveModel {
        account_id: Set(account),
        kind: Set(KIND.to_owned()),
        secret: Set(sealed),
        changed_at: Set(now),
        used_step: Set(Some(step)),
    };
    let again = OnConflict::columns([credential::Column::AccountId, credential::Column::Kind])
        .update_columns([credential::Column::Secret, credential::Column::ChangedAt, credential::Column::UsedStep])
        .to_owned();
    credential::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Uses a step's code up: of several at once, one gets it, and none of before is good any more. Whether it was this one.
pub(super) async fn use_step(tx: &DatabaseTransaction, account: AccountId, step: i64) -> Result<bool> {
    let older = Condition::any().add(credential::Column::UsedStep.is_null()).add(credential::Column::UsedStep.lt(step));
    let update = credential::Entity::update_many()
        .col_expr(credential::Column::UsedStep, Expr::value(step))
        .filter(of(account))
        .filter(older);
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Turns it off. Whether it was on.
pub(super) async fn remove(tx: &DatabaseTransaction, account: AccountId) -> Result<bool> {
    Ok(credential::Entity::delete_many().filter(of(account)).exec(tx).await?.rows_affected == 1)
}

fn of(account: AccountId) -> Condition {
    Condition::all().add(credential::Column::AccountId.eq(account)).add(credential::Column::Kind.eq(KIND))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// RFC 6238's own key and moments, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let key = Key(TotpSecret::new_stack(*b"12345678901234567890"));
        for (seconds, code) in [(59_i64, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            let at = |seconds: i64| Timestamp(seconds * 1_000);
            assert_eq!(key.step_of(code, at(seconds)), Some(seconds / 30));
            assert_eq!(key.step_of(code, at(seconds + 30)), Some(seconds / 30), "one step late");
            assert_eq!(key.step_of(code, at(seconds - 30)), Some(seconds / 30), "one step early");
            assert_eq!(key.step_of(code, at(seconds + 60)), None);
            assert_eq!(key.step_of(code, at(seconds - 60)), None);
        }
        for none in ["", "28708", "2870822", "+87082", "28708a", "２８７０８２"] {
            assert_eq!(key.step_of(none, Timestamp(59_000)), None, "{none}");
        }
    }

    #[test]
    fn a_sealed_key_opens_for_its_account_and_its_use_alone() {
        let (key, seal) = (Key::fresh(), SecretKey::fresh());
        let (ana, ben) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let until = What::SetUp(Timestamp(5));
        let stored = key.sealed(&seal, ana, What::Stored);
        let set_up = key.sealed(&seal, ana, until);
        let opens = |text: &str, seal: &SecretKey, account, what| Key::opened(text, seal, account, what).is_some();
        assert!(opens(&stored, &seal, ana, What::Stored) && opens(&set_up, &seal, ana, until));
        assert!(!opens(&stored, &seal, ben, What::Stored), "another account");
        assert!(!opens(&stored, &seal, ana, until) && !opens(&set_up, &seal, ana, What::Stored), "another use");
        assert!(!opens(&set_up, &seal, ana, What::SetUp(Timestamp(6))), "another time");
        assert!(!opens(&stored, &SecretKey::fresh(), ana, What::Stored), "another installation");
        assert!(!opens("", &seal, ana, What::Stored));
    }

    #[test]
    fn an_app_reads_whose_key_it_is_and_where_it_is_for() {
        let key = Key(TotpSecret::new_stack(*b"12345678901234567890"));
        let email = EmailAddress::parse("ana+1@example.com").expect("an address");
        let link = key.link(&email, "https://muster.example.com:8443").expect("a link");
        assert!(link.starts_with("otpauth://totp/Muster%20muster.example.com:ana%2B1%40example.com?"), "{link}");
        assert!(link.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{link}");
        let (path, size) = qr(&link).expect("a code");
        // The dark corner, below the light border.
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
        assert!(size >= 41, "{size}");
    }
}
