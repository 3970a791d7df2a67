//! Whatever the bytes are, every reading of them gives something or an error, and what reads writes something that reads.
#![no_main]

use crosscheck_tests::readings::READINGS;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for (name, read) in READINGS {
        if let Ok(written) = read(bytes) {
            assert!(read(&written).is_ok(), "{name} does not read what it wrote");
        }
    }
});
