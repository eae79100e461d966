//! What somebody typed, read as a stand.

use super::{Check, CheckCode};
use crate::event::ReadingTaken;
use crate::model::{MeterId, REGISTER_DECIMALS_MAX, Register, Volume};

/// A stand that somebody enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The meter that it was read from.
    pub meter: &'a MeterId,
    /// The stand.
    pub value: Volume,
    /// The worker says that the wheels went over zero.
    pub rolled_over: bool,
}

impl<'a> From<&'a ReadingTaken> for Entry<'a> {
    fn from(taken: &'a ReadingTaken) -> Self {
        Self { meter: &taken.meter, value: taken.value, rolled_over: taken.rolled_over }
    }
}

/// Reads what was typed. Digits of a Chinese keyboard count as digits; leading zeros of the dial may be typed or left out.
pub fn parse_entry(text: &str, register: Register) -> Result<Volume, Check> {
    let text: String = text.trim().chars().map(ascii_digit).collect();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let not_a_number = || Check::reject(CheckCode::NotANumber, register);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || (text.contains('.') && !is_number(decimals)) {
        return Err(not_a_number());
    }
    if whole.len() > usize::from(register.digits()) {
        return Err(Check::reject(CheckCode::TooManyDigits, register));
    }
    if decimals.len() > usize::from(register.decimals()) {
        return Err(not_a_number());
    }
    let litres = format!("{whole}{decimals:0<width$}", width = usize::from(REGISTER_DECIMALS_MAX));
    litres.parse().map(Volume::litres).map_err(|_| not_a_number())
}

/// The full-width digits and point that a Chinese keyboard gives, as ASCII.
fn ascii_digit(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('0')).unwrap_or(c),
        '.' | '。' => '.',
        _ => c,
    }
}
