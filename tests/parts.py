"""What the tests need beyond Python packages: Chromium. PostgreSQL comes in a Python wheel.

`python -m tests.parts` installs Chromium where it can (Debian, as root, or in CI) and else says in one line how.
"""

import os
import shutil
import subprocess
import sys


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def main() -> int:
    if chromium():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests ...", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "chromium", "fonts-dejavu-core"], check=True, stdout=subprocess.DEVNULL
        )
        return 0 if chromium() else 1
    print("The browser tests need Chromium: install the package `chromium`, or name one with CHROMIUM=/path/to/chrome.")
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
