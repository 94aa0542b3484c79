"""How a customer reaches a service: what each channel takes for a contact, and how a code is written."""

from django.core.validators import EmailValidator, RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from processes.enums import ContactChannel

# It stands in the address of the public page.
check_code = RegexValidator(
    r"\A[A-Za-z0-9][A-Za-z0-9._-]*\Z",
    _("Write the code with letters without accents, digits, points, hyphens and underscores."),
)
_is_link = URLValidator(
    schemes=["http", "https"],
    message=_("Write the whole link, for example https://www.example.be."),
)
_is_email = EmailValidator(
    message=_("Write the whole e-mail address, for example info@example.be.")
)
_has_digits = RegexValidator(r"\d{2}", _("A telephone number has digits."))


def check_contact(channel: str, contact: str) -> None:
    """Raises ValidationError where a contact cannot be used on its channel; it may be empty."""
    if not contact:
        return
    if channel == ContactChannel.ONLINE:
        _is_link(contact)
    elif channel == ContactChannel.EMAIL:
        _is_email(contact)
    elif channel == ContactChannel.TELEPHONE:
        _has_digits(contact)


def whole_link(channel: str, contact: str) -> str:
    """A link as a browser follows it, for what people write without its beginning."""
    is_bare = contact and "://" not in contact and channel == ContactChannel.ONLINE
    return f"https://{contact}" if is_bare else contact
