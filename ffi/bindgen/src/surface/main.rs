//! Writes down what the bindings offer: every name, argument, type, error and doc comment, out of a built library. The text lies in
//! the repository (`ffi/surface.txt`), so that a review sees what changes for an app developer; see `scripts/surface.sh`.
//!
//! | file | question |
//! |---|---|
//! | `items` | what does the library export? |
//! | `words` | how is a type, a default, a doc comment written? |

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of the command line")]

mod items;
mod words;

use std::process::ExitCode;

use camino::Utf8PathBuf;

fn main() -> ExitCode {
    let Some(library) = std::env::args().nth(1).map(Utf8PathBuf::from) else {
        eprintln!("usage: surface path/to/libcurbstop_ffi.so > ffi/surface.txt");
        return ExitCode::from(2);
    };
    let exported = match uniffi_bindgen::macro_metadata::extract_from_library(&library) {
        Ok(exported) => exported,
        Err(error) => {
            eprintln!("{library} holds no metadata; give the library as it was built, not stripped: {error}");
            return ExitCode::FAILURE;
        }
    };
    let items = items::all(exported);
    print!("{}", items.iter().map(items::Item::text).collect::<Vec<_>>().join("\n"));
    let undocumented: Vec<String> = items.iter().flat_map(items::Item::undocumented).collect();
    for name in &undocumented {
        eprintln!("{name} has no doc comment");
    }
    if undocumented.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
