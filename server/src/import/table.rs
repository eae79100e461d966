//! Reading a CSV file: its bytes, its header, its rows. What a row means is the business of the file's kind.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::error::FileError;
use super::limits::{FILE_BYTES_MAX, ROWS_MAX};
use super::report::{Problem, code};
use super::row::Row;
use super::words;

/// Which columns a kind of file has.
pub(super) struct Columns {
    /// Must be there.
    pub(super) required: &'static [&'static str],
    /// May be there.
    pub(super) optional: &'static [&'static str],
}

impl Columns {
    fn all(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

/// Where each column stands.
#[derive(Debug)]
pub(super) struct Header {
    columns: Vec<&'static str>,
}

impl Header {
    /// The place of a column, if the file has it.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| *name == column)
    }

    fn read(record: &StringRecord, columns: &Columns) -> Result<Self, FileError> {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Err(FileError::Empty);
        }
        let mut found: Vec<&'static str> = Vec::new();
        let mut unknown = Vec::new();
        for cell in record {
            match words::column(cell).filter(|name| columns.all().any(|known| known == *name)) {
                Some(name) if found.contains(&name) => {
                    return Err(FileError::ColumnTwice { column: name.to_owned() });
                }
                Some(name) => found.push(name),
                None => {
                    unknown.push(if cell.trim().is_empty() { "(empty)".to_owned() } else { cell.trim().to_owned() });
                }
            }
        }
        if !unknown.is_empty() {
            return Err(FileError::UnknownColumns { columns: unknown, known: columns.all().collect() });
        }
        let missing: Vec<String> =
            columns.required.iter().filter(|name| !found.contains(name)).map(|name| (*name).to_owned()).collect();
        if missing.is_empty() {
            Ok(Self { columns: found })
        } else {
            Err(FileError::MissingColumns { columns: missing })
        }
    }
}

/// A row that could be read, or everything that is wrong with it.
pub(super) struct ReadRow<T> {
    /// The line that the row stands on; the header stands on line 1.
    pub(super) line: u64,
    /// What the row says.
    pub(super) read: Result<T, Vec<Problem>>,
}

/// Reads every row of a file. An error means that the file as a whole cannot be told apart.
pub(super) fn read<T>(
    bytes: &[u8],
    columns: &Columns,
    mut meaning: impl FnMut(&mut Row<'_>) -> Option<T>,
) -> Result<Vec<ReadRow<T>>, FileError> {
    let text = utf8(bytes)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::None)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    if !next(&mut reader, &mut record)? {
        return Err(FileError::Empty);
    }
    let header = Header::read(&record, columns)?;
    let mut rows = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let (mut line, mut broken) = (1, false);
    while next(&mut reader, &mut record)? {
        line = lines.of(&record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue; // A spreadsheet's empty last lines.
        }
        if rows.len() == ROWS_MAX {
            return Err(FileError::TooManyRows { max: ROWS_MAX });
        }
        broken = record.iter().any(|cell| cell.contains('\n'));
        rows.push(ReadRow { line, read: one(&record, &header, broken, &mut meaning) });
    }
    // Quotation marks come in pairs; an odd one whose cell runs on to the end has swallowed rows.
    if broken && text.matches('"').count() % 2 == 1 {
        return Err(FileError::QuoteOpen { line });
    }
    Ok(rows)
}

fn one<T>(
    record: &StringRecord,
    header: &Header,
    broken: bool,
    meaning: &mut impl FnMut(&mut Row<'_>) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    if broken {
        let reason = "a cell holds a line break; take it out, or look for a quotation mark without its pair";
        return Err(vec![Problem::new("", code::LINE_BREAK, reason)]);
    }
    let (cells, columns) = (record.len(), header.columns.len());
    if cells != columns {
        let reason = format!("the row has {cells} cells and the header {columns}; is a comma missing, or in a text?");
        return Err(vec![Problem::new("", code::ROW_LENGTH, reason)]);
    }
    let mut row = Row::new(record, header);
    match meaning(&mut row) {
        Some(read) if row.problems.is_empty() => Ok(read),
        _ => Err(row.problems),
    }
}

fn next(reader: &mut csv::Reader<&[u8]>, record: &mut StringRecord) -> Result<bool, FileError> {
    reader.read_record(record).map_err(|error| FileError::Csv {
        line: error.position().map_or(0, csv::Position::line),
        reason: error.to_string(),
    })
}

/// Counts lines as an editor does. The reader's own count lags behind after `\r\n` and blank lines.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line on which a record begins; records come in their order.
    fn of(&mut self, record: &StringRecord) -> u64 {
        let begin = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        while let Some(byte) = self.text.get(self.at)
            && (self.at < begin || matches!(byte, b'\r' | b'\n'))
        {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// The file's text without the mark that Excel puts before it.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, FileError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge { max: FILE_BYTES_MAX });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes)
        .map_err(|error| FileError::NotUtf8 { at: error.valid_up_to(), looks_gb: looks_gb(bytes) })
}

/// Every byte beyond ASCII opens a pair that GB18030 has.
fn looks_gb(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if first.is_ascii() {
            at += 1;
        } else if (0x81..=0xFE).contains(first) && bytes.get(at + 1).is_some_and(|b| (0x30..=0xFE).contains(b)) {
            at += 2;
        } else {
            return false;
        }
    }
    true
}

/// Comma; or what the header uses where it has no comma.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|mark| header.as_bytes().contains(mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns { required: &["id", "customer_no"], optional: &["note"] };

    type Ids = Vec<(u64, Result<String, Vec<&'static str>>)>;

    fn ids(bytes: &[u8]) -> Result<Ids, FileError> {
        let rows = read(bytes, &COLUMNS, |row| row.text("id", 10))?;
        let codes = |problems: Vec<Problem>| problems.iter().map(|p| p.code).collect();
        Ok(rows.into_iter().map(|row| (row.line, row.read.map_err(codes))).collect())
    }

    #[test]
    fn a_byte_order_mark_chinese_headers_and_semicolons_are_understood() {
        let rows = ids("\u{feff}户号;编号\r\n1;A\r\n\r\n;;\r\n2;B\r\n".as_bytes()).unwrap();
        assert_eq!(rows, [(2, Ok("A".to_owned())), (5, Ok("B".to_owned()))]);
    }

    #[test]
    fn a_header_is_checked_whole_and_names_what_is_wrong() {
        assert_eq!(ids(b""), Err(FileError::Empty));
        assert_eq!(ids(b"id,note\n"), Err(FileError::MissingColumns { columns: vec!["customer_no".to_owned()] }));
        let Err(FileError::UnknownColumns { columns, known }) = ids(b"id,customer_no,colour,\n") else { panic!() };
        assert_eq!((columns.as_slice(), known.len()), (["colour".to_owned(), "(empty)".to_owned()].as_slice(), 3));
        assert_eq!(ids("id,编号\n".as_bytes()), Err(FileError::ColumnTwice { column: "id".to_owned() }));
    }

    #[test]
    fn bytes_that_are_not_utf8_say_so_and_guess_the_usual_reason() {
        // "户号" in GB18030.
        let gb = b"id,\xbb\xa7\xba\xc5\n";
        assert_eq!(ids(gb), Err(FileError::NotUtf8 { at: 3, looks_gb: true }));
        assert_eq!(ids(b"id,\xff\xff\n"), Err(FileError::NotUtf8 { at: 3, looks_gb: false }));
    }

    #[test]
    fn a_row_of_another_length_or_with_a_line_break_is_rejected_alone() {
        let rows = ids(b"id,customer_no\nA\nB,\"x\ny\"\nC,1\n").unwrap();
        assert_eq!(rows, [(2, Err(vec![code::ROW_LENGTH])), (3, Err(vec![code::LINE_BREAK])), (5, Ok("C".to_owned()))]);
    }

    #[test]
    fn a_file_beyond_a_limit_is_refused_whole() {
        let large = vec![b' '; FILE_BYTES_MAX + 1];
        assert_eq!(ids(&large), Err(FileError::TooLarge { max: FILE_BYTES_MAX }));
        let rows = |rows: usize| format!("id,customer_no\n{}", "A,1\n".repeat(rows));
        assert_eq!(ids(rows(ROWS_MAX).as_bytes()).map(|rows| rows.len()), Ok(ROWS_MAX));
        assert_eq!(ids(rows(ROWS_MAX + 1).as_bytes()), Err(FileError::TooManyRows { max: ROWS_MAX }));
    }

    #[test]
    fn a_quotation_mark_without_its_pair_swallows_nothing_in_silence() {
        assert_eq!(ids(b"id,customer_no\nA,1\nB,\"2\nC,3\n"), Err(FileError::QuoteOpen { line: 3 }));
    }
}
