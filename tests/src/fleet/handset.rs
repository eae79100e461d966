//! A phone of the fleet, and how somebody types into it.

use std::path::PathBuf;
use std::sync::Arc;

use curbstop_core::device::{
    Enrolment, HttpTransport, Network, Phone, PhoneConfig, PhoneError, PhotoReport, PlainHttp, SyncReport,
};
use curbstop_core::event::{EventId, ReadingTaken};
use curbstop_core::model::{Fix, FixProvider, PhotoId, PointId, Position, WorkerId};
use curbstop_core::rules::reading_check::{Answers, Ask, Check, CheckCode};
use curbstop_core::state::FollowUp;

use super::{BadNetwork, Badness, Counting, FleetError, NetworkPlan, PhoneClock, Site, picture};

/// Everybody's, on every phone of the fleet.
const PIN: &str = "2468";

/// What a phone of the fleet is made of.
#[derive(Debug, Clone)]
pub struct HandsetPlan {
    /// The name of its folder, and what its network's plan follows from.
    pub name: String,
    /// The people whose work it carries; the first is signed in.
    pub workers: Vec<WorkerId>,
    /// The seed of its network.
    pub seed: u64,
    /// What its network does once it is enrolled.
    pub badness: Badness,
}

impl HandsetPlan {
    /// One worker's phone with a good network.
    pub fn of(worker: &WorkerId) -> Self {
        Self { name: worker.to_string(), workers: vec![worker.clone()], seed: 0, badness: Badness::NONE }
    }
}

/// A simulated phone: the real core, a clock of the simulated world, a network that fails by plan.
pub struct Handset {
    /// The phone.
    pub phone: Phone,
    /// Its clocks.
    pub clock: PhoneClock,
    /// Its network.
    pub network: Arc<BadNetwork>,
    /// What really travelled, behind the bad network.
    pub traffic: Arc<Counting>,
    /// Where it keeps its data.
    pub folder: PathBuf,
}

impl Handset {
    /// Gets a code from the office, enrols, signs the first worker in, and brings their work onto the phone.
    pub async fn enrol(site: &Site, plan: HandsetPlan) -> Result<Self, FleetError> {
        let folder = site.folder.join("phones").join(&plan.name);
        let http = Arc::new(HttpTransport::new(PlainHttp::LoopbackOnly));
        let traffic = Counting::new(http.clone());
        let network_plan = NetworkPlan::new(plan.seed, Badness::NONE);
        let network = BadNetwork::new(traffic.clone(), site.world.clone(), network_plan);
        let clock = site.world.phone_clock();
        let phone = Phone::open(PhoneConfig {
            folder: folder.clone(),
            keys: None,
            clock: Arc::new(clock.clone()),
            transport: network.clone(),
            photos: http,
        })?;
        let code = site.office.device_code(&plan.workers).await?;
        let enrolment = Enrolment::parse(&format!("{} {code}", site.url())).map_err(PhoneError::from)?;
        phone.enrol(&enrolment, "simulated").await?;
        if let Some(worker) = plan.workers.first() {
            phone.choose_pin(worker, PIN)?;
            phone.sign_in(worker, PIN)?;
        }
        phone.sync().await?;
        network.becomes(plan.badness);
        Ok(Self { phone, clock, network, traffic, folder })
    }

    /// Brings phone and server to the same.
    pub async fn sync(&self) -> Result<SyncReport, PhoneError> {
        self.phone.sync().await
    }

    /// Takes a photo and hands it over to the phone.
    pub fn shoot(&self, what: &str, place: &str) -> Result<PhotoId, PhoneError> {
        let file = self.folder.join("camera.png");
        let shot = picture::png(what, place).and_then(|png| std::fs::write(&file, png));
        shot.map_err(|error| PhoneError::Storage { reason: error.to_string() })?;
        self.phone.add_photo(&file)
    }

    /// Sends the photos that wait, on their own way beside the bad network.
    pub async fn send_photos(&self) -> Result<PhotoReport, PhoneError> {
        self.phone.send_photos(Network::Wifi).await
    }

    /// Tries again and again, as a phone in a bad place does, until everything is delivered and fetched; at most `tries` times.
    pub async fn sync_at_last(&self, tries: usize) -> Result<SyncReport, PhoneError> {
        let mut last = self.phone.sync().await;
        for _ in 1..tries {
            if last.is_ok() {
                break;
            }
            last = self.phone.sync().await;
        }
        last
    }

    /// Types a stand, answers what the checks ask as an honest reader does — photo taken, stand typed again, the wheels looked
    /// at — and saves it.
    pub fn type_reading(&self, point: &PointId, typed: &str, rolled_over: bool) -> Result<Typed, PhoneError> {
        let mut entry = self.phone.check_reading(point, typed, None, false)?;
        let asked_for_rollover = entry.checks.iter().any(|check| check.asks().contains(&Ask::Rollover));
        let rolled_over = rolled_over && asked_for_rollover;
        if rolled_over {
            entry = self.phone.check_reading(point, typed, None, true)?;
        }
        let Some(value) = entry.value else {
            let problem = format!("`{typed}` is no stand of this register");
            return Err(PhoneError::Invalid { field: "typed", problem });
        };
        let meter = self.phone.meter(point)?;
        let reading = ReadingTaken {
            meter: meter.state.meter(&meter.record).id.clone(),
            value,
            first_entry: asks(&entry.checks, Ask::SecondEntry).then_some(value),
            rolled_over,
            scanned: false,
            confirmed: entry.checks.iter().map(|check| check.code).collect(),
            photos: if asks(&entry.checks, Ask::Photo) { vec![self.shoot(typed, point.as_str())?] } else { Vec::new() },
            note: String::new(),
        };
        let in_question = curbstop_core::rules::reading_check::unanswered(&entry.checks, Answers::from(&reading));
        let saved = self.phone.record_reading(point, reading, None)?;
        Ok(Typed {
            event: saved.event,
            follow_ups: saved.follow_ups,
            checks: entry.checks.iter().map(|check| check.code).collect(),
            in_question,
        })
    }
}

/// A reading that was typed and saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// Its id.
    pub event: EventId,
    /// What follows.
    pub follow_ups: Vec<FollowUp>,
    /// The checks that it met on the phone.
    pub checks: Vec<CheckCode>,
    /// Those that only the office can settle.
    pub in_question: Vec<CheckCode>,
}

fn asks(checks: &[Check], ask: Ask) -> bool {
    checks.iter().any(|check| check.asks().contains(&ask))
}

/// What a phone under the open sky says of where it is.
pub fn fix(position: Position) -> Fix {
    Fix { position, accuracy_m: 8, provider: FixProvider::Gnss, mock: false }
}
