"""Writing SVG safely: every text and attribute is escaped; colours come from the stylesheet's classes, never from `style`.

Charts that stand in a flowing page have no viewBox: they are as wide as their column, lengths go in percent, and text keeps its
size on a phone. Only the inside of a plot is stretched (`plot`).
"""

from collections.abc import Iterable, Sequence

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

Attribute = str | int | float | None


def _written(value: str | int | float) -> str:
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)


def el(name: str, *inside: SafeString | str, **attributes: Attribute) -> SafeString:
    """An element. `class_` is class, `_` in names is `-` (view_box is viewBox); attributes that are None are left out."""
    told = [(_NAMES.get(k, k.rstrip("_").replace("_", "-")), _written(v)) for k, v in attributes.items() if v is not None]
    head = format_html_join("", ' {}="{}"', told)
    # The names are our own words; everything else was escaped just above or is safe already.
    return mark_safe(f"<{name}{head}>{''.join(conditional_escape(part) for part in inside)}</{name}>")  # noqa: S308


_NAMES = {
    "view_box": "viewBox",
    "preserve_aspect_ratio": "preserveAspectRatio",
    "text_length": "textLength",
    "clip_path": "clip-path",
}


def group(parts: Iterable[SafeString], **attributes: Attribute) -> SafeString:
    return el("g", *parts, **attributes)


def text(words: str, x: str | float, y: str | float, class_: str = "", **attributes: Attribute) -> SafeString:
    return el("text", words, x=x, y=y, class_=class_ or None, **attributes)


def link(url: str, words: str, *inside: SafeString) -> SafeString:
    """What opens the rows behind a mark; `words` are heard in place of the picture. Without a url, the marks alone."""
    marks = el("title", words), *inside
    return el("a", *marks, href=url, aria_label=words) if url else group(marks)


def percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"


def picture(title: str, description: str, height: float, inside: Sequence[SafeString], class_: str = "") -> SafeString:
    """A chart as wide as its column and `height` pixels high."""
    return el(
        "svg",
        el("title", title),
        el("desc", description),
        *inside,
        class_=f"chart {class_}".strip(),
        width="100%",
        height=height,
        role="group",
        aria_label=title,
    )


def drawing(
    title: str, description: str, width: float, height: float, inside: Sequence[SafeString], class_: str = ""
) -> SafeString:
    """A picture with its own proportions (a map, a network) that is shrunk and stretched as a whole."""
    return el(
        "svg",
        el("title", title),
        el("desc", description),
        *inside,
        class_=f"chart {class_}".strip(),
        view_box=f"0 0 {width:g} {height:g}",
        role="group",
        aria_label=title,
    )


def plot(x: str, y: float, width: str, height: float, inside: Sequence[SafeString]) -> SafeString:
    """A stretched area with coordinates 0..100 both ways, y downwards; lines in it keep their width by the stylesheet."""
    return el(
        "svg",
        *inside,
        x=x,
        y=y,
        width=width,
        height=height,
        view_box="0 0 100 100",
        preserve_aspect_ratio="none",
        overflow="visible",
    )
