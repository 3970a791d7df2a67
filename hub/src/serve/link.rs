//! An invitation as a link and as a QR code.

use crosscheck_core::ids::{CampaignId, WriterId, unhex};
use crosscheck_core::transport::Address;
use crosscheck_core::{Error, ErrorKind, Sentence};
use qrcode::{EcLevel, QrCode};

/// Where to go and with which code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The hub.
    pub address: Address,
    /// The campaign.
    pub campaign: CampaignId,
    /// The single-use code.
    pub code: [u8; 16],
}

const START: &str = "crosscheck://join?";

impl Link {
    /// The link's text: what the QR holds.
    #[must_use]
    pub fn to_text(&self) -> String {
        let code = crosscheck_core::canonical::hex(&self.code);
        let (url, hub) = (&self.address.url, self.address.identity);
        format!("{START}a={url}&h={hub}&c={}&k={code}", self.campaign)
    }

    /// Reads a link.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is none.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bad = || Error::new(ErrorKind::BadInput, Sentence::new("serve-link-bad"));
        let rest = text
            .trim()
            .strip_prefix(START)
            .filter(|rest| rest.len() < 1024)
            .ok_or_else(bad)?;
        let part = |name: &str| {
            let mut parts = rest.split('&').filter_map(|part| part.split_once('='));
            parts.find(|(known, _)| *known == name).map(|(_, value)| value)
        };
        let identity = part("h").and_then(WriterId::parse).ok_or_else(bad)?;
        let code = part("k").and_then(unhex).and_then(|bytes| bytes.try_into().ok());
        Ok(Self {
            address: Address {
                url: part("a").ok_or_else(bad)?.to_owned(),
                identity,
            },
            campaign: part("c").and_then(CampaignId::parse).ok_or_else(bad)?,
            code: code.ok_or_else(bad)?,
        })
    }

    fn qr(&self) -> Result<QrCode, Error> {
        let bad = |_| Error::new(ErrorKind::BadInput, Sentence::new("serve-link-bad"));
        QrCode::with_error_correction_level(self.to_text(), EcLevel::M).map_err(bad)
    }

    /// The QR for a terminal: two rows of squares a line of text.
    ///
    /// # Errors
    /// When the link is too long for one.
    pub fn to_terminal(&self) -> Result<String, Error> {
        use qrcode::render::unicode::Dense1x2;
        // A terminal is dark: light squares are drawn, dark ones left.
        let qr = self.qr()?;
        let mut drawn = qr.render::<Dense1x2>();
        Ok(drawn.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
    }

    /// The QR as a picture, for a page.
    ///
    /// # Errors
    /// When the link is too long for one.
    pub fn to_svg(&self) -> Result<String, Error> {
        Ok(self
            .qr()?
            .render::<qrcode::render::svg::Color>()
            .min_dimensions(240, 240)
            .build())
    }

    /// The QR as PNG: eight points a square and the quiet border around it.
    ///
    /// # Errors
    /// When the link is too long for one.
    pub fn to_png(&self) -> Result<Vec<u8>, Error> {
        const POINTS: usize = 8;
        const BORDER: usize = 4;
        let qr = self.qr()?;
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
}

fn png(side: usize, grey: &[u8]) -> Result<Vec<u8>, Error> {
    let bad = || Error::new(ErrorKind::BadInput, Sentence::new("serve-link-bad"));
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
