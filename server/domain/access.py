"""Who may do what: a token belongs to one store and one role."""

from msgspec import Struct

from server.domain.store import Role
from server.errors import NotAllowed

_RANK: dict[str, int] = {"agent": 0, "manager": 1, "admin": 2}


def reaches(role: Role, wanted: Role) -> bool:
    """Whether `role` may do what needs the role `wanted`."""
    return _RANK[role] >= _RANK[wanted]


class Principal(Struct, frozen=True):
    """Who acts. `agent`: a name from store.yaml, if any; `token_id` None at the command line."""

    store: str
    role: Role
    agent: str | None
    token_id: str | None

    def require(self, role: Role) -> None:
        """NotAllowed unless the role reaches as far as `role`."""
        if not reaches(self.role, role):
            raise NotAllowed(f"This needs the role {role}; your token has the role {self.role}.", role=role)
