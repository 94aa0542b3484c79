"""A real browser on a real server: every page visited is checked by axe and must keep the console silent."""

import os
import shutil
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from procrastinate.contrib.django import app

# pytest-playwright keeps an event loop in the main thread, where Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def pytest_collection_modifyitems(items):
    """All journeys in one process: one browser, and a flush between them."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("browser"))


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


@pytest.fixture(params=[1440, 360], ids=["wide", "narrow"])
def width(request):
    return request.param


@pytest.fixture
def browser_context_args(browser_context_args, width):
    return {**browser_context_args, "viewport": {"width": width, "height": 900}}


@dataclass
class Visitor:
    """A person at the browser; `looks` checks the page they are on."""

    page: object
    address: str
    complaints: list = field(default_factory=list)

    def goes_to(self, path):
        self.page.goto(self.address + path)
        self.looks()

    def looks(self):
        """No violation of WCAG 2.2 AA, no sideways scrolling, nothing said on the console."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        violations = [(rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"]]
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert violations == []
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        assert self.complaints == []

    def signs_in(self, user, language="nl"):
        from tests.factories.organisations import PASSWORD

        self.goes_to(f"/{language}/account/login/")
        self.page.fill("#id_login", user.email)
        self.page.fill("#id_password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**/{language}/o/**")


@pytest.fixture
def visitor(page, live_server, settings):
    settings.SITE_URL = live_server.url
    someone = Visitor(page, live_server.url)
    page.on("console", lambda message: someone.complaints.append(message.text))
    page.on("pageerror", lambda error: someone.complaints.append(str(error)))
    return someone


@dataclass
class Mailbox:
    """A real SMTP server, and what it has taken."""

    port: int
    mails: list = field(default_factory=list)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 taken"


@pytest.fixture
def mailbox(settings, unused_tcp_port_number):
    box = Mailbox(unused_tcp_port_number)
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{box.port}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    yield box
    controller.stop()


@pytest.fixture
def unused_tcp_port_number():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def work():
    """Let a real worker do every job that waits."""

    def until_done():
        with app.replace_connector(app.connector.get_worker_connector()) as running:
            running.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    return until_done
