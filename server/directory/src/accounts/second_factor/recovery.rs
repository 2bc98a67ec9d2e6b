//! Codes for when the authenticator app is lost: shown once, stored as hashes, each good once.

use crate::Result;
use crate::entity::recovery_code;
use crate::secret::{random, sha256};
use domain::{AccountId, RECOVERY_CODES, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use totp_rs::Secret as TotpSecret;

/// How long a code is without what parts it. 24 letters of base32 are 120 bits: enough for a plain hash (ASVS 6.5.2).
const LETTERS: usize = 24;
/// So many of them stand together.
const TOGETHER: usize = 4;

/// A fresh code, as it is shown: `abcd-efgh-…`.
fn fresh() -> String {
    let letters = TotpSecret::from(random::<15>()).to_base32().to_lowercase();
    let mut shown = String::with_capacity(LETTERS + LETTERS / TOGETHER);
    for (n, letter) in letters.chars().enumerate() {
        if n > 0 && n % TOGETHER == 0 {
            shown.push('-');
        }
        shown.push(letter);
    }
    shown
}

/// The hash of a code as it was typed, in any case, with whatever parts it; `None` for what is none.
fn hash(typed: &str) -> Option<Vec<u8>> {
    let mut letters = String::with_capacity(LETTERS);
    for letter in typed.chars().filter(|letter| *letter != '-' && !letter.is_whitespace()) {
        let letter = letter.to_ascii_lowercase();
        if letters.len() == LETTERS || !matches!(letter, 'a'..='z' | '2'..='7') {
            return None;
        }
        letters.push(letter);
    }
    (letters.len() == LETTERS).then(|| sha256(letters.as_bytes()))
}

/// Makes an account's codes. Those of before are gone.
pub(in crate::accounts) async fn renew(
    tx: &DatabaseTransaction,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<String>> {
    remove(tx, account).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| fresh()).collect();
    let rows = codes.iter().filter_map(|code| hash(code)).map(|code_hash| recovery_code::ActiveModel {
        account_id: Set(account),
        code_hash: Set(code_hash),
        made_at: Set(now),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(codes)
}

/// Takes an account's codes out.
pub(in crate::accounts) async fn remove(tx: &DatabaseTransaction, account: AccountId) -> Result<()> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::AccountId.eq(account)).exec(tx).await?;
    Ok(())
}

/// Uses a code up: of several at once, one gets it. Whether it was this one.
pub(super) async fn use_up(tx: &DatabaseTransaction, account: AccountId, typed: &str, now: Timestamp) -> Result<bool> {
    let Some(hash) = hash(typed) else { return Ok(false) };
    let update = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(now))
        .filter(unused(account))
        .filter(recovery_code::Column::CodeHash.eq(hash));
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// How many codes of an account are not used yet.
pub(super) async fn left(db: &impl ConnectionTrait, account: AccountId) -> Result<u32> {
    let left = recovery_code::Entity::find().filter(unused(account)).count(db).await?;
    Ok(u32::try_from(left).unwrap_or(u32::MAX))
}

fn unused(account: AccountId) -> Condition {
    Condition::all().add(recovery_code::Column::AccountId.eq(account)).add(recovery_code::Column::UsedAt.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = fresh();
        assert_eq!(code.len(), 29, "{code}");
        assert_ne!(code, fresh());
        let known = hash(&code);
        assert!(known.is_some());
        for typed in [code.to_uppercase(), code.replace('-', ""), code.replace('-', " "), format!(" {code}\n")] {
            assert_eq!(hash(&typed), known, "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_has_no_hash() {
        let code = fresh();
        for none in ["", "123456", &code[1..], &format!("{code}a"), &format!("{}1", &code[..28]), &"é".repeat(24)] {
            assert_eq!(hash(none), None, "{none}");
        }
        assert_eq!(hash(&"a".repeat(1_000_000)), None);
    }
}
