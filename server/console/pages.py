"""The console on one screen: its pages, who may see them, how they fail."""

import secrets

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router

from server.console import extension_files, home, jobs, pairing, sign_in
from server.console.errors import answer_error, answer_fault, answer_http_error
from server.console.evals.pages import EVAL_PAGES
from server.console.policies.pages import POLICY_PAGES
from server.console.prompts import evaluate, listing, macro_list, one_macro, one_prompt
from server.console.render import STATIC
from server.console.reports import handlers as reports
from server.console.session import provide_session
from server.console.tree import approvals, decisions, edit, refunds_due, replays, show_tree, versions
from server.console.try_it import pages as try_it
from server.errors import KulanzError

console_router = Router(
    "/console",
    route_handlers=[
        home.show_home,
        sign_in.show_sign_in,
        sign_in.sign_in,
        sign_in.sign_out,
        pairing.show_pairing,
        pairing.create_pairing_code,
        extension_files.download_extension,
        try_it.show_try,
        try_it.try_ticket,
        try_it.keep_result,
        show_tree.show_tree,
        edit.show_edit,
        edit.check_tree_edit,
        edit.publish_tree,
        replays.start_replay,
        replays.read_tickets,
        replays.show_replay,
        replays.publish_replayed,
        versions.list_versions,
        versions.show_version,
        versions.publish_version,
        approvals.list_approvals,
        approvals.show_approval,
        approvals.answer,
        decisions.show_decision,
        refunds_due.show_refunds_due,
        jobs.show_job,
        jobs.stop_job,
        reports.show_report,
        reports.show_file,
        listing.show_prompts,
        listing.change_trial,
        one_prompt.show_prompt_text,
        one_prompt.edit_prompt,
        one_prompt.change_label,
        evaluate.run_suites_on_label,
        macro_list.show_macros,
        one_macro.show_macro,
        one_macro.edit_macro,
        *POLICY_PAGES,
        *EVAL_PAGES,
        home.show_nothing,
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
