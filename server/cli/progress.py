"""How far a long command is, for who watches it."""

from rich.console import Console
from rich.progress import Progress, ProgressColumn


def progress_on_terminal(*columns: ProgressColumn) -> Progress:
    """Shown on stderr while the work lasts, when that is a terminal; a file or a pipe gets not a line of it."""
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
