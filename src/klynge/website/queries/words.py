"""What a version of a release says, and the hashes by which one sees whether it still says the same."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klynge.website.models import ReleasePage, Tie

_KEYS = re.compile(r' data-block-key="[^"]*"')
Ties = frozenset[tuple[str, int]]  # of what, its number


def tied(ties: Ties, of: str) -> tuple[int, ...]:
    """The numbers of what a release tells of, of one kind (`Tie.Of`)."""
    return tuple(sorted(key for what, key in ties if what == of))


@dataclass(frozen=True, slots=True)
class Said:
    """A quote: `key` is the number of its block."""

    key: str
    text: str
    name: str
    title: str
    hash: str


@dataclass(frozen=True, slots=True)
class Words:
    """`hash` of title, lead and body. `contacts`: how many press contacts it names."""

    page_id: int
    language: str
    kind: str
    title: str
    hash: str
    quotes: tuple[Said, ...]
    ties: Ties
    contacts: int

    @property
    def members(self) -> tuple[int, ...]:
        return tied(self.ties, Tie.Of.MEMBER)


def words_in(page_id: int, language: str, content: Mapping[str, Any]) -> Words:
    """What a kept version says."""
    body = content.get("body") or []
    blocks = json.loads(body) if isinstance(body, str) else list(body)
    return Words(
        page_id=page_id,
        language=language,
        kind=str(content.get("kind", "")),
        title=str(content.get("title", "")),
        hash=_hash([content.get("title"), content.get("lead"), blocks]),
        quotes=tuple(_quote(block) for block in blocks if block.get("type") == "quote"),
        ties=frozenset((str(tie["of"]), int(tie["key"])) for tie in content.get("ties") or []),
        contacts=len(content.get("contacts") or []),
    )


def words_of(page: ReleasePage, *, alone: bool = False) -> Words:
    """What a page says as it is at hand: a row, a version, or what an editor is about to keep. With `alone` without ties and contacts,
    which are asked of the database."""
    content = {"title": page.title, "lead": page.lead, "kind": page.kind, "body": list(page.body.get_prep_value())}
    if not alone:
        content["ties"] = [{"of": tie.of, "key": tie.key} for tie in page.ties.all()]
        content["contacts"] = list(page.contacts.all())
    return words_in(page.pk, page.locale.language_code, content)


def _quote(block: Mapping[str, Any]) -> Said:
    value = block["value"]
    text, name, title = (_plain(value.get(part) or "") for part in ("text", "name", "title"))
    return Said(str(block.get("id") or ""), str(value.get("text") or ""), name, title, _hash([text, name, title]))


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(_plain(value), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Without the marks that the editor gives each block and paragraph, and however its lines are broken."""
    if isinstance(value, str):
        return " ".join(_KEYS.sub("", value).split())
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name != "id"}
    return value
