"""What the command line and the schedule do with the register."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from klynge.access.journal import first_broken, lines
from klynge.access.stopped import stopped
from klynge.core.errors import Wrong
from klynge.register.actions.confirm import answer_confirmation
from klynge.register.actions.import_new import BATCH
from klynge.register.actions.imports import INDEXING, TAKING
from klynge.register.imports.columns import MEMBERS
from klynge.register.models import Affiliation, CodeEntry, Confirmation, ContactPoint, Import, Organisation
from klynge.register.reference_tables import tree
from klynge.register.tasks import ask_members, import_file, load_codes
from klynge.search.queries.ranking import ranked
from tests.real import real
from tests.register.lists import danish

pytestmark = pytest.mark.django_db


def test_a_file_is_taken_in_from_the_command_line_and_the_journal_says_so(cast, tmp_path):
    file = tmp_path / "members.csv"
    file.write_bytes(danish())
    only_shown = import_file(file, take=False)
    assert (only_shown.taken, only_shown.problems, only_shown.counts["new"]) == (False, (), 3)
    done = import_file(file)
    assert (done.taken, done.counts) == (True, {"new": 3, "changed": 0, "same": 0, "wrong": 0})
    assert {line.who for line in lines(cast.clara, kind="register.Import")} == {"command line"}
    again = import_file(file)
    assert (again.taken, again.counts["same"]) == (True, 3)


def test_a_file_of_more_members_than_are_written_at_once_is_taken_in_whole_and_shows_how_far_it_is(cast, tmp_path):
    class Told:
        def __init__(self) -> None:
            self.last: dict[str, tuple[int, int | None]] = {}

        def show(self, done: int, total: int | None, doing: str) -> None:
            self.last[doing] = (done, total)

    file, told, n = tmp_path / "members.csv", Told(), 2 * BATCH + 1
    file.write_text("Name;Town\n" + "".join(f"Radar {i};Aarhus\n" for i in range(n)))
    assert import_file(file, printer=told).counts == {"new": n, "changed": 0, "same": 0, "wrong": 0}
    assert told.last == {TAKING: (n, n), INDEXING: (n, n)}
    admitted = [line.object_id for line in lines(cast.clara, kind="register.Organisation", limit=2 * n) if line.verb == "admit"]
    made = Organisation.objects.visible_to(cast.clara).filter(name__startswith="Radar")
    assert sorted(admitted) == sorted(str(pk) for pk in made.values_list("pk", flat=True))
    assert len(set(admitted)) == n
    assert first_broken() is None
    assert len(ranked(cast.clara, "organisation", "radar").order) == n


def test_a_file_with_problems_is_not_taken_in_and_each_is_a_sentence(cast, tmp_path):
    file = tmp_path / "members.csv"
    file.write_bytes(b"Name;CVR\nA;1\n")
    done = import_file(file)
    assert not done.taken
    assert [MEMBERS.english(problem) for problem in done.problems] == [
        "Row 2, CVR number: The CVR number '1' must have eight digits. Look it up in the CVR register."
    ]


def test_a_file_that_is_too_big_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "members.csv"
    with file.open("wb") as big:
        big.truncate(200_000_000)
    with pytest.raises(Wrong):
        import_file(file)


def test_the_code_tables_are_loaded_once_and_again_changes_nothing():
    first = load_codes()
    assert first["new"] > 500
    assert load_codes() == {"new": 0, "changed": 0, "same": first["new"]}
    drones = tree("cpv")
    assert (drones.version, "35613000" in drones) == ("2008", True)


def test_the_full_official_table_adds_to_the_selection_and_is_seen_at_once():
    load_codes()
    before = len(tree("cpv"))
    load_codes(real("codes/cpv_labels.csv.gz"))
    assert len(tree("cpv")) == CodeEntry.objects.filter(system__key="cpv").count() > 9_000 > before
    assert load_codes(real("codes/cpv_labels.csv.gz"))["new"] == 0


@pytest.mark.parametrize("content", [b"", b"\x1f\x8bnot a zip", b"no,columns\n1,2\n", b"code,da\n\xff,x\n"])
def test_a_file_that_is_no_table_is_refused(tmp_path, content):
    file = tmp_path / "cpv.csv"
    file.write_bytes(content)
    with pytest.raises(Wrong):
        load_codes(file)
    assert not CodeEntry.objects.exists()


def a_year_ago(cast):
    long_ago = timezone.now() - timedelta(days=366)
    Organisation.objects.system_rows("test").update(changed_at=long_ago)
    anna = Affiliation.objects.visible_to(cast.clara).get(person_id=cast.anna.person_id)
    ContactPoint.objects.create(affiliation=anna, organisation=cast.hawk, kind="email", value="anna@hawk.example")


def test_members_are_asked_once_a_year_and_only_those_who_can_be_reached(cast):
    assert ask_members() == {}
    a_year_ago(cast)
    assert ask_members() == {"asked": 1, "unreachable": 1}
    assert [sent.to for sent in mail.outbox] == [["anna@hawk.example"]]
    assert ask_members() == {"unreachable": 1}
    [asked] = Confirmation.objects.visible_to(cast.clara)
    answer_confirmation(by=cast.anna, confirmation_id=asked.pk, right=True)
    assert ask_members() == {"unreachable": 1}


def test_a_mail_that_does_not_leave_is_asked_again(cast, settings):
    a_year_ago(cast)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert ask_members() == {"failed": 1, "unreachable": 1}
    assert not Confirmation.objects.visible_to(cast.clara).exists()


def test_a_list_that_bears_a_mark_is_not_taken_in_from_the_command_line_either(cast, tmp_path):
    file = tmp_path / "members.csv"
    file.write_text("Navn;CVR\nFORTROLIGT;\n")
    with pytest.raises(Wrong, match=r"bears a protective mark \(rule alone dk-3\)"):
        import_file(file)
    assert [(line.who, line.where, line.rule) for line in stopped(cast.clara)] == [
        ("command line", "members import", "alone dk-3")
    ]
    assert not Import.objects.system_rows("the test counts lists").exists()
