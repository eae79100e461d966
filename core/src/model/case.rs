//! A case of somebody's conduct: a complaint, praise, or a breach that the facts or the head office show (4.4, section 5).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CaseId, DepartmentId, SubjectId, TimeInterval, WorkerId};
use crate::event::EventId;
use crate::rulebook::RulebookVersion;

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every value, for tables.
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$variant,)*];

            /// The stable name, as in JSON and in the keys of texts.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    )*};
}

named! {
    /// The one clause that an event is judged by. Texts: `basis.<name>`.
    Basis {
        /// 5.1: hall staff broke a cited standard.
        HallStandard = "hall_standard",
        /// 5.1: complained of twice within a month in the hall.
        HallTwice = "hall_twice",
        /// 5.2: complained of for own service or attitude.
        Service = "service",
        /// 5.3: the hotline's call was refused (off, no answer, unreachable).
        CallRefused = "call_refused",
        /// 5.3: handled, and no feedback.
        NoFeedback = "no_feedback",
        /// 5.4: not on site in time.
        LateArrival = "late_arrival",
        /// 5.4: not finished in time.
        LateRepair = "late_repair",
        /// 5.6: scope or times of an outage not told to the hotline.
        OutageNotTold = "outage_not_told",
        /// 5.6: the notice was not posted.
        NoticeNotPosted = "notice_not_posted",
        /// 5.8: a readable meter was estimated at will.
        EstimatedAtWill = "estimated_at_will",
        /// 5.9: a missing or damaged pit cover was not replaced in time.
        CoverNotReplaced = "cover_not_replaced",
        /// 5.10: a person complained of three times within half a year.
        WorkerThrice = "worker_thrice",
        /// 5.10: a department complained of three times within half a year.
        DepartmentThrice = "department_thrice",
        /// 5.11: praise in the opinion box or book.
        PraiseWritten = "praise_written",
        /// 5.12: very satisfied, thanks, in a telephone survey.
        PraiseSurveyed = "praise_surveyed",
        /// 5.13: a positive report in the media.
        PraiseMedia = "praise_media",
    }

    /// The four documents that 3.1 cites. Texts: `hall_document.<name>`.
    HallDocument {
        /// 《客户服务中心首问负责制》.
        FirstAsked = "first_asked",
        /// 《热线服务及业务咨询工作标准》.
        HotlineStandard = "hotline_standard",
        /// 《窗口岗位员工礼貌用语》.
        PoliteWords = "polite_words",
        /// 《窗口岗位员工行为规范》.
        Behaviour = "behaviour",
    }
}

impl Basis {
    /// The clause.
    pub const fn clause(self) -> &'static str {
        match self {
            Self::HallStandard | Self::HallTwice => "5.1",
            Self::Service => "5.2",
            Self::CallRefused | Self::NoFeedback => "5.3",
            Self::LateArrival | Self::LateRepair => "5.4",
            Self::OutageNotTold | Self::NoticeNotPosted => "5.6",
            Self::EstimatedAtWill => "5.8",
            Self::CoverNotReplaced => "5.9",
            Self::WorkerThrice | Self::DepartmentThrice => "5.10",
            Self::PraiseWritten => "5.11",
            Self::PraiseSurveyed => "5.12",
            Self::PraiseMedia => "5.13",
        }
    }

    /// Whether its amounts are paid to people and departments, not taken from them.
    pub const fn is_reward(self) -> bool {
        matches!(self, Self::PraiseWritten | Self::PraiseSurveyed | Self::PraiseMedia)
    }

    /// 待岗: whether the person is proposed to leave the post.
    pub const fn is_off_post(self) -> bool {
        matches!(self, Self::HallTwice | Self::WorkerThrice)
    }
}

/// An item of a cited document: what a finding under 5.1 names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardItem {
    /// The document.
    pub document: HallDocument,
    /// The number of the item in it, as the utility numbers them.
    pub item: String,
}

/// A fact that shows a breach, with its time as well as that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The fact.
    pub event: EventId,
    /// Its name, as in `fact.order_arrived`.
    pub fact: String,
    /// When it happened.
    pub at: TimeInterval,
    /// Who stated it, where a worker did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WorkerId>,
}

/// How a case became known. Texts: `case_source.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum CaseSource {
    /// Somebody called the hotline (4.3).
    Hotline,
    /// Opinion box or book in the hall (5.11).
    Book,
    /// The head office asked by telephone (4.3, 5.12).
    Survey,
    /// The media (5.9, 5.13).
    Media,
    /// The head office checked, and verified it (5.8, 5.9).
    Audit,
    /// The recorded facts show it; a person took the proposal up.
    Facts {
        /// Which breach: the stable key of `rules::finding`.
        breach: String,
        /// The facts that show it.
        evidence: Vec<Evidence>,
    },
    /// Confirmed complaints reached a threshold (5.1, 5.10).
    Count {
        /// The complaints, the oldest first.
        cases: Vec<CaseId>,
    },
}

impl CaseSource {
    /// The stable name, as in `case_source.hotline`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Hotline => "hotline",
            Self::Book => "book",
            Self::Survey => "survey",
            Self::Media => "media",
            Self::Audit => "audit",
            Self::Facts { .. } => "facts",
            Self::Count { .. } => "count",
        }
    }

    /// Whether a customer complained or praised, so that it counts as having been complained of (5.10, 5.11).
    pub const fn is_customers(&self) -> bool {
        matches!(self, Self::Hotline | Self::Book)
    }
}

/// A case as the office wrote it. One event has one basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRecord {
    /// Its id.
    pub id: CaseId,
    /// The one clause that it is judged by.
    pub basis: Basis,
    /// How it became known.
    pub source: CaseSource,
    /// The local day of the event itself, not of its entry: thresholds roll by it (5.10).
    pub happened_on: NaiveDate,
    /// What is said to have happened.
    pub summary: String,
    /// The department that answers for it.
    pub department: DepartmentId,
    /// The person whom it is about; `None`: the department alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<WorkerId>,
    /// The order, service point or cover that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<SubjectId>,
    /// 5.1: document and item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<StandardItem>,
    /// How many households or covers; 1 elsewhere.
    pub units: u32,
    /// The rulebook that its amounts are proposed by (6.2).
    pub rulebook: RulebookVersion,
}
