"""Every route of the application, read from the addresses themselves."""

from django.urls import URLPattern, URLResolver, get_resolver

OF_ALLAUTH = ("account_", "mfa_", "socialaccount_")


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


def routes_without_organisation():
    """Pages behind sign-in in whose address no organisation stands; the library's for accounts apart."""
    return {
        name
        for name, (view, words) in all_routes().items()
        if "slug" not in words
        and getattr(view, "login_required", True)
        and not name.startswith(OF_ALLAUTH)
        # A redirection has no name.
        and name != "None"
    }
