"""How often something may be done: counted in the shared cache, per subject and hour."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class RateLimit:
    """At most `most` times in `seconds`, for one subject: a number, a network address."""

    name: str
    most: int
    seconds: int = 3600

    def is_reached(self, *subject: str) -> bool:
        return self._state(subject)[0] >= self.most

    def count(self, *subject: str) -> None:
        """One more; the time runs from the first."""
        done, until = self._state(subject)
        now = timezone.now().timestamp()
        until = until or now + self.seconds
        cache.set(self._key(subject), (done + 1, until), max(1, round(until - now)))

    def _state(self, subject: tuple[str, ...]) -> tuple[int, float]:
        done, until = cache.get(self._key(subject)) or (0, 0.0)
        return (done, until) if until > timezone.now().timestamp() else (0, 0.0)

    def _key(self, subject: tuple[str, ...]) -> str:
        # The cache never holds a readable address.
        digest = salted_hmac("rate limit", "\n".join(subject), algorithm="sha256").hexdigest()
        return f"limit:{self.name}:{digest}"
