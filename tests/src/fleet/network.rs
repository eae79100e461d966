//! Networks that fail by plan: what a basement, a moving van and a proxy do to a request. The plan follows from a seed, so
//! that a failure can be repeated.

use std::sync::{Arc, Mutex, PoisonError};

use curbstop_core::device::{Listening, LiveRequest, Reply, Request, Transport, TransportError, Waiting};
use curbstop_core::model::{Span, Timestamp};

use super::World;
use crate::seeded::Seeded;

/// How often things go wrong, each in percent of the exchanges; the rest goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Badness {
    /// The request never arrives.
    pub request_lost: u64,
    /// The server has done its work, and the answer never arrives.
    pub answer_lost: u64,
    /// The request arrives twice; the second answer is the one that is heard.
    pub duplicated: u64,
    /// The answer breaks off.
    pub truncated: u64,
    /// The exchange takes up to [`DELAY_MAX`].
    pub delayed: u64,
}

/// The longest delay of an exchange.
pub const DELAY_MAX: Span = Span::minutes(3);

impl Badness {
    /// Nothing goes wrong.
    pub const NONE: Self = Self { request_lost: 0, answer_lost: 0, duplicated: 0, truncated: 0, delayed: 0 };
    /// Two of three exchanges go wrong in one way or another.
    pub const AWFUL: Self = Self { request_lost: 15, answer_lost: 15, duplicated: 15, truncated: 10, delayed: 12 };
    /// Every request arrives twice.
    pub const TWICE: Self = Self { duplicated: 100, ..Self::NONE };
}

/// What the network does to one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Through, both ways.
    Through,
    /// The request is lost.
    RequestLost,
    /// The answer is lost.
    AnswerLost,
    /// The request arrives twice.
    Duplicated,
    /// The answer breaks off.
    Truncated,
    /// Through, but slowly: half of the time before the server has it, half of it after.
    Delayed(Span),
}

/// What a network does, exchange by exchange.
#[derive(Debug)]
pub struct NetworkPlan {
    seeded: Seeded,
    badness: Badness,
    /// No signal before this moment.
    offline_until: Option<Timestamp>,
    fates: Vec<Fate>,
}

impl NetworkPlan {
    /// From a seed.
    pub fn new(seed: u64, badness: Badness) -> Self {
        Self { seeded: Seeded::new(seed).part("network"), badness, offline_until: None, fates: Vec::new() }
    }

    fn next(&mut self) -> Fate {
        let Badness { request_lost, answer_lost, duplicated, truncated, delayed } = self.badness;
        let delay = self.seeded.between(0, DELAY_MAX.as_millis());
        let ways = [
            (request_lost, Fate::RequestLost),
            (answer_lost, Fate::AnswerLost),
            (duplicated, Fate::Duplicated),
            (truncated, Fate::Truncated),
            (delayed, Fate::Delayed(Span::millis(delay))),
        ];
        let mut dice = self.seeded.below(100);
        let mut fate = Fate::Through;
        for (chance, way) in ways {
            if dice < chance {
                fate = way;
                break;
            }
            dice -= chance;
        }
        self.fates.push(fate);
        fate
    }
}

/// A transport that does to each exchange what its plan says, before and after the real one.
pub struct BadNetwork {
    inner: Arc<dyn Transport>,
    world: World,
    plan: Mutex<NetworkPlan>,
}

impl BadNetwork {
    /// In front of a real way to the server.
    pub fn new(inner: Arc<dyn Transport>, world: World, plan: NetworkPlan) -> Arc<Self> {
        Arc::new(Self { inner, world, plan: Mutex::new(plan) })
    }

    /// No signal until then.
    pub fn offline_until(&self, at: Timestamp) {
        self.with(|plan| plan.offline_until = Some(at));
    }

    /// From now on, other things go wrong.
    pub fn becomes(&self, badness: Badness) {
        self.with(|plan| plan.badness = badness);
    }

    /// What happened to each exchange so far.
    pub fn fates(&self) -> Vec<Fate> {
        self.with(|plan| plan.fates.clone())
    }

    fn with<T>(&self, f: impl FnOnce(&mut NetworkPlan) -> T) -> T {
        f(&mut self.plan.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_offline(&self) -> bool {
        let now = self.world.now();
        self.with(|plan| plan.offline_until.is_some_and(|until| now < until))
    }

    fn fate(&self) -> Result<Fate, TransportError> {
        if self.is_offline() {
            return Err(no_answer("no signal"));
        }
        Ok(self.with(NetworkPlan::next))
    }

    async fn suffer(&self, request: Request) -> Result<Reply, TransportError> {
        match self.fate()? {
            Fate::Through => self.inner.exchange(request).await,
            Fate::RequestLost => Err(no_answer("the request was lost")),
            Fate::AnswerLost => {
                self.inner.exchange(request).await?;
                Err(no_answer("the answer was lost"))
            }
            Fate::Duplicated => {
                self.inner.exchange(request.clone()).await?;
                self.inner.exchange(request).await
            }
            Fate::Truncated => {
                let mut reply = self.inner.exchange(request).await?;
                reply.body.truncate(reply.body.len() / 2);
                Ok(reply)
            }
            Fate::Delayed(by) => {
                let half = Span::millis(by.as_millis() / 2);
                self.world.advance(half);
                let reply = self.inner.exchange(request).await;
                self.world.advance(half);
                reply
            }
        }
    }
}

impl Transport for BadNetwork {
    fn exchange(&self, request: Request) -> curbstop_core::device::Exchange<'_> {
        Box::pin(self.suffer(request))
    }

    /// A stream stands where there is a signal: what the plan does, it does to exchanges.
    fn listen(&self, request: LiveRequest) -> Listening<'_> {
        if self.is_offline() {
            return Box::pin(std::future::ready(Err(no_answer("no signal"))));
        }
        self.inner.listen(request)
    }

    /// Waits pass in the simulated world.
    fn wait(&self, span: Span) -> Waiting<'_> {
        self.world.advance(span);
        Box::pin(std::future::ready(()))
    }
}

fn no_answer(detail: &str) -> TransportError {
    TransportError::NoAnswer { detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fates(seed: u64, badness: Badness) -> Vec<Fate> {
        let mut plan = NetworkPlan::new(seed, badness);
        (0..300).map(|_| plan.next()).collect()
    }

    #[test]
    fn a_seed_is_a_plan() {
        assert_eq!(fates(3, Badness::AWFUL), fates(3, Badness::AWFUL));
        assert_ne!(fates(3, Badness::AWFUL), fates(4, Badness::AWFUL));
        assert!(fates(3, Badness::NONE).iter().all(|fate| *fate == Fate::Through));
        assert!(fates(3, Badness::TWICE).iter().all(|fate| *fate == Fate::Duplicated));
    }

    #[test]
    fn an_awful_network_has_every_fate() {
        let fates = fates(3, Badness::AWFUL);
        for fate in [Fate::Through, Fate::RequestLost, Fate::AnswerLost, Fate::Duplicated, Fate::Truncated] {
            assert!(fates.contains(&fate), "{fate:?}");
        }
        assert!(fates.iter().any(|fate| matches!(fate, Fate::Delayed(_))));
    }
}
