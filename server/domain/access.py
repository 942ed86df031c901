"""Who may do what: a token belongs to one store and one role."""

from msgspec import Struct

from server.domain.store import Role
from server.errors import NotAllowed

_RANK: dict[str, int] = {"agent": 0, "manager": 1, "admin": 2}


class Principal(Struct, frozen=True):
    """Who acts. `agent`: a name from store.yaml, if any; `token_id` None at the command line."""

    store: str
    role: Role
    agent: str | None
    token_id: str | None

    def require(self, role: Role) -> None:
        """NotAllowed unless the role reaches as far as `role`."""
        if _RANK[self.role] < _RANK[role]:
            raise NotAllowed(f"This needs the role {role}; your token has the role {self.role}.", role=role)
