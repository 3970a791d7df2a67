//! judge (skeleton)
