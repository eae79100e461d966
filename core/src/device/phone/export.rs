//! The black box of this phone: see [`crate::black_box`] for what stands in it and how it is read.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use rusqlite::Connection;
use serde_json::json;

use super::{Phone, PhoneError};
use crate::black_box::{Begin, Body, Clock, FORMAT, Line, Queues, SetAside, Who, Writer};
use crate::device::engine::Present;
use crate::device::store::{StoreError, backoff, black_box, clocks, each_event, files, meta, photo};
use crate::wire::PROTOCOL;

#[cfg(test)]
mod tests;

/// The file's first line says this to whoever opens it.
const ABOUT: &str = "Black box of a Curbstop phone: one JSON object a line, its kind in `line`. Entries carry every byte as it was \
                     made. No token, PIN or key is in it. Format: core/src/black_box.";

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Lines in the file.
    pub lines: u64,
    /// Its size in bytes.
    pub bytes: u64,
}

/// The file that is being written.
type Out = Writer<BufWriter<File>>;

impl Phone {
    /// Writes everything that an engineer or the office needs to a file, whole or not at all. Takes little memory however much
    /// there is; saving goes on meanwhile, and [`Phone::interrupt`] breaks it off.
    pub fn export_black_box(&self, to: &Path) -> Result<Exported, PhoneError> {
        let unfinished = files::unfinished(to);
        let written = self.write_black_box(&unfinished).and_then(|lines| {
            let bytes = std::fs::metadata(&unfinished).map_err(|source| failed(&unfinished, source))?.len();
            files::rename(&unfinished, to)?;
            Ok(Exported { lines, bytes })
        });
        if written.is_err() {
            files::remove(&unfinished)?;
        }
        written
    }

    fn write_black_box(&self, file: &Path) -> Result<u64, PhoneError> {
        let failed = |source| failed(file, source);
        let mut out = Writer::new(BufWriter::new(File::create(file).map_err(failed)?)).map_err(failed)?;
        let present = self.engine.present()?;
        let encrypted = self.engine.store.is_encrypted()?;
        self.engine.store.read(|db| {
            for line in head(db, &present, encrypted)? {
                out.line(&line).map_err(failed)?;
            }
            black_box::each_line(db, |line| Ok::<_, PhoneError>(out.line(&line).map_err(failed)?))
        })?;
        self.write_set_aside(&mut out)?;
        let (buffered, lines) = out.end().map_err(failed)?;
        let file = buffered.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        Ok(lines)
    }

    /// What can still be read out of databases that were set aside.
    fn write_set_aside(&self, out: &mut Out) -> Result<(), PhoneError> {
        let (files, keys) = self.engine.store.set_aside()?;
        for path in files {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let (mut events, mut problem) = (0, None);
            let whole = each_event(&path, &keys, |seq, body| {
                if problem.is_none() {
                    let line = Line::Salvaged { file: file.clone(), seq, body: Body::new(body) };
                    problem = out.line(&line).err();
                    events += 1;
                }
            });
            if let Some(source) = problem {
                return Err(failed(&path, source).into());
            }
            // What cannot even be opened is named all the same.
            let whole = whole.unwrap_or(false);
            let bytes = std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
            let line = Line::SetAside(SetAside { file, bytes, events, whole });
            out.line(&line).map_err(|source| failed(&path, source))?;
        }
        Ok(())
    }
}

/// What there is one line of.
fn head(db: &Connection, present: &Present, encrypted: bool) -> Result<Vec<Line>, StoreError> {
    let (identity, counters) = (meta::identity(db)?, meta::counters(db)?);
    let value = |waits| serde_json::to_value(waits).map_err(StoreError::value("the waits"));
    let waits = json!({
        "sync": value(backoff::get(db)?)?,
        "live": value(backoff::live(db)?)?,
        "photos": value(photo::backoff(db)?)?,
    });
    let mut lines = vec![
        Line::Begin(Begin {
            format: FORMAT,
            about: ABOUT.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            protocol: PROTOCOL,
            schema: black_box::schema(db)?,
            encrypted,
            written_at: present.now(),
        }),
        Line::Who(Who {
            device: identity.as_ref().map(|identity| identity.device),
            server: identity.and_then(|identity| identity.server).map(|server| server.url().to_owned()),
            people: meta::known_people(db)?,
            worker: meta::worker(db)?,
            rulebook: present.books.in_force().version.0,
        }),
        Line::Clock(Clock { now: present.moment, anchors: clocks::anchors(db)?, heard_at: meta::heard_at(db)? }),
        Line::Queues(Queues {
            last_seq: counters.last_seq,
            have_through: counters.have_through,
            epoch: meta::epoch(db)?,
            limits: meta::limits(db)?,
            waits,
        }),
    ];
    lines.extend(meta::past_errors(db)?.into_iter().map(Line::Error));
    Ok(lines)
}

fn failed(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::File { path: path.to_owned(), source }
}
