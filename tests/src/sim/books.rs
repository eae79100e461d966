//! What the utility's books hold in a simulated world, and what people record about it. Every fact carries a position that no
//! other fact has: by it the oracle knows the fact again under whatever number it went.

use curbstop_core::event::{
    ArrivalProof, CoverInspected, Event, Fact, NoReadReason, OrderDispatched, ReadingMissed, ReadingTaken,
};
use curbstop_core::model::{
    AccountStatus, AreaId, CoverCondition, CoverId, CoverKind, CoverOwner, CoverRecord, CrewId, CustomerClass,
    DepartmentId, Fix, FixProvider, Flow, IdError, Meter, MeterId, OrderId, OrderKind, OrderRecord, PitId, PitRecord,
    PointId, PointRecord, Position, ReadingWindow, Register, RouteId, RouteRecord, SubjectId, Volume, WorkerId,
    WorkerRecord, WorkerRole,
};

use super::SimError;
use crate::seeded::Seeded;

/// Routes, each with a reader.
pub(super) const ROUTES: usize = 2;
/// Points on each route.
const POINTS: usize = 4;
/// Covers of the one area.
const COVERS: usize = 3;
/// Where the marks of facts lie, in millionths of a degree.
const MARKS_AT: (i32, i32) = (30_000_000, 114_000_000);

/// Who works: the readers of the routes, then a crew's worker.
pub(super) fn worker(n: usize) -> Result<WorkerId, IdError> {
    WorkerId::new(&format!("W{n}"))
}

/// Whose work each phone carries.
pub(super) fn people(phone: usize) -> Result<Vec<WorkerId>, IdError> {
    match phone {
        0 => Ok(vec![worker(0)?]),
        1 => Ok(vec![worker(2)?]),
        2 => Ok(vec![worker(1)?]),
        _ => Ok(vec![worker(1)?, worker(0)?]),
    }
}

fn area() -> Result<AreaId, IdError> {
    AreaId::new("N")
}

fn route_id(n: usize) -> Result<RouteId, IdError> {
    RouteId::new(&format!("R{n}"))
}

/// A route as it is given to somebody.
pub(super) fn route(n: usize, reader: usize) -> Result<(SubjectId, Fact), SimError> {
    let record = RouteRecord {
        id: route_id(n)?,
        name: format!("册 {n}"),
        area: area()?,
        department: DepartmentId::new("D")?,
        reader: Some(worker(reader)?),
        window: ReadingWindow::MONTH,
    };
    Ok((SubjectId::Route(record.id.clone()), Fact::RouteRegistered(Box::new(record))))
}

/// A point as it lies on a route.
pub(super) fn point(n: usize, route: usize) -> Result<(SubjectId, Fact), SimError> {
    let meter = Meter {
        id: MeterId::new(&format!("M{n}"))?,
        serial: format!("M{n}"),
        register: Register::new(5, 0).map_err(|error| SimError::Books(error.to_string()))?,
        q4: Flow::litres_per_hour(3_125),
    };
    let record = PointRecord {
        id: PointId::new(&format!("P{n}"))?,
        customer_no: format!("{n}"),
        customer: "王秀英".to_owned(),
        address: format!("和平路 {n} 号"),
        route: route_id(route)?,
        seq: u32::try_from(n + 1).unwrap_or(1),
        position: None,
        pit: None,
        meter,
        class: CustomerClass::Household,
        account: AccountStatus::Open,
        note: String::new(),
        installed_on: None,
    };
    Ok((SubjectId::Point(record.id.clone()), Fact::PointRegistered(Box::new(record))))
}

fn pit(n: usize) -> Result<(SubjectId, Fact), SimError> {
    let record =
        PitRecord { id: PitId::new(&format!("T{n}"))?, route: route_id(n)?, place: format!("井 {n}"), position: None };
    Ok((SubjectId::Pit(record.id.clone()), Fact::PitRegistered(Box::new(record))))
}

fn cover(n: usize) -> Result<(SubjectId, Fact), SimError> {
    let record = CoverRecord {
        id: CoverId::new(&format!("K{n}"))?,
        area: area()?,
        position: mark(0)?,
        kind: CoverKind::default(),
        owner: CoverOwner::default(),
        pit: None,
        place: String::new(),
    };
    Ok((SubjectId::Cover(record.id.clone()), Fact::CoverRegistered(Box::new(record))))
}

fn person(n: usize) -> Result<(SubjectId, Fact), SimError> {
    let crew = if n < ROUTES { None } else { Some(CrewId::new("C")?) };
    let record = WorkerRecord {
        id: worker(n)?,
        name: format!("工人 {n}"),
        department: DepartmentId::new("D")?,
        role: if crew.is_some() { WorkerRole::Repair } else { WorkerRole::Reader },
        area: area()?,
        crew,
    };
    Ok((SubjectId::Worker(record.id.clone()), Fact::WorkerRegistered(Box::new(record))))
}

fn order_id(n: usize) -> Result<SubjectId, IdError> {
    Ok(SubjectId::Order(OrderId::new(&format!("O{n}"))?))
}

/// A new order, and its dispatch to the crew.
pub(super) fn order(n: usize) -> Result<Vec<(SubjectId, Fact)>, SimError> {
    let record = OrderRecord {
        id: OrderId::new(&format!("O{n}"))?,
        kind: OrderKind::Main,
        summary: "漏水".to_owned(),
        address: "和平路".to_owned(),
        position: None,
        area: area()?,
        caller: String::new(),
    };
    let dispatched = Fact::OrderDispatched(OrderDispatched { crew: CrewId::new("C")? });
    Ok(vec![(order_id(n)?, Fact::OrderCreated(Box::new(record))), (order_id(n)?, dispatched)])
}

/// How many points there are.
pub(super) const fn points() -> usize {
    ROUTES * POINTS
}

/// The books of the first day, with one order.
pub(super) fn first_day() -> Result<Vec<(SubjectId, Fact)>, SimError> {
    let mut books = Vec::new();
    for n in 0..=ROUTES {
        books.push(person(n)?);
    }
    for n in 0..ROUTES {
        books.push(route(n, n)?);
        books.push(pit(n)?);
    }
    for n in 0..points() {
        books.push(point(n, n / POINTS)?);
    }
    for n in 0..COVERS {
        books.push(cover(n)?);
    }
    books.extend(order(0)?);
    Ok(books)
}

/// Something that somebody with this phone records. One time of twenty it is about what is not theirs.
pub(super) fn entry(phone: usize, orders: usize, seeded: &mut Seeded) -> Result<(SubjectId, Fact), SimError> {
    let own = match phone {
        0 => Some(0),
        1 => None,
        _ => Some(1),
    };
    let choice = seeded.below(10);
    let n = |seeded: &mut Seeded, end: usize| usize::try_from(seeded.below(end as u64)).unwrap_or(0);
    let route = if seeded.percent(5) { Some(n(seeded, ROUTES)) } else { own };
    Ok(match (choice, route) {
        (0 | 1, _) => (SubjectId::Cover(CoverId::new(&format!("K{}", n(seeded, COVERS)))?), inspected(seeded)),
        (2, Some(route)) => {
            let tidied = Fact::PitTidied { photos: Vec::new(), note: String::new() };
            (SubjectId::Pit(PitId::new(&format!("T{route}"))?), tidied)
        }
        (_, Some(route)) => {
            let point = route * POINTS + n(seeded, POINTS);
            let subject = SubjectId::Point(PointId::new(&format!("P{point}"))?);
            (subject, if seeded.percent(75) { read(point, seeded)? } else { missed() })
        }
        (_, None) => (order_id(n(seeded, orders))?, order_step(seeded)),
    })
}

fn inspected(seeded: &mut Seeded) -> Fact {
    let condition = if seeded.percent(80) { CoverCondition::Sound } else { CoverCondition::Loose };
    Fact::CoverInspected(CoverInspected { condition, owner: None, photos: Vec::new(), note: String::new() })
}

fn read(point: usize, seeded: &mut Seeded) -> Result<Fact, SimError> {
    Ok(Fact::ReadingTaken(ReadingTaken {
        meter: MeterId::new(&format!("M{point}"))?,
        value: Volume::cubic_metres(seeded.between(100, 180)),
        first_entry: None,
        rolled_over: false,
        scanned: false,
        confirmed: Vec::new(),
        photos: Vec::new(),
        note: String::new(),
    }))
}

fn missed() -> Fact {
    Fact::ReadingMissed(ReadingMissed { reason: NoReadReason::NoAccess, photos: Vec::new(), note: String::new() })
}

fn order_step(seeded: &mut Seeded) -> Fact {
    match seeded.below(4) {
        0 => Fact::OrderAcknowledged,
        1 => Fact::OrderTravelling,
        2 => Fact::WaterStopped,
        _ => Fact::OrderArrived { proof: ArrivalProof::Word },
    }
}

/// Which fact it is, told apart from every other of its world.
pub(super) type Mark = u32;

fn mark(mark: Mark) -> Result<Position, SimError> {
    let (lat, lon) = MARKS_AT;
    let lat = lat + i32::try_from(mark).unwrap_or(0);
    Position::try_from((lat, lon)).map_err(|error| SimError::Books(error.to_string()))
}

/// The position that marks a fact.
pub(super) fn fix(of: Mark) -> Result<Fix, SimError> {
    Ok(Fix { position: mark(of)?, accuracy_m: 5, provider: FixProvider::Gnss, mock: false })
}

/// The mark of a fact as it travelled; `None`: nobody in this world recorded it.
pub(super) fn marked(body: &[u8]) -> Option<Mark> {
    let event: Event = serde_json::from_slice(body).ok()?;
    let (lat, _) = event.fix?.position.into();
    Mark::try_from(lat - MARKS_AT.0).ok()
}
