//! The server's file is put back from a copy and nobody says so: its epoch is as before, and its counters grow past what phones
//! have read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::{assert_same, at, facts_by_device, folder, server_state, today};
use curbstop_core::model::{OrderId, Span};
use curbstop_server::{Config, Running, Server};
use curbstop_tests::fleet::{Account, Handset, HandsetPlan, Site, World, visit};
use curbstop_tests::town::{Town, TownSize};
use serde_json::json;

const SIZE: TownSize =
    TownSize { routes: 1, points_per_route: 12, crews: 1, workers_per_crew: 1, past_months: 1, street_covers: 4 };

/// A server whose file can be put back between two runs, always at the same address.
struct Restorable {
    world: World,
    file: PathBuf,
    config: Config,
    running: Running,
}

impl Restorable {
    async fn start(name: &str) -> (Self, Site) {
        let (world, folder) = (World::at(at(7, 0)), folder(name));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("curbstop.db");
        let mut config = Config::new(&file).on_free_port().with_clock(Arc::new(world.clone()));
        let running = Server::start(config.clone()).await.unwrap();
        config.listen = running.addr;
        let account = Account { name: "admin".into(), password: "a-long-password".into() };
        let link = running.setup_link.clone().unwrap();
        let site = Site::elsewhere(&folder, &world, &running.url(), &link, account).await.unwrap();
        (Self { world, file, config, running }, site)
    }

    /// Stops, lets somebody do something to the files, and starts again.
    async fn between(self, does: impl FnOnce(&Path)) -> Self {
        let Self { world, file, config, running } = self;
        running.shutdown().await;
        does(&file);
        let running = Server::start(config.clone()).await.unwrap();
        Self { world, file, config, running }
    }
}

fn copy_of(file: &Path) -> PathBuf {
    file.with_extension("copy")
}

fn copy(file: &Path) {
    std::fs::copy(file, copy_of(file)).unwrap();
}

fn put_back(file: &Path) {
    for beside in ["db-wal", "db-shm"] {
        let _ = std::fs::remove_file(file.with_extension(beside));
    }
    std::fs::copy(copy_of(file), file).unwrap();
}

async fn dispatch(site: &Site, town: &Town, summary: &str) -> OrderId {
    let place = &town.households[0];
    let order = json!({ "kind": "main", "summary": summary, "address": place.address, "area": town.routes[0].area });
    let created = site.office.post("/v1/office/orders", &order).await.unwrap();
    let id = created["id"].as_str().unwrap().to_owned();
    let to = json!({ "crew": town.workers.last().unwrap().crew });
    site.office.post(&format!("/v1/office/orders/{id}/dispatch"), &to).await.unwrap();
    OrderId::new(&id).unwrap()
}

/// Reads the first households, minute by minute.
fn read(world: &World, phone: &Handset, town: &Town, count: usize) {
    for household in town.on_route(&town.routes[0]).take(count) {
        world.advance(Span::minutes(1));
        visit(phone, household, town.today).unwrap();
    }
}

async fn a_file_that_is_put_back(name: &str, phones_start_again: bool) {
    let (server, site) = Restorable::start(name).await;
    let town = Town::build(7, SIZE, today()).unwrap();
    let files = town.files(SIZE.past_months).unwrap();
    site.import(&files, |_, _| {}).await.unwrap();
    let reader = Handset::enrol(&site, HandsetPlan::of(&town.workers[0].id)).await.unwrap();
    let crew = Handset::enrol(&site, HandsetPlan::of(&town.workers.last().unwrap().id)).await.unwrap();
    site.world.go_to(at(8, 0));
    dispatch(&site, &town, "一").await;
    read(&site.world, &reader, &town, 2);
    for phone in [&reader, &crew] {
        phone.sync().await.unwrap();
    }

    let server = server.between(copy).await;
    site.world.go_to(at(9, 0));
    read(&site.world, &reader, &town, 5);
    let lost = dispatch(&site, &town, "二").await;
    for phone in [&reader, &crew] {
        phone.sync().await.unwrap();
    }
    assert!(crew.phone.order(&lost).is_ok());

    let server = server.between(put_back).await;
    // Other work of the same buckets: their counters are where the phones' cursors are, and further.
    site.world.go_to(at(10, 0));
    for summary in ["三", "四", "五"] {
        dispatch(&site, &town, summary).await;
    }
    let moved = files.points.replace("路", "大路");
    site.office.import("points", &moved).await.unwrap();
    site.world.go_to(at(11, 0));
    for phone in [&reader, &crew] {
        if phones_start_again {
            phone.clock.reboot();
        }
        phone.sync().await.unwrap();
    }
    for phone in [&reader, &crew] {
        phone.sync().await.unwrap();
        let (state, status) = (server_state(&site), phone.phone.status().unwrap());
        let compared = assert_same(&state, phone, state.keys().cloned());
        assert!(compared > 4, "{compared}");
        assert_eq!((status.waiting, status.refused), (0, 0));
    }
    let status = reader.phone.status().unwrap();
    let device = status.device.unwrap().number();
    assert_eq!(facts_by_device(&site).get(&device), Some(&(7, 7)), "what the copy lacked came again, once");
    let third = format!("{:?}", crew.phone.order(&lost).unwrap().record.summary);
    assert!(third.contains('三'), "its number was given to another order: {third}");
    server.running.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_put_back_without_a_word_loses_no_fact_and_hides_no_row() {
    a_file_that_is_put_back("put-back", false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn and_also_where_the_phones_were_started_again() {
    a_file_that_is_put_back("put-back-reboot", true).await;
}
