//! How far each reading route is in its month.

use axum::Json;
use axum::extract::State;
use curbstop_core::model::{Period, Timestamp};
use curbstop_core::rulebook::Rulebook;
use curbstop_core::rules::cycle;
use curbstop_core::state::ReadingStage;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::book;
use super::common::{Named, Refused};
use super::extract::Query;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::Action;
use crate::store::office::RouteProgress;

/// Which month.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PeriodQuery {
    /// The month, for example `2026-11`; the running one where nothing is said.
    #[param(value_type = Option<String>, example = "2026-11")]
    period: Option<String>,
}

/// Every route in a month.
#[derive(Debug, Serialize, ToSchema)]
struct RoutePage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// The month, for example `2026-11`.
    period: String,
    /// Routes, by id.
    routes: Vec<Route>,
    /// There are more than 5,000.
    more: bool,
}

/// A route and how many of its service points are how far.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Route {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// The area of duty.
    area: String,
    /// Who reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reader: Option<Named>,
    /// The first and the last local day of its window in this month, for example `["2026-11-01", "2026-11-30"]`.
    #[schema(value_type = [String], min_items = 2, max_items = 2)]
    window: [String; 2],
    /// All service points.
    total: u32,
    /// 未抄.
    unread: u32,
    /// 实抄.
    actual: u32,
    /// 估抄.
    estimated: u32,
    /// 未见表.
    no_read: u32,
    /// 用户自报.
    customer: u32,
    /// Held until the supervisor decides.
    escalated: u32,
    /// 待核.
    in_review: u32,
    /// 复抄: to be read again.
    read_again: u32,
    /// 已确认.
    released: u32,
    /// Of the unread, not seen and to be read again: those whose window is over (READ-CYCLE).
    overdue: u32,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// How far each route is in a month.
#[utoipa::path(get, path = "/v1/office/routes", operation_id = "list_routes", tag = "reading", params(PeriodQuery),
    responses((status = 200, body = RoutePage), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<PeriodQuery>,
) -> Result<Json<RoutePage>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let (now, book) = (state.now(), book(&state)?);
    let period = match query.period {
        None => Period::of(now, book.utc_offset),
        Some(text) => {
            Period::try_from(text).map_err(|reason| ApiError::unprocessable("field.period", reason).field("period"))?
        }
    };
    let progress = state.store.route_progress(period, state.books.clone()).await?;
    let routes = progress.rows.into_iter().map(|route| view(route, period, now, book)).collect();
    Ok(Json(RoutePage { server_time: now.as_millis(), period: period.to_string(), routes, more: progress.more }))
}

fn view(progress: RouteProgress, period: Period, now: Timestamp, book: &Rulebook) -> Route {
    let RouteProgress { route, reader_name, stages } = progress;
    let (from, until) = cycle::window_in(period, route.window);
    let reader =
        route.reader.map(|id| Named { name: reader_name.unwrap_or_else(|| id.to_string()), id: id.to_string() });
    let mut row = Route {
        id: route.id.to_string(),
        name: route.name,
        area: route.area.to_string(),
        reader,
        window: [from.to_string(), until.to_string()],
        ..Route::default()
    };
    for (stage, points) in stages {
        row.total += points;
        *row.column(stage) += points;
    }
    if now.local_date(book.utc_offset) > until {
        row.overdue = row.unread + row.no_read + row.read_again;
    }
    row
}

impl Route {
    fn column(&mut self, stage: ReadingStage) -> &mut u32 {
        match stage {
            ReadingStage::Unread => &mut self.unread,
            ReadingStage::NoRead => &mut self.no_read,
            ReadingStage::Actual => &mut self.actual,
            ReadingStage::Estimated => &mut self.estimated,
            ReadingStage::CustomerRead => &mut self.customer,
            ReadingStage::Escalated => &mut self.escalated,
            ReadingStage::InReview => &mut self.in_review,
            ReadingStage::ReadAgain => &mut self.read_again,
            ReadingStage::Released => &mut self.released,
        }
    }
}
