"""Rules that are not in force yet: a tree file, and a folder with other settings and policies."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from server.domain.pack import Finding
from server.domain.policy import Policy
from server.domain.store import Store
from server.domain.tree import Tree
from server.errors import PackRefused
from server.stores import read_store, read_tree
from server.stores.check_tree import check_tree
from server.stores.formats.findings import Findings
from server.stores.formats.folder import Folder, decode
from server.stores.formats.yaml12 import read_yaml
from server.stores.read_policies import FOLDER, read_policies
from server.stores.read_store import Basics


class OtherPromises(Struct, frozen=True):
    """What a folder promises: its policies, and its settings where it is a whole store pack."""

    store: Store | None
    policies: list[Policy]


def read_other_tree(file: Path, store: Store) -> tuple[Tree, list[Finding]]:
    """The tree in `file`, proved under the store's settings, with its warnings; PackRefused with its errors."""
    findings = Findings()
    tree = None
    try:
        text = decode(file.read_bytes(), file.name, 1, findings)
    except OSError as error:
        raise PackRefused(f"{file} cannot be read: {error.strerror}.", findings=[]) from error
    document = None if text is None else read_yaml(text, file.name, findings)
    if document is not None:
        tree = read_tree.read_tree(document, Basics.of(store), findings).tree
    if tree is not None:
        check_tree(tree, store, file.name, findings)
    if tree is None or findings.has_errors:
        raise _refused("The refund tree cannot be replayed: mend what is listed.", findings)
    return tree, findings.sorted()


def read_other_promises(folder: Path) -> OtherPromises:
    """A store pack's store.yaml and policies, or the policies alone where `folder` is a pack's policies folder."""
    findings = Findings()
    is_pack = (folder / FOLDER).is_dir()
    if not is_pack and folder.name != FOLDER:
        raise PackRefused(
            f"{folder} holds no policies; write the folder of a store pack, or its policies folder.", findings=[]
        )
    root = Folder(folder if is_pack else folder.parent, findings)
    store = None
    if is_pack and root.has(read_store.FILE):
        text = root.text(read_store.FILE)
        document = None if text is None else read_yaml(text, read_store.FILE, findings)
        store = read_store.read_store(document, findings)[0] if document else None
    policies = read_policies(root, findings).policies
    if findings.has_errors:
        raise _refused("These policies cannot be replayed: mend what is listed.", findings)
    return OtherPromises(store, policies)


def sections_of(policies: Iterable[Policy]) -> dict[str, dict[str, str]]:
    """The text of each section by its address and language, of the newest version of each policy."""
    newest: dict[tuple[str, str], Policy] = {}
    for policy in policies:
        key = policy.id, policy.language
        if key not in newest or policy.valid_from >= newest[key].valid_from:
            newest[key] = policy
    texts: dict[str, dict[str, str]] = {}
    for policy in newest.values():
        for section in policy.sections:
            texts.setdefault(f"{policy.id}#{section.slug}", {})[policy.language] = section.text
    return texts


def _refused(message: str, findings: Findings) -> PackRefused:
    return PackRefused(message, findings=[str(finding) for finding in findings.sorted()])
