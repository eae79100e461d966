//! Orders: what the hotline opens, sends out and closes.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use curbstop_core::event::{Fact, OrderDispatched, OrderToldByPhone};
use curbstop_core::model::{CrewId, OrderId, OrderRecord, SubjectId, Timestamp, WorkerId};
use curbstop_core::rulebook::Rulebook;
use curbstop_core::rules::order;
use curbstop_core::state::{Announced, OrderState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{Clock, Interval, Place, Refused, rows};
use super::extract::{Body, Path, Query};
use super::names::{Milestone, OrderKind, OrderStage, RepairResult};
use super::pauses::Pause;
use super::photos::{Photos, PhotosOf};
use super::signed_in::SignedIn;
use super::{book, fields};
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::{Action, command};
use crate::store::office::{Command, Decide, Known, OrderFilter};

/// How often a number is taken anew where somebody gave an order that very number before.
const NUMBERS_TRIED_MAX: usize = 20;

/// Which orders are asked for.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum OrderListState {
    /// Not closed.
    #[default]
    Open,
    /// Closed.
    Closed,
    /// All.
    All,
}

/// Which orders, and how many.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OrdersQuery {
    /// Which orders; open ones where nothing is said.
    #[serde(default)]
    #[param(inline)]
    state: Option<OrderListState>,
    /// Rows at most: 1 to 2,000; 200 where nothing is said.
    #[param(minimum = 1, maximum = 2000)]
    limit: Option<u32>,
}

/// Orders.
#[derive(Debug, Serialize, ToSchema)]
struct OrderPage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// The newest first.
    orders: Vec<Order>,
    /// There are more than the limit.
    more: bool,
}

/// An order.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Order {
    /// Its id.
    id: String,
    /// Which repair.
    kind: OrderKind,
    /// What the caller said.
    summary: String,
    /// Where, as people say it.
    address: String,
    /// Where on the earth, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    position: Option<Place>,
    /// The area of duty.
    area: String,
    /// How to reach the caller; empty where nobody asked.
    caller: String,
    /// How far it is.
    stage: OrderStage,
    /// The crew that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    crew: Option<String>,
    /// The worker who was told by telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    told: Option<String>,
    /// The first time of each milestone.
    milestones: BTreeMap<Milestone, Interval>,
    /// Every limit that runs or ran.
    clocks: Vec<Clock>,
    /// The outage, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    outage: Option<Outage>,
    /// Its pauses, in the order in which they began.
    pauses: Vec<Pause>,
    /// How it ended, as the hotline was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    result: Option<RepairResult>,
    /// The order that this one repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    duplicate_of: Option<String>,
    /// What the caller can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tell_caller: Option<String>,
    /// Facts that did not fit the stage: kept, and for a person to look at.
    unexpected: usize,
    /// The photos that its facts name, if they name any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    photos: Option<Photos>,
}

/// An outage as it was last announced.
#[derive(Debug, Serialize, ToSchema)]
struct Outage {
    /// The first announcement.
    first_at: Interval,
    /// The newest one.
    at: Interval,
    /// Its number, from 1.
    notice: u32,
    /// 停水范围.
    scope: String,
    /// Why.
    cause: String,
    /// When the water stops, in milliseconds since 1970.
    stop_at: i64,
    /// When it is back, as announced, in milliseconds since 1970.
    restore_at: i64,
    /// Where notices must hang.
    places: Vec<String>,
    /// Where this notice hangs.
    posted: Vec<PostedNotice>,
}

/// A notice that hangs.
#[derive(Debug, Serialize, ToSchema)]
struct PostedNotice {
    /// Where.
    place: String,
    /// When.
    at: Interval,
    /// With a photo.
    with_photo: bool,
}

/// A new order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOrder {
    /// Its id; the server gives `W-` and a number where there is none.
    #[serde(default)]
    #[schema(nullable = false)]
    id: Option<String>,
    /// Which repair.
    kind: OrderKind,
    /// What the caller said; 1 to 500 characters.
    summary: String,
    /// Where, as people say it; 1 to 500 characters.
    address: String,
    /// Where on the earth, if known; arrival is offered by it.
    #[serde(default)]
    #[schema(nullable = false)]
    position: Option<Place>,
    /// The area of duty.
    area: String,
    /// How to reach the caller; at most 500 characters.
    #[serde(default)]
    caller: String,
}

/// To whom an order goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Dispatch {
    /// The crew. Another crew than before: the order is handed on, and its clocks run on.
    crew: String,
}

/// Who was told by telephone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Told {
    /// The worker who answered.
    worker: String,
    /// What was said; at most 500 characters.
    #[serde(default)]
    note: String,
}

/// What the caller said afterwards.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Checked {
    /// The caller is content.
    satisfied: bool,
}

/// Closing needs nothing more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Close {}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(dispatch))
        .routes(routes!(told))
        .routes(routes!(checked))
        .routes(routes!(close))
}

/// Orders with their clocks.
#[utoipa::path(get, path = "/v1/office/orders", operation_id = "list_orders", tag = "orders", params(OrdersQuery),
    responses((status = 200, body = OrderPage), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<OrdersQuery>,
) -> Result<Json<OrderPage>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let filter = match query.state.unwrap_or_default() {
        OrderListState::Open => OrderFilter::Open,
        OrderListState::Closed => OrderFilter::Closed,
        OrderListState::All => OrderFilter::All,
    };
    let listed = state.store.orders(filter, rows(query.limit)).await?;
    let subjects = listed.rows.iter().map(|known| SubjectId::Order(known.record.id.clone())).collect();
    let photos = PhotosOf::load(&state, subjects).await?;
    let (now, book) = (state.now(), book(&state)?);
    let orders = listed.rows.into_iter().map(|known| view(known, &photos, book, now)).collect();
    Ok(Json(OrderPage { server_time: now.as_millis(), orders, more: listed.more }))
}

/// Opens an order.
#[utoipa::path(post, path = "/v1/office/orders", operation_id = "create_order", tag = "orders",
    request_body = NewOrder, responses((status = 201, body = Order), Refused))]
async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Body(new): Body<NewOrder>,
) -> Result<(StatusCode, Json<Order>), ApiError> {
    signed_in.allowed(Action::RunOrders)?;
    let given: Option<OrderId> = new.id.as_deref().map(|id| fields::id("id", id)).transpose()?;
    let mut record = OrderRecord {
        id: given.clone().map_or_else(|| fields::id("id", "W-0"), Ok)?,
        kind: new.kind.into(),
        summary: fields::text("summary", &new.summary)?,
        address: fields::text("address", &new.address)?,
        position: fields::position(new.position)?,
        area: fields::id("area", &new.area)?,
        caller: fields::text_or_empty("caller", &new.caller)?,
    };
    if given.is_some() {
        return Ok((StatusCode::CREATED, open(&state, &signed_in, record).await?));
    }
    for _ in 0..NUMBERS_TRIED_MAX {
        record.id = fields::id("id", &format!("W-{}", state.store.next_number().await?))?;
        match open(&state, &signed_in, record.clone()).await {
            Err(error) if error.code == "order.exists" => {}
            other => return other.map(|order| (StatusCode::CREATED, order)),
        }
    }
    Err(ApiError::conflict("order.exists", "the next numbers are taken; give an id").field("id"))
}

async fn open(state: &AppState, signed_in: &SignedIn, record: OrderRecord) -> Result<Json<Order>, ApiError> {
    let id = record.id.clone();
    run(state, signed_in, id, Box::new(move |subject| command::create_order(subject, record))).await
}

/// Sends an order to a crew: the clocks run from here.
#[utoipa::path(post, path = "/v1/office/orders/{id}/dispatch", operation_id = "dispatch_order", tag = "orders",
    params(("id" = String, Path, description = "The order's id")),
    request_body = Dispatch, responses((status = 200, body = Order), Refused))]
async fn dispatch(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Dispatch>,
) -> Result<Json<Order>, ApiError> {
    signed_in.allowed(Action::RunOrders)?;
    let crew: CrewId = fields::id("crew", &given.crew)?;
    if !state.store.has_members(crew.clone()).await? {
        let reason = format!("no worker belongs to crew `{crew}`, so nobody would hear of the order");
        return Err(ApiError::unprocessable("order.crew_unknown", reason).field("crew"));
    }
    step(&state, &signed_in, &id, Fact::OrderDispatched(OrderDispatched { crew })).await
}

/// Logs that a worker was told of an order by telephone.
#[utoipa::path(post, path = "/v1/office/orders/{id}/told", operation_id = "tell_order", tag = "orders",
    params(("id" = String, Path, description = "The order's id")),
    request_body = Told, responses((status = 200, body = Order), Refused))]
async fn told(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Told>,
) -> Result<Json<Order>, ApiError> {
    signed_in.allowed(Action::RunOrders)?;
    let worker: WorkerId = fields::id("worker", &given.worker)?;
    super::known_worker(&state, "worker", &worker).await?;
    let note = fields::text_or_empty("note", &given.note)?;
    step(&state, &signed_in, &id, Fact::OrderToldByPhone(OrderToldByPhone { worker, note })).await
}

/// Logs what the caller said afterwards (回访).
#[utoipa::path(post, path = "/v1/office/orders/{id}/checked", operation_id = "check_order", tag = "orders",
    params(("id" = String, Path, description = "The order's id")),
    request_body = Checked, responses((status = 200, body = Order), Refused))]
async fn checked(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Checked>,
) -> Result<Json<Order>, ApiError> {
    signed_in.allowed(Action::RunOrders)?;
    step(&state, &signed_in, &id, Fact::OrderChecked { satisfied: given.satisfied }).await
}

/// Closes an order. Refused with 409 `order.cannot_close` while something is missing; `field` then lists what.
#[utoipa::path(post, path = "/v1/office/orders/{id}/close", operation_id = "close_order", tag = "orders",
    params(("id" = String, Path, description = "The order's id")),
    request_body = Close, responses((status = 200, body = Order), Refused))]
async fn close(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(Close {}): Body<Close>,
) -> Result<Json<Order>, ApiError> {
    signed_in.allowed(Action::RunOrders)?;
    let id: OrderId = fields::id("id", &id)?;
    let named = id.clone();
    run(&state, &signed_in, id, Box::new(move |subject| command::close_order(subject, named.as_str()))).await
}

async fn step(state: &AppState, signed_in: &SignedIn, id: &str, fact: Fact) -> Result<Json<Order>, ApiError> {
    let id: OrderId = fields::id("id", id)?;
    let named = id.clone();
    run(state, signed_in, id, Box::new(move |subject| command::step_order(subject, named.as_str(), fact))).await
}

/// Gives a command, and answers with the order as it then is.
pub(super) async fn run(
    state: &AppState,
    signed_in: &SignedIn,
    id: OrderId,
    decide: Decide,
) -> Result<Json<Order>, ApiError> {
    let subject = SubjectId::Order(id.clone());
    let named = vec![subject.clone()];
    super::run(state, Command { subject, author: signed_in.author(), now: state.now(), decide }).await?;
    let known = state.store.order(id).await?.ok_or_else(ApiError::internal)?;
    let photos = PhotosOf::load(state, named).await?;
    Ok(Json(view(known, &photos, book(state)?, state.now())))
}

fn view(known: Known<OrderRecord, OrderState>, photos: &PhotosOf, book: &Rulebook, now: Timestamp) -> Order {
    let Known { record, state } = known;
    let photos = photos.of(&SubjectId::Order(record.id.clone()));
    let clocks = order::clocks(&record, &state, book, now).into_iter().map(Clock::from).collect();
    let (result, duplicate_of) = state.result.as_ref().map_or((None, None), |result| {
        let (name, other) = RepairResult::of(result);
        (Some(name), other)
    });
    Order {
        id: record.id.to_string(),
        kind: record.kind.into(),
        summary: record.summary,
        address: record.address,
        position: record.position.map(Place::from),
        area: record.area.to_string(),
        caller: record.caller,
        stage: state.stage.into(),
        crew: state.crew.map(|crew| crew.to_string()),
        told: state.told.map(|worker| worker.to_string()),
        milestones: state.milestones.into_iter().map(|(name, at)| (name.into(), at.into())).collect(),
        clocks,
        outage: state.outage.map(outage),
        pauses: state.pauses.into_iter().map(Pause::from).collect(),
        result,
        duplicate_of,
        tell_caller: Some(state.tell_caller).filter(|text| !text.is_empty()),
        unexpected: state.unexpected.len(),
        photos,
    }
}

fn outage(announced: Announced) -> Outage {
    let posted = announced.posted.into_iter().map(|posted| PostedNotice {
        place: posted.place,
        at: posted.at.into(),
        with_photo: posted.with_photo,
    });
    Outage {
        first_at: announced.first_at.into(),
        at: announced.at.into(),
        notice: announced.notice,
        scope: announced.plan.scope,
        cause: announced.plan.cause,
        stop_at: announced.plan.stop_at.as_millis(),
        restore_at: announced.plan.restore_at.as_millis(),
        places: announced.plan.places,
        posted: posted.collect(),
    }
}
