//! A phone that listens, against a stream that says, breaks and ends as it is told.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use crate::device::phone::{Phone, PhoneError};
use crate::device::sync::{
    Exchange, Listening, LiveReply, LiveRequest, LiveStream, NextPiece, Reply, Request, Transport, TransportError,
    Waiting,
};
use crate::device::testing::{Bench, FakeServer, Fault, Town, open};
use crate::event::{Fact, OrderDispatched};
use crate::model::{CrewId, OrderId, Span, SubjectId};

const HELLO: &str = "event: hello\ndata: {}\n\n";
const CHANGED: &str = "event: changed\ndata: {\"buckets\":[\"crew:c1\"]}\n\n";

/// What happens on the stream next.
enum Step {
    Says(&'static str),
    /// The office does something, and the server says so.
    Office(fn(&FakeServer)),
    /// The connection breaks.
    Breaks,
    /// The server ends it.
    Ends,
}

/// What happens to one try to listen; a script without an end stays silent.
enum Try {
    Opens(Vec<Step>),
    Refused(u16),
    Fails,
}

/// The fake server with a live stream beside it. A wait passes at once, on the phone's clock.
struct Radio {
    server: Arc<FakeServer>,
    clock: crate::device::SimClock,
    tries: Mutex<VecDeque<Try>>,
    waits: Mutex<Vec<Span>>,
    asked: Mutex<u32>,
    /// Waits do not pass.
    time_stands: Mutex<bool>,
}

struct Script(VecDeque<Step>, Arc<FakeServer>);

impl LiveStream for Script {
    fn next(&mut self) -> NextPiece<'_> {
        let piece = match self.0.pop_front() {
            None => return Box::pin(std::future::pending()),
            Some(Step::Says(what)) => Ok(Some(what.as_bytes().to_vec())),
            Some(Step::Office(does)) => {
                does(&self.1);
                Ok(Some(CHANGED.as_bytes().to_vec()))
            }
            Some(Step::Breaks) => Err(TransportError::NoAnswer { detail: "it broke".to_owned() }),
            Some(Step::Ends) => Ok(None),
        };
        Box::pin(std::future::ready(piece))
    }
}

impl Transport for Radio {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        self.server.exchange(request)
    }

    fn listen(&self, request: LiveRequest) -> Listening<'_> {
        assert_eq!((request.path, request.token.as_str()), ("/v1/live", "token"));
        *self.asked.lock().unwrap() += 1;
        let reply = match self.tries.lock().unwrap().pop_front() {
            None => return Box::pin(std::future::pending()),
            Some(Try::Opens(steps)) => Ok(LiveReply::Open(Box::new(Script(steps.into(), self.server.clone())))),
            Some(Try::Refused(status)) => {
                let body = br#"{"code":"auth.device_revoked","reason":""}"#.to_vec();
                Ok(LiveReply::Refused(Reply { status, retry_after: None, encoding: None, body }))
            }
            Some(Try::Fails) => Err(TransportError::NoAnswer { detail: "no way".to_owned() }),
        };
        Box::pin(std::future::ready(reply))
    }

    fn wait(&self, span: Span) -> Waiting<'_> {
        self.waits.lock().unwrap().push(span);
        if *self.time_stands.lock().unwrap() {
            return Box::pin(std::future::pending());
        }
        self.clock.advance(span);
        Box::pin(std::future::ready(()))
    }
}

fn listening(tries: Vec<Try>) -> (Bench, Arc<Radio>) {
    let bench = Bench::new(Town::default());
    let Bench { folder, clock, server, photos, phone } = bench;
    drop(phone);
    let radio = Arc::new(Radio {
        server: server.clone(),
        clock: clock.clone(),
        tries: Mutex::new(tries.into()),
        waits: Mutex::default(),
        asked: Mutex::default(),
        time_stands: Mutex::default(),
    });
    let phone = open(&folder, &clock, radio.clone());
    (Bench { folder, clock, server, photos, phone }, radio)
}

/// Listens until there is nothing more to hear, and then gives up; or says what ended it.
fn listen(phone: &Phone) -> Option<PhoneError> {
    match pin!(phone.listen()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Pending => None,
        Poll::Ready(Err(error)) => Some(error),
    }
}

fn dispatch(server: &FakeServer) {
    let crew = OrderDispatched { crew: CrewId::new("c2").unwrap() };
    server.lock().state_fact(SubjectId::Order(OrderId::new("o1").unwrap()), Fact::OrderDispatched(crew));
}

fn dispatch_back(server: &FakeServer) {
    let crew = OrderDispatched { crew: CrewId::new("c1").unwrap() };
    server.lock().state_fact(SubjectId::Order(OrderId::new("o1").unwrap()), Fact::OrderDispatched(crew));
}

#[test]
fn what_is_dispatched_is_on_the_phone_with_the_next_word_of_the_server() {
    let steps = vec![Step::Says(HELLO), Step::Office(dispatch), Step::Says(": still here\n\n")];
    let (bench, radio) = listening(vec![Try::Opens(steps)]);
    assert!(listen(&bench.phone).is_none());
    assert!(bench.phone.order(&OrderId::new("o1").unwrap()).is_err(), "it went to another crew");
    // One sync for the hello, one for the dispatch, none for the sign of life; and nobody waited.
    assert_eq!((bench.server.lock().requests.len(), radio.waits.lock().unwrap().len()), (2, 0));
    super::same(&bench.phone, &bench.server);

    radio.tries.lock().unwrap().push_back(Try::Opens(vec![Step::Says(HELLO), Step::Office(dispatch_back)]));
    assert!(listen(&bench.phone).is_none());
    assert!(bench.phone.order(&OrderId::new("o1").unwrap()).is_ok());
}

#[test]
fn what_changed_before_it_listened_comes_with_the_hello() {
    let (bench, _) = listening(vec![Try::Opens(vec![Step::Says(HELLO)])]);
    bench.sync().unwrap();
    dispatch(&bench.server);
    assert!(listen(&bench.phone).is_none());
    super::same(&bench.phone, &bench.server);
}

#[test]
fn several_changes_at_once_are_one_sync() {
    let (bench, _) = listening(vec![Try::Opens(vec![Step::Says(
        "event: hello\ndata: {}\n\nevent: changed\ndata: {}\n\nevent: changed\ndata: {}\n\n",
    )])]);
    assert!(listen(&bench.phone).is_none());
    assert_eq!(bench.server.lock().requests.len(), 1);
}

#[test]
fn a_stream_that_breaks_is_opened_again_after_waits_that_grow() {
    let (bench, radio) = listening(vec![
        Try::Opens(vec![Step::Says(HELLO), Step::Breaks]),
        Try::Fails,
        Try::Refused(503),
        Try::Opens(vec![Step::Says(HELLO), Step::Ends]),
        Try::Opens(vec![Step::Says(HELLO), Step::Office(dispatch)]),
    ]);
    assert!(listen(&bench.phone).is_none());
    let waits = radio.waits.lock().unwrap().clone();
    assert_eq!(waits.len(), 4);
    assert!(waits[0] < waits[1] && waits[1] < waits[2], "{waits:?}");
    assert!(waits[3] < waits[2], "it had stood in between: {waits:?}");
    super::same(&bench.phone, &bench.server);
}

/// A proxy that lets no stream through must not keep the phone from delivering.
#[test]
fn a_stream_that_does_not_stand_keeps_no_sync_back() {
    let (bench, _) = listening((0..6).map(|_| Try::Fails).collect());
    bench.sync().unwrap();
    assert!(listen(&bench.phone).is_none());
    bench.read_points(1);
    assert!(crate::device::testing::now(bench.phone.sync_if_due()).unwrap().is_some());
}

/// The waits are kept: an app that is killed and started again does not hammer a server that is down.
#[test]
fn the_wait_outlives_the_app_and_ends_when_the_network_is_back() {
    let (bench, radio) = listening(vec![Try::Fails]);
    *radio.time_stands.lock().unwrap() = true;
    let so_far = || (*radio.asked.lock().unwrap(), radio.waits.lock().unwrap().len());
    assert!(listen(&bench.phone).is_none());
    assert_eq!(so_far(), (1, 1));
    drop(bench.phone);
    let phone = open(&bench.folder, &bench.clock, radio.clone());
    assert!(listen(&phone).is_none());
    assert_eq!(so_far(), (1, 2), "it waits on");
    let mut listening = pin!(phone.listen());
    let mut poll = || assert!(listening.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    poll();
    phone.network_is_back().unwrap();
    poll();
    assert_eq!(so_far(), (2, 3), "and asks at once");
}

#[test]
fn a_sync_that_fails_is_tried_again_by_the_listener() {
    let opens = || Try::Opens(vec![Step::Says(HELLO)]);
    let (bench, radio) = listening(vec![opens(), opens()]);
    bench.read_points(2);
    bench.server.faults([Fault::LoseRequest]);
    assert!(listen(&bench.phone).is_none());
    assert_eq!((radio.waits.lock().unwrap().len(), bench.phone.status().unwrap().waiting), (1, 0));
}

#[test]
fn a_phone_that_is_not_let_in_stops_listening_and_hands_in_what_it_has() {
    let (bench, radio) = listening(vec![Try::Refused(401)]);
    bench.read_points(2);
    assert!(matches!(listen(&bench.phone), Some(PhoneError::Rejected { code, .. }) if code == "auth.device_revoked"));
    assert_eq!(bench.phone.status().unwrap().waiting, 0);
    bench.server.faults([Fault::Status(401, "auth.token_unknown")]);
    bench.sync().unwrap_err();
    assert!(matches!(listen(&bench.phone), Some(PhoneError::Rejected { code, .. }) if code == "auth.token_unknown"));
    assert_eq!(*radio.asked.lock().unwrap(), 1, "paused is paused");
}
