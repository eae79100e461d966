"""What the tests of the bindings stand on: a real server with a small town, and phones in folders that go away."""

import asyncio
import pathlib
import tempfile
import unittest

from curbstop import Phone, PhoneSettings
from office import Office, Server

# The reader types it.
PIN = "2468"
# Nothing listens on the port of discard.
NOBODY = "http://127.0.0.1:9"


class OnPhones(unittest.IsolatedAsyncioTestCase):
    """Each test has a phone's folder of its own; the server is shared by the class."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.server = Server(pathlib.Path(folder.name))
        cls.addClassCleanup(cls.server.stop)
        cls.office = Office(cls.server)
        cls.office.import_town()

    def setUp(self):
        self.folder = self.new_folder()

    async def asyncSetUp(self):
        # Its debug mode tells at length how long starting a server takes.
        asyncio.get_running_loop().set_debug(False)

    def new_folder(self) -> str:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name

    async def open(self, folder=None) -> Phone:
        return await Phone.open(PhoneSettings(folder=folder or self.folder))

    def payload(self, server=None, workers=("W1",)) -> str:
        """What the office shows for a new phone."""
        return f"curbstop://enrol?server={server or self.server.address}&code={self.office.code(*workers)}"

    async def at_work(self, folder=None) -> Phone:
        """A phone that is enrolled, has its work, and whose reader is signed in."""
        phone = await self.open(folder)
        await phone.enrol(self.payload(), "Python 测试机")
        await phone.sync()
        await self.sign_in(phone)
        return phone

    async def sign_in(self, phone: Phone):
        """The first time on this phone."""
        await phone.choose_pin("W1", PIN)
        await phone.sign_in("W1", PIN)
