"""Ten answers are sent while the mail server is away and the worker is killed: ten letters must come, once each.

Run by hand, since the pauses between tries grow: `.venv/bin/python -m tests.platform.mail_away`.
"""

import argparse
import collections
import os
import re
import tempfile
import time
import urllib.request
from pathlib import Path

import django
from aiosmtpd.controller import Controller

from tests.platform.installation import LEFT_OUT, Installation, free_port

ANSWERS = 10
PATIENCE_SECONDS = 240
# A second letter would come within this time.
WATCHING_SECONDS = 90
LETTERS = "select status, count(*) from organisations_letter group by 1"
WAITING = "select count(*) from organisations_letter where status = 'queued'"
TRIES = "select succeeded, count(*) from organisations_lettertry group by 1"


class Mailbox:
    """What the mail server has taken."""

    def __init__(self):
        self.taken = collections.Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        found = re.search(rb"(?mi)^Message-ID:\s*(\S+)", envelope.content)
        self.taken[envelope.rcpt_tos[0], found[1].decode()] += 1
        return "250 taken"


def send_answers():
    from django.utils import timezone

    from complaints import handling, intake
    from complaints.enums import Channel, Finding, Nature
    from core.row_security import organisation_context
    from organisations.models import Organisation, User

    coordinator = User.objects.create_user(email="coordinator@mail.test", name="Coordinator")
    organisation = Organisation.objects.get(code="FIN")
    for number in range(ANSWERS):
        with organisation_context(organisation.pk):
            submission = intake.Submission(
                channel=Channel.TELEPHONE,
                nature=Nature.COMPLAINT,
                language="fr",
                letter_language=("nl", "fr", "de")[number % 3],
                received_on=timezone.localdate(),
                subject=f"Invented complaint {number}",
                text="An invented story.",
                person=intake.Person(name=f"Person {number}", email=f"person{number}@mail.test"),
            )
            case = intake.register(organisation, submission, by=coordinator)
            handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT)
            case.refresh_from_db()
            handling.answer(
                case, by=coordinator, body="An invented answer.", finding=Finding.UNFOUNDED
            )


def become_part_of(installation):
    """This process sends the answers itself, through the verbs, in the installation's database."""
    for name in LEFT_OUT:
        os.environ.pop(name, None)
    os.environ["DATA_DIR"] = str(installation.data_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.base"
    os.environ |= installation.environment
    django.setup()


def stay_away(installation, seconds):
    time.sleep(seconds / 2)
    with urllib.request.urlopen(f"{installation.address}/health/") as answer:
        say(f"While the mail server is away: {answer.read().decode()}")
    installation.kill("worker")
    time.sleep(seconds / 2)
    say_letters(installation)


def say_letters(installation):
    say(f"Letters: {dict(installation.rows(LETTERS))}; tries: {dict(installation.rows(TRIES))}")


def wait(done, seconds):
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.2)
    return done()


def run(folder, options):
    box, port = Mailbox(), free_port()
    environment = {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    installation = Installation(folder / "data", free_port(), folder / "log", environment)
    server = Controller(box, hostname="127.0.0.1", port=port)
    installation.start()
    try:
        installation.wait_for_first_page()
        become_part_of(installation)
        send_answers()
        stay_away(installation, options.away)
        server.start()
        started = time.monotonic()
        if options.kill_while_sending:
            wait(lambda: box.taken, PATIENCE_SECONDS)
            installation.kill("worker")
        wait(lambda: not installation.rows(WAITING)[0][0], PATIENCE_SECONDS)
        say(f"{len(box.taken)} letters within {time.monotonic() - started:.0f} s of the start")
        time.sleep(WATCHING_SECONDS)
        say_letters(installation)
        assert set(box.taken.values()) == {1}, f"Letters came twice: {box.taken}"
        assert options.kill_while_sending or len(box.taken) == ANSWERS
    finally:
        installation.stop()
        server.stop(no_assert=True)


def say(text):
    print(text, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--away", type=float, default=20, help="seconds without a mail server")
    parser.add_argument(
        "--kill-while-sending",
        action="store_true",
        help="the worker, too, at the first letter: one may then stay for a person to look at",
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        run(Path(folder), options)


if __name__ == "__main__":
    main()
