//! What is written is read; what is not whole is known for it.

use super::*;
use crate::model::Timestamp;

fn begin(format: u32) -> Line {
    Line::Begin(Begin {
        format,
        about: String::new(),
        version: "1".into(),
        protocol: 1,
        schema: 3,
        encrypted: true,
        written_at: Timestamp::from_millis(5),
    })
}

fn entry(seq: u64, body: &[u8]) -> Line {
    Line::Entry(Entry { seq, body: Body::new(body), outcome: None, refusal: Some(Standing::Open) })
}

fn written(lines: &[Line]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).unwrap();
    for line in lines {
        writer.line(line).unwrap();
    }
    writer.end().unwrap().0
}

#[test]
fn what_is_written_is_read_again_byte_for_byte() {
    let lines = [begin(FORMAT), entry(1, "{\"n\":\"水\"}".as_bytes()), entry(2, &[0xFF, 0x00, 0x7B])];
    let file = written(&lines);
    let read: Vec<Line> = read(&file[..]).unwrap().map(Result::unwrap).collect();
    assert_eq!(read, lines[1..]);
    let bodies = read.iter().map(|line| match line {
        Line::Entry(entry) => entry.body.bytes().unwrap(),
        other => panic!("{other:?}"),
    });
    assert_eq!(bodies.collect::<Vec<_>>(), ["{\"n\":\"水\"}".as_bytes().to_vec(), vec![0xFF, 0x00, 0x7B]]);
}

#[test]
fn a_line_of_a_later_kind_is_passed_over() {
    let later = "{\"line\":\"weather\",\"rain\":true}\n";
    let mut plain: Vec<u8> = serde_json::to_vec(&begin(FORMAT)).unwrap();
    plain.extend_from_slice(format!("\n{later}{{\"line\":\"end\",\"lines\":3}}\n").as_bytes());
    let file = zstd::encode_all(&plain[..], 1).unwrap();
    let read: Vec<Line> = read(&file[..]).unwrap().map(Result::unwrap).collect();
    assert_eq!(read, [Line::Other]);
}

#[test]
fn a_file_that_is_cut_off_anywhere_says_so() {
    let file = written(&(1..=50).map(|seq| entry(seq, b"{}")).fold(vec![begin(FORMAT)], |mut lines, line| {
        lines.push(line);
        lines
    }));
    for cut in 0..file.len() {
        let whole = read(&file[..cut]).is_ok_and(|mut lines| lines.all(|line| line.is_ok()));
        assert!(!whole, "cut off at {cut} of {}", file.len());
    }
}

#[test]
fn something_else_and_a_newer_format_are_told_apart() {
    assert!(matches!(read(&b"PK\x03\x04"[..]), Err(ReadError::NotOne)));
    let other = zstd::encode_all(&b"{\"hello\":1}\n"[..], 1).unwrap();
    assert!(matches!(read(&other[..]), Err(ReadError::NotOne)));
    let newer = written(&[begin(FORMAT + 1)]);
    assert!(matches!(read(&newer[..]), Err(ReadError::Newer { found }) if found == FORMAT + 1));
}

#[test]
fn a_line_without_end_fills_no_memory() {
    let mut plain = serde_json::to_vec(&begin(FORMAT)).unwrap();
    plain.push(b'\n');
    plain.resize(plain.len() + 2 * LINE_BYTES_MAX, b'x');
    let file = zstd::encode_all(&plain[..], 1).unwrap();
    let mut lines = read(&file[..]).unwrap();
    assert!(matches!(lines.next(), Some(Err(ReadError::Line { line: 2, .. }))));
    assert!(lines.next().is_none());
}
