//! A text as a QR code: on a terminal, on a page, as a picture.

use crosscheck_core::{Error, ErrorKind, Sentence};
use qrcode::{EcLevel, QrCode};

fn bad() -> Error {
    Error::new(ErrorKind::BadInput, Sentence::new("serve-qr-long"))
}

fn qr(text: &str) -> Result<QrCode, Error> {
    QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| bad())
}

/// For a terminal: two rows of squares a line of text.
///
/// # Errors
/// When the text is too long for a QR code.
pub fn to_terminal(text: &str) -> Result<String, Error> {
    use qrcode::render::unicode::Dense1x2;
    // A terminal is dark: light squares are drawn, dark ones left.
    let qr = qr(text)?;
    let mut drawn = qr.render::<Dense1x2>();
    Ok(drawn.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}

/// As a picture for a page.
///
/// # Errors
/// When the text is too long for a QR code.
pub fn to_svg(text: &str) -> Result<String, Error> {
    Ok(qr(text)?
        .render::<qrcode::render::svg::Color>()
        .min_dimensions(240, 240)
        .build())
}

/// As PNG: eight points a square and the quiet border around it.
///
/// # Errors
/// When the text is too long for a QR code.
pub fn to_png(text: &str) -> Result<Vec<u8>, Error> {
    const POINTS: usize = 8;
    const BORDER: usize = 4;
    let qr = qr(text)?;
    let side = (qr.width() + 2 * BORDER) * POINTS;
    let mut grey = vec![255; side * side];
    for (at, point) in grey.iter_mut().enumerate() {
        let (row, column) = (at / side / POINTS, at % side / POINTS);
        let inside = |place: usize| (BORDER..BORDER + qr.width()).contains(&place);
        let dark = inside(row) && inside(column) && qr[(column - BORDER, row - BORDER)] == qrcode::Color::Dark;
        if dark {
            *point = 0;
        }
    }
    png(side, &grey)
}

fn png(side: usize, grey: &[u8]) -> Result<Vec<u8>, Error> {
    let side = u32::try_from(side).map_err(|_| bad())?;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(grey));
    written.map_err(|_| bad())?;
    Ok(out)
}
