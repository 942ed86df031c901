"""The application on one screen: routes, dependencies, error handlers."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware.rate_limit import RateLimitConfig, get_remote_address
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.plugins.prometheus import PrometheusConfig

from server import __version__
from server.console.errors import answer_http_error as answer_page_error
from server.console.pages import console_router, csrf_secret
from server.db.migrate import service_url
from server.db.pool import Database
from server.domain.job import JobQueue
from server.drafting.warm_up import load_models
from server.errors import KulanzError
from server.jobs.tasks import Queue, jobs_app
from server.llm.client import Model, open_model
from server.retrieval.find import Weights, open_weights
from server.routes import approvals, decisions, drafts, orders, page_reports, pairings, refunds_due, search, service
from server.routes.access import provide_principal
from server.routes.errors import answer_error, answer_fault, answer_http_error
from server.settings import Settings


def create_app(settings: Settings, owner_url: str) -> Litestar:
    """The service over the database at `owner_url`, which is migrated already. The app connects as the service role."""

    @asynccontextmanager
    async def open_database(app: Litestar) -> AsyncIterator[None]:
        async with Database(service_url(owner_url), max_size=settings.pool_size) as database:
            app.state.database = database
            loading = asyncio.create_task(asyncio.to_thread(load_models))
            yield
            await loading

    @asynccontextmanager
    async def open_models(app: Litestar) -> AsyncIterator[None]:
        async with (
            open_model(settings.model_endpoint) as model,
            open_weights(settings.embedding_endpoint) as weights,
        ):
            app.state.model = model
            app.state.weights = weights
            yield

    @asynccontextmanager
    async def open_queue(app: Litestar) -> AsyncIterator[None]:
        jobs = jobs_app(service_url(owner_url), app.state.database, app.state.weights)
        async with jobs.open_async():
            app.state.queue = Queue(jobs)
            yield

    limit = RateLimitConfig(
        rate_limit=("minute", settings.requests_per_minute),
        exclude=["^/health", "^/metrics", "^/console/static"],
        identifier_for_request=_caller,
    )
    return Litestar(
        route_handlers=[_api(), console_router],
        lifespan=[open_database, open_models, open_queue],
        dependencies={
            "database": Provide(_provide_database, sync_to_thread=False),
            "model": Provide(_provide_model, sync_to_thread=False),
            "weights": Provide(_provide_weights, sync_to_thread=False),
            "queue": Provide(_provide_queue, sync_to_thread=False),
        },
        exception_handlers={KulanzError: answer_error, HTTPException: _answer_http_error, Exception: answer_fault},
        middleware=[limit.middleware, PrometheusConfig(prefix="kulanz", group_path=True).middleware],
        csrf_config=CSRFConfig(secret=csrf_secret(), cookie_httponly=True, exclude=["^/v1/"]),
        request_max_body_size=8_000_000,  # 1 MB of text may be six times as long once it is escaped as JSON
        openapi_config=_openapi(),
        logging_config=None,  # the process decides what is logged; a library must not turn on INFO for all
        debug=False,
    )


def _api() -> Router:
    return Router(
        "/",
        route_handlers=[
            drafts.create_draft,
            drafts.create_rewrite,
            drafts.create_outcome,
            decisions.create_triage,
            decisions.create_decision,
            decisions.read_decision,
            approvals.create_approval,
            approvals.list_approvals,
            approvals.get_approval,
            approvals.create_answer,
            search.search,
            orders.read_order,
            orders.list_orders,
            refunds_due.list_refunds_due,
            pairings.create_pairing,
            service.read_me,
            service.read_helpdesks,
            page_reports.create_page_report,
            page_reports.list_page_reports,
            service.read_live,
            service.read_ready,
            service.read_metrics,
        ],
        dependencies={"principal": Provide(provide_principal)},
        security=[{"bearer": []}],
    )


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Kulanz",
        version=__version__,
        description="Drafts for the customers of small shops, held to what the shop's facts allow.",
        components=Components(security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}),
    )


def _answer_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """What no router answers; below /console it is told about on a page.

    The console's own answer to every other address (nowhere.py) is not reached where an address begins like a page's.
    """
    if request.url.path.startswith("/console/"):
        return answer_page_error(request, error)
    return answer_http_error(request, error)


def _provide_database(state: State) -> Database:
    return state.database  # type: ignore[no-any-return]


def _provide_model(state: State) -> Model | None:
    return state.model  # type: ignore[no-any-return]


def _provide_weights(state: State) -> Weights:
    return state.weights  # type: ignore[no-any-return]


def _provide_queue(state: State) -> JobQueue:
    return state.queue  # type: ignore[no-any-return]


def _caller(request: Request[Any, Any, Any]) -> str:
    """Each token has its own allowance; agents of one office share an address."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.startswith("kulanz_") and request.url.path != "/v1/pairings":
        return hashlib.sha256(token.encode()).hexdigest()
    return get_remote_address(request)
