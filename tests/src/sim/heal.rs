//! Nothing goes wrong any more: everything that was recorded must find its way by itself, and both sides must come to the same.

use curbstop_core::device::SyncState;
use curbstop_core::model::{Span, Timestamp};

use super::disk::{Cut, Faults};
use super::world::{Next, REVOKED, Sim};
use super::{Lie, SimError, Violation};
use crate::seeded::Seeded;

/// By then every phone has handed in everything, by its own scheduler alone: two of the longest waits, and what lies between.
const COMES_RIGHT_WITHIN: Span = Span::minutes(90);
/// How long one sync takes at most when nothing goes wrong.
const SYNC_TAKES: Span = Span::minutes(3);
/// So many times every phone syncs in the end: each hears what the others' last facts did.
const LAST_ROUNDS: usize = 2;

impl Sim<'_> {
    pub(super) fn heal(&mut self) -> Result<(), SimError> {
        self.trace.note(|| "calm".to_owned());
        self.calm = true;
        self.until = self.clock.now() + COMES_RIGHT_WITHIN;
        self.mend();
        // What was published takes force at the next start.
        if self.host.runs() {
            self.host.stop(Cut::Process, &mut Seeded::new(0));
        }
        self.plan(Span::ZERO, Next::HostStarts);
        for phone in 0..self.phones.len() {
            self.plan(Span::ZERO, Next::PhoneStarts(phone));
        }
        self.run_until(self.until)?;
        if !self.host.runs() || self.phones.iter().any(|handheld| handheld.phone().is_none()) {
            self.violations.push(Violation::Broken { what: "a phone or the server does not start".to_owned() });
            return Ok(());
        }
        self.all_is_handed_in();
        self.let_in_again()?;
        self.strict = true;
        for _ in 0..LAST_ROUNDS {
            for phone in 0..self.phones.len() {
                self.phones[phone].sync();
                self.finish(phone)?;
            }
        }
        self.all_is_handed_in();
        Ok(())
    }

    fn mend(&mut self) {
        let lying_sync = self.plan.lie == Some(Lie::SyncsNothing);
        self.host.mount.disk.lock().faults = Faults::default();
        for handheld in &mut self.phones {
            handheld.mount.disk.lock().faults = Faults { lying_sync, ..Faults::default() };
            handheld.offline_until = Timestamp::MIN;
        }
    }

    /// Phones that the server does not know get a new code; of those that were revoked some stay out.
    fn let_in_again(&mut self) -> Result<(), SimError> {
        for phone in 0..self.phones.len() {
            let state = self.phones[phone].phone().and_then(|open| open.sync_state().ok());
            let Some(SyncState::Paused { code }) = state else { continue };
            let stays_out = code == REVOKED && self.day.percent(50);
            if !stays_out {
                self.enrolled_again(phone)?;
                self.strict = true;
                self.finish(phone)?;
                self.strict = false;
            }
        }
        Ok(())
    }

    fn finish(&mut self, phone: usize) -> Result<(), SimError> {
        self.until = self.clock.now() + SYNC_TAKES;
        self.plan(Span::ZERO, Next::Hears(0, Err(super::post::no_answer("nobody asked"))));
        self.run_until(self.until)?;
        if self.phones[phone].is_busy() {
            self.violations.push(Violation::Broken { what: format!("phone {phone}'s sync does not end") });
        }
        Ok(())
    }

    fn all_is_handed_in(&mut self) {
        for (phone, handheld) in self.phones.iter().enumerate() {
            let status = handheld.phone().and_then(|open| open.status().ok());
            // Not by itself: the server did not let it in when it asked last.
            let paused = status.as_ref().is_some_and(|status| matches!(status.sync, SyncState::Paused { .. }));
            if status.is_none_or(|status| status.waiting > 0)
                && (self.strict || !paused)
                && !self.violations.contains(&Violation::Stalled { phone })
            {
                self.violations.push(Violation::Stalled { phone });
            }
        }
    }
}
