"""The guard is itself looked for by those who want to stop the house: any string is taken, and the work grows as the text does."""

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klynge.core.marking.look import Place, looked_at
from klynge.core.marking.normal import flat, normalised

ODD = st.text(st.one_of(st.characters(), st.sampled_from(" \n\t-_.*/()SECRETNATO\u200b\u00ad\u0405\u0301İΣςßﬁ")), max_size=200)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(ODD, st.sampled_from(list(Place)))
def test_no_string_breaks_it_and_twice_is_once(text, place):
    looked_at(text, place=place)
    once = normalised(text)
    assert normalised(once) == once
    assert len(flat(text).lower()) == len(flat(text))


def test_each_character_there_is_settles_at_once():
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [letter for letter in letters if normalised(normalised(letter)) != normalised(letter)] == []
    assert [letter for letter in letters if len(flat(letter)) != len(flat(letter).lower())] == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_around_a_mark_in_a_line_of_its_own_hides_it(before, after):
    found = looked_at(f"{before} ending here\n\nCOSMIC TOP SECRET\n\nbeginning here {after}")
    assert found is not None


SHAPES = ("\n", "S E C R E T ", "(", "nato secret ", "NATO SECRET x\n", "a\n", "S S S ", "secret ", "NATO ", "- ", "\u200b", "(S)\n(A)\n",
          "confide", "SECRET SECRET\n", "s.e.c.", "\u0301", "CUI / / ", "te\u0301 ", "<", "NATO\nSEC")  # fmt: skip


def work(text: str) -> float:
    """Processor time, the best of three: others may use the machine."""
    best = 1e9
    for _ in range(3):
        began = time.process_time()
        looked_at(text)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("shape", SHAPES, ids=ascii)
def test_four_times_the_text_is_not_sixteen_times_the_work(shape):
    """Quadratic work is sixteen-fold; what is linear stays near four, and a machine with other work below ten."""
    small, large = shape * (50_000 // len(shape)), shape * (200_000 // len(shape))
    assert work(large) < 10 * max(work(small), 0.002)
