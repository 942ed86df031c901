"""The findings about the policies in force, computed once and kept until any text of the shop changes."""

import asyncio

from server.db import stores
from server.db.pool import Connection
from server.domain.policy import Policy
from server.stores.formats.findings import Findings
from server.stores.policy_lint.finding import PolicyFinding
from server.stores.policy_lint.lint import lint_policies
from server.stores.read_policies import FOLDER, Policies

_kept: dict[str, tuple[str, list[PolicyFinding]]] = {}


async def findings_in_force(conn: Connection) -> list[PolicyFinding]:
    """Of this transaction's store, by file and line."""
    stored = await stores.get(conn)
    kept = _kept.get(stored.store.id)
    if kept and kept[0] == stored.content_hash:
        return kept[1]
    texts = await stores.files(conn)
    found = await asyncio.to_thread(lint_policies, policies_in(texts), texts, stored.store)
    _kept[stored.store.id] = (stored.content_hash, found)
    return found


def policies_in(texts: dict[str, str]) -> list[Policy]:
    """The policies among the files of a pack, with the lines of these very files."""
    policies = Policies()
    for path in sorted(texts):
        if path.startswith(f"{FOLDER}/"):
            policies.read(path, texts[path], Findings())
    return policies.policies
