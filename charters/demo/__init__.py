"""The demonstration's charters; their times, targets, opinions and figures are invented and say so."""

from charters.demo.loading import load_bosa, load_fin, load_inami


def load() -> None:
    """The catalogue, the people and the regulations are there."""
    load_fin()
    load_inami()
    load_bosa()
