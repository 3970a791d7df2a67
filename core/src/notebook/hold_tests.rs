//! The end of one's own log, from whatever pieces of it are held.

use super::*;
