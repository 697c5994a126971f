"""Named in pytest's options so that it is read before Django's settings: a home of its own, and the database to test on."""

import atexit
import gc
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="klynge-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["KLYNGE_HOME"] = _home
os.environ["KLYNGE_WORKERS"] = "false"
os.environ["KLYNGE_KEEP_PAGES"] = "false"  # tests change rows without a line in the journal; those of it turn it on
os.environ.setdefault("KLYNGE_TESTS_RUN", _home)  # the processes of a run inherit the folder of the first

# A million objects live as long as the run: to look through them for circles again and again takes a sixth of its time.
gc.set_threshold(100_000, 50, 1000)

if os.environ.get("KLYNGE_TEST_DATABASE") == "postgresql":
    from tests.postgres import started

    os.environ["KLYNGE_DATABASE"] = started()
