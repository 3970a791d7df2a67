//! Documents and sheets.
