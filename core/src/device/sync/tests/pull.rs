//! Rows come down: page by page, with what the phone holds and no more.

use super::same;
use crate::device::testing::{Bench, Fault, Town, point, reading};
use crate::event::{CoverInspected, EscalationDecided, EscalationDecision, Fact, OrderDispatched};
use crate::model::{CoverCondition, CoverId, CrewId, OrderId, SubjectId};

#[test]
fn pages_are_pulled_until_there_is_no_more() {
    for rows in [1, 2, 3, 7, 20, 21] {
        let bench = Bench::new(Town::default());
        bench.server.lock().pull_rows = rows;
        bench.sync().unwrap();
        same(&bench.phone, &bench.server);
        bench.read_points(10);
        bench.sync().unwrap();
        same(&bench.phone, &bench.server);
    }
}

#[test]
fn a_change_of_the_office_comes_alone() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    let decided = EscalationDecided {
        estimate: (7, 1).into(),
        decision: EscalationDecision::AllowEstimate,
        reason: "已核实".to_owned(),
    };
    let crew = CrewId::new("c1").unwrap();
    bench.server.lock().state_fact(SubjectId::Point(point(1)), Fact::EscalationDecided(decided));
    let order = SubjectId::Order(OrderId::new("o1").unwrap());
    bench.server.lock().state_fact(order, Fact::OrderDispatched(OrderDispatched { crew }));
    let report = bench.sync().unwrap();
    assert!(report.rows <= 2, "{report:?}");
    same(&bench.phone, &bench.server);
}

#[test]
fn an_order_that_goes_to_another_crew_leaves_this_phone() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    let order = OrderId::new("o1").unwrap();
    assert!(bench.phone.order(&order).is_ok());
    let crew = CrewId::new("c2").unwrap();
    let id = SubjectId::Order(order.clone());
    bench.server.lock().state_fact(id.clone(), Fact::OrderDispatched(OrderDispatched { crew: crew.clone() }));
    bench.sync().unwrap();
    assert!(bench.phone.order(&order).is_err());
    same(&bench.phone, &bench.server);

    // With both crews on one phone it stays, wherever it moves.
    bench.server.lock().buckets.insert("crew:c2".parse().unwrap());
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
    let back = OrderDispatched { crew: CrewId::new("c1").unwrap() };
    bench.server.lock().state_fact(id, Fact::OrderDispatched(back));
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
}

#[test]
fn a_route_that_is_given_away_takes_its_rows_and_never_the_unsent_work() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    bench.server.lock().buckets.remove(&"route:r1".parse().unwrap());
    // The rows leave with the first answer; the facts must still arrive.
    bench.server.faults([Fault::TakeOnly(0), Fault::LoseRequest]);
    bench.sync().unwrap_err();
    assert_eq!(bench.phone.today().unwrap().routes, []);
    assert!(bench.phone.meter(&point(5)).is_err());
    assert_eq!(bench.phone.status().unwrap().waiting, 3);
    bench.sync().unwrap();
    assert_eq!(bench.server.lock().had.len(), 3);

    // It comes back: everything of it, with the own work inside.
    bench.server.lock().buckets.insert("route:r1".parse().unwrap());
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
}

/// A second look that changes nothing brings no row; the phone must not show it as open for ever.
#[test]
fn a_fact_that_changes_nothing_is_not_kept_on_top() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    let order = OrderId::new("o1").unwrap();
    bench.phone.acknowledge(&order, None).unwrap();
    bench.phone.acknowledge(&order, None).unwrap();
    let cover = CoverId::new("k1").unwrap();
    let sound =
        CoverInspected { condition: CoverCondition::Sound, owner: None, photos: Vec::new(), note: String::new() };
    bench.phone.inspect_cover(&cover, sound, None).unwrap();
    bench.sync().unwrap();
    bench.phone.acknowledge(&order, None).unwrap();
    bench.sync().unwrap();
    assert_eq!(bench.phone.count_overlaid(), 0);
    same(&bench.phone, &bench.server);
}

#[test]
fn rows_that_come_while_own_facts_wait_keep_them_on_top() {
    let bench = Bench::new(Town::default());
    bench.server.lock().limits.push_events = 1;
    bench.sync().unwrap();
    for stand in [500, 501, 502] {
        bench.clock.advance(crate::model::Span::minutes(1));
        bench.phone.record_reading(&point(1), reading(1, stand), None).unwrap();
    }
    // One of three is had, and its row comes; the connection then breaks.
    bench.server.faults([Fault::None, Fault::LoseRequest]);
    bench.sync().unwrap_err();
    let shown = bench.phone.meter(&point(1)).unwrap();
    assert_eq!(shown.state.last().unwrap().value.whole_cubic_metres(), 502);
    assert_eq!(bench.phone.status().unwrap().waiting, 2);
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
}
