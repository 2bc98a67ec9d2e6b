//! Which encoding a file is in.

use domain::Unreadable;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// So many bytes tell UTF-16 without a mark.
const LOOK: usize = 512;

/// A file's text: UTF-8 or UTF-16 by its mark or its look; else what spreadsheets write in the West (Windows-1252).
/// Lines end with `\n`.
pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    // A zip archive (xlsx, ods) and an OLE file (xls).
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::Workbook);
    }
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..]),
        None => (guess(bytes), bytes),
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken || text.contains('\0') {
        return Err(Unreadable::NoText);
    }
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let look = &bytes[..bytes.len().min(LOOK)];
    let zeros = |from: usize| look.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    // Separators and addresses are ASCII: every other byte of them is zero.
    if zeros(1) * 4 > look.len() {
        return UTF_16LE;
    }
    if zeros(0) * 4 > look.len() {
        return UTF_16BE;
    }
    if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Name;E-mail\nZoë Ångström;zoe@example.com\n";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_text_is_the_same_in_each_encoding() {
        let marked = format!("\u{feff}{TEXT}");
        let (western, _, _) = WINDOWS_1252.encode(TEXT);
        for bytes in [
            TEXT.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            TEXT.replace('\n', "\r\n").into_bytes(),
            TEXT.replace('\n', "\r").into_bytes(),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
            utf16(TEXT, u16::to_le_bytes),
            utf16(TEXT, u16::to_be_bytes),
            western.to_vec(),
        ] {
            assert_eq!(text(&bytes).as_deref(), Ok(TEXT), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_says_so() {
        assert_eq!(text(b"PK\x03\x04\x14\0"), Err(Unreadable::Workbook));
        assert_eq!(text(b"\xd0\xcf\x11\xe0\xa1\xb1"), Err(Unreadable::Workbook));
        assert_eq!(text(b"a@b.example\0"), Err(Unreadable::NoText));
        assert_eq!(text(b"\xff\xfea"), Err(Unreadable::NoText), "half a letter");
    }
}
