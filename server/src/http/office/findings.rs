//! FINDING (section 5): what facts and thresholds propose, for a person to take up as a case.

use axum::Json;
use axum::extract::State;
use curbstop_core::model::{self, CaseId, CaseRecord, DepartmentId, SubjectId, Timestamp, WorkerId};
use curbstop_core::rulebook::RulebookVersion;
use curbstop_core::rules::conduct::{Reached, amounts, reached};
use curbstop_core::rules::finding::{Proposal, case_of};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::case_view::{Around, Case, Evidence, Proposed};
use super::common::{Named, Refused, rows};
use super::extract::{Body, Query};
use super::names::{Basis, TimeQuality, Verdict};
use super::signed_in::SignedIn;
use super::{book, cases, fields, known_worker};
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::{Action, conduct};
use crate::store::office::Command;

/// How many findings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FindingsQuery {
    /// Rows at most: 1 to 2,000; 200 where nothing is said.
    #[param(minimum = 1, maximum = 2000)]
    limit: Option<u32>,
}

/// What nobody has taken up yet.
#[derive(Debug, Serialize, ToSchema)]
struct FindingPage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// What the facts show, then thresholds that complaints reached.
    findings: Vec<Finding>,
    /// There are more than the limit.
    more: bool,
}

/// A breach that the facts show, a question that they leave open, or a threshold.
#[derive(Debug, Serialize, ToSchema)]
struct Finding {
    /// Its stable key; to be given back to take it up.
    breach: String,
    /// The clause.
    basis: Basis,
    /// Its number, for example `5.4`.
    clause: String,
    /// 待岗 is proposed with it.
    off_post: bool,
    /// `missed`: the facts show it. `indeterminate` or `open`: only a question.
    verdict: Verdict,
    /// When the limit was passed, in milliseconds since 1970.
    at: i64,
    /// How good the worst of its times is.
    quality: TimeQuality,
    /// What shows it, for example `order:W-1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    about: Option<String>,
    /// The people concerned: they may answer first.
    persons: Vec<Named>,
    /// The department that answers for it, where the books say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    department: Option<String>,
    /// The facts, in the order of true time.
    evidence: Vec<Evidence>,
    /// The complaints that reached a threshold.
    counted: Vec<String>,
    /// What is proposed.
    proposed: Proposed,
}

/// Takes a finding up as a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakeUp {
    /// The finding's key.
    breach: String,
    /// The person whom it is about, if it is about one: it then lies in their file, and they may answer.
    #[serde(default)]
    #[schema(nullable = false)]
    person: Option<String>,
    /// The department, where the books name none.
    #[serde(default)]
    #[schema(nullable = false)]
    department: Option<String>,
    /// What to say of it. 1 to 500 characters.
    summary: String,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, take_up))
}

/// What facts and thresholds propose, and nobody has taken up.
#[utoipa::path(get, path = "/v1/office/findings", operation_id = "list_findings", tag = "conduct",
    params(FindingsQuery), responses((status = 200, body = FindingPage), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<FindingsQuery>,
) -> Result<Json<FindingPage>, ApiError> {
    signed_in.allowed(Action::SeeConduct)?;
    let around = Around::load(&state).await?;
    let listed = state.store.findings(rows(query.limit)).await?;
    let mut findings = Vec::new();
    for proposal in listed.rows {
        findings.push(Found::Facts(proposal).view(&state, &around)?);
    }
    for threshold in thresholds(&state, &around)? {
        let found = Found::Count(threshold);
        if state.store.subject(SubjectId::Case(found.case()?)).await?.is_none() {
            findings.push(found.view(&state, &around)?);
        }
    }
    Ok(Json(FindingPage { server_time: state.now().as_millis(), findings, more: listed.more }))
}

/// Takes a finding up: it becomes a case, in the file of the person whom it names.
#[utoipa::path(post, path = "/v1/office/findings", operation_id = "take_up_finding", tag = "conduct",
    request_body = TakeUp, responses((status = 200, body = Case), Refused))]
async fn take_up(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Body(given): Body<TakeUp>,
) -> Result<Json<Case>, ApiError> {
    signed_in.allowed(Action::DecideConduct)?;
    let around = Around::load(&state).await?;
    let found = find(&state, &around, &given.breach).await?;
    let person = given.person.as_deref().map(|id| fields::id::<WorkerId>("person", id)).transpose()?;
    if let Some(person) = &person {
        known_worker(&state, "person", person).await?;
    }
    let department = given.department.as_deref().map(|id| fields::id::<DepartmentId>("department", id)).transpose()?;
    let department = found.department(&around).or(department).ok_or_else(|| {
        ApiError::unprocessable("field.empty", "the books name no department; give one").field("department")
    })?;
    let summary = fields::text("summary", &given.summary)?;
    let record = found.record(&state, department, person, summary)?;
    let (id, subject) = (record.id.clone(), SubjectId::Case(record.id.clone()));
    let decide = Box::new(move |subject: &_| conduct::open(subject, record));
    super::run(&state, Command { subject, author: signed_in.author(), now: state.now(), decide }).await?;
    cases::one(&state, id).await
}

/// What can be taken up.
enum Found {
    Facts(Proposal),
    Count(Reached),
}

async fn find(state: &AppState, around: &Around, breach: &str) -> Result<Found, ApiError> {
    if let Some(proposal) = state.store.finding(breach.to_owned()).await? {
        return Ok(Found::Facts(proposal));
    }
    let counted = thresholds(state, around)?.into_iter().find(|reached| reached.breach() == breach);
    let gone = || ApiError::conflict("case.cleared", "the facts do not show this any more; load the list again");
    counted.map(Found::Count).ok_or_else(gone)
}

fn thresholds(state: &AppState, around: &Around) -> Result<Vec<Reached>, ApiError> {
    Ok(reached(&around.counted, &book(state)?.conduct))
}

impl Found {
    fn breach(&self) -> String {
        match self {
            Self::Facts(proposal) => proposal.breach.clone(),
            Self::Count(reached) => reached.breach(),
        }
    }

    fn case(&self) -> Result<CaseId, ApiError> {
        case_of(&self.breach()).map_err(|_| ApiError::internal())
    }

    fn department(&self, around: &Around) -> Option<DepartmentId> {
        match self {
            Self::Facts(proposal) => proposal.crew.as_ref().and_then(|crew| around.department(crew)),
            Self::Count(reached) => Some(reached.department.clone()),
        }
    }

    fn person(&self) -> Option<WorkerId> {
        match self {
            Self::Facts(_) => None,
            Self::Count(reached) => reached.person.clone(),
        }
    }

    fn about(&self) -> Option<&SubjectId> {
        match self {
            Self::Facts(proposal) => Some(&proposal.about),
            Self::Count(_) => None,
        }
    }

    fn basis(&self) -> model::Basis {
        match self {
            Self::Facts(proposal) => proposal.basis,
            Self::Count(reached) => reached.basis,
        }
    }

    /// The rulebook that it is judged by.
    fn rulebook(&self, state: &AppState) -> RulebookVersion {
        match self {
            Self::Facts(proposal) => proposal.rulebook,
            Self::Count(_) => state.books.newest(),
        }
    }

    /// The case that it becomes.
    fn record(
        &self,
        state: &AppState,
        department: DepartmentId,
        person: Option<WorkerId>,
        summary: String,
    ) -> Result<CaseRecord, ApiError> {
        let offset = book(state)?.utc_offset;
        let (source, happened_on, about) = match self {
            Self::Facts(p) => {
                let source = model::CaseSource::Facts { breach: p.breach.clone(), evidence: p.evidence.clone() };
                (source, p.at.local_date(offset), Some(p.about.clone()))
            }
            Self::Count(r) => (model::CaseSource::Count { cases: r.cases.clone() }, r.on, None),
        };
        Ok(CaseRecord {
            id: self.case()?,
            basis: self.basis(),
            source,
            happened_on,
            summary,
            department,
            person: self.person().or(person),
            about,
            standard: None,
            units: 1,
            rulebook: self.rulebook(state),
        })
    }

    fn view(&self, state: &AppState, around: &Around) -> Result<Finding, ApiError> {
        let (basis, of) = (self.basis(), state.books.of(self.rulebook(state)).ok_or_else(ApiError::internal)?);
        let (verdict, at, quality, persons, evidence, counted) = match self {
            Self::Facts(p) => {
                (p.verdict, p.at, p.quality(), p.persons.clone(), around.evidence(&p.evidence), Vec::new())
            }
            Self::Count(r) => {
                let at = Timestamp::start_of_day(r.on, of.utc_offset);
                let counted = r.cases.iter().map(CaseId::to_string).collect();
                let persons = r.person.clone().into_iter().collect();
                let (missed, known) = (curbstop_core::rules::verdict::Verdict::Missed, model::TimeQuality::Verified);
                (missed, at, known, persons, Vec::new(), counted)
            }
        };
        Ok(Finding {
            breach: self.breach(),
            basis: basis.into(),
            clause: basis.clause().to_owned(),
            off_post: basis.is_off_post(),
            verdict: verdict.into(),
            at: at.as_millis(),
            quality: TimeQuality::of(quality),
            about: self.about().map(ToString::to_string),
            persons: persons.iter().map(|worker| around.named(worker)).collect(),
            department: self.department(around).map(|department| department.to_string()),
            evidence,
            counted,
            proposed: amounts(basis, 1, of).into(),
        })
    }
}
