"""OCDS 1.0 and 1.1: release packages, record packages, bare releases and records, lists and lines of them.

Facts (https://standard.open-contracting.org/1.1/, https://www.find-tender.service.gov.uk/apidocumentation/1.0/GET-ocdsReleasePackages):
- Find a Tender: GET /api/1.0/ocdsReleasePackages?updatedFrom&updatedTo&limit&cursor, no key, limit 1 to 100, times as
  YYYY-MM-DDTHH:MM:SS; `links.next` of an answer holds the cursor of the next page and is absent on the last. Open Government
  Licence 3.0. No rate is stated; one question in two seconds is ours.
- Dialects met: Contracts Finder (one code, no lots, buyer in `buyer`), Scotland and Wales (EU profile with lots, codes on items,
  half of them without a release id), Moldova (language "md", text on the items, sums as text), Ukraine (suppliers embedded in
  awards, `lotID`, its codes are CPV under another name), Armenia (plain fields in English or transliterated, `name_hy`, lots as
  objects), Canada (`title_fr`, award without a tender), New South Wales (HTML in texts, UNSPSC codes).
"""

from collections.abc import Generator, Iterator
from datetime import date
from urllib.parse import parse_qs, urlencode, urlsplit

from klynge.connectors.fields import Section, section, sections, word
from klynge.connectors.json import Json, load, records
from klynge.connectors.ocds_merge import merged
from klynge.connectors.ocds_release import notice
from klynge.connectors.shapes import Answer, Ask
from klynge.core.errors import Unavailable
from klynge.core.notice import Notice, Unread

_RELEASE_KEYS = frozenset({"tender", "awards", "contracts", "planning", "buyer", "parties"})


class Ocds:
    """The connector. `asks` speaks to Find a Tender; `reads` takes every OCDS document, wherever it came from."""

    name = "ocds"
    hosts: tuple[str, ...] = ("www.find-tender.service.gov.uk",)
    seconds = 2.0

    def asks(self, since: date, until: date, mark: str = "") -> Generator[Ask, Answer, None]:
        """Page by page. `mark` is the cursor of the page; resuming asks for that page again, which changes nothing.

        Raises Unavailable when an answer is not a release package: half an answer is never taken for the last page.
        """
        cursor, seen = mark, {mark}
        while True:
            query = {"updatedFrom": f"{since}T00:00:00", "updatedTo": f"{until}T23:59:59", "limit": "100"}
            if cursor:
                query["cursor"] = cursor
            answer = yield Ask(f"https://{self.hosts[0]}/api/1.0/ocdsReleasePackages?{urlencode(query)}", mark=cursor)
            value = load(answer.body, answer.where)
            if isinstance(value, Unread):
                raise Unavailable("Find a Tender answered %(where)s with something else than data: %(detail)s Ask again later.",
                                  where=value.where, detail=value.detail)  # fmt: skip
            if not isinstance(value, dict) or not isinstance(value.get("releases"), list):
                raise Unavailable(
                    "Find a Tender answered %(where)s without a list of releases. Ask again later.", where=answer.where
                )
            further = word(section(value, "links"), "next")
            if not further:
                return
            cursor = next(iter(parse_qs(urlsplit(further).query).get("cursor", [])), "")
            if not cursor or cursor in seen:
                raise Unavailable("Find a Tender names no way to the page after %(where)s. Ask again later.", where=answer.where)
            seen.add(cursor)

    def reads(self, answer: Answer) -> Iterator[Notice | Unread]:
        """A notice for each release or record. More Unread reasons: not-ocds, releases-elsewhere."""
        for record in records(answer.body, answer.where):
            if isinstance(record, Unread):
                yield record
            else:
                where, value = record
                yield from _documents(value, where)


def _documents(value: Json, where: str) -> Iterator[Notice | Unread]:
    several = value if isinstance(value, list) else [value]
    for number, one in enumerate(several, 1):
        place = f"{where}, no. {number}" if isinstance(value, list) else where
        if isinstance(one, dict):
            yield from _document(one, place)
        else:
            yield Unread("not-ocds", place, "A package, a release or a record is an object; this is not.")


def _document(value: Section, where: str) -> Iterator[Notice | Unread]:
    if isinstance(value.get("records"), list):
        yield from _each(value, "records", where)
    elif "compiledRelease" in value or ("releases" in value and ("versionedRelease" in value or "ocid" in value)):
        yield _record(value, where)
    elif isinstance(value.get("releases"), list):
        yield from _each(value, "releases", where)
    elif _RELEASE_KEYS & value.keys():
        yield notice(value, where)
    else:
        yield Unread("not-ocds", where, "This is neither an OCDS package nor a release nor a record.")


def _each(package: Section, key: str, where: str) -> Iterator[Notice | Unread]:
    listed = package.get(key)
    for number, one in enumerate(listed if isinstance(listed, list) else [], 1):
        place = f"{where}, {key} no. {number}"
        if not isinstance(one, dict):
            yield Unread("not-ocds", place, "A release or a record is an object; this is not.")
        elif key == "records":
            yield _record(one, place)
        else:
            yield notice(one, place)


def _record(record: Section, where: str) -> Notice | Unread:
    """The publisher's own summary of the process where there is one, else the releases merged in order of date."""
    told = [release for release in sections(record, "releases") if _RELEASE_KEYS & release.keys()]
    release = section(record, "compiledRelease") or (merged(told) if told else {})
    if not release:
        return Unread("releases-elsewhere", where, "The record holds no release, only links to them.")
    return notice(release if word(release, "ocid") else {**release, "ocid": word(record, "ocid")}, where)
