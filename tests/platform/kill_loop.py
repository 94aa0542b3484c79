"""Kill processes at random moments while the public form is sent many times; every confirmed number must exist exactly once.

Run by hand, since it takes minutes: `.venv/bin/python -m tests.platform.kill_loop --submissions 200`. A sender acts as a
person does: reads, fills in the page, and sends the same page again when no answer came.
"""

import argparse
import collections
import html
import http.client
import random
import re
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.platform.installation import TARGETS, Installation, free_port

ORGANISATIONS = ("fin", "bosa", "onem", "just", "mob")
# A person reads first; the form refuses what comes faster.
READING_SECONDS = 3.2
PATIENCE_SECONDS = 300
SETTLING_SECONDS = 180
INPUT = re.compile(r"<input[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
NUMBER = re.compile(r"<dt>[^<]*</dt><dd><strong>([A-Z0-9_-]+-\d{4}-\d{5})</strong>")
MESSAGE_ID = re.compile(r"(?mi)^Message-ID:\s*(\S+)")
WAITING = "select count(*) from organisations_letter where status = 'queued' and channel = 'email'"
LETTERS = "select status, count(*) from organisations_letter group by 1"


class Sender:
    """One person at one address."""

    def __init__(self, address, number):
        self.address = address
        self.number = number
        self.again = 0
        self.organisation = ORGANISATIONS[number % len(ORGANISATIONS)]
        self.language = ("nl", "fr", "de")[number % 3]
        cookies = urllib.request.HTTPCookieProcessor()
        self.opener = urllib.request.build_opener(cookies)
        network, host = divmod(number, 250)
        self.opener.addheaders = [("X-Forwarded-For", f"198.51.{network}.{host + 1}")]

    def request(self, path, fields=None):
        """The page; asks again, as a person would, while the server is away."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with self.opener.open(self.address + path, data, timeout=30) as answer:
                    return answer.read().decode()
            except urllib.error.HTTPError as error:
                if error.code < http.client.INTERNAL_SERVER_ERROR:
                    raise AssertionError(f"{path}: {error.code}\n{error.read().decode()}") from None
            except (OSError, http.client.HTTPException):
                pass
            assert time.monotonic() < until, f"{path}: no answer"
            self.again += 1
            time.sleep(random.uniform(0.2, 0.8))

    def sends(self):
        """The number that the confirmation shows."""
        path = f"/{self.language}/organisations/{self.organisation}/complaints/new/"
        fields = hidden_fields(self.request(path)) | self.answers()
        time.sleep(READING_SECONDS)
        page = self.request(path, fields)
        found = NUMBER.search(page)
        assert found, f"{path}: no confirmation\n{page}"
        return found[1]

    def answers(self):
        answers = {
            "nature": random.choice(("complaint", "suggestion", "compliment", "question")),
            "subject": f"Invented message {self.number}",
            "text": "An invented story, sent while processes are killed.",
            "letter_language": self.language,
        }
        if self.number % 3 == 0:
            return answers | {"who": "anonymous"}
        named = {"who": "named", "kind": "person", "name": f"Sender {self.number}"}
        return answers | named | {"email": f"sender{self.number}@kill.example"}


def hidden_fields(page):
    inputs = [dict(ATTRIBUTE.findall(tag)) for tag in INPUT.findall(page)]
    return {
        tag["name"]: html.unescape(tag.get("value", ""))
        for tag in inputs
        if tag.get("type") == "hidden" and tag.get("name", "language") != "language"
    }


def kill(installation, plan, pause, done):
    """One target of the plan after another; what is not there just now comes later."""
    while not done.wait(random.uniform(*pause)):
        installation.keep()
        target = plan.pop() if plan else None
        if target and not installation.kill(target):
            plan.insert(0, target)


def send_all(installation, options, plan):
    done = threading.Event()
    killer = threading.Thread(target=kill, args=(installation, plan, options.pause, done))
    people = [Sender(installation.address, number) for number in range(options.submissions)]
    killer.start()
    try:
        with ThreadPoolExecutor(options.senders) as pool:
            confirmed = list(pool.map(Sender.sends, people))
    finally:
        done.set()
        killer.join()
    say(
        f"Asked or sent again, for want of an answer: {sum(person.again for person in people)} times"
    )
    say(f"Killed: {dict(installation.kills)}; planned, and not reached: {len(plan)}")
    return confirmed


def settle(installation):
    """Until no letter waits; one that was under way when its worker was killed waits for a person."""
    until = time.monotonic() + SETTLING_SECONDS
    while installation.rows(WAITING) != [(0,)] and time.monotonic() < until:
        time.sleep(1)


def check_cases(installation, confirmed):
    numbers = [number for (number,) in installation.rows("select number from complaints_case")]
    times = collections.Counter(numbers)
    missing = [number for number in confirmed if times[number] != 1]
    assert not missing, f"Confirmed, and not there exactly once: {missing}"
    assert len(set(confirmed)) == len(confirmed), "One number was confirmed to two people"
    assert sorted(numbers) == sorted(confirmed), "There are cases that nobody was told of"
    series = collections.defaultdict(list)
    for number in numbers:
        name, last = number.rsplit("-", 1)
        series[name].append(int(last))
    for name, found in series.items():
        assert sorted(found) == list(range(1, len(found) + 1)), f"{name} has a gap"
    say(f"Cases, without a gap: { {name: len(found) for name, found in series.items()} }")


def check_letters(installation):
    mails = (installation.data_dir / "mail").glob("*")
    ids = [found for mail in mails for found in MESSAGE_ID.findall(mail.read_text())]
    assert len(ids) == len(set(ids)), "A letter was sent twice"
    say(f"Letters: {dict(installation.rows(LETTERS))}; mails, none twice: {len(ids)}")


def run(folder, options):
    # The senders stand behind a proxy, so that each has an address of its own.
    behind_proxy = {"TRUSTED_PROXY_COUNT": "1"}
    installation = Installation(folder / "data", free_port(), folder / "log", behind_proxy)
    plan = [TARGETS[number % len(TARGETS)] for number in range(options.kills)]
    random.shuffle(plan)
    installation.start()
    try:
        installation.wait_for_first_page()
        say("First page")
        started = time.monotonic()
        confirmed = send_all(installation, options, plan)
        say(f"{len(confirmed)} confirmed in {time.monotonic() - started:.0f} s")
        settle(installation)
        check_cases(installation, confirmed)
        check_letters(installation)
    finally:
        installation.stop()


def say(text):
    print(time.strftime("%H:%M:%S"), text, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=18)
    parser.add_argument("--senders", type=int, default=8)
    parser.add_argument(
        "--pause", type=float, nargs=2, default=(2, 6), help="seconds between kills"
    )
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        run(Path(folder), options)


if __name__ == "__main__":
    main()
