//! Service points: who lives there, what hangs in the pit, and what the register truly shows.

use chrono::{Datelike, Days, NaiveDate};
use curbstop_core::model::{CustomerClass, MeterId, PitId, PointId, Position, RouteId, Volume};

use super::names::{Branch, Names, fill, nth, pick};
use super::{TownError, TownRoute, TownSize};
use crate::seeded::Seeded;

/// Flats of one unit: one pit holds their meters.
const FLATS_PER_UNIT: usize = 12;
/// Units of one building.
const UNITS_PER_BUILDING: usize = 5;
/// Flats on one floor of a unit.
const FLATS_PER_FLOOR: usize = 2;
/// Of every so many points on a route, the last is a shop.
const SHOP_EVERY: usize = 25;
/// Days between the stand [`Household::start`] and today.
const DAYS_BEFORE: i64 = 365;
/// Every route ends with a bulk meter.
const BULK_LITRES_PER_DAY: i64 = 18_000;

/// What waits for the reader at a point, beside an ordinary register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Oddity {
    /// Nothing.
    None,
    /// Sewage stands in the pit, as in the last two months: today's estimate is the third in a row.
    FloodedForMonths,
    /// Sewage stands in the pit today.
    Flooded,
    /// Something lies on the pit today.
    Covered,
    /// Last month was estimated; today's reading settles it.
    SettlesEstimate,
    /// A leak behind the meter: use far above the usual.
    Leak,
    /// Nobody lives there any more: no use.
    Empty,
    /// Nobody opens.
    NoAccess,
    /// The account is closed, and water is used.
    ClosedButUsed,
    /// The register went over zero since the last reading.
    RolledOver,
    /// The last digit reads one lower than last time: a hair before the next number.
    SlightlyLower,
}

/// A service point of the town.
#[derive(Debug, Clone)]
pub struct Household {
    /// Its id.
    pub id: PointId,
    /// 户号.
    pub customer_no: String,
    /// Who lives there.
    pub customer: String,
    /// Where it is.
    pub address: String,
    /// Its route.
    pub route: RouteId,
    /// Its place in the walk, from 1.
    pub seq: u32,
    /// Where it is on the earth.
    pub position: Position,
    /// The pit that its meter lies in.
    pub pit: PitId,
    /// Where the pit is.
    pub pit_place: String,
    /// Its meter.
    pub meter: MeterId,
    /// Digits of the register; none has decimals.
    pub digits: u8,
    /// Q4 in litres per hour.
    pub q4_litres_per_hour: i64,
    /// What the water is used for.
    pub class: CustomerClass,
    /// The account is closed.
    pub closed: bool,
    /// What a reader must know.
    pub note: String,
    /// When the meter was installed.
    pub installed_on: NaiveDate,
    /// What waits there today.
    pub oddity: Oddity,
    /// Use on a usual day.
    pub litres_per_day: i64,
    /// The stand a year before today.
    pub start: Volume,
    /// The day of the month on which it was read so far.
    pub read_day: u32,
}

impl Household {
    /// What truly went through the meter until `days` after `today` (negative: before), in whole cubic metres.
    pub fn stand(&self, today: NaiveDate, days: i64) -> Volume {
        let last = self.last_read(today);
        let until_last = self.start.as_litres() + (DAYS_BEFORE + days.min(last)) * self.litres_per_day;
        let since = (days - last).max(0) * self.litres_per_day * self.use_now_percent() / 100;
        let hair = i64::from(self.oddity == Oddity::SlightlyLower && days > last);
        Volume::cubic_metres((until_last + since) / 1000 - hair)
    }

    /// What the wheels show, with zero after all nines: what a reader sees when the pit is open.
    pub fn register(&self, today: NaiveDate, days: i64) -> Volume {
        let capacity = 10_i64.pow(u32::from(self.digits));
        Volume::cubic_metres(self.stand(today, days).whole_cubic_metres().rem_euclid(capacity))
    }

    /// The day of the newest past reading, counted from today (negative).
    fn last_read(&self, today: NaiveDate) -> i64 {
        self.past_days(today, 1).first().map_or(0, |day| (*day - today).num_days())
    }

    /// Use since the newest past reading, in percent of the usual use.
    fn use_now_percent(&self) -> i64 {
        match self.oddity {
            Oddity::Leak => 350,
            Oddity::Empty | Oddity::SlightlyLower => 0,
            // Most use a little more or less than last month.
            _ => 70 + i64::from(self.seq * 37 % 71),
        }
    }

    /// The days of the past readings, oldest first: one in each month before today's.
    pub fn past_days(&self, today: NaiveDate, months: u32) -> Vec<NaiveDate> {
        let this_month = today.with_day(1).unwrap_or(today);
        (1..=months)
            .rev()
            .filter_map(|back| {
                let month = this_month.checked_sub_months(chrono::Months::new(back))?;
                month.checked_add_days(Days::new(u64::from(self.read_day.max(1) - 1)))
            })
            .collect()
    }
}

pub(super) fn build(
    seeded: &Seeded,
    names: &Names,
    size: TownSize,
    routes: &[TownRoute],
) -> Result<Vec<Household>, TownError> {
    let mut seeded = seeded.part("households");
    let mut households = Vec::with_capacity(size.routes * size.points_per_route);
    for route in routes {
        let Some(branch) = names.branches.get(route.branch) else { continue };
        let walk = Walk { names, branch, route, gate: gate(&mut seeded, names, branch, route.number) };
        for n in 0..size.points_per_route {
            households.push(walk.household(&mut seeded, n, size.points_per_route)?);
        }
    }
    Ok(households)
}

fn gate(seeded: &mut Seeded, names: &Names, branch: &Branch, number: usize) -> String {
    let house = seeded.between(1, 398).to_string();
    let values =
        [("street", nth(&branch.streets, number)), ("number", &house), ("estate", nth(&branch.estates, number))];
    fill(&names.gate, &values)
}

/// One reader's walk through an estate.
struct Walk<'a> {
    names: &'a Names,
    branch: &'a Branch,
    route: &'a TownRoute,
    gate: String,
}

impl Walk<'_> {
    fn household(&self, seeded: &mut Seeded, n: usize, of: usize) -> Result<Household, TownError> {
        let (unit, flat) = (n / FLATS_PER_UNIT, n % FLATS_PER_UNIT);
        let (building, unit_of_building) = (unit / UNITS_PER_BUILDING + 1, unit % UNITS_PER_BUILDING + 1);
        let class = class(n, of);
        let pit = PitId::new(&format!("{}-J{:02}", self.route.id, unit + 1))?;
        let block =
            fill(&self.names.unit, &[("number", &building.to_string()), ("unit", &unit_of_building.to_string())]);
        let (customer, place) = self.who_and_where(seeded, class, n, flat);
        let oddity = oddity(self.route.number, n, class);
        let litres_per_day = usual_use(seeded, class);
        let digits = if class == CustomerClass::Bulk { 6 } else { 5 };
        let mut household = Household {
            id: PointId::new(&format!("{}-{:04}", self.route.id, n + 1))?,
            customer_no: format!("20{:02}{:02}{:05}", self.route.branch + 1, self.route.number + 1, n + 1),
            customer,
            address: format!("{}{block}{place}", self.gate),
            route: self.route.id.clone(),
            seq: u32::try_from(n + 1).unwrap_or(u32::MAX),
            position: self.position(unit)?,
            pit_place: fill(
                &self.names.pit_place,
                &[("gate", &self.gate), ("building", &format!("{building}-{unit_of_building}"))],
            ),
            pit,
            meter: MeterId::new(&format!("M{}{:05}", self.route.id, n + 1))?,
            digits,
            q4_litres_per_hour: if class == CustomerClass::Bulk { 50_000 } else { 3_125 },
            class,
            closed: oddity == Oddity::ClosedButUsed,
            note: if seeded.percent(4) { pick(seeded, &self.names.notes).to_owned() } else { String::new() },
            installed_on: NaiveDate::from_ymd_opt(2018 + i32::try_from(seeded.below(7)).unwrap_or(0), 5, 1)
                .unwrap_or_default(),
            oddity,
            litres_per_day,
            start: Volume::cubic_metres(seeded.between(12, 3_000)),
            read_day: self.route.day,
        };
        settle_start(&mut household);
        Ok(household)
    }

    fn who_and_where(&self, seeded: &mut Seeded, class: CustomerClass, n: usize, flat: usize) -> (String, String) {
        match class {
            CustomerClass::Household => {
                let number = format!("{}0{}", flat / FLATS_PER_FLOOR + 1, flat % FLATS_PER_FLOOR + 1);
                (self.names.person(seeded), fill(&self.names.flat, &[("flat", &number)]))
            }
            CustomerClass::Commercial => {
                let number = (n / SHOP_EVERY + 1).to_string();
                let shop = format!("{}{}", self.names.person(seeded), pick(seeded, &self.names.shops));
                (shop, fill(&self.names.shopfront, &[("number", &number)]))
            }
            CustomerClass::Bulk => (
                format!("{}{}", nth(&self.branch.estates, self.route.number), pick(seeded, &self.names.bulk)),
                String::new(),
            ),
        }
    }

    /// Buildings stand 40 m apart in rows of five, estates 600 m apart.
    fn position(&self, unit: usize) -> Result<Position, TownError> {
        let estate = f64::from(u16::try_from(self.route.number).unwrap_or(0));
        let (row, column) = (
            u16::try_from(unit / UNITS_PER_BUILDING).unwrap_or(0),
            u16::try_from(unit % UNITS_PER_BUILDING).unwrap_or(0),
        );
        let lat = self.branch.lat + (estate / 3.0).floor() * 0.0054 + f64::from(row) * 0.000_36;
        let lon = self.branch.lon + (estate % 3.0) * 0.0066 + f64::from(column) * 0.000_44;
        Ok(Position::new(lat, lon)?)
    }
}

fn class(n: usize, of: usize) -> CustomerClass {
    if n + 1 == of {
        CustomerClass::Bulk
    } else if (n + 1).is_multiple_of(SHOP_EVERY) {
        CustomerClass::Commercial
    } else {
        CustomerClass::Household
    }
}

/// Oddities stand at fixed places of the walk, early ones too, so that every morning meets each of them.
fn oddity(route: usize, n: usize, class: CustomerClass) -> Oddity {
    if class != CustomerClass::Household {
        return Oddity::None;
    }
    match n % 100 {
        7 if n < 100 && route.is_multiple_of(3) => Oddity::FloodedForMonths,
        13 | 14 => Oddity::Flooded,
        22 => Oddity::Covered,
        31 => Oddity::SettlesEstimate,
        40 => Oddity::Leak,
        46 | 71 => Oddity::Empty,
        52 | 83 => Oddity::NoAccess,
        57 if n < 100 => Oddity::ClosedButUsed,
        63 if n < 100 => Oddity::RolledOver,
        66 => Oddity::SlightlyLower,
        _ => Oddity::None,
    }
}

fn usual_use(seeded: &mut Seeded, class: CustomerClass) -> i64 {
    let (middle, spread) = match class {
        CustomerClass::Household => (330, 240),
        CustomerClass::Commercial => (1_500, 1_000),
        CustomerClass::Bulk => (BULK_LITRES_PER_DAY, 6_000),
    };
    (middle + seeded.around_zero() * spread / 1000).max(60)
}

/// Some oddities need a register that stands at a certain place.
fn settle_start(household: &mut Household) {
    if household.oddity == Oddity::RolledOver {
        // Between the newest past reading and today the wheels go over zero.
        let capacity = 10_i64.pow(u32::from(household.digits)) * 1000;
        household.start = Volume::litres(capacity - (DAYS_BEFORE - 2) * household.litres_per_day);
    }
}
