"""Files are short, names are the field's, and every module says what it is for."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts]
_EMPTY = ("__init__.py", "apps.py", "urls.py", "wsgi.py")


def test_no_file_is_longer_than_300_lines():
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    assert {str(path.relative_to(ROOT)): n for path in files if (n := len(path.read_text().splitlines())) > 300} == {}


def test_every_module_says_what_it_is_for():
    assert [str(path) for path in SOURCES if path.name not in _EMPTY and not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_every_public_name_of_core_connectors_and_access_has_a_docstring_or_is_plain():
    missing = []
    for path in SOURCES:
        if not {"core", "connectors", "access"} & set(path.parts):
            continue
        for node in ast.parse(path.read_text()).body:
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and len(node.body) > 5
            if public and not ast.get_docstring(node):
                missing.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert missing == []


def test_no_name_is_a_manager_helper_or_util():
    words = re.compile(r"(Manager|Helper|Util|Utils|Data)$")
    found = []
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        found += [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and words.search(node.name)]
        if re.search(r"(helper|util|manager)", path.stem):
            found.append(str(path))
    assert found == ["GuardedManager"]  # Django's own word for the thing


def test_raw_sql_stands_only_where_no_row_of_a_person_is_read():
    allowed = {"search/engines.py", "access/chain.py", "access/disk.py", "access/reach.py", "site/doctor.py"}
    found = set()
    for path in SOURCES:
        if re.search(r"\.cursor\(|RawSQL|\.extra\(", path.read_text()):
            found.add(str(path.relative_to(ROOT / "src" / "klynge")))
    assert found <= allowed


def test_system_rows_always_say_why():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "system_rows":
                (why,) = node.args
                said = isinstance(why, ast.Constant) and len(why.value) > 10
                named = isinstance(why, ast.Name) and (why.id.isupper() or why.id == "why")
                assert said or named, f"{path}:{node.lineno}"


def test_no_file_holds_the_marks_of_a_conflict():
    marks = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
    files = [path for top in ("src", "tests", "bench", "tools") for path in (ROOT / top).rglob("*") if path.is_file()]
    assert [str(path) for path in files if path.suffix != ".pyc" and marks.search(path.read_bytes())] == []
