//! The server in a process of its own: this very program, started again as `serve`.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};

use curbstop_server::{Config, Server, StartError};
use serde::{Deserialize, Serialize};

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
    /// The address of its API.
    pub(super) url: String,
    /// The one-time link of its administrator.
    pub(super) setup_link: String,
}

impl Child {
    /// Starts it on a free port, with an empty database in `folder`.
    pub(super) fn start(folder: &Path) -> Result<Self, std::io::Error> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve").arg("--folder").arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let mut line = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let hello: Hello = serde_json::from_str(&line).map_err(std::io::Error::other)?;
        let input = process.stdin.take();
        Ok(Self { process, input, url: hello.url, setup_link: hello.setup_link.unwrap_or_default() })
    }

    /// Its process.
    pub(super) fn pid(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}

/// The child's side: serves until its input ends.
pub async fn serve(folder: &Path) -> Result<(), StartError> {
    let mut config = Config::new(folder.join("curbstop.db"));
    config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let running = Server::start(config).await?;
    let hello = Hello { url: running.url(), setup_link: running.setup_link.clone() };
    say::line(&serde_json::to_string(&hello).unwrap_or_default());
    let end = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    let _ = end.await;
    running.shutdown().await;
    Ok(())
}
