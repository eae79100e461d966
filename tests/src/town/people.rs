//! Routes, their readers, and the repair crews.

use curbstop_core::model::{AreaId, CrewId, DepartmentId, RouteId, WorkerId, WorkerRole};

use super::names::{Branch, Names, fill, nth};
use super::{TownError, TownSize};
use crate::seeded::Seeded;

/// A reading route of the town.
#[derive(Debug, Clone)]
pub struct TownRoute {
    /// Its id.
    pub id: RouteId,
    /// What people call it.
    pub name: String,
    /// Its area of duty.
    pub area: AreaId,
    /// Who answers for it.
    pub department: DepartmentId,
    /// Who reads it.
    pub reader: WorkerId,
    /// The day of the month on which it was read so far.
    pub day: u32,
    /// Which branch of `names.json` it belongs to, and its number there.
    pub(super) branch: usize,
    pub(super) number: usize,
}

/// A front-line worker of the town.
#[derive(Debug, Clone)]
pub struct TownWorker {
    /// Their id.
    pub id: WorkerId,
    /// Their name.
    pub name: String,
    /// Their department.
    pub department: DepartmentId,
    /// What they do.
    pub role: WorkerRole,
    /// Their area of duty.
    pub area: AreaId,
    /// Their crew, for repair workers.
    pub crew: Option<CrewId>,
}

pub(super) fn build(
    seeded: &Seeded,
    names: &Names,
    size: TownSize,
) -> Result<(Vec<TownRoute>, Vec<TownWorker>), TownError> {
    let mut seeded = seeded.part("people");
    let mut routes = Vec::with_capacity(size.routes);
    let mut workers = Vec::new();
    for n in 0..size.routes {
        let (branch, number) = (n % names.branches.len().max(1), n / names.branches.len().max(1));
        let Some(at) = names.branches.get(branch) else { break };
        let reader = worker(&mut seeded, names, at, &format!("R{:02}", n + 1), None)?;
        routes.push(route(names, branch, number, at, &reader)?);
        workers.push(reader);
    }
    for n in 0..size.crews {
        let Some(at) = names.branches.get(n % names.branches.len().max(1)) else { break };
        let crew = CrewId::new(&format!("{}{}", at.area, nth(&names.crews, n / names.branches.len().max(1))))?;
        for k in 0..size.workers_per_crew {
            let id = format!("X{:02}", n * size.workers_per_crew + k + 1);
            workers.push(worker(&mut seeded, names, at, &id, Some(crew.clone()))?);
        }
    }
    Ok((routes, workers))
}

fn worker(
    seeded: &mut Seeded,
    names: &Names,
    branch: &Branch,
    id: &str,
    crew: Option<CrewId>,
) -> Result<TownWorker, TownError> {
    Ok(TownWorker {
        id: WorkerId::new(id)?,
        name: names.person(seeded),
        department: DepartmentId::new(&branch.department)?,
        role: if crew.is_some() { WorkerRole::Repair } else { WorkerRole::Reader },
        area: AreaId::new(&branch.area)?,
        crew,
    })
}

fn route(
    names: &Names,
    branch: usize,
    number: usize,
    at: &Branch,
    reader: &TownWorker,
) -> Result<TownRoute, TownError> {
    let estate = nth(&at.estates, number);
    let label = (number + 1).to_string();
    Ok(TownRoute {
        id: RouteId::new(&format!("{}{:02}", at.code, number + 1))?,
        name: fill(&names.route_name, &[("area", &at.area), ("number", &label), ("estate", estate)]),
        area: AreaId::new(&at.area)?,
        department: DepartmentId::new(&at.department)?,
        reader: reader.id.clone(),
        day: u32::try_from(5 + number % 15).unwrap_or(5),
        branch,
        number,
    })
}
