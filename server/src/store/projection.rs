//! The plain columns of a subject that the office searches by. Written here from record and state, and nowhere else, so that
//! a column never says anything that the fold does not say.

use curbstop_core::model::Period;
use curbstop_core::state::{CaseStage, OrderStage, ReadingStage, Subject};

/// What can be searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Projection {
    /// The stage of an order, a job or a case, or of a point's reading in `period`.
    pub stage: Option<&'static str>,
    /// The month that a point's stage is about.
    pub period: Option<Period>,
    /// The reader of a route.
    pub reader: Option<String>,
    /// The crew of a worker, an order or a job.
    pub crew: Option<String>,
    /// The area of a worker, a route, a cover, an order or a job.
    pub area: Option<String>,
    /// A cover with an open defect.
    pub is_unsafe: bool,
    /// Whether a point's newest escalated estimate is decided; `None`: it has none.
    pub escalation: Option<EscalationOpen>,
    /// A point whose reading a person should look at.
    pub in_review: bool,
}

/// How far an escalated estimate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EscalationOpen {
    /// The supervisor has not decided.
    Open,
    /// They have.
    Decided,
}

impl EscalationOpen {
    /// As its column says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided => "decided",
        }
    }
}

/// What must be written: a column that is named in a statement is an index that is touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangedColumns {
    /// Only `stage` and `period`: what nearly every reading changes.
    Stage(Projection),
    /// Any others.
    Any(Projection),
}

impl ChangedColumns {
    /// All columns as they are now.
    pub fn now(&self) -> &Projection {
        match self {
            Self::Stage(now) | Self::Any(now) => now,
        }
    }
}

impl Projection {
    /// What changed since another one; `None`: nothing did.
    pub fn since(self, before: Option<&Self>) -> Option<ChangedColumns> {
        let Some(before) = before else { return Some(ChangedColumns::Any(self)) };
        if *before == self {
            return None;
        }
        let others = |p: &Self| Self { stage: None, period: None, ..p.clone() };
        let only_stage = others(before) == others(&self);
        Some(if only_stage { ChangedColumns::Stage(self) } else { ChangedColumns::Any(self) })
    }

    /// Of a subject as it is now.
    pub fn of(subject: &Subject) -> Self {
        let mut columns = Self::default();
        match subject {
            Subject::Point(of) => {
                columns.stage = of.state.current.as_ref().map(|current| reading_stage(current.stage));
                columns.period = of.state.current.as_ref().map(|current| current.period);
                columns.in_review = of.state.in_review().is_some();
                columns.escalation = of.state.escalation.as_ref().map(|escalation| match escalation.decision {
                    None => EscalationOpen::Open,
                    Some(_) => EscalationOpen::Decided,
                });
            }
            Subject::Pit(_) | Subject::Calendar(_) => {}
            Subject::Cover(of) => {
                columns.area = of.record.as_ref().map(|record| record.area.to_string());
                columns.is_unsafe = of.state.defect.is_some();
            }
            Subject::Order(of) => {
                columns.area = of.record.as_ref().map(|record| record.area.to_string());
                columns.crew = of.state.crew.as_ref().map(ToString::to_string);
                columns.stage = Some(order_stage(of.state.stage));
            }
            Subject::Job(of) => {
                columns.area = of.record.as_ref().map(|record| record.area.to_string());
                columns.crew = of.state.crew.as_ref().map(ToString::to_string);
                columns.stage = Some(of.state.stage.name());
            }
            Subject::Route(of) => {
                columns.area = of.record.as_ref().map(|record| record.area.to_string());
                columns.reader = of.record.as_ref().and_then(|r| r.reader.as_ref()).map(ToString::to_string);
            }
            Subject::Worker(of) => {
                columns.area = of.record.as_ref().map(|record| record.area.to_string());
                columns.crew = of.record.as_ref().and_then(|r| r.crew.as_ref()).map(ToString::to_string);
            }
            Subject::Case(of) => columns.stage = Some(CaseStage::name(of.state.stage)),
        }
        columns
    }
}

/// The stage of a reading as its column says it: the name that it has in JSON.
pub fn reading_stage(stage: ReadingStage) -> &'static str {
    match stage {
        ReadingStage::Unread => "unread",
        ReadingStage::NoRead => "no_read",
        ReadingStage::Actual => "actual",
        ReadingStage::Estimated => "estimated",
        ReadingStage::CustomerRead => "customer_read",
        ReadingStage::Escalated => "escalated",
        ReadingStage::InReview => "in_review",
        ReadingStage::ReadAgain => "read_again",
        ReadingStage::Released => "released",
    }
}

/// The stage of an order as its column says it: the name that it has in JSON.
pub fn order_stage(stage: OrderStage) -> &'static str {
    match stage {
        OrderStage::New => "new",
        OrderStage::Dispatched => "dispatched",
        OrderStage::Acknowledged => "acknowledged",
        OrderStage::Travelling => "travelling",
        OrderStage::OnSite => "on_site",
        OrderStage::WaterStopped => "water_stopped",
        OrderStage::Repaired => "repaired",
        OrderStage::WaterRestored => "water_restored",
        OrderStage::SurfaceRestored => "surface_restored",
        OrderStage::Reported => "reported",
        OrderStage::Checked => "checked",
        OrderStage::Closed => "closed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(value: impl serde::Serialize) -> String {
        serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
    }

    #[test]
    fn only_what_changed_is_written() {
        let read = |stage| Projection { stage: Some(stage), area: Some("N".to_owned()), ..Projection::default() };
        assert_eq!(read("actual").since(Some(&read("actual"))), None);
        assert_eq!(read("actual").since(Some(&read("unread"))), Some(ChangedColumns::Stage(read("actual"))));
        let reviewed = Projection { in_review: true, ..read("in_review") };
        assert_eq!(reviewed.clone().since(Some(&read("actual"))), Some(ChangedColumns::Any(reviewed.clone())));
        assert_eq!(reviewed.clone().since(None).as_ref().map(ChangedColumns::now), Some(&reviewed));
    }

    #[test]
    fn a_column_says_the_stage_as_json_does() {
        for stage in [ReadingStage::Unread, ReadingStage::CustomerRead, ReadingStage::ReadAgain, ReadingStage::NoRead] {
            assert_eq!(reading_stage(stage), json(stage));
        }
        for stage in [OrderStage::New, OrderStage::OnSite, OrderStage::WaterStopped, OrderStage::SurfaceRestored] {
            assert_eq!(order_stage(stage), json(stage));
        }
    }
}
