//! `curbstop-server`: the server's command line.

use std::io::{IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use curbstop_core::rulebook::Rulebook;
use curbstop_core::text::{Lang, text};
use curbstop_server::store::StoreError;
use curbstop_server::{Config, Running, Server, StartError};

/// The database's file in the data folder.
const STORE_FILE: &str = "curbstop.db";

/// Curbstop's server: sync for phones, the office's API and page.
#[derive(Parser)]
#[command(name = "curbstop-server", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until Ctrl-C.
    Serve(Serve),
    /// Print the OpenAPI document of the office's routes.
    Openapi,
    /// Read a rulebook and list everything that is wrong with it.
    CheckRulebook {
        /// The rulebook, a TOML file.
        file: PathBuf,
    },
}

#[derive(clap::Args)]
struct Serve {
    /// The address to listen on; from outside this machine, put a proxy with TLS before it.
    #[arg(long, env = "CURBSTOP_LISTEN", default_value = "127.0.0.1:7420")]
    listen: SocketAddr,
    /// The folder of the database and of the photos; it is made where there is none.
    #[arg(long, env = "CURBSTOP_DATA", default_value = "curbstop-data")]
    data: PathBuf,
    /// The database was put back from a backup: phones offer again what the backup lacks. Once, after restoring.
    #[arg(long)]
    restored_from_backup: bool,
    /// The language of the lines printed here, zh or en; the machine's LANG where nothing is said.
    #[arg(long, env = "CURBSTOP_LANG")]
    lang: Option<Lang>,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(serve) => run(serve),
        Command::Openapi => print_openapi(),
        Command::CheckRulebook { file } => check_rulebook(&file),
    };
    match done {
        Ok(code) => code,
        Err(reason) => {
            say_wrong(&reason.to_string());
            ExitCode::FAILURE
        }
    }
}

type Done = Result<ExitCode, Box<dyn std::error::Error>>;

fn run(serve: Serve) -> Done {
    log();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve_until_stopped(serve))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve_until_stopped(serve: Serve) -> Result<(), Box<dyn std::error::Error>> {
    let lang = serve.lang.unwrap_or_else(machine_lang);
    std::fs::create_dir_all(&serve.data)
        .map_err(|error| text(lang, "server.data_folder", &[("folder", &serve.data.display()), ("reason", &error)]))?;
    let config = Config {
        listen: serve.listen,
        restored_from_backup: serve.restored_from_backup,
        ..Config::new(serve.data.join(STORE_FILE))
    };
    let running = Server::start(config).await.map_err(|error| why_not(lang, &error))?;
    say_started(&running, &serve.data, lang);
    stop_asked().await?;
    say(&text(lang, "server.stopping", &[]));
    running.shutdown().await;
    Ok(())
}

/// Why the server does not start; in words where whoever started it can do something about it.
fn why_not(lang: Lang, error: &StartError) -> String {
    match error {
        StartError::Listen { addr, source } => text(lang, "server.listen", &[("addr", addr), ("reason", source)]),
        StartError::Store(StoreError::InUse { path }) => {
            let folder = path.parent().unwrap_or(path);
            text(lang, "server.data_in_use", &[("folder", &folder.display())])
        }
        other => other.to_string(),
    }
}

fn say_started(running: &Running, data: &Path, lang: Lang) {
    say(&text(lang, "server.data", &[("folder", &data.display())]));
    say(&text(lang, "server.console", &[("url", &running.url())]));
    if let Some(link) = &running.setup_link {
        say(&text(lang, "server.setup", &[("link", link)]));
    }
    if !running.addr.ip().is_loopback() {
        say(&text(lang, "server.tls", &[]));
    }
    say(&text(lang, "server.how_to_stop", &[]));
}

/// Ctrl-C, or what a service manager sends.
async fn stop_asked() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            asked = tokio::signal::ctrl_c() => asked,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

fn print_openapi() -> Done {
    say(&curbstop_server::http::office::openapi().to_pretty_json()?);
    Ok(ExitCode::SUCCESS)
}

fn check_rulebook(file: &Path) -> Done {
    let lang = machine_lang();
    let named: &dyn std::fmt::Display = &file.display();
    let book = std::fs::read_to_string(file)
        .map_err(|error| text(lang, "server.rulebook_file", &[("file", named), ("reason", &error)]))?;
    match Rulebook::parse(&book) {
        Ok(book) => {
            let open = book.parameters.iter().filter(|parameter| parameter.open).count();
            let counts: [(&str, &dyn std::fmt::Display); 3] =
                [("version", &book.version.0), ("values", &book.parameters.len()), ("open", &open)];
            say(&text(lang, "server.rulebook_good", &counts));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            for problem in &error.problems {
                say(&format!("{named}:{}: {}: {}", problem.line, problem.key, problem.problem));
            }
            Err(error.into())
        }
    }
}

/// Logs go to standard error, as `RUST_LOG` asks; what people read goes to standard output.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,curbstop_server=info"));
    // A file or a journal wants no colours.
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
}

fn machine_lang() -> Lang {
    Lang::preferred(&std::env::var("LANG").unwrap_or_default())
}

/// A closed pipe is no reason to fail.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn say_wrong(line: &str) {
    let _ = writeln!(std::io::stderr(), "curbstop-server: {line}");
}
