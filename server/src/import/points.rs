//! Service points and their meters.

use curbstop_core::event::Fact;
use curbstop_core::model::{
    AccountStatus, CustomerClass, Flow, Meter, PointRecord, REGISTER_DECIMALS_MAX, REGISTER_DIGITS_MAX, Register,
    SubjectId,
};

use super::limits::{
    ADDRESS_CHARS_MAX, NAME_CHARS_MAX, NOTE_CHARS_MAX, NUMBER_CHARS_MAX, Q4_LITRES_PER_HOUR_MAX, SEQ_MAX,
};
use super::report::code;
use super::row::Row;
use super::table::{self, Columns};
use super::{FileError, ImportKind, ReadFile, sort_out, words};

const COLUMNS: Columns = Columns {
    required: &["id", "customer_no", "customer", "address", "route", "seq", "meter", "digits", "q4_m3h"],
    optional: &[
        "lat",
        "lon",
        "pit",
        "pit_place",
        "meter_serial",
        "decimals",
        "class",
        "account",
        "note",
        "installed_on",
    ],
};

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, FileError> {
    let rows = table::read(bytes, &COLUMNS, point)?;
    Ok(sort_out(ImportKind::Points, rows, |(record, pit_place)| {
        (SubjectId::Point(record.id.clone()), Fact::PointRegistered(Box::new(record)), pit_place)
    }))
}

fn point(row: &mut Row<'_>) -> Option<(PointRecord, String)> {
    let id = row.id("id");
    let customer_no = row.text("customer_no", NUMBER_CHARS_MAX);
    let customer = row.text("customer", NAME_CHARS_MAX);
    let address = row.text("address", ADDRESS_CHARS_MAX);
    let route = row.id("route");
    let seq = row.number("seq", 1..=SEQ_MAX);
    let position = row.position();
    let pit = row.id_if_given("pit");
    let pit_place = row.text_or_empty("pit_place", ADDRESS_CHARS_MAX);
    let meter = meter(row);
    let class = row.choice_or("class", words::CLASSES, CustomerClass::Household);
    let account = row.choice_or("account", words::ACCOUNTS, AccountStatus::Open);
    let note = row.text_or_empty("note", NOTE_CHARS_MAX);
    let installed_on = row.date_if_given("installed_on");
    let record = PointRecord {
        id: id?,
        customer_no: customer_no?,
        customer: customer?,
        address: address?,
        route: route?,
        seq: seq?,
        position,
        pit,
        meter: meter?,
        class,
        account,
        note,
        installed_on,
    };
    Some((record, pit_place))
}

fn meter(row: &mut Row<'_>) -> Option<Meter> {
    let id: Option<curbstop_core::model::MeterId> = row.id("meter");
    let serial = row.text_or_empty("meter_serial", NUMBER_CHARS_MAX);
    let digits = row.number("digits", 1..=u32::from(REGISTER_DIGITS_MAX));
    let decimals = row.number_or("decimals", 0..=u32::from(REGISTER_DECIMALS_MAX), 0);
    let q4 = row.thousandths("q4_m3h", 1..=Q4_LITRES_PER_HOUR_MAX);
    let register = match Register::new(u8::try_from(digits?).ok()?, u8::try_from(decimals?).ok()?) {
        Ok(register) => register,
        Err(error) => {
            row.wrong("digits", code::REGISTER, error.to_string());
            return None;
        }
    };
    let id = id?;
    let serial = if serial.is_empty() { id.as_str().to_owned() } else { serial };
    Some(Meter { id, serial, register, q4: Flow::litres_per_hour(q4?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "户号,编号,户名,地址,册号,册内序号,水表,位数,q4_m3h,纬度,经度,用水性质,装表日期\n\
        1001,P1,王秀英,和平路 3 号,R1,1,M1,5,3.125,35.7471,114.2951,居民,2019/4/1\n";

    #[test]
    fn a_row_becomes_a_record_in_the_trades_own_units() {
        let file = read(GOOD.as_bytes()).unwrap();
        let Fact::PointRegistered(record) = &file.entries[0].fact else { panic!() };
        assert_eq!(record.meter.q4, Flow::litres_per_hour(3_125));
        assert_eq!((record.meter.register.digits(), record.meter.register.decimals()), (5, 0));
        assert_eq!((record.customer_no.as_str(), record.meter.serial.as_str()), ("1001", "M1"));
        assert_eq!(record.installed_on.unwrap().to_string(), "2019-04-01");
        assert_eq!((file.report.rows, file.report.rejected_rows), (1, 0));
    }

    #[test]
    fn everything_that_is_wrong_in_a_row_is_listed_at_once() {
        let bad = "id,customer_no,customer,address,route,seq,meter,digits,q4_m3h,lat,lon,class,installed_on\n\
            P 1,,张,路,R1,0,M1,12,-3,91,0,palace,2019-13-01\n\
            P2,2,李,路,R1,2,M2,5,2.5,35.1,,household,\n\
            P3,3,赵,路,R1,3,M3,5,2.5,,,,\n\
            P3,4,孙,路,R1,4,M4,5,2.5,,,,\n";
        let file = read(bad.as_bytes()).unwrap();
        let found: Vec<(u64, &str, &str)> =
            file.report.rejected.iter().map(|r| (r.row, r.field.as_str(), r.code.as_str())).collect();
        assert_eq!(
            found,
            [
                (2, "id", code::ID),
                (2, "customer_no", code::EMPTY),
                (2, "seq", code::NUMBER),
                (2, "lat", code::POSITION),
                (2, "digits", code::NUMBER),
                (2, "q4_m3h", code::NUMBER),
                (2, "class", code::CHOICE),
                (2, "installed_on", code::DATE),
                (3, "lat", code::POSITION),
            ]
        );
        assert_eq!(file.entries.len(), 1);
        assert_eq!(
            file.report.duplicates,
            [super::super::Duplicate { row: 5, of_row: Some(4), of_id: None, id: "P3".to_owned() }]
        );
        assert_eq!((file.report.rows, file.report.rejected_rows, file.report.duplicate_rows), (4, 2, 1));
    }
}
