"""Every English text has its Danish, and the tool that keeps them loses none."""

import ast
import gettext as gnu
import io
from pathlib import Path

import pytest

from tools import messages


def test_every_text_has_its_danish_and_the_compiled_texts_are_new():
    assert list(messages.faults()) == []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    app = tmp_path / "register"
    (app / "templates/register").mkdir(parents=True)
    (app / "apps.py").write_text("")
    (app / "views.py").write_text('_("Region")\nngettext("%(n)s firm", "%(n)s firms", n)\npgettext("verb", "bid")\n')
    (app / "templates/register/list.html").write_text(
        '<p>\n  {% translate "Members" %}\n{% blocktranslate %}Hi {{ x }}{% endblocktranslate %}'
    )
    (tmp_path / "core").mkdir()
    (tmp_path / "core/codes.py").write_text('raise Wrong("No code %(code)s.", code=code)\n')
    return tmp_path


def keys(source: Path) -> dict[str, list[tuple[str | None, object]]]:
    return {package: [(one.key.context, one.key.text) for one in found] for package, found in messages.texts(source).items()}


def test_texts_are_found_in_code_templates_and_errors(source):
    assert keys(source) == {
        "web": [(None, "No code %(code)s.")],
        "register": [
            (None, "Members"),
            (None, "Hi %(x)s"),
            (None, "Region"),
            (None, ("%(n)s firm", "%(n)s firms")),
            ("verb", "bid"),
        ],
    }


def translate(source: Path, package: str, english: str, danish: str) -> None:
    file = source / package / "locale/da/LC_MESSAGES/django.po"
    text = file.read_text()
    assert f'msgid "{english}"\nmsgstr ""' in text
    file.write_text(text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{danish}"'))


def test_a_translation_outlives_a_change_of_the_code(source):
    list(messages.update(source))
    translate(source, "register", "Members", "Medlemmer")
    (source / "register/views.py").write_text('_("Municipality")\n')
    left = list(messages.update(source))
    assert left == [
        "register: no Danish for 'Hi %(x)s'",
        "register: no Danish for 'Municipality'",
        "web: no Danish for 'No code %(code)s.'",
    ]
    compiled = (source / "register/locale/da/LC_MESSAGES/django.mo").read_bytes()
    assert gnu.GNUTranslations(io.BytesIO(compiled)).gettext("Members") == "Medlemmer"


def test_the_same_texts_give_the_same_bytes(source):
    list(messages.update(source))
    before = {file: file.read_bytes() for file in source.rglob("*.?o")}
    list(messages.update(source))
    assert {file: file.read_bytes() for file in source.rglob("*.?o")} == before


def test_a_text_that_another_app_has_translated_is_taken_over(source):
    list(messages.update(source))
    translate(source, "register", "Region", "Region")
    (source / "market").mkdir()
    (source / "market/apps.py").write_text('_("Region")\n')
    assert "market: no Danish for 'Region'" not in list(messages.update(source))


def test_a_lost_place_is_a_fault(source):
    list(messages.update(source))
    translate(source, "web", "No code %(code)s.", "Ingen kode %(kode)s.")
    assert any("web" in line and "kode" in line for line in messages.faults(source))


def test_an_old_compiled_file_is_a_fault(source):
    list(messages.update(source))
    translate(source, "register", "Members", "Medlemmer")
    assert "register: the compiled texts are old; run python -m tools.messages" in list(messages.faults(source))


def test_no_text_is_hidden_from_the_tool_by_another_name():
    """`from ... import gettext as _now` would keep every text in `_now(...)` from being collected."""
    hidden = set()
    for path in messages.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                names = {one.asname for one in node.names if one.asname and "get" in one.name}
                hidden |= {(path.name, name) for name in names - messages.KEYWORDS.keys()}
    assert hidden == set()
