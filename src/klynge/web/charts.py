"""Charts as pictures that one can read, print and hear: SVG made on the server, with the numbers behind it.

Every function gives a `Picture`; show it with `{% picture chart %}`. Texts arrive in the reader's language. Nothing here reads a clock.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klynge.web import svg
from klynge.web.formats import number
from klynge.web.parts import Cell, Column, Line, Picture, Table

PLOT = 0.92  # of the width; the rest is for the numbers of the scale


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `target` draws a mark; `signal` gives it the warm colour, and `note` must then say why in words."""

    label: str
    value: float
    url: str = ""
    target: float | None = None
    note: str = ""
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One line; as many values as there are places on the axis, None where nothing is known."""

    label: str
    values: Sequence[float | None]


def bars(title: str, description: str, items: Sequence[Bar], what: str, unit: str = "") -> Picture:
    """Lying bars, one below the other, in the order given. `what` heads the column of values ("Members")."""
    most = max([*(b.value for b in items), *(b.target for b in items if b.target is not None), 0]) or 1
    parts = []
    for place, bar in enumerate(items):
        top = place * 46
        said = f"{number(bar.value)}{_unit(unit)}"
        fill = "fill-signal" if bar.signal else "fill-1"
        marks = [
            svg.text(bar.label + (f" · {bar.note}" if bar.note else ""), 0, top + 14),
            svg.text(said, "100%", top + 14, "strong end"),
            svg.el("rect", class_="track", x=0, y=top + 22, width="100%", height=10, rx=5),
            svg.el("rect", class_=fill, x=0, y=top + 22, width=svg.percent(max(0.0, bar.value) / most), height=10, rx=5),
        ]
        if bar.target is not None:
            at = svg.percent(bar.target / most)
            marks.append(svg.el("line", class_="target", x1=at, x2=at, y1=top + 18, y2=top + 36))
        parts.append(svg.link(bar.url, f"{bar.label}: {said}", *marks))
    with_target = any(b.target is not None for b in items)
    columns = [Column(title), Column(what, "number")]
    if with_target:
        columns.append(Column(gettext("Target"), "number"))
    rows: list[Line] = [[Cell(b.label, b.url), b.value, *([b.target] if with_target else [])] for b in items]
    notes = [gettext("The upright mark is the target.")] if with_target else []
    drawn = svg.picture(title, description, max(1, len(items)) * 46 - 8, parts)
    return Picture(title, description, drawn, Table(title, columns, rows), notes=notes)


def funnel(title: str, description: str, steps: Sequence[Bar], what: str) -> Picture:
    """What is left at each step, as bars that narrow towards the middle, with the share that went on."""
    most = max((s.value for s in steps), default=0) or 1
    parts = []
    rows: list[Line] = []
    for place, step in enumerate(steps):
        top = place * 50
        share = step.value / most
        before = steps[place - 1].value if place else 0
        kept = (
            gettext("%(percent)s %% of the step before") % {"percent": number(round(step.value * 100 / before))} if before else ""
        )
        parts.append(
            svg.link(
                step.url,
                f"{step.label}: {number(step.value)}",
                svg.text(step.label, 0, top + 14),
                svg.text(number(step.value), "50%", top + 14, "strong mid"),
                svg.text(kept, "100%", top + 14, "small end"),
                svg.el(
                    "rect",
                    class_="fill-signal" if step.signal else "fill-1",
                    x=svg.percent((1 - share) / 2),
                    y=top + 21,
                    width=svg.percent(share),
                    height=18,
                    rx=3,
                ),
            )
        )
        rows.append([Cell(step.label, step.url), step.value, kept or None])
    columns = [Column(gettext("Step")), Column(what, "number"), Column(gettext("Went on"))]
    drawn = svg.picture(title, description, max(1, len(steps)) * 50 - 8, parts)
    return Picture(title, description, drawn, Table(title, columns, rows))


def lines(title: str, description: str, axis: str, places: Sequence[str], series: Sequence[Series], height: int = 220) -> Picture:
    """Up to three lines over the same places (months, years). A single line gets an area below it. The scale begins at 0."""
    known = [v for s in series for v in s.values if v is not None]
    step, top = _scale(max(known, default=0))
    inner, head = height - 26, 30 if len(series) > 1 else 10
    inner -= head
    parts: list[SafeString] = []
    for tick in range(round(top / step) + 1):
        y = head + inner * (1 - tick * step / top)
        parts.append(svg.el("line", class_="axis" if tick == 0 else "grid", x1=0, x2="100%", y1=y, y2=y))
        if tick:
            parts.append(svg.text(number(tick * step), "100%", y - 4, "small end halo"))
    drawn = []
    for place, one in enumerate(series[:3], start=1):
        for run in _runs(one.values):
            points = [(_across(i, len(places)), 100 * (1 - v / top)) for i, v in run]
            path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
            if len(series) == 1:
                drawn.append(svg.el("path", class_="area", d=f"{path}L{points[-1][0]:.2f} 100L{points[0][0]:.2f} 100Z"))
            drawn.append(svg.el("path", class_=f"line-{place}", d=path))
    parts.append(svg.plot("0", head, svg.percent(PLOT), inner, drawn))
    every = max(1, math.ceil(len(places) / 6))
    for i, label in enumerate(places):
        if i % every == 0:
            x = _across(i, len(places))
            parts.append(svg.text(label, svg.percent(PLOT * x / 100), height - 6, "small" if x < 4 else "small mid"))
    if len(series) > 1:
        for place, one in enumerate(series[:3]):
            x = place / len(series)
            key = svg.el("line", class_=f"line-{place + 1} key", x1=svg.percent(x), x2=svg.percent(x + 0.05), y1=9, y2=9)
            parts += [key, svg.text(one.label, svg.percent(x + 0.065), 13, "small")]
    rows: list[Line] = [[label, *(s.values[i] for s in series)] for i, label in enumerate(places)]
    table = Table(title, [Column(axis), *(Column(s.label, "number") for s in series)], rows)
    return Picture(title, description, svg.picture(title, description, height, parts), table)


def sparkline(label: str, values: Sequence[float]) -> SafeString:
    """A line the size of a word; `label` says what it shows, since the numbers stand beside it in the row."""
    most = max(values, default=0) or 1
    points = [(_across(i, len(values)), 96 - 92 * v / most) for i, v in enumerate(values)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if points else ""
    return svg.el(
        "svg",
        svg.el("path", class_="line-1", d=path),
        class_="chart spark",
        view_box="0 0 100 100",
        preserve_aspect_ratio="none",
        role="img",
        aria_label=label,
    )


def _unit(unit: str) -> str:
    return f"\N{NO-BREAK SPACE}{unit}" if unit else ""


def _across(i: int, count: int) -> float:
    return 50.0 if count < 2 else 100 * i / (count - 1)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The stretches of a line without a hole."""
    runs: list[list[tuple[int, float]]] = [[]]
    for i, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((i, value))
    return [run for run in runs if run]


def _scale(most: float) -> tuple[float, float]:
    """A step of 1, 2 or 5 times a power of ten with at most five steps, and the top of the scale."""
    if most <= 0:
        return 1.0, 1.0
    rough = most / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(f * power for f in (1, 2, 5, 10) if f * power >= rough)
    if most >= 1:
        step = max(step, 1.0)
    return step, step * math.ceil(most / step)
