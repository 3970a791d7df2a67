//! How a photo came to be: by whose camera, when by this machine's clocks, where by its own word, and what the file claims.
//!
//! All of it stands beside the picture for people to compare; none of it decides anything, lets anybody in or keeps
//! anybody out. A place is one reading at the moment of the picture, never a track.

use chrono::{DateTime, FixedOffset};

use super::claims::Claims;
use super::kind::Media;
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{MAX_OP, Moment, Value};
use crate::{Error, ErrorKind, Sentence};

/// The longest name of what gave a place.
const MOST_PROVIDER: usize = 24;
/// A tenth of a millionth of a degree: how places are written.
const DEGREE: u64 = 10_000_000;

/// A place as the machine gave it, WGS-84.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Fix {
    /// Latitude in 1e-7 degrees.
    pub latitude: i64,
    /// Longitude in 1e-7 degrees.
    pub longitude: i64,
    /// What gave it: `gps`, `network`, `fused` and the like, in small letters.
    pub provider: String,
    /// How far off it may be, in whole metres.
    pub accuracy: u64,
    /// How old it was at the moment of the picture, in ms.
    pub age: u64,
    /// Whether the system said that it was made up.
    pub mock: bool,
}

impl Fix {
    /// Refuses what is no place on earth.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`].
    pub fn check(&self) -> Result<(), Error> {
        let (latitude, longitude) = (self.latitude.unsigned_abs(), self.longitude.unsigned_abs());
        let on_earth = latitude <= 90 * DEGREE && longitude <= 180 * DEGREE;
        let named = (1..=MOST_PROVIDER).contains(&self.provider.len());
        let plain = self
            .provider
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if on_earth && named && plain {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Refused, Sentence::new("photo-fix-bad")))
    }

    fn write(&self, out: &mut Writer) {
        out.array(6).int(self.latitude).int(self.longitude).text(&self.provider);
        out.uint(self.accuracy).uint(self.age).bool(self.mock);
    }

    fn read(reader: &mut Reader) -> Result<Self, Error> {
        reader.tuple(6)?;
        let fix = Self {
            latitude: reader.int()?,
            longitude: reader.int()?,
            provider: reader.text(MOST_PROVIDER)?.to_owned(),
            accuracy: reader.uint()?,
            age: reader.uint()?,
            mock: reader.bool()?,
        };
        fix.check().map_err(|_| reader.fault("shape"))?;
        Ok(fix)
    }
}

/// By whose camera a photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum CameFrom {
    /// This app's.
    Camera,
    /// The system's, called because this app's own failed.
    SystemCamera,
    /// It came from elsewhere: another camera, a gallery, a file.
    Elsewhere,
}

/// How a photo came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Capture {
    /// The kind of its file.
    pub media: Media,
    /// Width and height as a person sees them.
    pub size: (u32, u32),
    /// When it was taken, by this machine's clocks; when it was brought in, if it is imported.
    pub at: Moment,
    /// By whose camera.
    pub came_from: CameFrom,
    /// Where this machine was then; none when nobody asked or nothing answered, and of what is imported.
    pub fix: Option<Fix>,
    /// What the file says of itself.
    pub claims: Claims,
}

impl Capture {
    /// As a value of the log: a map, 0 kind, 1 size, 2 moment, 3 imported, 4 fix, 5 claims, 6 the system's camera; 4 to 6
    /// are left out where there is nothing.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let claims = (self.claims != Claims::default()).then(|| self.claims.value());
        let mut out = Writer::new();
        let by_system = self.came_from == CameFrom::SystemCamera;
        let more = [self.fix.is_some(), claims.is_some(), by_system];
        out.map(4 + more.into_iter().filter(|there| *there).count());
        out.uint(0).uint(self.media.code());
        out.uint(1).array(2).uint(self.size.0.into()).uint(self.size.1.into());
        out.uint(2).array(3).int(self.at.wall).uint(self.at.monotonic);
        out.bytes(&self.at.boot);
        out.uint(3).bool(self.is_imported());
        if let Some(fix) = &self.fix {
            fix.write(out.uint(4));
        }
        if let Some(claims) = claims {
            out.uint(5).raw(claims.as_bytes());
        }
        if by_system {
            out.uint(6).bool(true);
        }
        Value::written(&out.finish())
    }

    /// Whether it came from elsewhere.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.came_from == CameFrom::Elsewhere
    }

    /// The time in words: by this machine's clock where the photo was taken here, by the file's own word where it was
    /// not. `offset` is the campaign's, in minutes from UTC.
    #[must_use]
    pub fn time(&self, offset: i32) -> Sentence {
        let zone = FixedOffset::east_opt(offset.saturating_mul(60));
        let moment = DateTime::from_timestamp_millis(self.at.wall).zip(zone);
        let local = moment.map(|(utc, zone)| utc.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S %:z").to_string());
        let local = local.unwrap_or_default();
        match (self.came_from, &self.claims.taken) {
            (CameFrom::Camera, _) => Sentence::new("photo-time").with("time", local),
            (CameFrom::SystemCamera, _) => Sentence::new("photo-time-by-system").with("time", local),
            (CameFrom::Elsewhere, Some(claimed)) => Sentence::new("photo-time-claimed").with("time", claimed),
            (CameFrom::Elsewhere, None) => Sentence::new("photo-time-imported").with("time", local),
        }
    }

    /// Reads a value of the log.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is of another form.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let map = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?.keyed()?;
        let mut media = map.need(0)?;
        let media = Media::of(media.uint()?).ok_or_else(|| media.fault("shape"))?;
        let mut pixels = map.need(1)?;
        pixels.tuple(2)?;
        let mut at = map.need(2)?;
        at.tuple(3)?;
        let at = Moment {
            wall: at.int()?,
            monotonic: at.uint()?,
            boot: at.exactly()?,
        };
        let claims = map.maybe(5).map(|mut claims| {
            let claims = Value::from_bytes(claims.raw()?)?;
            Claims::read(&claims)
        });
        let by_system = map.maybe(6).map(|mut by_system| by_system.bool()).transpose()?;
        let by_system = by_system.unwrap_or(false);
        Ok(Self {
            media,
            size: (across(&mut pixels)?, across(&mut pixels)?),
            at,
            came_from: match (map.need(3)?.bool()?, by_system) {
                (true, _) => CameFrom::Elsewhere,
                (false, true) => CameFrom::SystemCamera,
                (false, false) => CameFrom::Camera,
            },
            fix: map.maybe(4).map(|mut fix| Fix::read(&mut fix)).transpose()?,
            claims: claims.transpose()?.unwrap_or_default(),
        })
    }
}

/// Pixels of one direction.
fn across(reader: &mut Reader) -> Result<u32, Error> {
    let count = reader.uint()?;
    u32::try_from(count).map_err(|_| reader.fault("shape"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capture() -> Capture {
        Capture {
            media: Media::Jpeg,
            size: (4_000, 3_000),
            at: Moment {
                wall: 1_496_626_200_000,
                monotonic: 86_400_000,
                boot: [0xb0; 16],
            },
            came_from: CameFrom::Camera,
            fix: Some(Fix {
                latitude: 342_000_000,
                longitude: 1_089_000_000,
                provider: "gps".into(),
                accuracy: 12,
                age: 800,
                mock: false,
            }),
            claims: Claims {
                taken: Some("2017:06:05 09:30:00".into()),
                place: None,
            },
        }
    }

    #[test]
    fn a_capture_reads_back_with_and_without_what_may_be_missing() {
        let bare = Capture {
            fix: None,
            claims: Claims::default(),
            came_from: CameFrom::Elsewhere,
            ..capture()
        };
        let by_system = Capture {
            came_from: CameFrom::SystemCamera,
            ..capture()
        };
        for capture in [capture(), bare, by_system] {
            assert_eq!(Capture::read(&capture.to_value()).unwrap(), capture);
        }
    }

    #[test]
    fn a_place_off_the_earth_and_a_provider_with_words_are_refused() {
        let fix = capture().fix.unwrap();
        fix.check().unwrap();
        let wrong = [
            Fix {
                latitude: 900_000_001,
                ..fix.clone()
            },
            Fix {
                longitude: -1_800_000_001,
                ..fix.clone()
            },
            Fix {
                provider: String::new(),
                ..fix.clone()
            },
            Fix {
                provider: "张三的手机".into(),
                ..fix
            },
        ];
        for fix in wrong {
            assert_eq!(fix.check().unwrap_err().kind, ErrorKind::Refused, "{fix:?}");
        }
    }
}
