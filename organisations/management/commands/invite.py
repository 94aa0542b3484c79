from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import get_language

from organisations import joining
from organisations.models import Organisation


class Command(BaseCommand):
    help = "Invite a person to an organisation and print the link; nothing is sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("role", metavar="ROLE")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(code=options["slug"].upper()).first()
        if organisation is None:
            raise CommandError(f"Unknown organisation: {options['slug']}.")
        roles = [role.value for role in joining.roles_of(organisation)]
        if options["role"] not in roles:
            raise CommandError(f"Unknown role: {options['role']}. Known: {', '.join(roles)}.")
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"Not an e-mail address: {options['email']}.") from error
        _invitation, token = joining.invite(
            organisation, email=options["email"], roles=[options["role"]], by=None
        )
        self.stdout.write(joining.link_to(token, get_language() or "en"))
