use proptest::prelude::*;

use super::*;

const B1: BootId = BootId(1);
const B2: BootId = BootId(2);

fn at(s: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000) + Span::seconds(s)
}

/// A fact; the wall clock says 1970, because it must not matter.
fn fact(boot: BootId, s: i64) -> Moment {
    Moment::new(boot, Span::seconds(s), Timestamp::from_millis(0))
}

/// Contains it, and not much more: the doubt is at most `wider` seconds on either side.
fn assert_about(got: TimeInterval, earliest: Timestamp, latest: Timestamp, slack: Span) {
    assert!(got.earliest <= earliest && latest <= got.latest, "{got:?} does not hold {earliest:?} to {latest:?}");
    assert!((earliest - got.earliest) <= slack && (got.latest - latest) <= slack, "{got:?} is too wide");
}

#[test]
fn one_boot_bounds_before_and_after_an_anchor_by_the_drift() {
    let mut anchors = Anchors::default();
    anchors.note_lower(B1, Span::seconds(1_000), at(0));
    anchors.note_upper(B1, Span::seconds(11_000), at(10_005));
    // Between them: 1,000 s after the lower one, 9,000 s before the upper one; 200 ppm of those are 0.2 s and 1.8 s.
    assert_about(interval(fact(B1, 2_000), &anchors, at(20_000)), at(1_000), at(1_005), Span::millis(1_810));
    // Before the lower one, after the upper one: still bounded, from the other side of each.
    assert_about(interval(fact(B1, 0), &anchors, at(20_000)), at(-1_000), at(-995), Span::millis(2_210));
    assert_about(interval(fact(B1, 12_000), &anchors, at(20_000)), at(11_000), at(11_005), Span::millis(2_210));
}

#[test]
fn an_earlier_boot_lies_before_the_start_of_a_later_one_and_a_later_one_after_it() {
    let mut anchors = Anchors::default();
    anchors.note_lower(B1, Span::seconds(100), at(0));
    // The second boot is heard of when it is 600 s old, an hour later: the first one ended before that.
    anchors.note_upper(B2, Span::seconds(600), at(3_600));
    assert_about(interval(fact(B1, 400), &anchors, at(3_600)), at(300), at(3_000), Span::millis(200));
    assert_about(interval(fact(B2, 60), &anchors, at(3_600)), at(60), at(3_060), Span::millis(200));
}

#[test]
fn without_anchors_nothing_is_known_but_that_it_came() {
    let got = interval(fact(B1, 5), &Anchors::default(), at(0));
    assert_eq!(got, TimeInterval { earliest: NEVER_BEFORE, latest: at(0) });
    assert_eq!(got.quality(), crate::model::TimeQuality::Unverified);
}

#[test]
fn a_fact_never_lies_after_its_receipt() {
    let mut anchors = Anchors::default();
    anchors.note_upper(B1, Span::seconds(0), at(0));
    assert_eq!(interval(fact(B1, 100), &anchors, at(7)).latest, at(7));
}

#[test]
fn when_the_server_clock_is_put_right_the_newest_word_counts() {
    // The server was a day ahead, and was set back.
    let mut anchors = Anchors::default();
    anchors.note_upper(B1, Span::seconds(0), at(86_400));
    anchors.note_lower(B1, Span::seconds(1), at(86_401));
    anchors.note_upper(B1, Span::seconds(100), at(100));
    anchors.note_lower(B1, Span::seconds(101), at(101));
    assert_about(interval(fact(B1, 200), &anchors, at(300)), at(200), at(200), Span::millis(100));
    // And forward again.
    anchors.note_lower(B1, Span::seconds(300), at(90_000));
    anchors.note_upper(B1, Span::seconds(400), at(90_100));
    assert_about(interval(fact(B1, 350), &anchors, at(90_200)), at(90_050), at(90_050), Span::millis(100));
}

#[test]
fn bounds_that_cross_give_the_interval_between_them() {
    let mut anchors = Anchors::default();
    anchors.note_lower(B1, Span::seconds(0), at(50));
    assert_eq!(interval(fact(B1, 0), &anchors, at(20)).earliest, at(20));
    assert!(interval(fact(B1, 0), &anchors, at(20)).latest >= at(49));
}

#[test]
fn sent_twice_is_noted_once() {
    let mut once = Anchors::default();
    once.note_upper(B1, Span::seconds(10), at(0));
    let mut twice = once.clone();
    twice.note_upper(B1, Span::seconds(10), at(3));
    assert_eq!(once, twice);
}

#[test]
fn a_long_queue_does_not_push_out_the_anchor_that_it_hangs_on() {
    let mut anchors = Anchors::default();
    anchors.note_lower(B1, Span::ZERO, at(0));
    // Nine hours without a network, then 200 requests, each heard of by the next.
    for i in 0..200 {
        let uptime = 32_400 + 2 * i;
        anchors.note_upper(B1, Span::seconds(uptime), at(uptime));
        let had = fact(B1, 600 + 150 * i);
        let got = interval(had, &anchors, at(uptime));
        assert!(got.width() <= Span::seconds(14), "request {i}: {got:?}");
        assert!(anchors.upper.len() <= ANCHORS_MAX && anchors.lower.len() <= ANCHORS_MAX);
        anchors.settle(had.boot, had.uptime);
        anchors.note_lower(B1, Span::seconds(uptime + 1), at(uptime + 1));
    }
}

#[test]
fn a_phone_believes_its_wall_clock_only_inside_its_bounds() {
    let mut anchors = Anchors::default();
    anchors.note_upper(B1, Span::seconds(10), at(10));
    anchors.note_lower(B1, Span::seconds(11), at(10));
    let now = |wall: i64| phone_now(Moment::new(B1, Span::seconds(60), at(wall)), &anchors);
    assert_eq!(now(60), at(60));
    // Turned by a day, either way: the anchors know better.
    assert!((now(86_460) - at(60)).abs() <= Span::seconds(2));
    assert!((now(-86_340) - at(60)).abs() <= Span::seconds(2));
    // After a restart only the wall clock can say how long the phone was off, but not that it was less than nothing.
    assert_eq!(phone_now(Moment::new(B2, Span::seconds(5), at(7_200)), &anchors), at(7_200));
    assert!(phone_now(Moment::new(B2, Span::seconds(5), at(-7_200)), &anchors) >= at(14));
    let pending = phone_interval(fact(B2, 5), Moment::new(B2, Span::seconds(65), at(7_260)), &anchors);
    assert!((pending.latest - at(7_200)).abs() <= Span::millis(20), "{pending:?}");
}

#[test]
fn facts_of_one_phone_keep_the_order_of_their_numbers() {
    let previous = TimeInterval::between(at(100), at(200));
    assert_eq!(in_order(TimeInterval::between(at(160), at(170)), previous), TimeInterval::between(at(160), at(170)));
    let moved = in_order(TimeInterval::between(at(0), at(180)), previous);
    assert_eq!(moved, TimeInterval::between(at(100), at(200)));
    assert!(in_order(TimeInterval::exact(at(10)), previous).middle() >= previous.middle());
}

#[test]
fn a_fact_that_was_recorded_earlier_and_comes_later_keeps_its_own_time() {
    let mut newest = Newest::NONE;
    let exactly = |s| TimeInterval::exact(at(s));
    newest.follow(fact(B1, 900), exactly(900));
    newest.follow(fact(B1, 1_500), exactly(1_500));
    assert_eq!(newest.follow(fact(B1, 900), exactly(900)), exactly(900), "sent again under a new number");
    assert_eq!(newest.at, exactly(1_500), "and the newest is still the newest");
    let doubtful = newest.follow(fact(B1, 1_501), TimeInterval::between(at(0), at(1_600)));
    assert!(doubtful.middle() >= at(1_500), "what was recorded later does not sort before it: {doubtful:?}");
    assert_eq!(newest.follow(fact(B1, 1_501), exactly(10)).middle(), newest.at.middle(), "nor does what was at once");
    newest.follow(fact(B2, 5), exactly(9_000));
    assert_eq!(newest.follow(fact(B1, 99_000), exactly(8_000)), exactly(8_000), "an earlier boot is earlier");
}

#[test]
fn anchors_travel_as_short_rows() {
    let mut anchors = Anchors::default();
    anchors.note_lower(B1, Span::millis(7), Timestamp::from_millis(9));
    let json = serde_json::to_string(&anchors).unwrap();
    assert_eq!(json, r#"{"l":[[1,7,9]]}"#);
    assert_eq!(serde_json::from_str::<Anchors>(&json).unwrap(), anchors);
}

#[test]
fn absurd_clocks_do_not_overflow() {
    let mut anchors = Anchors::default();
    for uptime in [i64::MIN, -1, 0, i64::MAX] {
        for instant in [i64::MIN, 0, i64::MAX] {
            anchors.note_upper(B1, Span::millis(uptime), Timestamp::from_millis(instant));
            anchors.note_lower(B2, Span::millis(uptime), Timestamp::from_millis(instant));
            let moment =
                Moment { boot: B1, uptime: Span::millis(uptime), wall_offset: Timestamp::from_millis(instant) };
            let got = interval(moment, &anchors, at(0));
            assert!(got.earliest <= got.latest);
            let got = phone_interval(moment, moment, &anchors);
            assert!(got.earliest <= got.latest);
        }
    }
}

/// What happens to a phone, in microseconds of truth.
#[derive(Debug, Clone)]
enum Step {
    Wait { us: i64, drift_ppm: i64 },
    Fact,
    Sync { up_us: i64, down_us: i64, lost: bool, take: usize },
    Reboot { off_us: i64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let wait = (prop_oneof![0..5_000_000_i64, 0..36_000_000_000_i64], -DRIFT_PPM..=DRIFT_PPM)
        .prop_map(|(us, drift_ppm)| Step::Wait { us, drift_ppm });
    let sync = (0..8_000_000_i64, 0..8_000_000_i64, prop::bool::weighted(0.3), 1..6_usize)
        .prop_map(|(up_us, down_us, lost, take)| Step::Sync { up_us, down_us, lost, take });
    let reboot = (0..7_200_000_000_i64).prop_map(|off_us| Step::Reboot { off_us });
    prop::collection::vec(prop_oneof![4 => wait, 4 => Just(Step::Fact), 3 => sync, 1 => reboot], 1..80)
}

/// A phone and a server that see the truth only through their clocks.
struct World {
    truth_us: i64,
    uptime_us: i64,
    boot: BootId,
    pending: Vec<(Moment, i64)>,
    heard: Option<(BootId, Span, Timestamp)>,
    server: Anchors,
    phone: Anchors,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            truth_us: 1_700_000_000_000_000,
            uptime_us: 0,
            boot: B1,
            pending: Vec::new(),
            heard: None,
            server: Anchors::default(),
            phone: Anchors::default(),
        };
        world.server.note_lower(B1, Span::ZERO, world.server_clock());
        world.phone.note_lower(B1, Span::ZERO, world.server_clock());
        world
    }

    fn server_clock(&self) -> Timestamp {
        Timestamp::from_millis(self.truth_us.div_euclid(1000))
    }

    fn moment(&self) -> Moment {
        Moment { boot: self.boot, uptime: Span::millis(self.uptime_us / 1000), wall_offset: Timestamp::from_millis(0) }
    }

    fn wait(&mut self, us: i64, drift_ppm: i64) {
        self.truth_us += us;
        self.uptime_us += us + us * drift_ppm / 1_000_000;
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Wait { us, drift_ppm } => self.wait(us, drift_ppm),
            Step::Fact => self.pending.push((self.moment(), self.truth_us)),
            Step::Reboot { off_us } => {
                self.truth_us += off_us;
                self.uptime_us = 0;
                self.boot = BootId(self.boot.0 + 1);
            }
            Step::Sync { up_us, down_us, lost, take } => self.sync(up_us, down_us, lost, take),
        }
    }

    fn sync(&mut self, up_us: i64, down_us: i64, lost: bool, take: usize) {
        let sent = self.moment();
        if let Some((boot, uptime, said)) = self.heard.take() {
            self.server.note_lower(boot, uptime, said);
        }
        self.wait(up_us, 0);
        let received = self.server_clock();
        self.server.note_upper(sent.boot, sent.uptime, received);
        let batch: Vec<_> = self.pending.iter().take(take).copied().collect();
        for (moment, truth_us) in &batch {
            Self::check(interval(*moment, &self.server, received), *truth_us);
        }
        if let Some((last, _)) = batch.last() {
            self.server.settle(last.boot, last.uptime);
        }
        self.wait(down_us, 0);
        if !lost {
            self.pending.drain(..batch.len());
            let heard = self.moment();
            self.heard = Some((heard.boot, heard.uptime, received));
            self.phone.note_upper(sent.boot, sent.uptime, received);
            self.phone.note_lower(heard.boot, heard.uptime, received);
        }
        for (moment, truth_us) in &self.pending {
            Self::check(interval(*moment, &self.phone, Timestamp::MAX), *truth_us);
        }
        for anchors in [&self.server, &self.phone] {
            assert!(anchors.upper.len() <= ANCHORS_MAX && anchors.lower.len() <= ANCHORS_MAX);
        }
    }

    fn check(got: TimeInterval, truth_us: i64) {
        let truth = Timestamp::from_millis(truth_us.div_euclid(1000));
        assert!(got.earliest <= got.latest, "{got:?} is inverted");
        assert!(got.earliest <= truth && truth <= got.latest, "{truth:?} lies outside {got:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_lies_inside_the_interval(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            world.step(step);
        }
    }

    #[test]
    fn no_stepping_server_clock_inverts_an_interval(
        notes in prop::collection::vec((any::<bool>(), 0..3_u32, 0..100_000_i64, -100_000..100_000_i64), 0..60),
        boot in 0..3_u32,
        uptime in 0..100_000_i64,
    ) {
        let mut anchors = Anchors::default();
        for (upper, boot, uptime, s) in notes {
            if upper {
                anchors.note_upper(BootId(boot), Span::seconds(uptime), at(s));
            } else {
                anchors.note_lower(BootId(boot), Span::seconds(uptime), at(s));
            }
        }
        let got = interval(fact(BootId(boot), uptime), &anchors, at(0));
        prop_assert!(got.earliest <= got.latest);
    }
}
