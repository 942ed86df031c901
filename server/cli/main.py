"""`kulanz`: all commands, and how errors reach a terminal."""

import sys

import click
import structlog

from server import __version__
from server.cli import evals, imports, jobs, packs, prompts, replay, service, tickets, tokens
from server.errors import KulanzError, PackRefused


class Kulanz(click.Group):
    """Prints a KulanzError as one sentence and exits with 1; anything else is a fault and shows its trace."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PackRefused as error:
            click.echo("\n".join(error.details["findings"]), err=True)
            click.echo(error.message, err=True)
        except KulanzError as error:
            click.echo(f"{error.code}: {error.message}", err=True)
            for diff in error.details.get("diffs", []):
                click.echo(diff, err=True)
        sys.exit(1)


@click.group(cls=Kulanz, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kulanz")
def main() -> None:
    """Drafts for the customers of small shops, held to what the shop's facts allow."""
    # What a command prints may be read by a program, as with --json.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


for command in (
    service.start,
    service.worker,
    service.sign_in,
    packs.load,
    packs.lint,
    packs.export,
    imports.import_,
    tickets.draft,
    tickets.decide,
    tickets.triage,
    replay.replay,
    tokens.token,
    evals.eval_,
    prompts.prompt,
    jobs.run_job,
):
    main.add_command(command)
