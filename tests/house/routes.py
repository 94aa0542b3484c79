"""Every route of the application, read from the addresses themselves."""

from django.urls import URLPattern, URLResolver, get_resolver


def walk(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern


def all_routes():
    """Name to view and the names of what stands in the address."""
    return {
        name: (pattern.callback, sorted(pattern.pattern.converters))
        for name, pattern in walk(get_resolver().url_patterns)
    }
