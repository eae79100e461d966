//! The words that files use for columns and choices: English ones, and the trade's Chinese ones from the glossary.

use curbstop_core::model::{AccountStatus, CoverKind, CoverOwner, CustomerClass, WorkerRole};

/// Every column of every file: its name, and the other headers that mean the same.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["编号"]),
    ("point", &["用水点", "用水点编号"]),
    ("customer_no", &["户号", "用户编号"]),
    ("customer", &["户名", "用户名称"]),
    ("address", &["地址", "用水地址"]),
    ("route", &["表册", "抄表册", "册号"]),
    ("seq", &["册内序号", "抄表顺序"]),
    ("lat", &["纬度"]),
    ("lon", &["经度"]),
    ("pit", &["表井", "表井编号"]),
    ("pit_place", &["表井位置"]),
    ("meter", &["水表", "水表编号"]),
    ("meter_serial", &["表身号", "钢印号"]),
    ("digits", &["表盘位数", "位数"]),
    ("decimals", &["小数位数"]),
    ("q4_m3h", &["过载流量", "q4"]),
    ("class", &["用水性质", "用户类别"]),
    ("account", &["用户状态"]),
    ("note", &["备注"]),
    ("installed_on", &["装表日期"]),
    ("name", &["名称", "姓名"]),
    ("area", &["责任区"]),
    ("department", &["部门"]),
    ("reader", &["抄表员", "抄表员编号"]),
    ("window_from", &["抄表起日"]),
    ("window_to", &["抄表止日"]),
    ("role", &["岗位"]),
    ("crew", &["班组"]),
    ("on", &["抄表日期"]),
    ("value_m3", &["行至", "示数", "止码"]),
    ("estimated", &["估抄"]),
];

/// The column that a header means.
pub(super) fn column(header: &str) -> Option<&'static str> {
    let header = header.trim().to_lowercase();
    COLUMNS.iter().find(|(name, others)| *name == header || others.contains(&header.as_str())).map(|(name, _)| *name)
}

/// A choice among words: what a file may say, and what it means. The first word of each row is the one to show.
pub(super) type Choice<T> = &'static [(&'static [&'static str], T)];

pub(super) const CLASSES: Choice<CustomerClass> = &[
    (&["household", "户表", "居民"], CustomerClass::Household),
    (&["commercial", "非居民", "商业"], CustomerClass::Commercial),
    (&["bulk", "大表"], CustomerClass::Bulk),
];

pub(super) const ACCOUNTS: Choice<AccountStatus> =
    &[(&["open", "正常", "在用"], AccountStatus::Open), (&["closed", "销户"], AccountStatus::Closed)];

pub(super) const ROLES: Choice<WorkerRole> = &[
    (&["reader", "抄表员"], WorkerRole::Reader),
    (&["repair", "维抢修"], WorkerRole::Repair),
    (&["installation", "安装"], WorkerRole::Installation),
];

pub(super) const YES_NO: Choice<bool> = &[(&["false", "no", "0", "否"], false), (&["true", "yes", "1", "是"], true)];

pub(super) const OWNERS: Choice<CoverOwner> = &[
    (&["ours", "本单位"], CoverOwner::Ours),
    (&["other", "外单位"], CoverOwner::Other),
    (&["unknown", "权属不明"], CoverOwner::Unknown),
];

/// What a map's `Type` may say, as a part of it in lower case, and the kind of cover; `None`: a thing without a cover.
pub(super) const COVER_TYPES: &[(&str, Option<CoverKind>)] = &[
    ("outfall", None),
    ("meter pit", Some(CoverKind::MeterPit)),
    ("meter_pit", Some(CoverKind::MeterPit)),
    ("表井", Some(CoverKind::MeterPit)),
    ("valve", Some(CoverKind::ValvePit)),
    ("闸井", Some(CoverKind::ValvePit)),
    ("阀门井", Some(CoverKind::ValvePit)),
    ("catchbasin", Some(CoverKind::CatchBasin)),
    ("catch basin", Some(CoverKind::CatchBasin)),
    ("catch_basin", Some(CoverKind::CatchBasin)),
    ("雨水口", Some(CoverKind::CatchBasin)),
    ("manhole", Some(CoverKind::Manhole)),
    ("检查井", Some(CoverKind::Manhole)),
];

/// The meaning of a word, in whatever case it is written.
pub(super) fn choose<T: Copy>(choice: Choice<T>, word: &str) -> Option<T> {
    let word = word.to_lowercase();
    choice.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, meaning)| *meaning)
}

/// The words to show when none fits.
pub(super) fn shown<T>(choice: Choice<T>) -> String {
    choice.iter().filter_map(|(words, _)| words.first().copied()).collect::<Vec<_>>().join(", ")
}
