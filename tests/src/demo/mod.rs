//! The demo: a sample town whose phones work through a morning without a signal, sync when it comes back, and go on at a pace
//! that can be watched. And the report on real data, with or without a page.
//!
//! | file | question it answers |
//! |---|---|
//! | `error` | what went wrong, and what can be done? |
//! | `crowd` | who is there: readers, crews, their phones? |
//! | `calls` | what do callers say, and how does an order begin? |
//! | `morning` | what happened before the page was opened? |
//! | `live` | what happens while somebody watches? |
//! | `phone_town` | what does the app's window work in? |

mod calls;
mod crowd;
mod error;
mod live;
mod morning;
mod phone_town;

pub use error::DemoError;
pub use phone_town::phone_town;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use curbstop_core::model::{Span, UtcOffset};

use crate::fleet::{Account, Site, World};
use crate::real::{self, DataFolder};
use crate::say::{line, say};
use crate::town::{Town, TownSize};
use calls::Calls;
use crowd::Crowd;

/// The port of the page, unless told otherwise.
pub const DEFAULT_PORT: u16 = 8790;
/// The town is always the same one.
const SEED: u64 = 20_261_123;
/// The morning without a signal: so long before now it begins.
const MORNING: Span = Span::hours(4);
/// A demo's password is no secret: its server listens on this machine only, and its data is made up.
const PASSWORD: &str = "curbstop-demo";
const NAME: &str = "demo";

/// The sample town, until Ctrl-C.
pub async fn town(folder: &Path, port: u16) -> Result<(), DemoError> {
    let world = World::at(World::machine_now() - MORNING);
    let site = open(folder, &world, port).await?;
    say("demo.begin", &[("url", &site.url())]);
    let work = async {
        let town = Town::build(SEED, TownSize::DEMO, world.now().local_date(UtcOffset::CHINA))?;
        import(&site, &town).await?;
        let calls = Calls::load()?;
        let mut crowd = Crowd::enrol(&site, &town).await?;
        let waiting = morning::work(&site, &town, &calls, &mut crowd).await?;
        world.go_to(World::machine_now());
        world.run();
        morning::signal_returns(&crowd).await?;
        invite(&site);
        live::go_on(&site, &town, &calls, &mut crowd, waiting).await
    };
    until_stopped(work).await?;
    site.stop().await;
    Ok(())
}

/// Real data behind the page: the run, the report, then the page until Ctrl-C.
pub async fn real_data(data: &Path, folder: &Path, port: u16) -> Result<(), DemoError> {
    let data = DataFolder::open(data)?;
    let world = World::at(real::begins_at(&data)?);
    let site = open(folder, &world, port).await?;
    let work = async {
        say("demo.data.begin", &[("folder", &data.path().display())]);
        let report = real::run(&site, &data).await?;
        world.go_to(World::machine_now());
        world.run();
        report.print();
        invite(&site);
        std::future::pending::<Result<(), DemoError>>().await
    };
    until_stopped(work).await?;
    site.stop().await;
    Ok(())
}

/// Real data without a page: the run, the report as text and JSON, the end.
pub async fn report(data: &Path, json: &Path) -> Result<(), DemoError> {
    let data = DataFolder::open(data)?;
    let folder = Path::new("target/report-run");
    let world = World::at(real::begins_at(&data)?);
    let site = open(folder, &world, 0).await?;
    say("demo.data.begin", &[("folder", &data.path().display())]);
    let report = real::run(&site, &data).await;
    site.stop().await;
    let report = report?;
    report.print();
    report.write(json).map_err(|source| DemoError::File { path: json.to_owned(), source })?;
    say("demo.report.written", &[("file", &json.display())]);
    Ok(())
}

/// A server on this port with an empty database below `folder`.
async fn open(folder: &Path, world: &World, port: u16) -> Result<Site, DemoError> {
    // Looked at first, so that a demo that runs already keeps its data.
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|_| DemoError::PortTaken { port })?;
    empty(folder).map_err(|source| DemoError::File { path: folder.to_owned(), source })?;
    let account = Account { name: NAME.to_owned(), password: PASSWORD.to_owned() };
    Ok(Site::start(folder, world, port, account).await?)
}

/// Takes away what an earlier demo left, and nothing else.
fn empty(folder: &Path) -> std::io::Result<()> {
    let phones = folder.join("phones");
    if phones.is_dir() {
        std::fs::remove_dir_all(phones)?;
    }
    for ending in ["", "-wal", "-shm"] {
        let file = folder.join(format!("curbstop.db{ending}"));
        if file.is_file() {
            std::fs::remove_file(file)?;
        }
    }
    Ok(())
}

async fn import(site: &Site, town: &Town) -> Result<(), DemoError> {
    say("demo.import.begin", &[]);
    let files = town.files(TownSize::DEMO.past_months)?;
    site.import(&files, |kind, imported| {
        say(&format!("demo.import.{kind}"), &[("imported", &imported.imported), ("rejected", &imported.rejected_rows)]);
    })
    .await?;
    Ok(())
}

/// The address of the page, who can sign in, and how to stop.
fn invite(site: &Site) {
    line("");
    say("demo.page", &[]);
    line(&format!("    {}", site.url()));
    say("demo.sign_in", &[("name", &NAME), ("password", &PASSWORD)]);
    say("demo.stop", &[]);
    line("");
}

/// Lets work go on until it ends or somebody presses Ctrl-C.
async fn until_stopped(work: impl Future<Output = Result<(), DemoError>>) -> Result<(), DemoError> {
    tokio::select! {
        done = work => done,
        _ = tokio::signal::ctrl_c() => {
            say("demo.stopping", &[]);
            Ok(())
        }
    }
}
