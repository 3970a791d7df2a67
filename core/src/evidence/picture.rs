//! A picture in memory: rows of red, green and blue, and how it is turned upright.

/// How a camera says it was held: EXIF 2.32, tag 0x0112, 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Self(1)
    }
}

impl Orientation {
    /// The orientation of a number; what is none means upright, as every viewer takes it.
    #[must_use]
    pub fn of(number: u32) -> Self {
        u8::try_from(number)
            .ok()
            .filter(|number| (1..=8).contains(number))
            .map_or_else(Self::default, Self)
    }

    /// Whether width and height change places.
    #[must_use]
    pub fn lies(self) -> bool {
        self.0 >= 5
    }

    /// Where the pixel at (x, y) of the upright picture lies in the stored one of width `w` and height `h`.
    fn source(self, (x, y): (usize, usize), (w, h): (usize, usize)) -> (usize, usize) {
        match self.0 {
            2 => (w - 1 - x, y),
            3 => (w - 1 - x, h - 1 - y),
            4 => (x, h - 1 - y),
            5 => (y, x),
            6 => (y, h - 1 - x),
            7 => (w - 1 - y, h - 1 - x),
            8 => (w - 1 - y, x),
            _ => (x, y),
        }
    }
}

/// A picture: 3 bytes a pixel, row after row from the top left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Picture {
    /// A picture of these pixels; none when they are not as many as its sides say.
    #[must_use]
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let pixels = (width as usize).checked_mul(height as usize)?;
        let whole = width > 0 && height > 0 && rgb.len() == pixels.checked_mul(3)?;
        whole.then_some(Self { width, height, rgb })
    }

    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The pixels.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// Rows from the top.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.rgb.chunks_exact(self.width as usize * 3)
    }

    /// One pixel, to be painted.
    pub(super) fn pixel(&mut self, x: u32, y: u32) -> Option<&mut [u8; 3]> {
        let at = (y as usize * self.width as usize + x as usize) * 3;
        let inside = x < self.width && y < self.height;
        self.rgb.get_mut(at..at + 3).filter(|_| inside)?.try_into().ok()
    }

    /// The picture upright.
    #[must_use]
    pub fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::default() {
            return self;
        }
        let stored = (self.width as usize, self.height as usize);
        let (width, height) = if orientation.lies() {
            (stored.1, stored.0)
        } else {
            stored
        };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = orientation.source((x, y), stored);
                let at = (from_y * stored.0 + from_x) * 3;
                rgb.extend_from_slice(&self.rgb[at..at + 3]);
            }
        }
        let (width, height) = if orientation.lies() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        Self { width, height, rgb }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letter F, which looks alike in none of its eight positions.
    const F: [&str; 5] = ["###", "#..", "##.", "#..", "#.."];

    fn picture(rows: &[&str]) -> Picture {
        let rgb = rows
            .iter()
            .flat_map(|row| row.bytes())
            .flat_map(|dot| [dot; 3])
            .collect();
        let sides = [rows[0].len(), rows.len()].map(|side| u32::try_from(side).unwrap());
        Picture::new(sides[0], sides[1], rgb).unwrap()
    }

    #[test]
    fn each_of_the_eight_positions_comes_upright() {
        // As the figures of EXIF 2.32 draw them.
        let stored: [&[&str]; 8] = [
            &F,
            &["###", "..#", ".##", "..#", "..#"],
            &["..#", "..#", ".##", "..#", "###"],
            &["#..", "#..", "##.", "#..", "###"],
            &["#####", "#.#..", "#...."],
            &["#....", "#.#..", "#####"],
            &["....#", "..#.#", "#####"],
            &["#####", "..#.#", "....#"],
        ];
        for (number, rows) in (1..).zip(stored) {
            assert_eq!(
                picture(rows).turned(Orientation::of(number)),
                picture(&F),
                "orientation {number}"
            );
        }
    }

    #[test]
    fn a_number_that_is_no_orientation_turns_nothing() {
        for number in [0, 9, 255, 70_000] {
            assert_eq!(Orientation::of(number), Orientation::default());
        }
    }

    #[test]
    fn a_picture_has_as_many_pixels_as_its_sides_say() {
        assert_eq!(Picture::new(2, 2, vec![0; 11]), None);
        assert_eq!(Picture::new(0, 2, Vec::new()), None);
        assert_eq!(Picture::new(u32::MAX, u32::MAX, Vec::new()), None);
    }
}
