"""What other organisations promise on a subject, in our words, with the page where it was read."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from charters.enums import Topic
from core.texts import Text
from organisations.reference import read_rows, texts

FILE = Path(__file__).parent / "reference" / "commitment_examples.csv"


@dataclass(frozen=True)
class Example:
    """Paraphrased, never quoted; `by` is who promises it."""

    topics: tuple[Topic, ...]
    by: Text
    text: Text
    source: str


@lru_cache(maxsize=1)
def examples() -> tuple[Example, ...]:
    return tuple(
        Example(
            tuple(Topic(topic) for topic in row["topics"].split()),
            texts(row, "by"),
            texts(row, "text"),
            row["source"],
        )
        for row in read_rows(FILE)
    )


def examples_on(topic: str) -> list[Example]:
    return [example for example in examples() if topic in example.topics]
