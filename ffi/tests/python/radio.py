"""A phone's way to its server, to be switched off, or to go silent: then a request goes out and nothing comes back."""

import socket
import threading
import urllib.parse


class Radio:
    """Off cuts every connection and lets no new one through; silent takes connections and carries nothing."""

    def __init__(self, server: str):
        self.server = urllib.parse.urlsplit(server)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.heard = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._mode = "on"
        threading.Thread(target=self._listen, daemon=True).start()

    def on(self):
        self._become("on")

    def off(self):
        self._become("off")

    def silent(self):
        """`heard` is set once a phone has sent something."""
        self.heard.clear()
        self._become("silent")

    def close(self):
        self.off()
        self.door.close()

    def _become(self, mode: str):
        with self._lock:
            self._mode = mode
            cut, self._open = self._open, set()
        for end in cut:
            _shut(end)

    def _listen(self):
        while True:
            try:
                phone, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self._let, args=(phone,), daemon=True).start()

    def _let(self, phone: socket.socket):
        with self._lock:
            mode = self._mode
            self._open.add(phone)
        if mode == "off":
            return _shut(phone)
        if mode == "silent":
            if _receive(phone):
                self.heard.set()
            return None
        far = socket.create_connection((self.server.hostname, self.server.port))
        with self._lock:
            self._open.add(far)
        threading.Thread(target=_carry, args=(far, phone), daemon=True).start()
        return _carry(phone, far)


def _carry(source: socket.socket, sink: socket.socket):
    try:
        while piece := _receive(source):
            sink.sendall(piece)
    except OSError:
        pass
    _shut(source)
    _shut(sink)


def _receive(end: socket.socket) -> bytes:
    try:
        return end.recv(65536)
    except OSError:
        return b""


def _shut(end: socket.socket):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()
