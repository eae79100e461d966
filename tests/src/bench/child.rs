//! The server in a process of its own: this very program, started again as `serve`. Its clock stands, and is moved on through
//! its input: a bench of minutes holds the readings of days, at the pace at which people read.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use curbstop_core::model::Timestamp;
use curbstop_server::{Config, Server, StartError};
use serde::{Deserialize, Serialize};

use crate::fleet::World;
use crate::say;

/// What the child says once it listens.
#[derive(Debug, Serialize, Deserialize)]
struct Hello {
    url: String,
    setup_link: Option<String>,
}

/// The server's process. It ends when this is dropped: its input ends then.
pub(super) struct Child {
    process: std::process::Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    /// The address of its API.
    pub(super) url: String,
    /// The one-time link of its administrator.
    pub(super) setup_link: String,
}

impl Child {
    /// Starts it on a free port at this time, with an empty database in `folder`.
    pub(super) fn start(folder: &Path, at: Timestamp) -> Result<Self, std::io::Error> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve").arg("--folder").arg(folder).arg("--at").arg(at.as_millis().to_string());
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().ok_or_else(|| std::io::Error::other("the child has no output"))?;
        let (mut output, input) = (BufReader::new(output), process.stdin.take());
        let mut line = String::new();
        output.read_line(&mut line)?;
        let hello: Hello = serde_json::from_str(&line).map_err(std::io::Error::other)?;
        Ok(Self { process, input, output, url: hello.url, setup_link: hello.setup_link.unwrap_or_default() })
    }

    /// Its process.
    pub(super) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Moves its clock on, and waits until it is.
    pub(super) fn go_to(&mut self, at: Timestamp) -> Result<(), std::io::Error> {
        let input = self.input.as_mut().ok_or_else(|| std::io::Error::other("the child has no input"))?;
        writeln!(input, "{}", at.as_millis())?;
        input.flush()?;
        self.output.read_line(&mut String::new()).map(drop)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}

/// The child's side: serves until its input ends.
pub async fn serve(folder: &Path, at: Timestamp) -> Result<(), StartError> {
    let world = World::at(at);
    let mut config = Config::new(folder.join("curbstop.db")).with_clock(Arc::new(world.clone()));
    config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let running = Server::start(config).await?;
    let hello = Hello { url: running.url(), setup_link: running.setup_link.clone() };
    say::line(&serde_json::to_string(&hello).unwrap_or_default());
    let _ = tokio::task::spawn_blocking(move || follow(&world)).await;
    running.shutdown().await;
    Ok(())
}

/// Moves the clock on with each line, until there are no more.
fn follow(world: &World) {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        if let Ok(at) = line.trim().parse() {
            world.go_to(Timestamp::from_millis(at));
        }
        say::line(&line);
    }
}
