"""Asking the server: again where that may help, with what it says as sentences."""

import io
import json
import time
import uuid
from collections.abc import Callable
from typing import Any

import requests

from postmortems.client.settings import Settings, read_settings
from postmortems.client.words import spoken

TRIES, PAUSE = 3, 0.5  # seconds before the second try, doubled each time
TIMEOUT = (5, 60)  # to connect, and to wait for a word
AGAIN = frozenset({429, 502, 503, 504})
Answer = requests.Response
Step = Callable[[int], None]


class Trouble(Exception):
    """It was not done; the message says why, to a person. `is_away`: nobody answered, so that it may be kept."""

    def __init__(self, words: str, *, is_away: bool = False) -> None:
        super().__init__(words)
        self.is_away = is_away


class Connection:
    """One server, and whom the token speaks for."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or read_settings()
        self._session = requests.Session()
        self._session.trust_env = True
        self._session.headers.update({"Authorization": f"Bearer {self.settings.token}", "Accept": "application/json"})

    def get(self, path: str, **asked: Any) -> Any:
        return self._ask("GET", path, params={name: value for name, value in asked.items() if value}).json()

    def post(self, path: str, body: Any, *, key: str = "", etag: str = "", step: Step | None = None) -> Any:
        """Send something that is made once, whatever gets lost on the way: every try carries the same key."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        if etag:
            headers["If-Match"] = etag
        sent = json.dumps(body).encode()
        return self._ask("POST", path, headers=headers, body=sent, step=step).json()

    def read(self, path: str) -> tuple[Any, str]:
        """A thing and its version."""
        answer = self._ask("GET", path)
        return answer.json(), answer.headers.get("ETag", "")

    def _ask(
        self, method: str, path: str, *, body: bytes = b"", step: Step | None = None, **more: Any
    ) -> requests.Response:
        pause = PAUSE
        for left in reversed(range(TRIES)):
            try:
                answer = self._once(method, path, body, step, **more)
            except (requests.ConnectionError, requests.Timeout) as error:
                if not left:
                    raise Trouble(f"Nothing answers at {self.settings.url}. ({_reason(error)})", is_away=True) from None
            else:
                if answer.status_code not in AGAIN or not left:
                    return _taken(answer)
            time.sleep(pause)
            pause *= 2
        raise AssertionError("every way out of the loop was taken")

    def _once(self, method: str, path: str, body: bytes, step: Step | None, **more: Any) -> requests.Response:
        data = Counted(body, step) if step else body
        address = f"{self.settings.url}/api/v1{path}"
        return self._session.request(method, address, data=data, timeout=TIMEOUT, allow_redirects=False, **more)


class Counted(io.BytesIO):
    """A body that says how much of it has been sent."""

    def __init__(self, body: bytes, step: Step) -> None:
        super().__init__(body)
        self._step = step

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self._step(len(piece))
        return piece


def _taken(answer: requests.Response) -> requests.Response:
    """The answer, if it is one. Raises Trouble."""
    if answer.ok and "json" in answer.headers.get("Content-Type", ""):
        return answer
    if answer.is_redirect or answer.ok:
        raise Trouble(f"There is no Second Story at {answer.url.partition('/api/')[0]}.")
    try:
        problem = answer.json()
    except ValueError:
        raise Trouble(f"The server answered {answer.status_code}.", is_away=answer.status_code >= 500) from None
    raise Trouble(spoken(problem), is_away=answer.status_code in AGAIN)


def _reason(error: Exception) -> str:
    return type(error).__name__
