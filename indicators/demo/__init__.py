"""The demonstration's Network, years and years of it; its figures are invented and say so."""

from datetime import date

from indicators.demo.declared import load_declarations
from indicators.demo.network import Invention, load_published_years
from indicators.demo.running import load_running_campaign


def load(today: date, *, seed: int) -> None:
    """The organisations, their registers and the definitions are there."""
    invention = Invention(seed, today)
    load_published_years(invention)
    load_running_campaign(invention)
    load_declarations(invention)
