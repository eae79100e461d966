//! What a self-test can find, and what it means.

use crate::model::Span;

/// Whether a worker can rely on something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Yes.
    Good,
    /// For now; something should be done.
    Doubtful,
    /// No: something must be done.
    Bad,
}

/// What is looked at. Its words stand under `self_test.part.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The phone's clock.
    Clock,
    /// What is saved here.
    Storage,
    /// Room for more.
    Room,
    /// Whether somebody who finds the phone can read it.
    Encryption,
    /// The rules that entries are judged by.
    Rulebook,
    /// What is not delivered.
    Queue,
    /// What the server could not apply.
    Refused,
    /// The phone's position.
    Position,
    /// Work in the background.
    Background,
    /// Notifications.
    Notifications,
    /// The way to the server.
    Server,
}

impl Part {
    /// A stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Storage => "storage",
            Self::Room => "room",
            Self::Encryption => "encryption",
            Self::Rulebook => "rulebook",
            Self::Queue => "queue",
            Self::Refused => "refused",
            Self::Position => "position",
            Self::Background => "background",
            Self::Notifications => "notifications",
            Self::Server => "server",
        }
    }
}

/// What was found. Its words stand under `self_test.<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The server has told the time since the phone was started, and the wall clock agrees.
    ClockRight,
    /// The wall clock is wrong. Entries are dated right all the same, as uptime dates them.
    ClockOff {
        /// By so much; less than zero: it is slow.
        by: Span,
    },
    /// The server has not told the time since the phone was started.
    ClockUnheard,
    /// Written durably, and read back as it was written.
    StorageWorks,
    /// It could not be written or read.
    StorageFails {
        /// Why, as an error's stable code.
        code: String,
    },
    /// There is room.
    RoomEnough {
        /// So many MB.
        megabytes: u64,
    },
    /// Photos will not fit much longer.
    RoomLow {
        /// So many MB.
        megabytes: u64,
    },
    /// Entries will not fit much longer.
    RoomOut {
        /// So many MB.
        megabytes: u64,
    },
    /// Nobody reads it without the key.
    EncryptionOn,
    /// Whoever gets at the file can read it.
    EncryptionOff,
    /// The server has told of the rules lately.
    RulebookCurrent {
        /// The version in force here.
        version: u32,
    },
    /// Newer rules may be in force.
    RulebookOld {
        /// The version in force here.
        version: u32,
        /// The server's last answer was so long ago; `None`: there was none.
        since: Option<Span>,
    },
    /// Everything is delivered.
    QueueEmpty,
    /// Something waits.
    QueueWaits {
        /// So many entries.
        count: u64,
        /// The oldest was made so long ago.
        oldest: Span,
    },
    /// Something has waited too long.
    QueueOld {
        /// So many entries.
        count: u64,
        /// The oldest was made so long ago.
        oldest: Span,
    },
    /// The server has applied everything that it has.
    RefusedNone,
    /// Refused entries wait for a person.
    RefusedWait {
        /// So many.
        count: u64,
    },
    /// The phone knew its position lately.
    PositionFresh {
        /// So long ago.
        age: Span,
    },
    /// It did, a while ago.
    PositionOld {
        /// So long ago.
        age: Span,
    },
    /// It never did.
    PositionNever,
    /// The app may work in the background.
    BackgroundAllowed,
    /// The platform stops it to save the battery.
    BackgroundStopped,
    /// Notifications are shown.
    NotificationsShown,
    /// They are not.
    NotificationsHidden,
    /// The server answers and lets this phone in.
    ServerAnswers {
        /// After so long.
        after: Span,
    },
    /// Nothing came back.
    ServerSilent,
    /// It answers, but not as hoped; or the phone is in no state to ask.
    ServerRefuses {
        /// Why, as an error's stable code.
        code: String,
    },
}

/// A value in a finding's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingValue {
    /// A length of time.
    Span(Span),
    /// A number.
    Count(u64),
    /// An error's stable code.
    Code(String),
}

impl Finding {
    /// A stable code, the key of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ClockRight => "clock_right",
            Self::ClockOff { .. } => "clock_off",
            Self::ClockUnheard => "clock_unheard",
            Self::StorageWorks => "storage_works",
            Self::StorageFails { .. } => "storage_fails",
            Self::RoomEnough { .. } => "room_enough",
            Self::RoomLow { .. } => "room_low",
            Self::RoomOut { .. } => "room_out",
            Self::EncryptionOn => "encryption_on",
            Self::EncryptionOff => "encryption_off",
            Self::RulebookCurrent { .. } => "rulebook_current",
            Self::RulebookOld { since: Some(_), .. } => "rulebook_old",
            Self::RulebookOld { since: None, .. } => "rulebook_unheard",
            Self::QueueEmpty => "queue_empty",
            Self::QueueWaits { .. } => "queue_waits",
            Self::QueueOld { .. } => "queue_old",
            Self::RefusedNone => "refused_none",
            Self::RefusedWait { .. } => "refused_wait",
            Self::PositionFresh { .. } => "position_fresh",
            Self::PositionOld { .. } => "position_old",
            Self::PositionNever => "position_never",
            Self::BackgroundAllowed => "background_allowed",
            Self::BackgroundStopped => "background_stopped",
            Self::NotificationsShown => "notifications_shown",
            Self::NotificationsHidden => "notifications_hidden",
            Self::ServerAnswers { .. } => "server_answers",
            Self::ServerSilent => "server_silent",
            Self::ServerRefuses { .. } => "server_refuses",
        }
    }

    /// What was looked at.
    pub fn part(&self) -> Part {
        match self {
            Self::ClockRight | Self::ClockOff { .. } | Self::ClockUnheard => Part::Clock,
            Self::StorageWorks | Self::StorageFails { .. } => Part::Storage,
            Self::RoomEnough { .. } | Self::RoomLow { .. } | Self::RoomOut { .. } => Part::Room,
            Self::EncryptionOn | Self::EncryptionOff => Part::Encryption,
            Self::RulebookCurrent { .. } | Self::RulebookOld { .. } => Part::Rulebook,
            Self::QueueEmpty | Self::QueueWaits { .. } | Self::QueueOld { .. } => Part::Queue,
            Self::RefusedNone | Self::RefusedWait { .. } => Part::Refused,
            Self::PositionFresh { .. } | Self::PositionOld { .. } | Self::PositionNever => Part::Position,
            Self::BackgroundAllowed | Self::BackgroundStopped => Part::Background,
            Self::NotificationsShown | Self::NotificationsHidden => Part::Notifications,
            Self::ServerAnswers { .. } | Self::ServerSilent | Self::ServerRefuses { .. } => Part::Server,
        }
    }

    /// What it means.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::ClockRight
            | Self::StorageWorks
            | Self::RoomEnough { .. }
            | Self::EncryptionOn
            | Self::RulebookCurrent { .. }
            | Self::QueueEmpty
            | Self::QueueWaits { .. }
            | Self::RefusedNone
            | Self::PositionFresh { .. }
            | Self::BackgroundAllowed
            | Self::NotificationsShown
            | Self::ServerAnswers { .. } => Verdict::Good,
            // No network is a worker's every day: the phone is made for it.
            Self::ClockOff { .. }
            | Self::ClockUnheard
            | Self::RoomLow { .. }
            | Self::EncryptionOff
            | Self::RulebookOld { .. }
            | Self::RefusedWait { .. }
            | Self::PositionOld { .. }
            | Self::BackgroundStopped
            | Self::NotificationsHidden
            | Self::ServerSilent => Verdict::Doubtful,
            Self::StorageFails { .. }
            | Self::RoomOut { .. }
            | Self::QueueOld { .. }
            | Self::PositionNever
            | Self::ServerRefuses { .. } => Verdict::Bad,
        }
    }

    /// The values in its words, by their names there.
    pub fn values(&self) -> Vec<(&'static str, FindingValue)> {
        use FindingValue::{Code, Count, Span};
        match self {
            Self::ClockOff { by } => vec![("by", Span(by.abs()))],
            Self::StorageFails { code } | Self::ServerRefuses { code } => vec![("code", Code(code.clone()))],
            Self::RoomEnough { megabytes } | Self::RoomLow { megabytes } | Self::RoomOut { megabytes } => {
                vec![("megabytes", Count(*megabytes))]
            }
            Self::RulebookCurrent { version } | Self::RulebookOld { version, since: None } => {
                vec![("version", Count(u64::from(*version)))]
            }
            Self::RulebookOld { version, since: Some(since) } => {
                vec![("version", Count(u64::from(*version))), ("since", Span(*since))]
            }
            Self::QueueWaits { count, oldest } | Self::QueueOld { count, oldest } => {
                vec![("count", Count(*count)), ("oldest", Span(*oldest))]
            }
            Self::RefusedWait { count } => vec![("count", Count(*count))],
            Self::PositionFresh { age } | Self::PositionOld { age } => vec![("age", Span(*age))],
            Self::ServerAnswers { after } => {
                vec![("milliseconds", Count(u64::try_from(after.as_millis()).unwrap_or(0)))]
            }
            _ => Vec::new(),
        }
    }
}
