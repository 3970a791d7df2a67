//! 抽取笔录 (skeleton)
use crate::Error;
use crate::draw::Certificate;

/// The record.
///
/// # Errors
/// none
pub fn docx(_certificate: &Certificate) -> Result<Vec<u8>, Error> {
    Ok(Vec::new())
}
