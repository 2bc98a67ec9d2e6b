"""A door that anything can be injected into, to see that the judge sees it: `injectable.py PORT`."""

import json
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

people = sqlite3.connect(":memory:", check_same_thread=False)
people.execute("CREATE TABLE people (name TEXT)")
people.executemany("INSERT INTO people VALUES (?)", [("Ana",), ("Ben",)])


class Door(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        try:
            query = "SELECT name FROM people WHERE name = '%s'" % asked["filter"]["text"]
            status, answer = 200, people.execute(query).fetchall()
        except sqlite3.Error:
            # Says nothing of what went wrong: the answers alone tell.
            status, answer = 422, "not_understood"
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Door).serve_forever()
