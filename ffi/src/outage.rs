//! An outage: told to the hotline before the first valve is closed, and on notices where people live (3.3.4).

use curbstop_core::event;
use curbstop_core::model::{OrderId, PhotoId, Timestamp};
use curbstop_core::state;
use curbstop_core::text::Lang;

use crate::place::fix;
use crate::{Fix, Phone, PhoneError, Saved, When};

/// An outage as it was last announced.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Outage {
    /// When it was first announced.
    pub first_at: When,
    /// When it was last announced.
    pub at: When,
    /// The notice's number, from 1: new times are a new notice.
    pub notice: u32,
    /// Scope, cause, times and places.
    pub plan: OutagePlan,
    /// Where this notice hangs.
    pub posted: Vec<PostedNotice>,
}

impl From<state::Announced> for Outage {
    fn from(state::Announced { first_at, at, notice, plan, posted }: state::Announced) -> Self {
        let posted = posted.into_iter().map(PostedNotice::from).collect();
        Self { first_at: first_at.into(), at: at.into(), notice, plan, posted }
    }
}

/// A notice that hangs.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PostedNotice {
    /// Where.
    pub place: String,
    /// When.
    pub at: When,
    /// With a photo.
    pub with_photo: bool,
}

impl From<state::Posted> for PostedNotice {
    fn from(state::Posted { place, at, with_photo }: state::Posted) -> Self {
        Self { place, at: at.into(), with_photo }
    }
}

type OutagePlan = event::OutagePlan;

/// 停水公告: scope, cause, times and places.
#[uniffi::remote(Record)]
pub struct OutagePlan {
    /// 停水范围, as people say it.
    pub scope: String,
    /// Why.
    pub cause: String,
    /// When the water stops.
    pub stop_at: Timestamp,
    /// When it is back, as announced.
    pub restore_at: Timestamp,
    /// Where notices must hang: estates and units.
    #[uniffi(default = [])]
    pub places: Vec<String>,
}

type NoticePosted = event::NoticePosted;

/// A notice was posted at one place.
#[uniffi::remote(Record)]
pub struct NoticePosted {
    /// The place, as the plan lists it.
    pub place: String,
    /// Photos of the notice.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// The words of the announced outage's notice, to be hung up.
    pub async fn notice(&self, order: OrderId, lang: Lang) -> Result<String, PhoneError> {
        self.ask(move |phone| phone.notice(&order, lang)).await
    }

    /// Saves 停水公告: scope and times for the hotline, before the first valve is closed. New times are a new notice.
    #[uniffi::method(default(fix = None))]
    pub async fn announce_outage(
        &self,
        order: OrderId,
        plan: OutagePlan,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.announce_outage(&order, plan, at)).await
    }

    /// Saves that a notice hangs at one of the plan's places.
    #[uniffi::method(default(fix = None))]
    pub async fn post_notice(
        &self,
        order: OrderId,
        notice: NoticePosted,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.post_notice(&order, notice, at)).await
    }
}
