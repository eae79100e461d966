//! What becomes of a request on its way: through, lost, twice, late, cut; and its answer the same.

use curbstop_core::device::{Reply, Request};
use curbstop_core::model::Span;

use super::SimError;
use super::kind::Kind;
use super::post::{Letter, no_answer};
use super::world::{Next, Sim};

/// How likely each kind of fault is for one exchange, in percent.
const CHANCE: u64 = 10;
/// How long a phone waits for an answer.
const PHONE_WAITS: Span = Span::seconds(60);
/// The longest delay: longer than a phone waits, so that what it sends later comes first.
const DELAY_MAX: Span = Span::minutes(20);

/// A request on its way, and what will become of its answer.
#[derive(Debug, Clone)]
pub(super) struct Carried {
    letter: u64,
    phone: usize,
    request: Request,
    answer_lost: bool,
    answer_cut: bool,
    answer_after: Span,
}

impl Sim<'_> {
    /// Whether a fault of this kind happens to an exchange.
    fn strikes(&mut self, kind: Kind) -> bool {
        // Its chance is used up all the same, so that what comes later stays as it was.
        let struck = self.chance(kind).percent(CHANCE) && self.plan.has(kind) && !self.calm;
        self.counts.add(kind, u64::from(struck));
        struck
    }

    fn delay(&mut self, kind: Kind) -> Span {
        Span::millis(self.chance(kind).between(0, DELAY_MAX.as_millis()))
    }

    fn pace(&mut self) -> Span {
        Span::millis(self.day.between(30, 900))
    }

    /// A phone has sent something.
    pub(super) fn send(&mut self, letter: Letter) -> Result<(), SimError> {
        let Letter { id, phone, mut request } = letter;
        self.trace.note(|| format!("phone {phone} sends letter {id} to {}", request.path));
        let handheld = &mut self.phones[phone];
        handheld.could_try_since = None;
        if let Some(lie) = self.plan.lie {
            lie.sent(handheld)?;
            request = lie.request(request)?;
        }
        if handheld.offline_until > self.clock.now() {
            self.plan(Span::seconds(1), Next::Hears(id, Err(no_answer("no signal"))));
            return Ok(());
        }
        self.plan(PHONE_WAITS, Next::Hears(id, Err(no_answer("the phone waits no longer"))));
        if self.strikes(Kind::RequestCut) {
            let keep = self.chance(Kind::RequestCut).below(request.body.len() as u64);
            request.body.truncate(usize::try_from(keep).unwrap_or(0));
        }
        let late = self.strikes(Kind::Delayed);
        let after = self.pace() + if late { self.delay(Kind::Delayed) } else { Span::ZERO };
        let late = late && self.chance(Kind::Delayed).percent(50);
        let answer_after = self.pace() + if late { self.delay(Kind::Delayed) } else { Span::ZERO };
        let (answer_lost, answer_cut) = (self.strikes(Kind::AnswerLost), self.strikes(Kind::AnswerCut));
        let carried = Carried { letter: id, phone, request, answer_lost, answer_cut, answer_after };
        if self.strikes(Kind::Duplicated) {
            let again = after + self.delay(Kind::Duplicated);
            self.plan(again, Next::Arrives(carried.clone()));
        }
        if !self.strikes(Kind::RequestLost) {
            self.plan(after, Next::Arrives(carried));
        }
        Ok(())
    }

    /// A request is at the server.
    pub(super) fn arrives(&mut self, carried: Carried) -> Result<(), SimError> {
        let Carried { letter, phone, request, answer_lost, answer_cut, answer_after } = carried;
        let newest = self.arrived.entry(phone).or_default();
        let late = *newest > letter;
        *newest = letter.max(*newest);
        self.counts.add(Kind::Reordered, u64::from(late));
        if !self.host.runs() {
            self.plan(answer_after, Next::Hears(letter, Err(no_answer("nobody listens"))));
            return Ok(());
        }
        let sent = request.clone();
        let Some(mut reply) = self.host.answer(request)? else { return Ok(()) };
        let changes = self.host.mount.disk.changes();
        self.trace.note(|| format!("letter {letter} of phone {phone} gets {} at change {changes}", reply.status));
        if let Some(lie) = self.plan.lie {
            reply = lie.answer(reply, &sent)?;
        }
        if answer_cut {
            cut(&mut reply, self.chance(Kind::AnswerCut).below(1_000));
        }
        if !answer_lost {
            self.plan(answer_after, Next::Hears(letter, Ok(reply)));
        }
        Ok(())
    }
}

/// Keeps so many thousandths of an answer: its length may follow from a secret, its fate may not.
fn cut(reply: &mut Reply, thousandths: u64) {
    let keep = reply.body.len() as u64 * thousandths / 1_000;
    reply.body.truncate(usize::try_from(keep).unwrap_or(0));
}
