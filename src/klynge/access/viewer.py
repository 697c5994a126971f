"""The viewer: everything about a person that an access rule may ask, at one moment. No viewer is None; nobody is `ANYONE`."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """Roles are per person and dated; their rights are the union. BOARD gives no right to members' data: board members come
    from competing firms. TECH runs the server and sees no content."""

    SECRETARIAT = "secretariat"
    FINANCE = "finance"
    BOARD = "board"
    AUDITOR = "auditor"
    PARTNER = "partner"
    TECH = "tech"


@dataclass(frozen=True, slots=True)
class Viewer:
    """`organisations`: where the person works now; `managed`: those whose profile and people they look after (a subset);
    `community`: may see TLP:GREEN (staff of members, and of partner clusters that signed); `circles`: audiences that name one of
    the organisations; `own_circles`: audiences that name the person; `second_factor`: was used at this sign-in."""

    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    organisations: frozenset[int] = frozenset()
    managed: frozenset[int] = frozenset()
    community: bool = False
    circles: frozenset[int] = frozenset()
    own_circles: frozenset[int] = frozenset()
    second_factor: bool = False

    @property
    def signed_in(self) -> bool:
        return self.account_id is not None

    @property
    def secretariat(self) -> bool:
        return Role.SECRETARIAT in self.roles

    @property
    def member(self) -> bool:
        return bool(self.organisations)

    def with_roles(self, *roles: Role) -> "Viewer":
        return replace(self, roles=self.roles | set(roles))


ANYONE = Viewer()
