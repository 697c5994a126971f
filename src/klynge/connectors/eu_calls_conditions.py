"""What an EU topic asks of those who apply, out of the text of its conditions.

The conditions of most topics have the same numbered headings, and under most of them only where the rule is described. What is
kept is what the topic itself says: its own conditions, and every sentence that says who and how many must apply together.
"""

import re
from itertools import pairwise

from klynge.core.notice import Requirement, RequirementKind, Text

_HEADING = re.compile(
    r"\d[a-d]?\.\s*(?P<title>Admissibility (?:and Eligibility )?conditions(?:[:,] proposal page limits? and layout)?"
    r"|Eligible countries|(?:Other )?eligib(?:le|ility) conditions|Financial and operational capacity(?: and exclusion)?"
    r"|Evaluation and award|Legal and financial set-up|Exclusion|Open Science|Gender Equality Plan)"
    r"|Specific conditions|Application and evaluation forms|Call document and annexes",
    re.IGNORECASE,
)
_CODES = (
    ("admissib", "admissibility"),
    ("eligible countries", "eligible-countries"),
    ("other eligib", "eligibility"),
    ("eligib", "eligibility"),
    ("financial", "capacity"),
)
# Sentences that only say where to look: "described in Annex B of the Work Programme General Annexes."
_ELSEWHERE = re.compile(
    r"(?:(?:is|are|as|and|further|fully) )*(?:described|specified|set out|laid down)\b|Proposal page limits and layout:"
    r"|Not applicable|n/a|A number of non-EU/non-Associated|See the information in the|Admissibility conditions are described",
    re.IGNORECASE,
)
_GLUED = re.compile(r"([a-z0-9)\]”’%*][.;:!?])(?=[A-Z“])")
_GLUED_REFERENCE = re.compile(r"([\w)\].*])((?:as |is |are )?described (?:in |under )?(?:section|Annex|the call))")
_FOOTNOTE = re.compile(r"\s?\[\[[^\[\]]*\]\]|\[\d{1,2}\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_TOGETHER = re.compile(
    r"\b(?:at least|minimum(?: of)?|no less than)\b.{0,80}"
    r"\b(?:legal entit|entities|applicants?|beneficiar|participants?|partners)"
    r"|\bconsorti(?:um|a) (?:must|shall|has to|have to)\b|\bmust be submitted by\b|\bmust include (?:at least|a minimum)\b",
    re.IGNORECASE,
)
_LONGEST = 600  # of a sentence about partners; longer ones are lists that lost their breaks


def unglued(text: str) -> str:
    """The text with a line break where an export lost it ("System.Proposals" -> two lines), without its footnotes."""
    text = _GLUED.sub(r"\1\n", _FOOTNOTE.sub("", text) if "[" in text else text)
    return (_GLUED_REFERENCE.sub(r"\1\n\2", text) if "described" in text else text).strip()


def conditions(text: str, description: str) -> tuple[Requirement, ...]:
    """`text` is the topic's conditions as they came, `description` its scope in plain words; both in English."""
    found = dict.fromkeys(_under_headings(text))
    for sentence in _SENTENCE.split(f"{unglued(text)}\n{description}"):
        if _TOGETHER.search(sentence) and len(sentence) <= _LONGEST:
            said = _HEADING.sub("", sentence).strip(" -:")
            found[Requirement(RequirementKind.SELECTION, Text({"en": said}), "consortium")] = None
    return tuple(found)


def _under_headings(text: str) -> list[Requirement]:
    heads = list(_HEADING.finditer(text))
    ends = [*(head.start() for head in heads), len(text)]
    found: list[Requirement] = []
    for head, (_, end) in zip(heads, pairwise(ends), strict=True):
        title = (head["title"] or "").lower()
        code = next((code for start, code in _CODES if title.startswith(start)), "")
        said = _own_words(text[head.end() : end]) if code else ""
        if said:
            found.append(Requirement(RequirementKind.SELECTION, Text({"en": said}), code))
    return found


def _own_words(text: str) -> str:
    sentences = [one.strip(" :-\ufeff") for one in _SENTENCE.split(unglued(text))]
    return "\n".join(one for one in sentences if len(one) > 3 and not _ELSEWHERE.match(one))
