//! The binary `crosscheck`; everything it does is in the library beside it.

fn main() -> std::process::ExitCode {
    crosscheck_hub::run()
}
