//! Making a picture smaller, row by row: each new pixel is the mean of what it covers, in whole numbers.
//!
//! Rows come one at a time and are forgotten, so that a picture of any size is shrunk in the room of the small one.
//! An old pixel is `to` units wide and a new one `from`: both sides are then the same number of units.

use super::picture::Picture;

/// A picture being shrunk.
#[derive(Debug)]
pub(super) struct Shrink {
    from: (u64, u64),
    to: (u64, u64),
    /// For each old column: the first new one it lies in, and its share of that and of the next.
    columns: Vec<(usize, u32, u32)>,
    /// Of the row that came last, summed across.
    across: Vec<u32>,
    /// Of the new row in work, summed down.
    down: Vec<u64>,
    row: u64,
    rgb: Vec<u8>,
}

/// The new pixel an old one begins in, and its share of that and of the next.
fn share(at: u64, from: u64, to: u64) -> (u64, u64, u64) {
    let first = at * to / from;
    let here = to.min((first + 1) * from - at * to);
    (first, here, to - here)
}

/// A number of columns or bytes of a picture that is in memory.
fn sized(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The sides of a picture made to fit into a square, never larger than it was.
pub(super) fn fitted((width, height): (u32, u32), side: u32) -> (u32, u32) {
    let long = u64::from(width.max(height));
    if long <= u64::from(side) {
        return (width, height);
    }
    let scaled = |length: u32| (u64::from(length) * u64::from(side) + long / 2) / long;
    let scaled = |length: u32| u32::try_from(scaled(length)).unwrap_or(side).max(1);
    (scaled(width), scaled(height))
}

impl Shrink {
    /// From sides to sides, neither of them larger than before.
    pub(super) fn new(from: (u32, u32), to: (u32, u32)) -> Self {
        let wide = |(width, height): (u32, u32)| (u64::from(width), u64::from(height));
        let (from, to) = (wide(from), wide((to.0.min(from.0), to.1.min(from.1))));
        let column = |x: u64| {
            let (first, here, next) = share(x, from.0, to.0);
            // A share is at most a side, and a side fits into 32 bits.
            let small = |part: u64| u32::try_from(part).unwrap_or(u32::MAX);
            (sized(first), small(here), small(next))
        };
        Self {
            from,
            to,
            columns: (0..from.0).map(column).collect(),
            across: vec![0; sized(to.0) * 3 + 3],
            down: vec![0; sized(to.0) * 3],
            row: 0,
            rgb: Vec::with_capacity(sized(to.0 * to.1 * 3)),
        }
    }

    /// Takes the next row, of 3 bytes a pixel.
    pub(super) fn row(&mut self, rgb: &[u8]) {
        self.across.fill(0);
        for (pixel, (first, here, next)) in rgb.chunks_exact(3).zip(&self.columns) {
            let sums = &mut self.across[first * 3..first * 3 + 6];
            for colour in 0..3 {
                sums[colour] += u32::from(pixel[colour]) * here;
                sums[colour + 3] += u32::from(pixel[colour]) * next;
            }
        }
        let (_, here, next) = share(self.row, self.from.1, self.to.1);
        self.add(here);
        self.row += 1;
        // A new row is full when the old ones reach its lower edge.
        if next > 0 || (self.row * self.to.1).is_multiple_of(self.from.1) {
            self.flush();
            self.add(next);
        }
    }

    fn add(&mut self, share: u64) {
        for (sum, across) in self.down.iter_mut().zip(&self.across) {
            *sum += u64::from(*across) * share;
        }
    }

    fn flush(&mut self) {
        let whole = self.from.0 * self.from.1;
        let mean = |sum: &mut u64| {
            // A mean of bytes is a byte.
            let mean = u8::try_from((*sum + whole / 2) / whole).unwrap_or(u8::MAX);
            *sum = 0;
            mean
        };
        self.rgb.extend(self.down.iter_mut().map(mean));
    }

    /// The small picture; none while rows are missing.
    pub(super) fn finish(self) -> Option<Picture> {
        let (width, height) = (u32::try_from(self.to.0).ok()?, u32::try_from(self.to.1).ok()?);
        Picture::new(width, height, self.rgb)
    }
}

/// A picture made to fit into a square.
pub(super) fn shrunk(picture: &Picture, side: u32) -> Option<Picture> {
    let from = (picture.width(), picture.height());
    let mut shrink = Shrink::new(from, fitted(from, side));
    picture.rows().for_each(|row| shrink.row(row));
    shrink.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shrunk_to(picture: &Picture, to: (u32, u32)) -> Picture {
        let mut shrink = Shrink::new((picture.width(), picture.height()), to);
        picture.rows().for_each(|row| shrink.row(row));
        shrink.finish().unwrap()
    }

    /// The mean of what a new pixel covers, counted unit by unit.
    fn by_units(picture: &Picture, to: (u32, u32), (x, y): (u32, u32), colour: usize) -> u8 {
        let (width, height) = (picture.width(), picture.height());
        let mut sum = 0;
        for unit_y in y * height..(y + 1) * height {
            for unit_x in x * width..(x + 1) * width {
                let at = (unit_y / to.1 * width + unit_x / to.0) as usize;
                sum += u64::from(picture.rgb()[at * 3 + colour]);
            }
        }
        let whole = u64::from(width * height);
        u8::try_from((sum + whole / 2) / whole).unwrap()
    }

    proptest! {
        #[test]
        fn every_new_pixel_is_the_mean_of_what_it_covers(width in 1..24_u32, height in 1..24_u32, a in 1..24_u32, b in 1..24_u32, seed: u32) {
            let noise = |at: u32| (at.wrapping_mul(2_654_435_761).wrapping_add(seed) >> 24) as u8;
            let picture = Picture::new(width, height, (0..width * height * 3).map(noise).collect()).unwrap();
            let to = (a.min(width), b.min(height));
            let small = shrunk_to(&picture, to);
            prop_assert_eq!((small.width(), small.height()), to);
            for y in 0..to.1 {
                for x in 0..to.0 {
                    for colour in 0..3 {
                        let at = (y * to.0 + x) as usize * 3 + colour;
                        prop_assert_eq!(small.rgb()[at], by_units(&picture, to, (x, y), colour));
                    }
                }
            }
        }

        #[test]
        fn a_fitted_picture_fits_and_is_never_enlarged(width in 1..70_000_u32, height in 1..70_000_u32, side in 1..2_000_u32) {
            let (w, h) = fitted((width, height), side);
            prop_assert!(w <= width && h <= height && w.max(h) <= side.max(1) && w.min(h) >= 1);
            prop_assert_eq!(w.max(h), side.min(width.max(height)));
        }
    }
}
