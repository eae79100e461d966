"""A real server process, and the office that sets it up over HTTP: what the tests of the bindings talk to."""

import http.cookiejar
import json
import os
import pathlib
import re
import subprocess
import threading
import urllib.request

PASSWORD = "correct horse battery 马"


class Server:
    """`curbstop-server` on a free port of this machine, with an empty store."""

    def __init__(self, folder: pathlib.Path, listen: str = "127.0.0.1:0"):
        self.data = folder / "data"
        self.listen = listen
        self.setup_token = None
        self._start()
        self.listen = self.address.removeprefix("http://")

    def start_again(self):
        """With the same data at the same address, after `stop`."""
        self._start()

    def _start(self):
        program = os.environ["CURBSTOP_SERVER"]
        command = [program, "serve", "--listen", self.listen, "--data", str(self.data)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.said = ""
        self._wait_until_it_says()
        threading.Thread(target=self._listen_on, daemon=True).start()

    def _wait_until_it_says(self):
        """Its address, and the first time the link that sets it up."""
        is_new = self.setup_token is None
        for line in self.process.stdout:
            self.said += line
            found = re.search(r"(http://127\.0\.0\.1:\d+)(?:/#/setup/([^\s/]+))?", line)
            if found and (found.group(2) or not is_new):
                self.address = found.group(1)
                self.setup_token = found.group(2) or self.setup_token
                return
        raise RuntimeError(f"the server ended without an address; it said:\n{self.said}")

    def _listen_on(self):
        # A pipe that nobody empties would stop the server.
        for line in self.process.stdout:
            self.said += line

    def stop(self):
        if self.process.poll() is not None:
            return
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()


class Office:
    """The administrator, signed in."""

    def __init__(self, server: Server):
        self.address = server.address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
        self.csrf = None
        who = {"name": "主管", "password": PASSWORD}
        self.post("/v1/setup", {"token": server.setup_token, **who})
        self.csrf = self.post("/v1/session", who)["csrf"]

    def post(self, path: str, body, kind: str = "application/json"):
        data = json.dumps(body).encode() if kind == "application/json" else body.encode()
        request = urllib.request.Request(self.address + path, data=data, method="POST")
        request.add_header("content-type", kind)
        if self.csrf:
            request.add_header("x-csrf-token", self.csrf)
        return self._answer(request)

    def get(self, path: str):
        return self._answer(urllib.request.Request(self.address + path))

    def _answer(self, request):
        try:
            with self.opener.open(request, timeout=30) as answer:
                body = answer.read()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{request.method} {request.full_url}: {error.code} {error.read().decode()}") from error
        return json.loads(body) if body else None

    def import_csv(self, kind: str, *lines: str):
        report = self.post(f"/v1/office/import/{kind}", "\n".join(lines) + "\n", "text/csv")
        if report["rejected"]:
            raise RuntimeError(f"import of {kind}: {report['rejected']}")

    def import_town(self):
        """Two readers: a route of three meters, and one of a single meter."""
        people = ("W1,李娜,D1,reader,N,", "W2,王强,D1,reader,N,")
        self.import_csv("workers", "id,name,department,role,area,crew", *people)
        routes = ("R1,朝阳路一册,N,D1,W1", "R2,建设路一册,N,D1,W2")
        self.import_csv("routes", "id,name,area,department,reader", *routes)
        self.import_csv(
            "points",
            "id,customer_no,customer,address,route,seq,meter,digits,decimals,q4_m3h,note",
            'P1,0001,王小明 𠮷,朝阳路 1 号,R1,1,M1,5,0,3,"有狗 🐕, ring twice"',
            "P2,0002,赵丽,朝阳路 2 号,R1,2,M2,5,3,3,",
            "P3,0003,陈刚,朝阳路 3 号,R1,3,M3,5,0,3,",
            "P4,0004,周敏,建设路 1 号,R2,1,M4,5,0,3,",
        )

    def code(self, *workers: str) -> str:
        """A one-time code for a phone that carries these people's work; without any, the first reader's."""
        return self.post("/v1/office/devices/codes", {"workers": workers or ["W1"]})["code"]
