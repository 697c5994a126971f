"""Who works with whom, as a picture of dots and lines. The same input always gives the same picture."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klynge.web import svg
from klynge.web.formats import number
from klynge.web.parts import Cell, Column, Line, Picture, Table

WIDTH, HEIGHT = 640.0, 420.0
ROUNDS = 220

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    label: str
    url: str = ""
    kind: Literal["1", "2", "3", "signal"] = "1"


@dataclass(frozen=True, slots=True)
class Link:
    """`weight` counts what the two did together."""

    one: str
    other: str
    weight: int = 1


def network(title: str, description: str, nodes: Sequence[Node], links: Sequence[Link], kinds: Mapping[str, str]) -> Picture:
    """At most some 60 nodes stay readable; `kinds` names what each kind of dot is, {"1": "Companies", "2": "Universities"}."""
    weight = {n.id: 0 for n in nodes}
    links = [k for k in links if k.one in weight and k.other in weight and k.one != k.other]
    for k in links:
        weight[k.one] += k.weight
        weight[k.other] += k.weight
    at = places(nodes, links)
    most = max(weight.values(), default=0) or 1
    radius = {i: 6 + 12 * math.sqrt(w / most) for i, w in weight.items()}
    named = {n.id for n in sorted(nodes, key=lambda n: (-weight[n.id], n.id))[:12]}
    lines = [
        svg.el(
            "line",
            class_="link",
            x1=at[k.one][0],
            y1=at[k.one][1],
            x2=at[k.other][0],
            y2=at[k.other][1],
            stroke_width=min(6.0, 1 + 0.8 * (k.weight - 1)),
        )
        for k in links
    ]
    dots = [
        svg.link(
            n.url,
            f"{n.label}: {number(weight[n.id])}",
            svg.el("circle", class_=f"node node-{n.kind}", cx=at[n.id][0], cy=at[n.id][1], r=radius[n.id]),
        )
        for n in nodes
    ]
    names = _names([n for n in sorted(nodes, key=lambda n: (-weight[n.id], n.id)) if n.id in named], at, radius)
    key = []
    for row, (kind, words) in enumerate(kinds.items()):
        key.append(svg.el("circle", class_=f"node node-{kind}", cx=10, cy=14 + row * 20, r=6))
        key.append(svg.text(words, 22, 18 + row * 20, "small halo"))
    labels = {n.id: n for n in nodes}
    rows: list[Line] = [
        [Cell(labels[k.one].label, labels[k.one].url), Cell(labels[k.other].label, labels[k.other].url), k.weight]
        for k in sorted(links, key=lambda k: (-k.weight, labels[k.one].label, labels[k.other].label))
    ]
    columns = [Column(gettext("One party")), Column(gettext("The other party")), Column(gettext("Together"), "number")]
    drawn = svg.drawing(
        title, description, WIDTH, HEIGHT, [svg.group(lines), svg.group(dots), svg.group(names), svg.group(key)], "network"
    )
    return Picture(title, description, drawn, Table(title, columns, rows), wide=True)


def places(nodes: Sequence[Node], links: Sequence[Link]) -> dict[str, Place]:
    """Where each node stands: springs along the links, all nodes pushing each other away (Fruchterman and Reingold 1991), from a
    start on a sunflower, so that no chance is in it."""
    if not nodes:
        return {}
    x = [math.sqrt((i + 0.5) / len(nodes)) * math.cos(i * 2.399963) for i in range(len(nodes))]
    y = [math.sqrt((i + 0.5) / len(nodes)) * math.sin(i * 2.399963) for i in range(len(nodes))]
    index = {n.id: i for i, n in enumerate(nodes)}
    pulls = [(index[k.one], index[k.other], 1 + math.log(k.weight)) for k in links]
    ideal = 1.6 / math.sqrt(len(nodes))
    for turn in range(ROUNDS):
        fx, fy = [-0.6 * a * ideal for a in x], [-0.9 * b * ideal for b in y]  # a little gravity keeps loose nodes in the picture
        for i in range(len(nodes)):
            for j in range(i):
                dx, dy = x[i] - x[j], y[i] - y[j]
                push = ideal * ideal / max(1e-6, dx * dx + dy * dy)
                fx[i] += dx * push
                fy[i] += dy * push
                fx[j] -= dx * push
                fy[j] -= dy * push
        for i, j, strength in pulls:
            dx, dy = x[i] - x[j], y[i] - y[j]
            pull = strength * math.hypot(dx, dy) / ideal * 0.5
            fx[i] -= dx * pull
            fy[i] -= dy * pull
            fx[j] += dx * pull
            fy[j] += dy * pull
        heat = 0.12 * (1 - turn / ROUNDS)
        for i in range(len(nodes)):
            force = math.hypot(fx[i], fy[i]) or 1
            x[i] += fx[i] / force * min(force, heat)
            y[i] += fy[i] / force * min(force, heat)
    return {n.id: (_fit(x[i], x, 70, WIDTH - 70), _fit(y[i], y, 34, HEIGHT - 44)) for i, n in enumerate(nodes)}


def _names(nodes: Sequence[Node], at: Mapping[str, Place], radius: Mapping[str, float]) -> list[SafeString]:
    """Names below their dots, or above where another name or dot is in the way; left out where neither place is free (they are
    still told when one points at the dot, and in the table)."""
    taken = [(at[n][0] - r, at[n][1] - r, at[n][0] + r, at[n][1] + r) for n, r in radius.items()]
    drawn = []
    for node in nodes:
        x, y = at[node.id]
        half = 3.4 * len(node.label)
        for base in (y + radius[node.id] + 14, y - radius[node.id] - 6):
            box = (x - half, base - 10, x + half, base + 3)
            if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                taken.append(box)
                drawn.append(svg.text(node.label, x, base, "mid halo small", aria_hidden="true"))
                break
    return drawn


def _fit(value: float, among: Sequence[float], low: float, high: float) -> float:
    least, most = min(among), max(among)
    return round((low + high) / 2 if most - least < 1e-9 else low + (value - least) / (most - least) * (high - low), 1)
