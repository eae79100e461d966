//! Tells cargo when the embedded console changed, so that `make console` is followed by a rebuild and nothing else is.

use std::path::Path;

fn main() {
    // A path that is missing would count as changed at every build: watch the folder that it will appear in instead.
    let watched = if Path::new("console/dist").is_dir() { "console/dist" } else { "console" };
    #[allow(clippy::print_stdout, reason = "this is how a build script talks to cargo")]
    {
        println!("cargo::rerun-if-changed={watched}");
    }
}
