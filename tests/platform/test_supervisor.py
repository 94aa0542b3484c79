import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.supervisor import Child, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def until(done, seconds=10):
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def signals():
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_a_killed_child_is_started_again(signals):
    child = Child("sleeper", SLEEP)
    with Supervisor([child]) as supervisor:
        killed = child.process
        killed.kill()

        until(lambda: supervisor.look() or (child.process is not killed and child.is_alive()))

    assert not child.is_alive()


def test_the_pause_grows_with_each_early_death(signals):
    child = Child("broken", [sys.executable, "-c", "raise SystemExit(1)"])
    with Supervisor([child]) as supervisor:
        (kept,) = supervisor.kept

        until(lambda: supervisor.look() or kept.deaths == 3)

        assert kept.not_before - time.monotonic() > 1.5


def test_a_child_that_ignores_the_request_to_stop_is_killed(signals, monkeypatch, tmp_path):
    monkeypatch.setattr("core.supervisor.STOP_SECONDS", 0.2)
    ready = tmp_path / "ready"
    code = f"import signal, time; signal.signal(15, signal.SIG_IGN); open({str(ready)!r}, 'w'); time.sleep(60)"
    child = Child("deaf", [sys.executable, "-c", code])

    with Supervisor([child]):
        until(ready.exists)

    assert child.process.returncode == -signal.SIGKILL


def test_a_child_ends_with_its_killed_parent(tmp_path):
    number = tmp_path / "number"
    grandchild = (
        "import os, time; from core.supervisor import end_with_parent; end_with_parent();"
        f"open({str(number)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    )
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    parent = subprocess.Popen([sys.executable, "-c", code])
    until(lambda: number.exists() and number.read_text())

    parent.kill()
    parent.wait()

    process = Path(f"/proc/{number.read_text()}")
    until(lambda: not process.exists() or " Z " in (process / "stat").read_text())
