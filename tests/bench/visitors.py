"""Many people who send the public form at the same time, each from an address of their own."""

import http.client
import random
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from tests.platform.kill_loop import hidden_fields

CLIENTS, MESSAGES_A_CLIENT = 50, 4
# People read and write before they send; the form refuses what comes faster than three seconds.
READING_SECONDS = (3.2, 7.2)
LANGUAGES = ("nl", "fr", "de")


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    def __init__(self, address, number, slug):
        self.number = number
        self.language = LANGUAGES[number % len(LANGUAGES)]
        self.form = f"{address}/{self.language}/organisations/{slug}/complaints/new/"
        cookies = urllib.request.HTTPCookieProcessor()
        self.opener = urllib.request.build_opener(cookies, Unfollowed())
        network, host = divmod(random.randrange(60_000), 250)
        self.opener.addheaders = [("X-Forwarded-For", f"100.64.{network}.{host + 1}")]

    def sends_all(self):
        return [self.sends() for _ in range(MESSAGES_A_CLIENT)]

    def sends(self):
        """Milliseconds until the number is on its way; the case is committed by then."""
        with self.opener.open(self.form, timeout=60) as page:
            fields = hidden_fields(page.read().decode()) | self.answers()
        time.sleep(random.uniform(*READING_SECONDS))
        started = time.perf_counter()
        try:
            with self.opener.open(self.form, urllib.parse.urlencode(fields).encode(), 60) as page:
                refused = page.read().decode()
        except urllib.error.HTTPError as answer:
            elapsed = (time.perf_counter() - started) * 1000
            if answer.code == http.client.SEE_OTHER:
                return elapsed
            raise
        raise AssertionError(f"{self.form}: not taken\n{refused}")

    def answers(self):
        said = {
            "nature": random.choice(("complaint", "suggestion", "compliment", "question")),
            "subject": f"Invented message {self.number}",
            "text": "An invented story, sent by many people at the same time.",
            "letter_language": self.language,
        }
        if self.number % 3 == 0:
            return said | {"who": "anonymous"}
        email = f"visitor{random.randrange(10**9)}@bench.example"
        return said | {
            "who": "named",
            "kind": "person",
            "name": f"Visitor {self.number}",
            "email": email,
        }


def send_all(address, slugs):
    """The milliseconds of each message."""
    visitors = [Visitor(address, number, slugs[number % len(slugs)]) for number in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        return [elapsed for times in pool.map(Visitor.sends_all, visitors) for elapsed in times]
