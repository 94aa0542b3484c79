"""A real browser on a real server: every page visited is checked by axe and must keep the console silent."""

import os
import shutil
import socket
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.factories.organisations import PASSWORD

# pytest-playwright keeps an event loop in the main thread, where Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# The rule and the element of each violation.
FIND = """async rules => (await axe.run(rules)).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`)
)"""
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 360, "height": 800}
# Told when somebody presses a key before the page has put the focus where it belongs: no fault.
WAS_QUICKER = "Autofocus processing was blocked"


def pytest_collection_modifyitems(items):
    """All journeys in one process, after everything else: their event loop stays until the end."""
    journeys = [item for item in items if "tests/browser/" in item.nodeid]
    for item in journeys:
        item.add_marker(pytest.mark.xdist_group("browser"))
    items[:] = [item for item in items if item not in journeys] + journeys


@pytest.fixture(scope="session")
def browser_type_launch_args():
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("The browser journeys need Chromium: apt-get install chromium libatomic1")
    return {
        "executable_path": program,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@dataclass
class Visitor:
    """A person at the browser; `looks` checks the page they are on, in both widths."""

    page: Page
    address: str
    has_script: bool = True
    console: list[str] = field(default_factory=list)
    # An error page is itself a line on the console.
    expected_status: int = 200

    def hears(self, text):
        expected = f"responded with a status of {self.expected_status} "
        if expected not in text and not text.startswith(WAS_QUICKER):
            self.console.append(text)

    def goes_to(self, path, status=200):
        self.expected_status = status
        answer = self.page.goto(self.address + path)
        assert answer.status == status
        self.looks()

    def clicks(self, selector, status=200):
        self.expected_status = status
        with self.page.expect_navigation():
            self.page.click(selector)
        self.looks()

    def looks(self):
        """No violation of WCAG 2.2 AA, no sideways scrolling, nothing said on the console."""
        if self.has_script:
            self.page.evaluate(AXE_SCRIPT)
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            place = f"{self.page.url} at {size['width']}"
            if self.has_script:
                assert self.page.evaluate(FIND, RULES) == [], place
            wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{place} scrolls sideways by {wide} px"
        assert self.console == []

    def signs_in(self, user):
        """The page itself is looked at in the journey by keyboard."""
        self.page.goto(f"{self.address}/nl/account/login/")
        self.page.fill("#id_login", user.email)
        self.page.fill("#id_password", PASSWORD)
        self.clicks("main button[type=submit]")

    def fills(self, **answers):
        for name, text in answers.items():
            self.page.fill(f"#id_{name}", text)

    @property
    def heading(self):
        return self.page.inner_text("h1")

    def tabs_to(self, selector, most):
        """Reach a control by the Tab key alone, in at most so many steps; gives how many."""
        for steps in range(1, most + 1):
            self.page.keyboard.press("Tab")
            assert self.sees_the_focus(), self.page.evaluate("document.activeElement.outerHTML")
            if self.is_on(selector):
                return steps
        pytest.fail(f"{selector} is further than {most} steps away on {self.page.url}")

    def is_on(self, selector):
        return self.page.evaluate("s => document.activeElement.matches(s)", selector)

    def sees_the_focus(self):
        return self.page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== "none" || style.boxShadow !== "none";
            }"""
        )


@pytest.fixture
def visit(new_context, live_server, settings, tmp_path):
    """`visit(locale="fr-BE")` opens a browser of its own."""
    settings.SITE_URL = live_server.url
    settings.MEDIA_ROOT = tmp_path

    def come(locale="nl-BE", *, script=True):
        context = new_context(viewport=WIDE, locale=locale, java_script_enabled=script)
        visitor = Visitor(context.new_page(), live_server.url, has_script=script)
        visitor.page.on("console", lambda message: visitor.hears(message.text))
        visitor.page.on("pageerror", lambda error: visitor.hears(str(error)))
        return visitor

    return come


@dataclass
class Mailbox:
    """A real SMTP server, and what it has taken."""

    mails: list = field(default_factory=list)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def mailbox(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()
