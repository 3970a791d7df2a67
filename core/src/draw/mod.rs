//! draw (skeleton)
