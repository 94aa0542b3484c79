"""Prepare a machine for the application: its Python environment, and the system libraries it needs.

Run by the Makefile with the system's Python, before anything is installed: standard library only. Every step is skipped
when it was done before.
"""

from __future__ import annotations  # so that an older Python reads as far as the message about it

import argparse
import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSER_LIBRARIES = {"libatomic.so.1": "libatomic1"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--development", action="store_true", help="with the tools of development")
    parser.add_argument("--browser", action="store_true", help="with Chromium, for the journeys")
    options = parser.parse_args()
    with alone():
        missing = missing_libraries(PDF_LIBRARIES)
        if options.browser:
            missing += missing_libraries(BROWSER_LIBRARIES)
            missing += [] if chromium() else ["chromium"]
        # First, since whoever must type it should not wait for the rest.
        install_system_packages(missing)
        install_packages("requirements-dev.lock" if options.development else "requirements.lock")
        if options.browser and not chromium():
            sys.exit("Chromium is not there: the journeys cannot run. Give its path in CHROMIUM.")


@contextmanager
def alone() -> Iterator[None]:
    """Two set-ups at once would write into one environment."""
    with Path(__file__).open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def step(text: str) -> Iterator[None]:
    print(f"{text} …", flush=True)
    started = time.monotonic()
    yield
    print(f"{text}: {time.monotonic() - started:.1f} s", flush=True)


def install_packages(lock: str) -> None:
    done = ENVIRONMENT / f"{lock}.installed"
    wanted = f"{sys.version}\n{hashlib.sha256((PROJECT / lock).read_bytes()).hexdigest()}\n"
    if works() and done.exists() and done.read_text() == wanted:
        return
    with step(f"Python packages of {lock}"):
        if not works():
            make_environment()
        quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
        run(
            [PYTHON, "-m", "pip", "install", *quiet, "-r", PROJECT / lock],
            "The packages could not be installed.",
        )
        done.write_text(wanted)


def works() -> bool:
    """Whether the environment is whole: its Python starts and has pip."""
    command = [str(PYTHON), "-c", "import pip"]
    return PYTHON.exists() and subprocess.run(command, capture_output=True).returncode == 0


def make_environment() -> None:
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        install_system_packages([f"python{version}-venv"])
    run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], "No environment could be made.")


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """The Debian packages of the libraries that cannot be loaded."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def chromium() -> str | None:
    return shutil.which(os.environ.get("CHROMIUM", "chromium"))


def install_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit(f"Missing system libraries; their names in Debian: {' '.join(packages)}")
    if os.geteuid() != 0:
        sys.exit(
            f"Missing system packages. Type this, then try again:\n\n    sudo {' '.join(command)}\n"
        )
    with step(f"System packages {' '.join(packages)}"):
        subprocess.run(["apt-get", "update", "-qq"], stdin=subprocess.DEVNULL)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run([*command, "-qq"], "The system packages could not be installed.", quiet)


def run(
    command: list[str | Path], otherwise: str, environment: dict[str, str] | None = None
) -> None:
    """Run quietly; show what the command said only when it fails."""
    result = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        sys.exit(f"{result.stdout}\n{otherwise}")


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    main()
