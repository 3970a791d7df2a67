//! 秘密, 机密, 绝密: what carries such a mark has no place here, neither as a title nor as a number.
//!
//! A mark stands on the document itself, so the three words anywhere in a title or number are taken for one. That is
//! wider than it need be: whoever means a rule about secrets writes 保密.

use crate::{Error, ErrorKind, Sentence};

const MARKS: [&str; 3] = ["秘密", "机密", "绝密"];

/// Whether a title or number carries a mark of secrecy, also one set apart by blanks or stars.
#[must_use]
pub fn is_secret(text: &str) -> bool {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    MARKS.iter().any(|mark| letters.contains(mark))
}

/// Refuses a title or number that carries a mark of secrecy.
///
/// # Errors
/// [`ErrorKind::Refused`].
pub fn refuse_secret(text: &str) -> Result<(), Error> {
    if is_secret(text) {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("privacy-secret")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_seen_however_it_is_spaced_and_keeping_secrets_is_none() {
        for marked in ["秘密★1年 关于某事的通知", "机 密", "（绝密）", "绝\u{200b}密★"] {
            assert_eq!(refuse_secret(marked).unwrap_err().kind, ErrorKind::Refused, "{marked}");
        }
        for plain in ["关于加强保密工作的通知", "禁毒办〔2017〕12号", "精密机械厂", ""] {
            refuse_secret(plain).unwrap();
        }
    }
}
