"""A drawing (SVG) as a picture of pixels. Nothing but its lines, areas and letters comes through: it is read by the locked reader of XML,
looked at element by element, and drawn by typst in a process of its own that has little time and memory."""

import json
import re
import subprocess
import sys
from pathlib import Path

from lxml import etree

from klynge.connectors import xml
from klynge.connectors.shapes import Answer
from klynge.core.errors import Wrong
from klynge.core.notice import Unread
from klynge.web import typeset

WIDE = 1600  # pixels of the longer side
SECONDS = 10
MOST = 2_000_000  # bytes
_LAYOUT = Path(__file__).with_name("drawing.typ")
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = "svg g defs title desc path rect circle ellipse line polyline polygon text tspan textPath use symbol marker pattern mask clipPath"
_PAINTS = "linearGradient radialGradient stop metadata"
_KNOWN = frozenset(f"{_SHAPES} {_PAINTS}".split())
_ELSEWHERE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression|javascript:|data:", re.I)
_NUMBER = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(px)?\s*")


def is_drawing(content: bytes) -> bool:
    """By its beginning: whether it wants to be read as SVG."""
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1000]
    return head.startswith(b"<") and b"<svg" in content[:20_000]


def pixels(content: bytes) -> bytes:
    """The drawing as a PNG, on white, WIDE pixels on its longer side. Raises Wrong for one that is broken, has no size, holds a program or
    a style sheet, or fetches something."""
    if len(content) > MOST:
        raise Wrong("This drawing is larger than %(most)s MB. Make it simpler and try again.", most=MOST // 10**6)
    root = xml.tree(Answer("drawing", content))
    if isinstance(root, Unread) or root.tag != f"{_SVG}svg":
        raise Wrong("This is no drawing that can be read. Save it as plain SVG and try again.")
    for element in list(root.iter(etree.Element)):
        _look(element)
    wide, high = _size(root)
    scale = WIDE / max(wide, high)
    said = {"svg": etree.tostring(root, encoding="unicode"), "width": round(wide * scale), "height": max(1, round(high * scale))}
    told = {"layout": str(_LAYOUT), "said": said, "png": True, "seconds": SECONDS}
    command = [sys.executable, "-P", "-m", typeset.__name__]
    try:
        done = subprocess.run(command, input=json.dumps(told).encode(), capture_output=True, timeout=10 * SECONDS)  # noqa: S603  # our own module, told as data
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        raise Wrong("This drawing takes too long or cannot be drawn. Make it simpler, or save it as PNG, and try again.")
    return done.stdout


def _look(element: xml.Element) -> None:
    """Raises Wrong for an element or an attribute that could do more than draw; what other programs note beside the drawing goes."""
    name = str(element.tag)
    if not name.startswith(_SVG):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        return
    plain = name.removeprefix(_SVG)
    if plain not in _KNOWN:
        raise Wrong("This drawing holds “%(what)s”, which can do more than draw. Take it out and try again.", what=plain[:40])
    for key, value in element.attrib.items():
        own = str(key).rpartition("}")[2].lower()
        fetches = own in ("href", "src") and not str(value).lstrip().startswith("#")
        if own.startswith("on") or fetches or _ELSEWHERE.search(str(value)):
            raise Wrong("This drawing holds “%(what)s”, which can do more than draw. Take it out and try again.", what=own[:40])


def _size(root: xml.Element) -> tuple[float, float]:
    box = [
        float(one) for one in re.split(r"[\s,]+", str(root.get("viewBox") or "").strip()) if re.fullmatch(r"-?[0-9.]{1,12}", one)
    ]
    sides = [_NUMBER.fullmatch(str(root.get(name) or "")) for name in ("width", "height")]
    wide, high = (box[2], box[3]) if len(box) == 4 else [float(side[1]) if side else 0.0 for side in sides]
    if not 0 < wide < 100_000 or not 0 < high < 100_000 or not 0.05 < wide / high < 20:
        raise Wrong("This drawing does not say how large it is. Give it a viewBox and try again.")
    return wide, high
