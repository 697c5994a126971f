"""Who may pass a door. A door has no default: `who=` must be said, even when it is everyone."""

from collections.abc import Callable
from dataclasses import dataclass

from klynge.access.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class Who:
    """`passes(viewer)`; `name` is what the list of doors prints. Doors only keep people out; what they see inside is decided
    by the rules of the rows."""

    name: str
    passes: Callable[[Viewer], bool]

    def __or__(self, other: "Who") -> "Who":
        return Who(f"{self.name} or {other.name}", lambda viewer: self.passes(viewer) or other.passes(viewer))


nobody = Who("nobody", lambda viewer: False)
everyone = Who("everyone", lambda viewer: True)
signed_in = Who("signed in", lambda viewer: viewer.signed_in)
members = Who("members' staff", lambda viewer: viewer.member)
managers = Who("those who look after a member", lambda viewer: bool(viewer.managed))
community = Who("the community", lambda viewer: viewer.community)
secretariat = Who("the secretariat", lambda viewer: viewer.secretariat)


def holder(role: Role) -> Who:
    return Who(f"role {role.value}", lambda viewer: role in viewer.roles)
