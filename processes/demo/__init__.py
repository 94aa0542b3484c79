"""The demonstration's catalogue, maps, agreements and news; what is no public fact is invented."""

from datetime import date, timedelta

from processes.demo.loading import load_maps, load_services

DAYS_IN_FORCE = 750


def load(today: date) -> None:
    """Services with their texts, and two maps that have been in force since the first case."""
    load_services()
    load_maps(today - timedelta(days=DAYS_IN_FORCE))
