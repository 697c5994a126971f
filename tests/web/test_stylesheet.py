"""The one stylesheet: what templates ask of it is there, and nothing goes round it."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src/klynge"
STYLES = (SOURCE / "web/static/klynge/klynge.css").read_text()
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
PAGES = [path for path in TEMPLATES if "mail" not in path.parts]


def plain(path: Path) -> str:
    """The template with its tags blanked out, so that a class made by one is not taken for a word."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", path.read_text(), flags=re.DOTALL)


def test_every_class_of_a_template_is_in_the_stylesheet():
    known = set(re.findall(r"\.([a-z][\w-]*)", STYLES)) | {"signal", "done", "info"}
    asked = {
        (word, str(path.relative_to(SOURCE)))
        for path in PAGES
        for words in re.findall(r'\sclass="([^"]*)"', plain(path))
        for word in words.split()
        if "\0" not in word and word not in known
    }
    assert asked == set()


def test_no_template_has_a_style_a_script_or_a_handler_of_its_own():
    wrong = re.compile(
        r'\sstyle="|<style|<script(?![^>]*\ssrc=|\ type="application/ld\+json">)|\son[a-z]+="|\shx-on|javascript:|"js:'
    )
    assert [str(path) for path in PAGES if wrong.search(plain(path))] == []


def test_no_template_loads_anything_from_elsewhere():
    assert [str(path) for path in TEMPLATES if re.search(r'\s(src|srcset|action)="(https?:)?//', plain(path))] == []


def test_colours_are_named_once_and_exist_in_both_themes():
    tokens, rest = STYLES.split("/* ---- ground ---- */")
    for name in ("paper", "ink", "ink-2", "ink-3", "line", "blue", "signal", "signal-fill"):
        assert re.search(rf"--{name}: light-dark\(", tokens), name
    used = set(re.findall(r"var\(--([\w-]+)\)", STYLES))
    assert used - set(re.findall(r"--([\w-]+):", tokens)) == set()


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Of two colours like #10345b, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_can_be_read_on_every_ground_in_both_themes():
    colours = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", STYLES))
    themes = [{name: pair.split(", ")[i] for name, pair in colours.items()} for i in (0, 1)]
    texts = [
        (text, ground) for text in ("ink", "ink-2", "ink-3", "blue-link", "signal") for ground in ("paper", "raised", "sunken")
    ]
    texts += [("blue", "blue-soft"), ("signal", "signal-soft"), ("ink-2", "blue-soft"), ("on-blue", "blue")]
    edges = [("line-2", "paper")]  # of controls
    wanted = [(*pair, 4.5) for pair in texts] + [(*pair, 3.0) for pair in edges]
    weak = [(i, a, b) for i, theme in enumerate(themes) for a, b, least in wanted if contrast(theme[a], theme[b]) < least]
    assert weak == []
