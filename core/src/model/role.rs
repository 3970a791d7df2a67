//! Roles in a campaign. A writer has one and keeps it.

/// What somebody, or a hub, is in a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Role {
    /// 主办单位: whoever holds an organiser key; never by credential.
    Organiser,
    /// 组长.
    Leader,
    /// 组员.
    Member,
    /// 专家.
    Expert,
    /// 媒体.
    Media,
    /// 服务器: orders and forwards.
    Hub,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::Organiser,
        Self::Leader,
        Self::Member,
        Self::Expert,
        Self::Media,
        Self::Hub,
    ];

    /// The word for tables of words and for files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::Leader => "leader",
            Self::Member => "member",
            Self::Expert => "expert",
            Self::Media => "media",
            Self::Hub => "hub",
        }
    }

    /// The number in a credential.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::Organiser => 0,
            Self::Leader => 1,
            Self::Member => 2,
            Self::Expert => 3,
            Self::Media => 4,
            Self::Hub => 5,
        }
    }

    /// The role of a number.
    #[must_use]
    pub fn of_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.number() == number)
    }
}
