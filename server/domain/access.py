"""Who may do what: a token belongs to one store and one role."""

from msgspec import Struct

from server.domain.store import Role
from server.errors import NotAllowed

ROLES: tuple[Role, ...] = ("agent", "manager", "admin")
"""Each reaches further than the one before it."""


def reaches(role: Role, wanted: Role) -> bool:
    """Whether `role` may do what needs the role `wanted`."""
    return ROLES.index(role) >= ROLES.index(wanted)


class Principal(Struct, frozen=True):
    """Who acts. `agent`: a name from store.yaml or of a person, if any; `token_id` None at the command line; `person`:
    the id of who signed in by name."""

    store: str
    role: Role
    agent: str | None
    token_id: str | None
    person: str | None = None

    @property
    def name(self) -> str:
        """How the audit log calls who acts."""
        return self.agent or self.role

    def require(self, role: Role) -> None:
        """NotAllowed unless the role reaches as far as `role`."""
        if not reaches(self.role, role):
            raise NotAllowed(f"This needs the role {role}; your token has the role {self.role}.", role=role)
