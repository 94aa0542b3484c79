"""Keep the processes of an installation alive, and stop them in order."""

import ctypes
import logging
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

logger = logging.getLogger(__name__)

STOP_SECONDS = 30
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60
SIGNAL_WHEN_PARENT_DIES = 1  # PR_SET_PDEATHSIG of prctl(2)


def end_with_parent() -> None:
    """Have the kernel ask this process to stop when its parent is gone, even by kill -9."""
    ctypes.CDLL(None).prctl(SIGNAL_WHEN_PARENT_DIES, signal.SIGTERM)


class Kept:
    """One thing to keep alive: how to see that it lives, and how to start it. It waits longer after each early death."""

    def __init__(self, name: str, is_alive: Callable[[], bool], start: Callable[[], None]) -> None:
        self.name = name
        self.is_alive = is_alive
        self.start = start
        self.deaths = 0
        self.started_at = time.monotonic()
        self.not_before: float | None = None

    def look(self) -> None:
        now = time.monotonic()
        if self.not_before is None:
            if self.is_alive():
                return
            self.deaths = 1 if now - self.started_at > STEADY_SECONDS else self.deaths + 1
            pause = min(LONGEST_PAUSE, 0.25 * 2**self.deaths)
            logger.error("%s ended unexpectedly; starting it again in %.1f s", self.name, pause)
            self.not_before = now + pause
        elif now >= self.not_before:
            self.not_before = None
            self.started_at = now
            self.start()


class Child:
    """A process of ours; in its own session, so that Ctrl-C reaches the supervisor alone."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if not self.process:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            logger.warning("%s did not stop within %s s: killed", self.name, STOP_SECONDS)
            self.kill()

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Starts the children on entering, stops them in the same order on leaving."""

    def __init__(self, children: Sequence[Child], others: Sequence[Kept] = ()) -> None:
        self.children = children
        self.kept = [
            *others,
            *(Kept(child.name, child.is_alive, child.start) for child in children),
        ]

    def __enter__(self) -> Self:
        for child in self.children:
            child.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._hurry)
        for child in self.children:
            child.stop()

    def look(self) -> None:
        """Start again what died."""
        for kept in self.kept:
            kept.look()

    def _hurry(self, *_: object) -> None:
        for child in self.children:
            child.kill()
