"""The demonstration's website: a page about the cluster in both languages, from its public facts."""

from klynge.access.viewer import Viewer
from klynge.demo.cluster import Fact, facts, milestones
from klynge.website.actions.tree import Words, write_pages

_TITLE = {"da": ("Om klyngen", "om-klyngen"), "en": ("About the cluster", "about-the-cluster")}
_FACTS = {
    "fields": ("Det arbejder medlemmerne med", "What the members work with"),
    "suppliers": ("For købere", "For buyers"),
    "programme": ("Programmet bag", "The programme behind it"),
    "offices": ("Her er vi", "Where we are"),
}
_STORY = ("Historien", "The story")
_SOURCES = ("Kilder", "Sources")


def write_about(*, by: Viewer) -> None:
    """Once; what people have changed since stays."""
    write_pages(by=by, words={code: _about(code) for code in ("da", "en")})


def _about(code: str) -> Words:
    title, slug = _TITLE[code]
    known = {fact.key: fact for fact in facts() if not fact.year}
    which = 0 if code == "da" else 1
    body: list[tuple[str, object]] = []
    for key, names in _FACTS.items():
        body += [("heading", names[which]), ("text", f"<p>{_text(known[key], code)}</p>")]
    label = {"title": known["label"].text.best(code), "text": f"<p>{known['status'].text.best(code)}.</p>"}
    moments = "".join(f"<li><b>{one.year}</b> {_text(one, code)}</li>" for one in milestones())
    body += [("facts", label), ("heading", _STORY[which]), ("text", f"<ul>{moments}</ul>")]
    sources = dict.fromkeys(fact.source for fact in facts() if fact.source.startswith("https://") and " " not in fact.source)
    lines = [{"text": source.split("/")[2].removeprefix("www."), "page": None, "url": source} for source in sources]
    body.append(("links", {"title": _SOURCES[which], "lines": lines}))
    return Words(title, slug, _text(known["task"], code), tuple(body))


def _text(fact: Fact, code: str) -> str:
    return " ".join(fact.text.best(code).split())
