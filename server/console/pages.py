"""The console on one screen: its pages, who may see them, how they fail."""

import secrets

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router

from server.console import extension_files, jobs, nowhere, pairing, sign_in
from server.console.errors import answer_error, answer_fault, answer_http_error
from server.console.evals.pages import EVAL_PAGES
from server.console.people.pages import PEOPLE_PAGES
from server.console.policies.pages import POLICY_PAGES
from server.console.prompts.pages import PROMPT_PAGES
from server.console.render import STATIC
from server.console.reports import handlers as reports
from server.console.session import provide_session
from server.console.today import start_page, uploads
from server.console.tree.pages import TREE_PAGES
from server.console.try_it import pages as try_it
from server.errors import KulanzError

console_router = Router(
    "/console",
    route_handlers=[
        start_page.show_today,
        uploads.start_import,
        uploads.start_load,
        sign_in.show_sign_in,
        sign_in.sign_in,
        sign_in.sign_in_by_password,
        sign_in.sign_out,
        try_it.show_try,
        try_it.try_ticket,
        try_it.keep_result,
        *POLICY_PAGES,
        *TREE_PAGES,
        *PROMPT_PAGES,
        *EVAL_PAGES,
        reports.show_report,
        reports.show_file,
        *PEOPLE_PAGES,
        pairing.show_pairing,
        pairing.create_pairing_code,
        extension_files.download_extension,
        jobs.show_job,
        jobs.stop_job,
        nowhere.show_nothing,
        # The address of a file changes with its content (render.py), so a browser may keep it for good.
        create_static_files_router(
            "/static",
            [STATIC],
            name="console-static",
            cache_control=CacheControlHeader(public=True, max_age=365 * 24 * 3600, immutable=True),
            opt={"exclude_from_csrf": True},
        ),
    ],
    dependencies={"session": Provide(provide_session)},
    exception_handlers={KulanzError: answer_error, HTTPException: answer_http_error, Exception: answer_fault},
    include_in_schema=False,
)


def csrf_secret() -> str:
    """What signs the tokens of forms. A new one with every process: errors.py renews a form that is older."""
    return secrets.token_hex(32)
