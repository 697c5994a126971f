"""TED_EXPORT, the format of TED before eForms (in use until early 2024): one notice of any of its forms.

Facts: the Publications Office's schemas R2.0.8 and R2.0.9. The namespace changed with every release, the names did not. A file
may carry the form in 24 languages; only what the buyer sent (CATEGORY="ORIGINAL") is text of the notice.
"""

from klynge.connectors import ted_defence, ted_legacy_forms
from klynge.connectors.ted_legacy_coded import coded
from klynge.connectors.ted_legacy_texts import Said, originals
from klynge.connectors.xml import Element, name
from klynge.core.notice import Notice, Unread

ROOT = "TED_EXPORT"


def read(root: Element, where: str) -> Notice | Unread:
    """One notice from the root element of its XML; Unread when it lacks its number, its form, a title or a buyer."""
    about = coded(root)
    form = originals(root)
    if form is None:
        return Unread("no-form", where, "The notice has no form in its original language, so there is nothing to read.")
    notice = ted_legacy_forms.read(form, about) if _is_of_2014(form) else ted_defence.read(form, about)
    lacking = [
        what
        for what, there in (
            ("its number (DOC_ID)", notice.number),
            ("a title", notice.title),
            ("a buyer with a name", notice.buyers),
        )
        if not there
    ]
    if lacking:
        return Unread("missing-field", where, "The notice lacks " + ", ".join(lacking) + ".")
    return notice


def _is_of_2014(form: Said) -> bool:
    title = name(form.element)
    return title.endswith("_2014") or title == "MOVE"
