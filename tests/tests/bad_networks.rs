//! Networks that lose, repeat, cut and delay; clocks that are wrong; syncs at any moment: the end is the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use std::collections::BTreeMap;

use common::{assert_same, at, facts_by_device, server_state, village, without_times};
use curbstop_core::model::{Span, SubjectId};
use curbstop_tests::fleet::{Badness, Fate, Handset, HandsetPlan, Site, visit};
use curbstop_tests::seeded::Seeded;
use curbstop_tests::town::{Household, Town, TownSize};
use serde_json::Value;

const SIZE: TownSize =
    TownSize { routes: 2, points_per_route: 60, crews: 1, workers_per_crew: 1, past_months: 3, street_covers: 6 };
/// More seeds than these with `CURBSTOP_SEEDS=n`.
const SEEDS: u64 = 3;
/// Visits between two tries to sync.
const VISITS_PER_TRY: i64 = 8;

async fn phones(site: &Site, town: &Town, seed: u64, badness: Badness) -> Vec<Handset> {
    let mut phones = Vec::new();
    for (n, route) in (0..).zip(&town.routes) {
        let plan = HandsetPlan { seed: seed * 10 + n, badness, ..HandsetPlan::of(&route.reader) };
        phones.push(Handset::enrol(site, plan).await.unwrap());
    }
    phones
}

/// Every phone has everything delivered, the server has each fact once, and both hold the same.
fn healed(site: &Site, phones: &[Handset]) {
    let (server, facts) = (server_state(site), facts_by_device(site));
    for phone in phones {
        let status = phone.phone.status().unwrap();
        assert_eq!((status.waiting, status.refused), (0, 0));
        assert_eq!(facts.get(&status.device.unwrap().number()), Some(&(status.saved, status.saved)), "lost or doubled");
        assert!(assert_same(&server, phone, server.keys().cloned()) > SIZE.points_per_route);
    }
}

async fn a_day_in_a_bad_network(seed: u64) -> Vec<Fate> {
    let (site, town) = village(&format!("bad-network-{seed}"), SIZE, at(7, 0)).await;
    let phones = phones(&site, &town, seed, Badness::AWFUL).await;
    let mut seeded = Seeded::new(seed).part("day");
    for phone in &phones {
        phone.clock.turn_wall(Span::minutes(seeded.between(-600, 600)));
        phone.clock.drift(seeded.between(-150, 150));
    }
    for n in 0..SIZE.points_per_route {
        for (phone, route) in phones.iter().zip(&town.routes) {
            site.world.advance(Span::seconds(seeded.between(5, 90)));
            let household = town.on_route(route).nth(n).unwrap();
            visit(phone, household, town.today).unwrap();
            if seeded.below(u64::try_from(VISITS_PER_TRY).unwrap()) == 0 {
                // It may fail; nothing may be lost by it.
                let _ = phone.sync().await;
            }
            if seeded.percent(2) {
                phone.clock.reboot();
            }
        }
    }
    let fates = phones.iter().flat_map(|phone| phone.network.fates()).collect();
    for phone in &phones {
        phone.network.becomes(Badness::NONE);
        phone.sync().await.unwrap();
    }
    // Once more: each phone hears what the other's facts did last.
    for phone in &phones {
        phone.sync().await.unwrap();
    }
    healed(&site, &phones);
    site.stop().await;
    fates
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_networks_end_with_nothing_lost_and_nothing_twice() {
    let seeds = std::env::var("CURBSTOP_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(SEEDS);
    let mut fates = Vec::new();
    for seed in 0..seeds {
        fates.extend(a_day_in_a_bad_network(seed).await);
    }
    for kind in [Fate::RequestLost, Fate::AnswerLost, Fate::Duplicated, Fate::Truncated] {
        assert!(fates.contains(&kind), "no exchange was {kind:?}: the networks were not bad enough");
    }
}

/// The same facts at the same moments, in as many syncs as `every` says.
async fn split(name: &str, every: usize) -> BTreeMap<SubjectId, Value> {
    let (site, town) = village(&format!("split-{name}"), SIZE, at(7, 0)).await;
    let phones = phones(&site, &town, 0, Badness::NONE).await;
    let mut count = 0;
    for n in 0..SIZE.points_per_route {
        for (phone, route) in phones.iter().zip(&town.routes) {
            site.world.advance(Span::seconds(40));
            let household: &Household = town.on_route(route).nth(n).unwrap();
            visit(phone, household, town.today).unwrap();
            count += 1;
            if count % every == 0 {
                phone.sync().await.unwrap();
            }
        }
    }
    site.world.advance(Span::minutes(5));
    for phone in &phones {
        phone.sync().await.unwrap();
    }
    healed(&site, &phones);
    let state = server_state(&site).into_iter().map(|(id, state)| (id, without_times(state))).collect();
    site.stop().await;
    state
}

#[tokio::test(flavor = "multi_thread")]
async fn any_split_into_syncs_gives_the_same_server_state() {
    let at_once = split("at-once", usize::MAX).await;
    for every in [1, 7, 31] {
        let often = split(&format!("every-{every}"), every).await;
        assert_eq!(at_once.len(), often.len());
        for (id, state) in &at_once {
            assert_eq!(often.get(id), Some(state), "{id} with a sync every {every} facts");
        }
    }
}
