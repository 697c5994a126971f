"""The demonstration's pictures: drawn from a few lines, of nobody and nothing that there is."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from math import cos, pi, sin, tau

from klynge.web.drawing import pixels

DEEP, WARM, PALE, MIST, WHITE = "#0b3558", "#e07a3f", "#d7e3ee", "#9db8cf", "#ffffff"


@dataclass(frozen=True, slots=True)
class Drawing:
    """`svg` is 1600 by 900; `said` tells what it shows, by language."""

    svg: str
    said: dict[str, str]


def drawing(motif: str) -> Drawing:
    """Raises KeyError for a motif that there is not."""
    paint, da, en = _MOTIFS[motif]
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900">'
    return Drawing(f"{head}{_area(0, 0, 1600, 900, PALE)}{paint()}</svg>", {"da": f"Tegning: {da}", "en": f"Drawing: {en}"})


def picture(motif: str) -> bytes:
    """Its pixels, as PNG."""
    return pixels(drawing(motif).svg.encode())


@contextmanager
def drawn_beside() -> Iterator[Callable[[str], bytes]]:
    """All pictures, drawn by a process at its side while this one does something else; each is waited for when it is asked for."""
    beside = ThreadPoolExecutor(1)
    drawn = {motif: beside.submit(picture, motif) for motif in _MOTIFS}
    try:
        yield lambda motif: drawn[motif].result()
    finally:
        beside.shutdown(cancel_futures=True)


def _area(x: float, y: float, wide: float, high: float, fill: str, round_: float = 0) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="{round_:g}" fill="{fill}"/>'


def _dot(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{fill}"/>'


def _ring(x: float, y: float, r: float, colour: str, wide: float = 6) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="none" stroke="{colour}" stroke-width="{wide:g}"/>'


def _line(points: list[tuple[float, float]], colour: str, wide: float = 8, fill: str = "none") -> str:
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    shape = "polyline" if fill == "none" else "polygon"
    stroke = f'stroke="{colour}" stroke-width="{wide:g}" stroke-linejoin="round" stroke-linecap="round"'
    return f'<{shape} points="{told}" fill="{fill}" {stroke}/>'


def _around(n: int, r: float, x: float = 800, y: float = 450, turn: float = -0.25) -> list[tuple[float, float]]:
    return [(x + r * cos(tau * (k / n + turn)), y + r * sin(tau * (k / n + turn))) for k in range(n)]


def _star() -> str:
    inner, outer = _around(12, 190, turn=-0.25 + 1 / 24), _around(12, 300)
    points = [point for pair in zip(outer, inner, strict=True) for point in pair]
    return _ring(800, 450, 380, MIST, 10) + _line(points, DEEP, 10, DEEP) + _dot(800, 450, 120, WARM)


def _network() -> str:
    ends = [*_around(9, 330), *_around(5, 160, turn=0.1)]
    lines = "".join(_line([one, other], MIST, 4) for one in ends[:9] for other in ends[9:])
    return lines + "".join(_dot(x, y, 26, DEEP) for x, y in ends[:9]) + "".join(_dot(x, y, 38, WARM) for x, y in ends[9:])


def _tables() -> str:
    told = ""
    for row in range(3):
        for column in range(5):
            x, y = 260 + column * 270, 230 + row * 220
            told += (
                _area(x - 60, y - 26, 120, 52, WHITE, 26)
                + _dot(x - 92, y, 30, DEEP)
                + _dot(x + 92, y, 30, WARM if row == 1 else MIST)
            )
    return told


def _shield() -> str:
    outline = [(800, 130), (1080, 230), (1080, 470), (800, 770), (520, 470), (520, 230)]
    return _line(outline, DEEP, 12, DEEP) + _line([(660, 440), (770, 550), (950, 330)], WARM, 48)


def _wave() -> str:
    def wave(y: float, high: float) -> list[tuple[float, float]]:
        return [(x, y + high * sin(x / 130) * (1 - abs(x - 800) / 900)) for x in range(0, 1601, 20)]

    lines = [(220, 60, MIST, 10), (450, 150, DEEP, 34), (450, 150, WARM, 8), (690, 60, MIST, 10)]
    return "".join(_line(wave(y, high), colour, wide) for y, high, colour, wide in lines)


def _globe() -> str:
    ovals = "".join(
        f'<ellipse cx="800" cy="450" rx="{r}" ry="310" fill="none" stroke="{MIST}" stroke-width="6"/>' for r in (100, 210, 310)
    )
    lines = "".join(_line([(800 - half, y), (800 + half, y)], MIST, 6) for y, half in ((300, 270), (450, 310), (600, 270)))
    way = f'<path d="M 600 620 Q 800 120 1040 330" fill="none" stroke="{WARM}" stroke-width="14"/>'
    return _dot(800, 450, 310, DEEP) + ovals + lines + way + _dot(600, 620, 24, WHITE) + _dot(1040, 330, 24, WARM)


def _drone() -> str:
    ends = _around(4, 260, y=400, turn=1 / 8)
    arms = "".join(_line([(800, 400), end], DEEP, 26) for end in ends)
    rings = "".join(_ring(x, y, 120, MIST, 12) + _dot(x, y, 22, DEEP) for x, y in ends)
    wind = "".join(
        _line([(120 + 60 * n, 760 + 34 * n), (620 + 180 * n, 760 + 34 * n)], WARM if n == 1 else MIST, 12) for n in range(3)
    )
    return wind + arms + rings + _area(720, 340, 160, 120, WARM, 40)


def _dots() -> str:
    told = ""
    for n in range(91):
        row, column = divmod(n, 13)
        new = n in (17, 29, 45, 52, 66, 74, 80)
        told += _dot(260 + column * 90, 180 + row * 90, 34 if new else 22, WARM if new else (DEEP if n % 3 else MIST))
    return told


def _paper() -> str:
    lines = "".join(_area(620, 250 + n * 62, 360 if n % 3 else 240, 18, MIST, 9) for n in range(7))
    return (
        _area(540, 130, 520, 640, WHITE, 18) + lines + _ring(980, 680, 90, WARM, 30) + _line([(1040, 745), (1130, 840)], WARM, 40)
    )


def _ladder() -> str:
    steps = [(300 + n * 190, 720 - n * 105) for n in range(6)]
    bars = "".join(_area(x - 70, y, 140, 780 - y, DEEP if n < 5 else WARM, 12) for n, (x, y) in enumerate(steps))
    return bars + _line([(x, y - 50) for x, y in steps], MIST, 10) + _dot(steps[-1][0], steps[-1][1] - 60, 26, WARM)


def _orbit() -> str:
    ovals = "".join(
        f'<ellipse cx="800" cy="450" rx="{rx}" ry="{ry}" fill="none" stroke="{MIST}" stroke-width="6" transform="rotate(-18 800 450)"/>'
        for rx, ry in ((620, 210), (460, 150))
    )
    panels = _area(1130, 190, 120, 60, DEEP, 6) + _area(1330, 190, 120, 60, DEEP, 6) + _area(1250, 170, 80, 100, WARM, 10)
    stars = "".join(_dot(90 + (n * 397) % 1430, 60 + (n * 211) % 780, 5, WHITE) for n in range(40))
    return stars + ovals + _dot(800, 450, 150, DEEP) + panels


def _bridge() -> str:
    arch = [(200 + 1200 * n / 60, 620 - 330 * sin(pi * n / 60)) for n in range(61)]
    ropes = "".join(_line([point, (point[0], 620)], MIST, 6) for point in arch[3::6])
    piers = "".join(_area(x, 620, 60, 200, DEEP, 6) for x in (180, 570, 970, 1360))
    return ropes + _line(arch, DEEP, 22) + _area(120, 600, 1360, 40, WARM, 8) + piers


_MOTIFS: dict[str, tuple[Callable[[], str], str, str]] = {
    "star": (_star, "en stjerne i en ring", "a star in a ring"),
    "network": (_network, "et net af store og små punkter", "a web of large and small points"),
    "tables": (_tables, "femten borde med to pladser ved hvert", "fifteen tables with two seats each"),
    "shield": (_shield, "et skjold med et flueben", "a shield with a tick"),
    "wave": (_wave, "en bølge med et spor i", "a wave with a track in it"),
    "globe": (_globe, "en globus med en rute tværs over", "a globe with a route across it"),
    "drone": (_drone, "en drone i vind", "a drone in the wind"),
    "dots": (_dots, "prikker på række, hvoraf syv er nye", "dots in rows, seven of them new"),
    "paper": (_paper, "et ark papir under et forstørrelsesglas", "a sheet of paper under a magnifying glass"),
    "ladder": (_ladder, "seks trin, der stiger", "six rising steps"),
    "orbit": (_orbit, "en satellit i kredsløb", "a satellite in orbit"),
    "bridge": (_bridge, "en bro over tre spænd", "a bridge of three spans"),
}
MOTIFS = tuple(_MOTIFS)
