//! The small town that the app's window works in: a server, the work of one reader and one fitter, now and then a call, and a
//! supervisor who decides. Says in one line of JSON how the app gets in.

use std::iter::Cycle;
use std::path::Path;
use std::time::Duration;
use std::vec::IntoIter;

use curbstop_core::model::UtcOffset;
use serde::Serialize;
use tokio::time::interval;

use super::calls::{Call, Calls, dispatch};
use super::{DemoError, NAME, PASSWORD, SEED, live, open, until_stopped};
use crate::fleet::{Site, World, percent};
use crate::say::line;
use crate::seeded::Seeded;
use crate::town::{Household, Town, TownRoute, TownSize, TownWorker};

/// A route that can be walked in a quarter of an hour, and a year of its past.
const SIZE: TownSize =
    TownSize { routes: 1, points_per_route: 24, crews: 1, workers_per_crew: 1, past_months: 13, street_covers: 8 };
/// From one call to the next.
const CALL_EVERY: Duration = Duration::from_mins(3);
/// The supervisor looks for escalated estimates so often.
const DECIDE_EVERY: Duration = Duration::from_secs(20);

/// How the app, and whoever watches, get in.
#[derive(Debug, Serialize)]
struct Invitation<'a> {
    /// The dispatcher's page.
    page: &'a str,
    name: &'a str,
    password: &'a str,
    /// What the app scans: a phone that a reader and a fitter share.
    enrolment: String,
    /// Where the walk begins.
    lat: f64,
    lon: f64,
}

/// Until Ctrl-C.
pub async fn phone_town(folder: &Path) -> Result<(), DemoError> {
    let world = World::at(World::machine_now());
    world.run();
    let site = open(folder, &world, 0).await?;
    let work = async {
        let town = Town::build(SEED, SIZE, world.now().local_date(UtcOffset::CHINA))?;
        site.import(&town.files(SIZE.past_months)?, |_, _| {}).await?;
        let Some(people) = People::of(&town) else { return Ok(()) };
        let mut callers = Callers::of(&people, &town)?;
        // Whoever has the invitation finds an order that waits already.
        callers.ring(&site).await?;
        line(&serde_json::to_string(&people.invitation(&site).await?)?);
        callers.go_on(&site).await
    };
    until_stopped(work).await?;
    site.stop().await;
    Ok(())
}

/// Who shares the phone, and where they walk.
struct People<'a> {
    reader: &'a TownWorker,
    fitter: &'a TownWorker,
    route: &'a TownRoute,
    begin: &'a Household,
}

impl<'a> People<'a> {
    fn of(town: &'a Town) -> Option<Self> {
        let route = town.routes.first()?;
        let reader = town.workers.iter().find(|worker| worker.id == route.reader)?;
        let fitter = town.workers.iter().find(|worker| worker.crew.is_some() && worker.area == route.area)?;
        Some(Self { reader, fitter, route, begin: town.on_route(route).next()? })
    }

    async fn invitation<'s>(&self, site: &'s Site) -> Result<Invitation<'s>, DemoError> {
        let workers = [self.reader.id.clone(), self.fitter.id.clone()];
        let code = site.office.device_code(&workers).await.map_err(crate::fleet::FleetError::from)?;
        let enrolment = format!("curbstop://enrol?server={}&code={}", percent(site.url()), percent(&code));
        let (lat, lon) = (self.begin.position.lat(), self.begin.position.lon());
        Ok(Invitation { page: site.url(), name: NAME, password: PASSWORD, enrolment, lat, lon })
    }
}

/// Those who ring the office, one household of the route after the other.
struct Callers<'a> {
    calls: Calls,
    seeded: Seeded,
    near: Cycle<IntoIter<&'a Household>>,
    route: &'a TownRoute,
    fitter: &'a TownWorker,
}

impl<'a> Callers<'a> {
    fn of(people: &People<'a>, town: &'a Town) -> Result<Self, DemoError> {
        let walk: Vec<_> = town.on_route(people.route).collect();
        Ok(Self {
            calls: Calls::load()?,
            seeded: Seeded::new(SEED).part("phone-town"),
            near: walk.into_iter().cycle(),
            route: people.route,
            fitter: people.fitter,
        })
    }

    /// A call becomes an order, which goes to the fitter's crew.
    async fn ring(&mut self, site: &Site) -> Result<(), DemoError> {
        let Some(household) = self.near.next() else { return Ok(()) };
        let area = self.route.area.as_str();
        let order = self.calls.order(site, &mut self.seeded, Call::Main, household, area).await?;
        let Some(crew) = &self.fitter.crew else { return Ok(()) };
        dispatch(site, &order, crew).await
    }

    async fn go_on(&mut self, site: &Site) -> Result<(), DemoError> {
        let (mut ring, mut look) = (interval(CALL_EVERY), interval(DECIDE_EVERY));
        // An interval begins at once, and somebody has just rung.
        ring.reset();
        loop {
            tokio::select! {
                _ = ring.tick() => self.ring(site).await?,
                _ = look.tick() => drop(live::decide(site, &self.calls, 0, true).await?),
            }
        }
    }
}
