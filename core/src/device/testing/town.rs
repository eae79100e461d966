//! A small town: one route of points, an area with covers, a crew with an order.

use crate::event::{Fact, OrderDispatched, ReadingTaken};
use crate::model::{
    AccountStatus, AreaId, CoverId, CoverKind, CoverOwner, CoverRecord, CrewId, CustomerClass, DepartmentId, Flow,
    Meter, MeterId, OrderId, OrderKind, OrderRecord, PitId, PitRecord, PointId, PointRecord, Position, ReadingWindow,
    Register, RouteId, RouteRecord, SubjectId, Volume, WorkerId, WorkerRecord, WorkerRole,
};

/// How large the town is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Town {
    pub(crate) points: u32,
    pub(crate) covers: u32,
}

impl Default for Town {
    fn default() -> Self {
        Self { points: 10, covers: 5 }
    }
}

pub(crate) fn point(i: u32) -> PointId {
    PointId::new(&format!("p{i}")).unwrap()
}

pub(crate) fn meter(i: u32) -> MeterId {
    MeterId::new(&format!("m{i}")).unwrap()
}

pub(crate) fn reading(i: u32, cubic_metres: i64) -> ReadingTaken {
    ReadingTaken {
        meter: meter(i),
        value: Volume::cubic_metres(cubic_metres),
        first_entry: None,
        rolled_over: false,
        scanned: true,
        confirmed: Vec::new(),
        photos: Vec::new(),
        note: String::new(),
    }
}

/// Covers lie on a line to the north, 10 m apart.
pub(crate) fn cover_position(i: u32) -> Position {
    Position::new(35.747 + f64::from(i) * 10.0 / 111_195.0, 114.295).unwrap()
}

fn point_record(i: u32) -> PointRecord {
    PointRecord {
        id: point(i),
        customer_no: format!("{i:06}"),
        customer: format!("用户{i}"),
        address: format!("淇河路 {i} 号"),
        route: RouteId::new("r1").unwrap(),
        seq: i,
        position: None,
        // The first two meters lie in one pit.
        pit: (i <= 2).then(|| PitId::new("pit1").unwrap()),
        meter: Meter {
            id: meter(i),
            serial: String::new(),
            register: Register::new(5, 0).unwrap(),
            q4: Flow::litres_per_hour(5_000),
        },
        class: CustomerClass::default(),
        account: AccountStatus::default(),
        note: String::new(),
        installed_on: None,
    }
}

impl Town {
    /// The office's facts, in order.
    pub(crate) fn facts(self) -> Vec<(SubjectId, Fact)> {
        let (area, department) = (AreaId::new("a1").unwrap(), DepartmentId::new("d1").unwrap());
        let crew = CrewId::new("c1").unwrap();
        let (route, reader) = (RouteId::new("r1").unwrap(), WorkerId::new("w1").unwrap());
        let mut facts = vec![
            (
                SubjectId::Worker(reader.clone()),
                Fact::WorkerRegistered(Box::new(WorkerRecord {
                    id: reader.clone(),
                    name: "王芳".to_owned(),
                    department: department.clone(),
                    role: WorkerRole::Reader,
                    area: area.clone(),
                    crew: Some(crew.clone()),
                })),
            ),
            (
                SubjectId::Route(route.clone()),
                Fact::RouteRegistered(Box::new(RouteRecord {
                    id: route.clone(),
                    name: "淇滨一册".to_owned(),
                    area: area.clone(),
                    department,
                    reader: Some(reader),
                    window: ReadingWindow::MONTH,
                })),
            ),
        ];
        let pit = PitRecord { id: PitId::new("pit1").unwrap(), route, place: "路口".to_owned(), position: None };
        facts.push((SubjectId::Pit(pit.id.clone()), Fact::PitRegistered(Box::new(pit))));
        for i in 1..=self.points {
            facts.push((SubjectId::Point(point(i)), Fact::PointRegistered(Box::new(point_record(i)))));
        }
        for i in 1..=self.covers {
            let id = CoverId::new(&format!("k{i}")).unwrap();
            let record = CoverRecord {
                id: id.clone(),
                area: area.clone(),
                position: cover_position(i),
                kind: CoverKind::MeterPit,
                owner: CoverOwner::Ours,
                pit: None,
                place: String::new(),
            };
            facts.push((SubjectId::Cover(id), Fact::CoverRegistered(Box::new(record))));
        }
        let order = OrderRecord {
            id: OrderId::new("o1").unwrap(),
            kind: OrderKind::Main,
            summary: "路面冒水".to_owned(),
            address: "淇河路".to_owned(),
            position: Some(cover_position(0)),
            area,
            caller: String::new(),
        };
        let id = SubjectId::Order(order.id.clone());
        facts.push((id.clone(), Fact::OrderCreated(Box::new(order))));
        facts.push((id, Fact::OrderDispatched(OrderDispatched { crew })));
        facts
    }
}
