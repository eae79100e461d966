//! `curbstop-demo`: a sample town at work (`demo`), real data through the whole system (`report`), how fast it is
//! (`bench`), and whether anything is ever lost (`sim`).

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use curbstop_core::model::Timestamp;
use curbstop_tests::say::complain;
use curbstop_tests::{bench, demo, sim};

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "curbstop-demo", about = "Curbstop at work: a sample town, real data, and a bench")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
enum Command {
    /// Starts a server with a sample town (or, with --data, with real data) and lets twenty phones work; ends with Ctrl-C.
    Demo {
        /// Real data instead of the sample town.
        #[arg(long)]
        data: Option<PathBuf>,
        /// The port of the page, on this machine only.
        #[arg(long, env = "PORT", default_value_t = demo::DEFAULT_PORT)]
        port: u16,
        /// Where server and phones keep their data; emptied at the start.
        #[arg(long, default_value = "target/demo")]
        folder: PathBuf,
    },
    /// Starts a server with a small town for the app's window; prints one line of JSON, and ends with Ctrl-C.
    PhoneTown {
        /// Where the server keeps its data; emptied at the start.
        #[arg(long, default_value = "target/phone-town")]
        folder: PathBuf,
    },
    /// Puts real data through the whole system, prints a report whose counts the files alone can prove, and exits.
    Report {
        /// The folder of the real data.
        #[arg(long)]
        data: PathBuf,
        /// Where the report goes as JSON.
        #[arg(long, default_value = "target/report.json")]
        json: PathBuf,
    },
    /// Measures how fast full phones are emptied. Build it with --release.
    Bench {
        /// Also a queue of 100,000.
        #[arg(long)]
        long: bool,
    },
    /// Simulates phones, server, network and crashes from seeds, and ends with one line of what was done and what was found.
    Sim {
        /// The first seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many seeds.
        #[arg(long, default_value_t = 1_000)]
        seeds: u64,
    },
    /// The server of the bench, in a process of its own.
    #[command(hide = true)]
    Serve {
        /// Where it keeps its data.
        #[arg(long)]
        folder: PathBuf,
        /// Its time when it starts, in milliseconds since 1970.
        #[arg(long)]
        at: i64,
    },
}

fn main() -> ExitCode {
    let args = Args::parse();
    // On this thread alone, without a reactor: the order of everything follows from the seed.
    if let Command::Sim { seed, seeds } = args.command {
        return sim::command(seed, seeds);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain("demo.error.failed", &[("reason", &error)]);
            return ExitCode::FAILURE;
        }
    };
    runtime.block_on(run(args.command))
}

async fn run(command: Command) -> ExitCode {
    let done: Result<(), demo::DemoError> = match command {
        Command::Demo { data: None, port, folder } => demo::town(&folder, port).await,
        Command::Demo { data: Some(data), port, folder } => demo::real_data(&data, &folder, port).await,
        Command::PhoneTown { folder } => demo::phone_town(&folder).await,
        Command::Report { data, json } => demo::report(&data, &json).await,
        Command::Bench { long } => bench::run(Path::new("target/bench"), long).await.map_err(Into::into),
        Command::Sim { .. } => Ok(()),
        Command::Serve { folder, at } => bench::serve(&folder, Timestamp::from_millis(at)).await.map_err(Into::into),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.complain();
            ExitCode::FAILURE
        }
    }
}
