//! estimate (skeleton)
