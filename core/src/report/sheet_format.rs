//! How the cells of a sheet look: 宋体 for text, 黑体 for headings, thin borders, grey where nothing is to be filled in.
//!
//! Fonts are named, not shipped: every office program in China has them and others put their own in place.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::sheet_layout::{BODY, SMALL};

pub(super) const SONG: &str = "宋体";
pub(super) const HEI: &str = "黑体";
pub(super) const INK: Color = Color::RGB(0x0016_181D);
pub(super) const MUTED: Color = Color::RGB(0x004A_4F57);
pub(super) const LINE: Color = Color::RGB(0x0080_8080);
pub(super) const HEAD: Color = Color::RGB(0x00DD_E6F0);
pub(super) const BAND: Color = Color::RGB(0x00F0_F2F4);
pub(super) const CLOSED: Color = Color::RGB(0x00E4_E4E4);

/// A protected cell.
pub(super) fn locked(size: f64) -> Format {
    Format::new()
        .set_font_name(SONG)
        .set_font_size(size)
        .set_font_color(INK)
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}

/// A cell to fill in, as text or as a number.
pub(super) fn open(text: bool) -> Format {
    let format = locked(BODY).set_unlocked().set_background_color(Color::White);
    if text { format } else { format.set_num_format("General") }
}

/// A remark, small and pale.
pub(super) fn hint() -> Format {
    locked(SMALL + 1.0).set_font_color(MUTED).set_indent(1)
}
