"""What the client promises, against a server that answers what it is told."""

from __future__ import annotations

import json
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, Dict, List, Optional, Tuple

from latchkey import (
    ApiConnectionError,
    ApiError,
    ConflictError,
    Latchkey,
    LatchkeyError,
    NotFoundError,
    RateLimitError,
)

#: Status, body and headers of one answer; None breaks the connection off.
Answer = Optional[Tuple[int, Any, Dict[str, str]]]

BUSY: Answer = (429, {"code": 429, "message": "Too many tries", "data": None}, {"Retry-After": "0"})
AWAY: Answer = (503, {"code": 503, "message": "The database is away", "data": None}, {"Retry-After": "0"})


def ok(data: Any) -> Answer:
    return (200, {"code": 0, "message": "Success", "data": data}, {})


class Server(HTTPServer):
    """Gives one answer a request, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: List[Answer] = []
        self.asked: List[Tuple[str, Dict[str, str], bytes]] = []
        Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((f"{self.command} {self.path}", headers, body))
        answer = self.server.answers.pop(0)
        if answer is None:
            self.close_connection = True
            return
        status, said, more = answer
        text = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        self.send_response(status)
        for name, value in {**more, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer

    def log_message(self, format: str, *args: Any) -> None:
        pass


class ClientTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = Server()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def client(self, *answers: Answer, **options: Any) -> Latchkey:
        self.server.answers = list(answers)
        client = Latchkey(self.server.url + "/", **{"api_key": "lbk_test", **options})
        self.addCleanup(client.close)
        return client

    def asked(self) -> List[str]:
        return [line for line, _, _ in self.server.asked]

    def test_says_who_it_is_and_opens_the_envelope(self) -> None:
        key = self.client(ok({"id": "k1"}), tenant_id="t1").keys.get("k/1")
        self.assertEqual(key, {"id": "k1"})
        line, headers, _ = self.server.asked[0]
        self.assertEqual(line, "GET /api/v1/keys/k%2F1")
        self.assertEqual(headers["authorization"], "Bearer lbk_test")
        self.assertEqual(headers["x-tenant-id"], "t1")

    def test_takes_either_a_key_or_a_token(self) -> None:
        with self.assertRaisesRegex(LatchkeyError, "Give either api_key or access_token, not both"):
            self.client(access_token="token")

    def test_asks_for_the_token_of_now_each_time(self) -> None:
        tokens = iter(["one", "two"])
        client = self.client(ok(1), ok(1), api_key=None, access_token=lambda: next(tokens))
        client.auth.me()
        client.auth.me()
        self.assertEqual([headers["authorization"] for _, headers, _ in self.server.asked], ["Bearer one", "Bearer two"])

    def test_tells_what_is_left_out_from_what_is_null(self) -> None:
        self.client(ok(True)).models.defaults.set(llm_id=None, embd_id="e")
        self.assertEqual(json.loads(self.server.asked[0][2]), {"llm_id": None, "embd_id": "e"})

    def test_spells_switches(self) -> None:
        self.client(ok({"items": [], "next_cursor": None})).keys.list(all_tenants=True, limit=5)
        self.assertEqual(self.asked(), ["GET /api/v1/keys?all_tenants=true&limit=5"])

    def test_follows_pages(self) -> None:
        client = self.client(ok({"items": [1, 2], "next_cursor": "c1"}), ok({"items": [3], "next_cursor": None}))
        self.assertEqual(list(client.keys.iterate(search="ci")), [1, 2, 3])
        self.assertEqual(self.asked(), ["GET /api/v1/keys?search=ci", "GET /api/v1/keys?cursor=c1&search=ci"])

    def test_refuses_what_would_lead_elsewhere(self) -> None:
        client = self.client()
        for name in ("", ".", ".."):
            with self.assertRaises(LatchkeyError):
                client.keys.get(name)
        self.assertEqual(self.asked(), [])

    def test_makes_a_failure_an_error_of_its_kind(self) -> None:
        fault = {"field": "name", "rule": "taken", "message": "name is taken"}
        said = {"code": 409, "message": "In use", "data": {"used_by": []}, "errors": [fault]}
        with self.assertRaises(ConflictError) as caught:
            self.client((409, said, {})).credentials.delete("c1")
        error = caught.exception
        self.assertEqual(str(error), "In use")
        self.assertEqual((error.status, error.code, error.faults, error.data), (409, 409, [fault], {"used_by": []}))

    def test_reads_the_words_of_the_other_surface_too(self) -> None:
        with self.assertRaisesRegex(NotFoundError, "Bot not found"):
            self.client((404, {"code": -1, "msg": "Bot not found"}, {})).bots.get("b1")

    def test_says_so_when_what_answers_is_no_latchkey(self) -> None:
        for status in (200, 404):
            with self.assertRaisesRegex(ApiConnectionError, f"is no Latchkey: it answered {status} without JSON"):
                self.client((status, "<html>", {})).keys.get("k1")

    def test_follows_nowhere(self) -> None:
        client = self.client((307, "", {"Location": "http://elsewhere.test/"}))
        with self.assertRaisesRegex(ApiConnectionError, "leads to http://elsewhere.test/, where nothing is sent unasked"):
            client.keys.create(name="ci")
        self.assertEqual(len(self.asked()), 1)

    def test_asks_again_where_nothing_can_have_been_done_twice(self) -> None:
        client = self.client(None, AWAY, ok({"id": "k1"}))
        self.assertEqual(client.keys.get("k1"), {"id": "k1"})
        self.assertEqual(len(self.asked()), 3)

    def test_sends_a_change_again_that_was_turned_away_unread(self) -> None:
        self.client(BUSY, ok({"id": "k1"})).keys.create(name="ci")
        self.assertEqual([body for _, _, body in self.server.asked], [b'{"name": "ci"}'] * 2)

    def test_sends_no_other_change_again(self) -> None:
        with self.assertRaises(ApiConnectionError):
            self.client(None).keys.create(name="ci")
        with self.assertRaises(ApiError):
            self.client(AWAY).keys.create(name="ci")
        self.assertEqual(len(self.asked()), 2)

    def test_gives_up_after_so_many_tries(self) -> None:
        with self.assertRaises(RateLimitError):
            self.client(BUSY, BUSY, retries=1).keys.get("k1")
        self.assertEqual(len(self.asked()), 2)

    def test_does_not_wait_for_as_long_as_a_server_may_say(self) -> None:
        with self.assertRaises(RateLimitError):
            self.client((429, {"code": 429, "message": "Too many", "data": None}, {"Retry-After": "900"})).keys.get("k1")
        self.assertEqual(len(self.asked()), 1)

    def test_does_not_tell_a_key_that_can_not_be_sent(self) -> None:
        for key in ("lbk_secret…", "lbk_secret\nX: y"):
            with self.assertRaisesRegex(LatchkeyError, "^The API key or token holds characters that none has"):
                self.client(api_key=key).keys.get("k1")
        self.client(ok({}), api_key="lbk_test\n").keys.get("k1")
        self.assertEqual(self.server.asked[0][1]["authorization"], "Bearer lbk_test")

    def test_tells_that_nobody_is_there(self) -> None:
        client = self.client(retries=0)
        self.server.server_close()
        with self.assertRaisesRegex(ApiConnectionError, f"No answer from {self.server.url}"):
            client.keys.get("k1")

    def test_speaks_for_nobody_else(self) -> None:
        """A .netrc names other credentials for this host; an environment other keys."""
        client = self.client(ok(None), api_key=None, access_token="")
        client.auth.get_setup()
        self.assertNotIn("authorization", self.server.asked[0][1])


if __name__ == "__main__":
    unittest.main()
