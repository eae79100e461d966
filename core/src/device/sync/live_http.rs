//! The live stream over HTTP: a GET whose answer does not end.

use super::http::{HttpTransport, no_answer, reply};
use super::transport::{LiveReply, LiveRequest, LiveStream, NextPiece, TransportError};

/// The media type of server-sent events.
const EVENT_STREAM: &str = "text/event-stream";

/// Opens it. The client's own limit on silence ends a stream that died on its way: the server says something every 20 s.
pub(super) async fn open(way: &HttpTransport, request: LiveRequest) -> Result<LiveReply, TransportError> {
    let asked = way.request(&request.server, reqwest::Method::GET, request.path)?;
    let asked = asked.header("accept", EVENT_STREAM).bearer_auth(request.token);
    let answer = asked.send().await.map_err(no_answer)?;
    if answer.status().is_success() {
        return Ok(LiveReply::Open(Box::new(Stream(answer))));
    }
    Ok(LiveReply::Refused(reply(answer).await?))
}

struct Stream(reqwest::Response);

impl LiveStream for Stream {
    fn next(&mut self) -> NextPiece<'_> {
        Box::pin(async { Ok(self.0.chunk().await.map_err(no_answer)?.map(|piece| piece.to_vec())) })
    }
}
