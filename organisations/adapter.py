"""How allauth behaves here: nobody registers alone, people come by invitation."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest  # noqa: TID251 - the name and shape are allauth's
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    # The library's Dutch speaks to people as to friends.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not correct."),
        "enter_current_password": _("Write your current password."),
        "incorrect_password": _("This password is not correct."),
        "rate_limited": _("Too many attempts. Try again in a few minutes."),
        "too_many_login_attempts": _("Too many attempts. Try again in a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Account mails leave at once or not at all: nothing of them is stored."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            # No traceback: a refusal names the address.
            kind = type(error).__name__
            logger.error("The mail server took no account mail: %s", kind)  # noqa: TRY400
            page = render(allauth_context.request, "503.html", status=503)
            raise ImmediateHttpResponse(page) from error
