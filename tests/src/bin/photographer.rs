//! A phone to be killed while it takes a photo.
//!
//! `photographer DATABASE FILE [mask]` opens the keyed notebook of lea and her visit, takes the photo the camera left at
//! FILE and says `saved 1`; with `mask` it masks the first photo there instead. A crash test may rely on this alone: the
//! line leaves the program in one write, after the verb returned.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use crosscheck_core::evidence::Region;
use crosscheck_core::field::{self, Origin, Shot};
use crosscheck_core::notebook::Seen;
use crosscheck_tests::party;
use crosscheck_tests::travels::open;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let database = words.next().ok_or("which database?")?;
    let file = words.next().ok_or("which file?")?;
    let mut book = open(database.as_ref());
    let visit = party::visit(&mut book);
    if words.next().is_some() {
        let photo = field::things(&book, &visit, "photo")
            .into_iter()
            .next()
            .ok_or("no photo")?;
        let region = Region {
            left: 0,
            top: 0,
            right: 500,
            bottom: 500,
        };
        field::mask_photo(&mut book, &visit, &photo, (&[region], None), &Seen::default())?;
    } else {
        let origin = Origin::Taken {
            at: book.now(),
            fix: None,
            by_system: false,
        };
        let shot = Shot {
            file: Path::new(&file),
            shown: None,
            origin: &origin,
            caption: "宣传栏，生成的文字",
            indicator: Some((1, "S0-12")),
        };
        field::take_photo(&mut book, &visit, &shot)?;
    }
    let mut out = std::io::stdout().lock();
    out.write_all(b"saved 1\n")?;
    out.flush()?;
    Ok(())
}
