"""The web server. No access log: addresses of pages and people are nobody's business."""

import os
import socket

from core.supervisor import end_with_parent

port = os.environ.get("PORT", "8000")


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


# Both, since `localhost` may mean either.
bind = [f"127.0.0.1:{port}", *([f"[::1]:{port}"] if _has_ipv6() else [])]
worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 20
# A question for open data may name a hundred codes: the longest line that gunicorn takes.
limit_request_line = 8190
accesslog = None
loglevel = "warning"
control_socket_disable = True
# The heartbeat of a worker should not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def on_starting(server: object) -> None:
    end_with_parent()
