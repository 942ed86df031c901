"""The rules of the house, as tests over its folders."""

import ast
import re
from pathlib import Path

import compose_spec
import pytest

ROOT = Path(__file__).parent.parent.parent
SCRIPTS = sorted(
    p
    for p in (ROOT / "extension").rglob("*.ts*")
    if not {"node_modules", ".output", ".wxt"} & set(p.parts) and not p.name.endswith(".gen.ts")
)
PYTHON = sorted(p for folder in ("server", "tests", "evals") for p in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", PYTHON + SCRIPTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_under_300_lines(path: Path) -> None:
    """A file that needs more holds a second noun or verb."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_no_folder_is_a_drawer_for_odds_and_ends() -> None:
    """Nothing is filed under a name that says nothing."""
    drawers = {"utils", "common", "core", "lib", "helpers", "misc"}
    assert [p for p in (ROOT / "server").rglob("*") if p.is_dir() and p.name in drawers] == []


def test_every_server_module_says_what_it_is() -> None:
    """Each file begins with a docstring."""
    silent = [p for p in (ROOT / "server").rglob("*.py") if ast.get_docstring(ast.parse(p.read_text())) is None]
    assert silent == []


def test_every_test_states_one_fact_in_a_sentence() -> None:
    """Each test function has a docstring."""
    silent = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_test = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
            if is_test and not ast.get_docstring(node):
                silent.append(f"{path.name}:{node.name}")
    assert silent == []


def test_only_settings_read_the_environment() -> None:
    """os.environ is named in settings.py alone."""
    readers = [p for p in (ROOT / "server").rglob("*.py") if re.search(r"os\.(environ|getenv)", p.read_text())]
    assert [p.name for p in readers] == ["settings.py"]


def test_only_two_files_call_a_text_redacted() -> None:
    """The redaction itself, and the prompts that put our own words around what it made."""
    makers = {p.name for p in (ROOT / "server").rglob("*.py") if re.search(r"\bRedacted\(", p.read_text())}
    assert makers == {"redact.py", "prompts.py"}


def test_lock_files_name_no_address() -> None:
    """A lock file holds hashes, not places to download from."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text
    for lock in (p for p in ROOT.rglob("package-lock.json") if "node_modules" not in p.parts):
        assert '"resolved"' not in lock.read_text()


def test_only_the_background_talks_to_the_server() -> None:
    """In the extension `fetch` is called in one file, and neither page nor panel imports it."""
    callers = [p.name for p in SCRIPTS if re.search(r"\bfetch\(", p.read_text())]
    assert callers == ["server.ts"]
    others = [p for p in SCRIPTS if p.parent.name not in {"api", "entrypoints"}]
    assert [p.name for p in others if re.search(r"api/(server|calls|connection|desk)\"", p.read_text())] == []


def test_every_script_says_what_it_is() -> None:
    """Each file of the extension begins with a sentence; entry points that only render need none."""
    silent = [p for p in SCRIPTS if not p.read_text().startswith("/**") and p.name not in {"main.tsx", "wxt.config.ts"}]
    assert [str(p.relative_to(ROOT)) for p in silent] == []


def test_the_compose_file_is_valid() -> None:
    """docker-compose.yml fits the Compose specification."""
    text = (ROOT / "docker-compose.yml").read_text()
    compose_spec.PyCompose.from_yaml(text).validate()
