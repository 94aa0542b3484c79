from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(can_answer(...))
    """Refuse with 403 what the role may not do."""
    if not allowed:
        raise PermissionDenied
