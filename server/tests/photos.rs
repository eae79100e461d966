//! Photos over HTTP, as tus 1.0 says: core, creation, termination, checksum, expiration.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use common::{Phone, Town, code, event, id, inspected};
use curbstop_core::event::{CoverInspected, Fact};
use curbstop_core::model::{CoverCondition, PhotoId, Span};
use curbstop_core::wire::photo::{CHECKSUM_MISMATCH, PHOTO_BYTES_MAX, PIECE_TYPE};
use curbstop_server::photo::{UPLOAD_KEPT, UPLOADS_OPEN_MAX};
use reqwest::{Method, RequestBuilder, Response};
use sha2::{Digest as _, Sha256};

/// A picture of so many bytes.
fn picture(seed: u8, bytes: usize) -> Vec<u8> {
    let body = (0..).map(|i: usize| u8::try_from(i * 31 % 251).unwrap() ^ seed);
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(body).take(bytes).collect()
}

fn asked(phone: &Phone, method: Method, path: &str) -> RequestBuilder {
    phone
        .http
        .request(method, format!("{}{path}", phone.url))
        .bearer_auth(&phone.token)
        .header("tus-resumable", "1.0.0")
}

fn address(photo: PhotoId) -> String {
    format!("/v1/photos/{photo}")
}

async fn create(phone: &Phone, photo: PhotoId, length: u64) -> Response {
    let metadata = format!("sha256 {},filetype {}", BASE64.encode(photo.to_string()), BASE64.encode("image/jpeg"));
    let asked = asked(phone, Method::POST, "/v1/photos").header("upload-length", length);
    asked.header("upload-metadata", metadata).send().await.unwrap()
}

async fn begin(phone: &Phone, bytes: &[u8]) -> PhotoId {
    let photo = PhotoId::of(bytes);
    let answer = create(phone, photo, bytes.len() as u64).await;
    assert_eq!(answer.status(), 201);
    assert_eq!(header(&answer, "location"), address(photo));
    photo
}

fn patch(phone: &Phone, photo: PhotoId, offset: usize, piece: &[u8]) -> RequestBuilder {
    let asked = asked(phone, Method::PATCH, &address(photo)).header("upload-offset", offset);
    asked.header("content-type", PIECE_TYPE).body(piece.to_vec())
}

async fn head(phone: &Phone, photo: PhotoId) -> Response {
    asked(phone, Method::HEAD, &address(photo)).send().await.unwrap()
}

fn header(answer: &Response, name: &str) -> String {
    answer.headers().get(name).map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

async fn refusal(answer: Response) -> (u16, String) {
    (answer.status().as_u16(), code(&answer.bytes().await.unwrap()))
}

fn sha256(piece: &[u8]) -> String {
    format!("sha256 {}", BASE64.encode(Sha256::digest(piece)))
}

#[tokio::test]
async fn options_says_what_is_spoken_without_a_token() {
    let town = Town::start().await;
    for path in ["/v1/photos".to_owned(), address(PhotoId::of(b""))] {
        let answer = town.http.request(Method::OPTIONS, format!("{}{path}", town.server.url())).send().await.unwrap();
        assert_eq!(answer.status(), 204);
        assert_eq!(header(&answer, "tus-version"), "1.0.0");
        assert_eq!(header(&answer, "tus-resumable"), "1.0.0");
        assert_eq!(header(&answer, "tus-extension"), "creation,termination,checksum,expiration");
        assert_eq!(header(&answer, "tus-checksum-algorithm"), "sha1,sha256");
        assert_eq!(header(&answer, "tus-max-size"), PHOTO_BYTES_MAX.to_string());
    }
}

#[tokio::test]
async fn a_photo_in_two_pieces_is_stored_once_its_hash_is_right() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let bytes = picture(1, 5_000);
    let photo = begin(&phone, &bytes).await;
    let answer = head(&phone, photo).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "upload-offset")), (200, "0".to_owned()));
    assert_eq!(
        (header(&answer, "upload-length"), header(&answer, "cache-control")),
        ("5000".into(), "no-store".into())
    );
    let answer = patch(&phone, photo, 0, &bytes[..3_000]).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), header(&answer, "upload-offset")), (204, "3000".to_owned()));
    assert!(!header(&answer, "upload-expires").is_empty() && header(&answer, "photo-stored").is_empty());
    let last = patch(&phone, photo, 3_000, &bytes[3_000..]).header("upload-checksum", sha256(&bytes[3_000..]));
    let answer = last.send().await.unwrap();
    assert_eq!((answer.status().as_u16(), header(&answer, "photo-stored")), (204, photo.to_string()));
    // The answer was lost: asked again, the server says the same.
    let answer = head(&phone, photo).await;
    assert_eq!((header(&answer, "upload-offset"), header(&answer, "photo-stored")), ("5000".into(), photo.to_string()));
    let stored = town.server.state.store.photo(photo).await.unwrap().unwrap();
    assert_eq!(stored.bytes, 5_000);
    let file = town.folder.file(&format!("town.photos/whole/{}/{photo}.jpg", &photo.to_string()[..2]));
    assert_eq!(std::fs::read(file).unwrap(), bytes);
}

#[tokio::test]
async fn a_photo_that_is_here_does_not_travel_again_from_any_device() {
    let town = Town::start().await;
    let (phone, other) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    let bytes = picture(1, 900);
    let photo = begin(&phone, &bytes).await;
    patch(&phone, photo, 0, &bytes).send().await.unwrap();
    let answer = create(&other, photo, 900).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "upload-offset")), (201, "900".to_owned()));
    assert_eq!(header(&answer, "photo-stored"), photo.to_string());
}

#[tokio::test]
async fn each_device_sees_its_own_uploads_only() {
    let town = Town::start().await;
    let (phone, other) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    let bytes = picture(1, 900);
    let photo = begin(&phone, &bytes).await;
    assert_eq!(head(&other, photo).await.status(), 404);
    assert_eq!(refusal(patch(&other, photo, 0, &bytes).send().await.unwrap()).await.1, "photo.no_upload");
    let deleted = asked(&other, Method::DELETE, &address(photo)).send().await.unwrap();
    assert_eq!(deleted.status(), 404);
    assert_eq!(head(&phone, photo).await.status(), 200);
    patch(&phone, photo, 0, &bytes).send().await.unwrap();
    assert_eq!(head(&other, photo).await.status(), 404, "also once it is whole");
}

#[tokio::test]
async fn a_wrong_offset_or_checksum_changes_nothing() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let bytes = picture(1, 900);
    let photo = begin(&phone, &bytes).await;
    patch(&phone, photo, 0, &bytes[..300]).send().await.unwrap();
    for offset in [0, 299, 301, 900] {
        let answer = patch(&phone, photo, offset, &bytes[300..]).send().await.unwrap();
        assert_eq!(refusal(answer).await, (409, "photo.offset".to_owned()), "{offset}");
    }
    let damaged = patch(&phone, photo, 300, &picture(2, 200)).header("upload-checksum", sha256(&bytes[300..500]));
    let answer = damaged.send().await.unwrap();
    assert_eq!(refusal(answer).await, (CHECKSUM_MISMATCH, "photo.checksum_mismatch".to_owned()));
    let unknown = patch(&phone, photo, 300, &bytes[300..]).header("upload-checksum", "md5 YWI=");
    assert_eq!(refusal(unknown.send().await.unwrap()).await, (400, "photo.header".to_owned()));
    let too_long = patch(&phone, photo, 300, &picture(1, 5_000));
    assert_eq!(refusal(too_long.send().await.unwrap()).await, (413, "photo.piece_too_long".to_owned()));
    assert_eq!(header(&head(&phone, photo).await, "upload-offset"), "300");
    let answer = patch(&phone, photo, 300, &bytes[300..]).send().await.unwrap();
    assert_eq!(header(&answer, "photo-stored"), photo.to_string());
}

#[tokio::test]
async fn what_comes_out_as_another_photo_or_no_picture_does_not_count() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let (announced, came) = (picture(1, 900), picture(2, 900));
    let photo = begin(&phone, &announced).await;
    let answer = patch(&phone, photo, 0, &came).send().await.unwrap();
    assert_eq!(refusal(answer).await, (CHECKSUM_MISMATCH, "photo.hash_mismatch".to_owned()));
    assert_eq!(head(&phone, photo).await.status(), 404, "it begins again");
    let script = b"<svg onload='alert(1)'/>";
    let photo = begin(&phone, script).await;
    let answer = patch(&phone, photo, 0, script).send().await.unwrap();
    assert_eq!(refusal(answer).await, (415, "photo.kind".to_owned()));
    assert!(town.server.state.store.photo(photo).await.unwrap().is_none());
}

#[tokio::test]
async fn an_upload_can_be_given_up_and_a_whole_photo_stays() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let bytes = picture(1, 900);
    let photo = begin(&phone, &bytes).await;
    patch(&phone, photo, 0, &bytes[..300]).send().await.unwrap();
    let given_up = asked(&phone, Method::DELETE, &address(photo)).send().await.unwrap();
    assert_eq!(given_up.status(), 204);
    assert_eq!(head(&phone, photo).await.status(), 404);
    begin(&phone, &bytes).await;
    assert_eq!(header(&head(&phone, photo).await, "upload-offset"), "0", "from its start");
    patch(&phone, photo, 0, &bytes).send().await.unwrap();
    asked(&phone, Method::DELETE, &address(photo)).send().await.unwrap();
    assert!(town.server.state.store.photo(photo).await.unwrap().is_some());
}

#[tokio::test]
async fn an_upload_that_nobody_goes_on_with_expires() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let bytes = picture(1, 900);
    let photo = begin(&phone, &bytes).await;
    assert_eq!(header(&head(&phone, photo).await, "upload-expires"), "Thu, 05 Nov 2026 00:00:00 GMT");
    town.clock.advance(UPLOAD_KEPT - Span::seconds(1));
    patch(&phone, photo, 0, &bytes[..300]).send().await.unwrap();
    town.clock.advance(UPLOAD_KEPT - Span::seconds(1));
    assert_eq!(head(&phone, photo).await.status(), 200, "each piece gives it another three days");
    town.clock.advance(Span::seconds(1));
    assert_eq!(head(&phone, photo).await.status(), 404);
    begin(&phone, &picture(2, 900)).await;
    let part = town.folder.file("town.photos/unfinished").join(format!("{}-{photo}.part", phone.device));
    assert!(!part.exists(), "what came of it goes with the next creation");
}

#[tokio::test]
async fn limits_are_told_and_kept() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let photo = PhotoId::of(b"large");
    assert_eq!(refusal(create(&phone, photo, PHOTO_BYTES_MAX + 1).await).await, (413, "photo.too_large".to_owned()));
    assert_eq!(refusal(create(&phone, photo, 0).await).await, (400, "photo.header".to_owned()));
    for i in 0..UPLOADS_OPEN_MAX {
        assert_eq!(create(&phone, PhotoId::of(&i.to_be_bytes()), 10).await.status(), 201);
    }
    assert_eq!(refusal(create(&phone, photo, 10).await).await, (429, "photo.too_many_uploads".to_owned()));
    assert_eq!(
        create(&phone, PhotoId::of(&0_u32.to_be_bytes()), 10).await.status(),
        201,
        "one that is open is no more"
    );
}

#[tokio::test]
async fn what_is_not_tus_is_told_so() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let url = format!("{}/v1/photos", phone.url);
    let nobody = phone.http.post(&url).header("tus-resumable", "1.0.0").send().await.unwrap();
    assert_eq!(refusal(nobody).await, (401, "auth.token_missing".to_owned()));
    let answer = phone.http.post(&url).bearer_auth(&phone.token).header("tus-resumable", "0.2.2").send().await.unwrap();
    assert_eq!((answer.status().as_u16(), header(&answer, "tus-version")), (412, "1.0.0".to_owned()));
    let nameless = asked(&phone, Method::POST, "/v1/photos").header("upload-length", 10).send().await.unwrap();
    assert_eq!(refusal(nameless).await, (400, "photo.header".to_owned()));
    let photo = begin(&phone, &picture(1, 900)).await;
    let form = asked(&phone, Method::PATCH, &address(photo)).header("upload-offset", 0).body("x");
    assert_eq!(refusal(form.send().await.unwrap()).await, (415, "photo.piece_type".to_owned()));
    assert_eq!(asked(&phone, Method::GET, &address(photo)).send().await.unwrap().status(), 405);
    // A client behind a proxy that knows no PATCH.
    let bytes = picture(1, 900);
    let instead = asked(&phone, Method::POST, &address(photo)).header("x-http-method-override", "PATCH");
    let instead = instead.header("upload-offset", 0).header("content-type", PIECE_TYPE).body(bytes);
    assert_eq!(header(&instead.send().await.unwrap(), "photo-stored"), photo.to_string());
}

#[tokio::test]
async fn a_revoked_device_may_still_hand_its_photos_in() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    town.server.state.store.revoke_device(phone.device, town.server.state.now()).await.unwrap();
    let bytes = picture(1, 900);
    let photo = begin(&phone, &bytes).await;
    let answer = patch(&phone, photo, 0, &bytes).send().await.unwrap();
    assert_eq!(header(&answer, "photo-stored"), photo.to_string());
}

/// The connection breaks in the middle of a piece: what came counts, unless it was to be checked as a whole.
#[tokio::test]
async fn what_came_before_a_connection_broke_is_kept() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let bytes = picture(1, 200_000);
    let photo = begin(&phone, &bytes).await;
    break_off(&phone, photo, &bytes, 120_000, "").await;
    let have = offset_at_last(&phone, photo, 120_000).await;
    assert_eq!(have, 120_000);
    break_off(&phone, photo, &bytes[have..], 50_000, &format!("upload-checksum: {}\r\n", sha256(&bytes[have..]))).await;
    let answer = patch_when_free(&phone, photo, have, &bytes[have..]).await;
    assert_eq!(header(&answer, "photo-stored"), photo.to_string(), "nothing of what could not be checked was kept");
}

/// Announces all of `bytes`, sends a part, and hangs up.
async fn break_off(phone: &Phone, photo: PhotoId, bytes: &[u8], part: usize, headers: &str) {
    use tokio::io::AsyncWriteExt as _;
    let host = phone.url.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let offset = 200_000 - bytes.len();
    let head = format!(
        "PATCH {} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\nupload-offset: {offset}\r\n\
         content-type: {PIECE_TYPE}\r\ncontent-length: {}\r\n{headers}\r\n",
        address(photo),
        phone.token,
        bytes.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&bytes[..part]).await.unwrap();
    stream.shutdown().await.unwrap();
}

/// The server may still be busy with the broken connection.
async fn offset_at_last(phone: &Phone, photo: PhotoId, wanted: usize) -> usize {
    for _ in 0..1_000 {
        let have = header(&head(phone, photo).await, "upload-offset").parse().unwrap();
        if have == wanted {
            return have;
        }
        tokio::task::yield_now().await;
    }
    panic!("the server never has {wanted} bytes");
}

async fn patch_when_free(phone: &Phone, photo: PhotoId, offset: usize, piece: &[u8]) -> Response {
    for _ in 0..1_000 {
        let answer = patch(phone, photo, offset, piece).send().await.unwrap();
        if answer.status() != 423 {
            return answer;
        }
        tokio::task::yield_now().await;
    }
    panic!("the upload stays busy");
}

#[tokio::test]
async fn an_upload_goes_on_after_the_server_was_killed() {
    let mut town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let bytes = picture(1, 900);
    let photo = begin(&phone, &bytes).await;
    patch(&phone, photo, 0, &bytes[..300]).send().await.unwrap();
    // A crash between the bytes and the row: more lies there than counts.
    let part = town.folder.file("town.photos/unfinished").join(format!("{}-{photo}.part", phone.device));
    let mut more = std::fs::read(&part).unwrap();
    more.extend([7; 100]);
    std::fs::write(&part, more).unwrap();
    let orphan = part.with_file_name(format!("9-{}.part", PhotoId::of(b"orphan")));
    std::fs::write(&orphan, b"left behind").unwrap();
    let url = town.restart().await;
    let phone = Phone { url, ..phone };
    assert!(!orphan.exists(), "a file that no row knows is cleared away");
    assert_eq!(header(&head(&phone, photo).await, "upload-offset"), "300");
    let answer = patch(&phone, photo, 300, &bytes[300..]).send().await.unwrap();
    assert_eq!(header(&answer, "photo-stored"), photo.to_string());
}

#[tokio::test]
async fn facts_name_photos_before_they_come_and_after() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let (first, second) = (picture(1, 900), picture(2, 900));
    let photos = vec![PhotoId::of(&first), PhotoId::of(&second)];
    let seen = Fact::CoverInspected(CoverInspected {
        condition: CoverCondition::Missing,
        owner: None,
        photos: photos.clone(),
        note: String::new(),
    });
    let at = town.server.state.now();
    let fact = serde_json::to_value(event(phone.device, 1, "w1", "cover:v1", seen, at)).unwrap();
    let bare = serde_json::to_value(event(phone.device, 2, "w1", "cover:v1", inspected(CoverCondition::Missing), at));
    phone.post(&phone.request(1, &[fact, bare.unwrap()], at)).await;
    let photo = begin(&phone, &first).await;
    patch(&phone, photo, 0, &first).send().await.unwrap();
    let named = town.server.state.store.photos_of(vec![id("cover:v1"), id("cover:v2")]).await.unwrap();
    assert_eq!(named.len(), 1);
    let of = &named[&id("cover:v1")];
    assert_eq!(of.iter().map(|named| named.photo).collect::<Vec<_>>(), photos);
    assert_eq!(of.iter().map(|named| named.kind.is_some()).collect::<Vec<_>>(), [true, false]);
    assert_eq!(of[0].event, (phone.device.number(), 1).into());
}
