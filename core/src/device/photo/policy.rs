//! Over which network photos may go. Facts always may: a day of them is smaller than one photo.

/// The phone's network at the moment, as the platform sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Wi-Fi, or another network that costs nothing by the byte.
    Wifi,
    /// A mobile network.
    Mobile,
}

/// What the worker or the utility has chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Over any network: the office sees an unsafe cover at once.
    #[default]
    Any,
    /// Over Wi-Fi only.
    WifiOnly,
}

impl Policy {
    /// Whether photos may go over this network.
    pub fn allows(self, network: Network) -> bool {
        match self {
            Self::Any => true,
            Self::WifiOnly => network == Network::Wifi,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::WifiOnly => "wifi_only",
        }
    }

    /// What cannot be read is what costs nobody money.
    pub(crate) fn from_word(word: &str) -> Self {
        if word == Self::Any.word() { Self::Any } else { Self::WifiOnly }
    }
}
