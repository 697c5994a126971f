"""One address for each language of a public page, for search engines and for links from abroad: ?language=en. Without it the page
answers in its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils import translation

from klynge.web.page import KlyngeRequest

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Spoken:
    """`fixed`: the address says the language. `keep`: what a link adds so that the next page speaks it too. `plain`: this address
    without it, for whoever chooses another one by hand."""

    language: str
    fixed: bool
    plain: str

    @property
    def keep(self) -> str:
        return f"?language={self.language}" if self.fixed else ""


@dataclass(frozen=True, slots=True)
class Twins:
    """What the head of a page tells search engines: its own address, and that of each language."""

    canonical: str
    languages: tuple[tuple[str, str], ...]
    default: str


def spoken(request: KlyngeRequest) -> Spoken:
    """The language of this answer, which everything from here on is written in."""
    asked = request.GET.get("language", "")
    fixed = asked in LANGUAGES
    if fixed:
        translation.activate(asked)
        request.LANGUAGE_CODE = asked
    rest = request.GET.copy()
    rest.pop("language", None)
    return Spoken((translation.get_language() or "da")[:2], fixed, _whole(request.path, rest))


def twins(path: str, language: str, query: Mapping[str, str] | None = None) -> Twins:
    """`query`: what else belongs to the address, as the number of a page. Readers of neither language are led to the English one."""

    def of(code: str) -> str:
        told = QueryDict(mutable=True)
        told.update({**(query or {}), "language": code})
        return settings.ADDRESS + _whole(path, told)

    return Twins(of(language), tuple((code, of(code)) for code in LANGUAGES), of("en"))


def _whole(path: str, query: QueryDict) -> str:
    told = query.urlencode()
    return path + (f"?{told}" if told else "")
