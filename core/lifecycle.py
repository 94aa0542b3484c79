"""States of a record and the moves between them, as data."""

from collections.abc import Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True)
class Lifecycle:
    """For each move, the states it may start from; a move that is not listed does not exist."""

    moves: Mapping[str, Set[str]]

    def allows(self, move: str, state: str) -> bool:
        return state in self.moves[move]
