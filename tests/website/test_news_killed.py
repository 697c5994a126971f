"""kill -9 in the middle of a mailing: the next run goes on with the next reader, and nobody gets a second mail."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.website.killed import READERS

ROOT = Path(__file__).resolve().parents[2]
KILLS = (5, 9, 14)  # readers after whom it is killed, of each run


def work(home: Path, *steps: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "KLYNGE_HOME": str(home), "KLYNGE_DATABASE": "", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.website.killed", *steps]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def done(home: Path, *steps: str) -> list[str]:
    with work(home, *steps) as process:
        lines = process.stdout.read().splitlines()
        assert process.wait(120) == 0, steps
    return lines


def killed(home: Path, times: int) -> None:
    """A moment after so many lines of progress, most often between a row and its mail."""
    with work(home, "news") as process:
        for _n in range(times + 1):
            assert "Sending the news" in process.stdout.readline()
        time.sleep(random.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


def mailed(home: Path) -> Counter[str]:
    texts = (path.read_text() for path in (home / "mails").iterdir())
    return Counter(to for text in texts for to in re.findall(r"^To: (\S+)$", text, re.MULTILINE))


def test_a_mailing_that_is_killed_goes_on_and_sends_nothing_twice(tmp_path):
    done(tmp_path, "prepare")
    for times in KILLS:
        before = sum(mailed(tmp_path).values()) if (tmp_path / "mails").exists() else 0
        killed(tmp_path, times)
        assert before < sum(mailed(tmp_path).values()) < READERS
    assert done(tmp_path, "news", "rows")[-1] == f"{READERS} False"
    found = mailed(tmp_path)
    assert set(found.values()) == {1}
    assert len(found) >= READERS - len(KILLS)  # each kill can lose the one mail that was about to leave
    assert done(tmp_path, "news")[-1] == "counts {}"
    assert mailed(tmp_path) == found
