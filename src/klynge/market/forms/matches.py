"""What the secretariat decides and members answer."""

from dataclasses import dataclass

from django.http import QueryDict

from klynge.core.errors import Wrong
from klynge.market.queries.matches import ToApprove


@dataclass(frozen=True, slots=True)
class Decision:
    match_ids: tuple[int, ...]
    approve: bool
    why: str


def decision(sent: QueryDict) -> Decision:
    """`match` many times, `do` approve or dismiss, `why`. Raises Wrong."""
    if sent.get("do") not in ("approve", "dismiss"):
        raise Wrong("Choose whether to approve or to dismiss.", where="do")
    return Decision(tuple(whole(value) for value in sent.getlist("match")), sent["do"] == "approve", _line(sent.get("why", "")))


def answer(sent: QueryDict) -> tuple[str, str]:
    """The answer and its reason."""
    return sent.get("answer", "")[:20], _line(sent.get("why", ""))


def to_approve(asked: QueryDict) -> ToApprove:
    member, notice = asked.get("member", ""), asked.get("notice", "")
    return ToApprove(
        organisation_id=whole(member) if member else None,
        notice_id=whole(notice) if notice else None,
        without_gaps=asked.get("gaps") == "none",
    )


def whole(text: str) -> int:
    """Raises Wrong for what is no number of a row."""
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Wrong("“%(text)s” names nothing here. Go back and choose from the list.", where="match", text=text[:20])
    return int(text)


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:300]
