//! What the worker sees: the server's state of a subject, and on top the own facts that are not inside it yet.
//!
//! Which own facts are inside is never guessed: a row of the server comes in an answer with `have_through`, and everything
//! of this phone up to there is inside the row. So a fact that the server has but whose row has not come stays on top, a
//! refused fact drops out, and a fact that a restored server has lost is on top again.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Transaction;

use super::store::outbox::Queued;
use super::store::subject::{Projection, Stored};
use super::store::{StoreError, outbox, subject};
use crate::event::{Dated, Event, EventId};
use crate::model::{Moment, SubjectId, TimeInterval, Timestamp};
use crate::rulebook::{DEFAULT_TOML, Rulebook, RulebookError, RulebookVersion};
use crate::rules::trusted_time::{self, Anchors};
use crate::state::{FollowUp, Subject};

/// The rulebooks that this phone has; the newest is in force.
#[derive(Debug, Clone)]
pub(crate) struct Books {
    by_version: BTreeMap<RulebookVersion, Arc<Rulebook>>,
    in_force: Arc<Rulebook>,
}

impl Books {
    /// From the stored texts and the one that the app carries.
    pub(crate) fn new(texts: &[String]) -> Result<Self, RulebookError> {
        let carried = Arc::new(Rulebook::parse(DEFAULT_TOML)?);
        let mut by_version = BTreeMap::from([(carried.version, carried.clone())]);
        for book in texts.iter().filter_map(|text| Rulebook::kept(text).ok()) {
            by_version.insert(book.version, Arc::new(book));
        }
        let in_force = by_version.values().next_back().unwrap_or(&carried).clone();
        Ok(Self { by_version, in_force })
    }

    /// The one that new facts are made under.
    pub(crate) fn in_force(&self) -> &Arc<Rulebook> {
        &self.in_force
    }

    /// The one that a fact was made under; where it is missing, the one in force.
    fn of(&self, version: RulebookVersion) -> &Rulebook {
        self.by_version.get(&version).unwrap_or(&self.in_force)
    }
}

/// What a fold on the phone needs to know besides the facts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Folding<'a> {
    pub(crate) books: &'a Books,
    pub(crate) anchors: &'a Anchors,
    pub(crate) now: Moment,
}

impl Folding<'_> {
    /// What time it is, as well as the phone can say.
    pub(crate) fn now(&self) -> Timestamp {
        trusted_time::phone_now(self.now, self.anchors)
    }

    /// When an own fact happened, as well as the phone can say.
    pub(crate) fn at(&self, moment: Moment) -> TimeInterval {
        trusted_time::phone_interval(moment, self.now, self.anchors)
    }

    fn apply(&self, subject: &mut Subject, event: Event) -> Vec<FollowUp> {
        let dated = Dated { at: self.at(event.moment), event };
        subject.apply(&dated, self.books.of(dated.event.rulebook))
    }
}

/// Takes a fact into everything that it changes, before it is in the queue, and says what follows.
pub(crate) fn take(tx: &Transaction<'_>, event: &Event, folding: Folding<'_>) -> Result<Vec<FollowUp>, StoreError> {
    let mut follow_ups = Vec::new();
    for id in event.subjects() {
        let key = id.to_string();
        let mut stored = subject::get(tx, &key)?;
        if stored.is_none() {
            // A subject that left this phone may still have own facts here.
            refold(tx, &id, folding)?;
            stored = subject::get(tx, &key)?;
        }
        let Some(mut shown) = readable(&id, stored.as_ref(), Stored::shown) else { continue };
        follow_ups.extend(folding.apply(&mut shown, event.clone()));
        put(tx, &id, &shown)?;
    }
    Ok(follow_ups)
}

/// Makes what the worker sees of a subject anew, from the server's state and the own facts that are not inside it.
pub(crate) fn refold(tx: &Transaction<'_>, id: &SubjectId, folding: Folding<'_>) -> Result<(), StoreError> {
    refold_telling(tx, id, None, folding).map(drop)
}

/// Like [`refold`]; says what follows from the own fact `told`.
fn refold_telling(
    tx: &Transaction<'_>,
    id: &SubjectId,
    told: Option<EventId>,
    folding: Folding<'_>,
) -> Result<Vec<FollowUp>, StoreError> {
    let key = id.to_string();
    let stored = subject::get(tx, &key)?;
    let own = outbox::uncovered(tx, &key, stored.as_ref().map_or(0, |stored| stored.covered))?;
    let nothing = Vec::new();
    let mut shown = match (readable(id, stored.as_ref(), Stored::server), &stored) {
        // Only own facts had made it, and none is left.
        (_, None | Some(Stored { state: None, .. })) if own.is_empty() => {
            return subject::remove_from(tx, &key, "").map(|()| nothing);
        }
        // As the server sent it, and as it is shown already.
        (_, Some(Stored { local: None, .. })) if own.is_empty() => return Ok(nothing),
        (None, _) => return subject::put_local(tx, id, None, &Projection::default()).map(|()| nothing),
        (Some(shown), _) if own.is_empty() => {
            return subject::put_local(tx, id, None, &Projection::of(&shown)).map(|()| nothing);
        }
        (Some(shown), _) => shown,
    };
    let mut follow_ups = nothing;
    for event in as_recorded(&own) {
        let is_told = told == Some(event.id);
        let follows = folding.apply(&mut shown, event);
        if is_told {
            follow_ups = follows;
        }
    }
    put(tx, id, &shown)?;
    Ok(follow_ups)
}

/// Own facts in the order in which they were recorded: one that was refused and sent again has a high number and an early time.
/// A body that cannot be read any more stays in the queue for the server to judge; it shows nothing here.
fn as_recorded(own: &[Queued]) -> Vec<Event> {
    let mut events: Vec<Event> = own.iter().filter_map(|queued| serde_json::from_slice(&queued.body).ok()).collect();
    events.sort_by_key(|event| (event.moment.boot, event.moment.uptime, event.id.seq));
    events
}

/// Takes a fact that is in the queue again, under a new number, into everything that it changes, each in its place.
pub(crate) fn take_again(
    tx: &Transaction<'_>,
    event: &Event,
    folding: Folding<'_>,
) -> Result<Vec<FollowUp>, StoreError> {
    let mut follow_ups = Vec::new();
    for id in event.subjects() {
        follow_ups.extend(refold_telling(tx, &id, Some(event.id), folding)?);
    }
    Ok(follow_ups)
}

/// A subject from what is stored. `None`: only a newer app can read what the server sent; own facts about it are kept and
/// sent all the same.
fn readable(
    id: &SubjectId,
    stored: Option<&Stored>,
    read: impl FnOnce(&Stored, &SubjectId) -> Result<Subject, StoreError>,
) -> Option<Subject> {
    stored.map_or_else(|| Some(Subject::unknown(id)), |stored| read(stored, id).ok())
}

fn put(tx: &Transaction<'_>, id: &SubjectId, shown: &Subject) -> Result<(), StoreError> {
    let local = shown.state_json().map_err(StoreError::value(id.to_string()))?;
    subject::put_local(tx, id, Some(&local), &Projection::of(shown))
}
