//! Photos on SQLite.

use std::collections::{BTreeSet, HashMap};

use curbstop_core::event::EventId;
use curbstop_core::model::{DeviceId, PhotoId, PhotoKind, SubjectId, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{SqliteStore, at, damaged};
use crate::intake::FactTaken;
use crate::store::photo::{Begun, NamedPhoto, NewUpload, PhotoStore, StoredPhoto, Upload, UploadId};
use crate::store::{Pending, StoreError};

/// Every kind of subject that a fact with photos may be about.
const KINDS: [&str; 4] = ["point", "pit", "cover", "order"];

impl PhotoStore for SqliteStore {
    fn begin_upload(&self, new: NewUpload) -> Pending<'_, Begun> {
        self.write(move |connection| begin(connection, new))
    }

    fn upload(&self, id: UploadId) -> Pending<'_, Option<Upload>> {
        self.read(move |connection| find(connection, id))
    }

    fn set_upload(&self, id: UploadId, have: u64, expires_at: Timestamp) -> Pending<'_, ()> {
        self.write(move |connection| {
            let sql = "UPDATE photo_upload SET have = ?3, expires_at = ?4 WHERE device = ?1 AND photo = ?2";
            let (device, photo) = key(id);
            run(connection, sql, params![device, photo, have, expires_at.as_millis()]).map(drop)
        })
    }

    fn finish_upload(&self, id: UploadId, photo: StoredPhoto, now: Timestamp) -> Pending<'_, BTreeSet<&'static str>> {
        self.write(move |connection| finish(connection, id, photo, now))
    }

    fn drop_upload(&self, id: UploadId) -> Pending<'_, bool> {
        self.write(move |connection| {
            let (device, photo) = key(id);
            let sql = "DELETE FROM photo_upload WHERE device = ?1 AND photo = ?2";
            Ok(run(connection, sql, params![device, photo])? > 0)
        })
    }

    fn drop_expired(&self, now: Timestamp) -> Pending<'_, Vec<UploadId>> {
        self.write(move |connection| {
            let failed = at("forgetting uploads");
            let sql = "DELETE FROM photo_upload WHERE expires_at <= ?1 RETURNING device, photo";
            let mut statement = connection.prepare_cached(sql).map_err(&failed)?;
            let rows = statement.query_map([now.as_millis()], |row| {
                Ok(UploadId { device: DeviceId::new(row.get(0)?), photo: PhotoId::from_hash(row.get(1)?) })
            });
            rows.map_err(&failed)?.collect::<Result<_, _>>().map_err(&failed)
        })
    }

    fn photo(&self, id: PhotoId) -> Pending<'_, Option<StoredPhoto>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached("SELECT kind, bytes FROM photo WHERE id = ?1")
                .and_then(|mut s| s.query_row([id.hash()], |row| Ok((row.get(0)?, row.get(1)?))).optional())
                .map_err(at("looking up a photo"))?;
            found.map(|(kind, bytes)| Ok(StoredPhoto { id, kind: read_kind(id, kind)?, bytes })).transpose()
        })
    }

    fn photos_of(&self, subjects: Vec<SubjectId>) -> Pending<'_, HashMap<SubjectId, Vec<NamedPhoto>>> {
        self.read(move |connection| {
            let of = |subject: SubjectId| Ok((named_of(connection, &subject)?, subject));
            let all: Result<Vec<_>, StoreError> = subjects.into_iter().map(of).collect();
            Ok(all?.into_iter().filter(|(named, _)| !named.is_empty()).map(|(named, id)| (id, named)).collect())
        })
    }
}

fn key(id: UploadId) -> (u32, [u8; 32]) {
    (id.device.number(), id.photo.hash())
}

fn run(connection: &Connection, sql: &str, with: impl rusqlite::Params) -> Result<usize, StoreError> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute(with)).map_err(at("keeping a photo"))
}

fn begin(connection: &Connection, new: NewUpload) -> Result<Begun, StoreError> {
    let (device, photo) = key(new.id);
    if let Some(found) = find(connection, new.id)?.filter(|found| found.bytes == new.bytes) {
        return Ok(Begun::Upload(found));
    }
    let open: u32 = connection
        .prepare_cached("SELECT count(*) FROM photo_upload WHERE device = ?1 AND have < bytes AND photo <> ?2")
        .and_then(|mut statement| statement.query_row(params![device, photo], |row| row.get(0)))
        .map_err(at("counting uploads"))?;
    if open >= new.open_max {
        return Ok(Begun::TooMany);
    }
    let sql = "INSERT INTO photo_upload (device, photo, bytes, expires_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (device, photo) DO UPDATE SET bytes = excluded.bytes, have = 0, expires_at = excluded.expires_at";
    run(connection, sql, params![device, photo, new.bytes, new.expires_at.as_millis()])?;
    let begun = find(connection, new.id)?;
    begun.map(Begun::Upload).ok_or_else(|| damaged("photo_upload", "a row that was written is not there"))
}

fn find(connection: &Connection, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let (device, photo) = key(id);
    let sql = "SELECT bytes, have, expires_at, EXISTS (SELECT 1 FROM photo WHERE photo.id = photo_upload.photo)
         FROM photo_upload WHERE device = ?1 AND photo = ?2";
    let upload = |row: &Row<'_>| {
        let (bytes, stored) = (row.get(0)?, row.get(3)?);
        // Another device may have brought the whole of it meanwhile.
        let have = if stored { bytes } else { row.get(1)? };
        Ok(Upload { bytes, have, expires_at: Timestamp::from_millis(row.get(2)?), stored })
    };
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_row(params![device, photo], upload).optional())
        .map_err(at("looking up an upload"))
}

fn finish(
    connection: &Connection,
    id: UploadId,
    photo: StoredPhoto,
    now: Timestamp,
) -> Result<BTreeSet<&'static str>, StoreError> {
    let (device, hash) = key(id);
    let sql = "INSERT OR IGNORE INTO photo (id, kind, bytes, device, received_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    run(connection, sql, params![hash, photo.kind.extension(), photo.bytes, device, now.as_millis()])?;
    run(connection, "UPDATE photo_upload SET have = bytes WHERE device = ?1 AND photo = ?2", params![device, hash])?;
    let failed = at("asking who names a photo");
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT subject FROM photo_named WHERE photo = ?1").map_err(&failed)?;
    let rows = statement.query_map([hash], |row| row.get::<_, String>(0)).map_err(&failed)?;
    let subjects = rows.collect::<Result<Vec<_>, _>>().map_err(&failed)?;
    let kind_of = |subject: &String| KINDS.into_iter().find(|kind| subject.split(':').next() == Some(kind));
    Ok(subjects.iter().filter_map(kind_of).collect())
}

fn named_of(connection: &Connection, subject: &SubjectId) -> Result<Vec<NamedPhoto>, StoreError> {
    let failed = at("listing a subject's photos");
    let sql = "SELECT at, named.device, seq, named.photo, photo.kind FROM photo_named AS named
         LEFT JOIN photo ON photo.id = named.photo WHERE subject = ?1 ORDER BY at, named.device, seq, place";
    let mut statement = connection.prepare_cached(sql).map_err(&failed)?;
    let mut rows = statement.query([subject.to_string()]).map_err(&failed)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(&failed)? {
        let photo = PhotoId::from_hash(row.get(3).map_err(&failed)?);
        let kind: Option<String> = row.get(4).map_err(&failed)?;
        all.push(NamedPhoto {
            event: EventId::from((row.get(1).map_err(&failed)?, row.get(2).map_err(&failed)?)),
            at: Timestamp::from_millis(row.get(0).map_err(&failed)?),
            photo,
            kind: kind.map(|kind| read_kind(photo, kind)).transpose()?,
        });
    }
    Ok(all)
}

#[allow(clippy::needless_pass_by_value, reason = "as it comes out of the row")]
fn read_kind(id: PhotoId, kind: String) -> Result<PhotoKind, StoreError> {
    PhotoKind::from_extension(&kind).ok_or_else(|| damaged(format!("photo {id}"), format!("kind `{kind}`")))
}

/// Notes which photos new facts name. Most name none, and cost nothing here.
pub(super) fn note_named(connection: &Connection, facts: &[FactTaken]) -> Result<(), StoreError> {
    for fact in facts {
        let event = &fact.dated.event;
        let (device, seq) = event.id.into();
        for (place, photo) in event.fact.photos().into_iter().enumerate() {
            let sql = "INSERT OR IGNORE INTO photo_named (subject, at, device, seq, place, photo)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let at = fact.dated.at.middle().as_millis();
            run(connection, sql, params![event.subject.to_string(), at, device, seq, place, photo.hash()])?;
        }
    }
    Ok(())
}
