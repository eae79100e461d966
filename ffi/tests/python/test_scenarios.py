"""The scenarios of ../scenarios.txt, which Kotlin runs too (android-demo/testing, ScenariosTest)."""

import asyncio
import decimal
import http.server
import os
import pathlib
import threading
import unittest

import curbstop
from curbstop import (
    EstimateReason,
    KeysError,
    MethodUsed,
    Opened,
    Phone,
    PhoneError,
    PhoneSettings,
    ReadingEstimated,
    ReadingTaken,
    SubjectKind,
)
from phones import PIN, OnPhones
from radio import Radio

SCENARIOS = pathlib.Path(__file__).parent.parent / "scenarios.txt"


def reading(meter: str, stand: int) -> ReadingTaken:
    return ReadingTaken(meter=meter, value=decimal.Decimal(stand))


class Keys(curbstop.DatabaseKeys):
    """A keystore in memory."""

    def __init__(self):
        self.key = os.urandom(32)
        self.following = None

    def current(self):
        return self.key

    def next(self):
        self.following = self.following or os.urandom(32)
        return self.following

    def next_is_current(self):
        self.key, self.following = self.following or self.key, None


class Locked(Keys):
    """A keystore on a locked phone."""

    def current(self):
        raise KeysError.Unavailable("the phone is locked")


class Broken(Keys):
    def current(self):
        raise ValueError("nobody thought of this")


class Observer(curbstop.PhoneObserver):
    def __init__(self):
        self.kinds = set()
        self.states = []
        self.told = threading.Event()

    def on_work_changed(self, kinds):
        self.kinds.update(kinds)
        self.told.set()

    def on_sync_state(self, state):
        self.states.append(state)


class Throwing(curbstop.PhoneObserver):
    def __init__(self):
        self.calls = 0

    def on_work_changed(self, kinds):
        self.calls += 1
        raise ValueError("nobody thought of this")

    def on_sync_state(self, state):
        self.calls += 1
        raise curbstop.ObserverError.Failed("on purpose")


class Busy(http.server.BaseHTTPRequestHandler):
    """A server that answers, but not as hoped."""

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(503)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


class Scenarios(OnPhones):
    async def on_radio(self) -> tuple[Phone, Radio]:
        """A phone at work whose way to the server can be switched off."""
        radio = Radio(self.server.address)
        self.addCleanup(radio.close)
        phone = await self.open()
        await phone.enrol(self.payload(radio.address), "Python")
        await phone.sync()
        await self.sign_in(phone)
        return phone, radio

    def test_every_scenario_of_the_list_is_here(self):
        here = {name.removeprefix("test_").replace("_", " ") for name in dir(self) if name.startswith("test_")}
        listed = set(SCENARIOS.read_text(encoding="utf-8").split("\n")) - {""}
        self.assertEqual(listed, here - {"every scenario of the list is here"})

    async def test_a_day_offline(self):
        phone, radio = await self.on_radio()
        before = await phone.status()
        radio.off()
        for meter in ("1", "2"):
            await phone.record_reading(f"P{meter}", reading(f"M{meter}", 20))
        proposal = (await phone.meter("P3")).proposal
        estimate = ReadingEstimated(
            consumption=proposal.consumption, method=proposal.method, reason=EstimateReason.SEWAGE_IN_PIT
        )
        self.assertIn(curbstop.CheckCode.POSITION_MISSING, await phone.check_estimate(estimate))
        saved = await phone.record_estimate("P3", estimate)
        self.assertTrue(saved.follow_ups)
        with self.assertRaises(PhoneError.Offline):
            await phone.sync()
        # The app is killed and started again.
        await phone.shut_down()
        phone = await self.open()
        self.assertEqual(phone.opened(), Opened.KEPT())
        self.assertEqual((await phone.status()).waiting - before.waiting, 3)
        facts = [(own.fact, own.delivered) for own in await phone.own_facts(3)]
        self.assertEqual(facts, [("reading_estimated", False), ("reading_taken", False), ("reading_taken", False)])
        self.assertTrue([found.subject for found in await phone.search("0002")], ["point:P2"])
        radio.on()
        await phone.network_is_back()
        report = await phone.sync_if_due()
        self.assertEqual((report.delivered, report.refused), (3, 0))
        self.assertTrue(all(own.delivered for own in await phone.own_facts(3)))
        self.assertTrue((await phone.time()).quality.is_verified())
        box = pathlib.Path(self.folder) / "box.jsonl"
        self.assertEqual((await phone.export_black_box(str(box))).bytes, box.stat().st_size)

    async def test_every_error_variant(self):
        met = []

        async def meets(variant, code, call):
            with self.assertRaises(variant) as raised:
                await call
            self.assertEqual(raised.exception.code, code)
            # Each code has words that a person reads.
            for lang in curbstop.Lang:
                self.assertNotRegex(raised.exception.words(lang), r"error\.|[{}]", code)
            met.append(variant)

        phone = await self.open()
        await meets(PhoneError.NotEnrolled, "phone.not_enrolled", phone.sync())
        await meets(PhoneError.Invalid, "enrol.not_ours", phone.enrol("hello", "Python"))
        await meets(PhoneError.Rejected, "enrol.code_unknown", phone.enrol(f"{self.server.address} NO", "Python"))
        busy = http.server.HTTPServer(("127.0.0.1", 0), Busy)
        self.addCleanup(busy.server_close)
        threading.Thread(target=busy.serve_forever, daemon=True).start()
        self.addCleanup(busy.shutdown)
        nowhere = f"http://127.0.0.1:{busy.server_port}"
        with self.assertRaises(PhoneError.Server) as raised:
            await phone.enrol(f"{nowhere} K7", "Python")
        self.assertEqual(raised.exception.code, "http.503")
        self.assertIn("http.503", raised.exception.words(curbstop.Lang.ZH))
        met.append(PhoneError.Server)
        await meets(PhoneError.Offline, "phone.offline", phone.enrol("http://127.0.0.1:9 K7", "Python"))
        await phone.enrol(self.payload(), "Python")
        await phone.sync()
        await meets(PhoneError.NotSignedIn, "phone.not_signed_in", phone.record_reading("P1", reading("M1", 1)))
        await meets(PhoneError.Pin, "phone.pin_not_chosen", phone.sign_in("W1", PIN))
        await phone.choose_pin("W1", PIN)
        await meets(PhoneError.Pin, "phone.wrong_pin", phone.sign_in("W1", "9999"))
        await meets(PhoneError.NotHere, "phone.not_here", phone.meter("P-404"))
        await phone.shut_down()
        await meets(PhoneError.Stopped, "phone.closed", phone.status())
        locked = Phone.open(PhoneSettings(folder=self.new_folder()), Locked())
        await meets(PhoneError.Key, "phone.key_unavailable", locked)
        await meets(PhoneError.Storage, "phone.storage", Phone.open(PhoneSettings(folder="/dev/null/phone")))
        every = {v for v in vars(PhoneError).values() if isinstance(v, type) and issubclass(v, PhoneError)}
        self.assertEqual(every - set(met), set())

    async def test_callbacks(self):
        keys, observer = Keys(), Observer()
        phone = await Phone.open(PhoneSettings(folder=self.folder), keys)
        subscription = phone.subscribe(observer)
        await phone.enrol(self.payload(), "Python")
        await phone.sync()
        self.assertTrue({SubjectKind.POINT, SubjectKind.ROUTE} <= observer.kinds, observer.kinds)
        await self.sign_in(phone)
        observer.kinds.clear()
        await phone.record_reading("P1", reading("M1", 30))
        self.assertEqual(observer.kinds, {SubjectKind.POINT})
        self.assertTrue(observer.states[-1].is_ready())
        subscription.cancel()
        observer.kinds.clear()
        await phone.record_reading("P2", reading("M2", 30))
        self.assertEqual(observer.kinds, set())
        old = keys.key
        await phone.rotate_key()
        self.assertNotEqual(keys.key, old)

    async def test_throwing_callbacks(self):
        with self.assertRaises(PhoneError.Key) as raised:
            await Phone.open(PhoneSettings(folder=self.new_folder()), Broken())
        self.assertIn("nobody thought of this", raised.exception.reason)
        phone = await self.at_work()
        throwing, observer = Throwing(), Observer()
        subscriptions = [phone.subscribe(throwing), phone.subscribe(observer)]
        saved = await phone.record_reading("P1", reading("M1", 31))
        self.assertGreater(saved.event.seq, 0)
        await phone.sync()
        self.assertGreater(throwing.calls, 1)
        self.assertIn(SubjectKind.POINT, observer.kinds)
        for subscription in subscriptions:
            subscription.cancel()

    async def test_cancellation_in_the_middle_of_a_sync(self):
        phone, radio = await self.on_radio()
        await phone.record_reading("P1", reading("M1", 40))
        waiting = (await phone.status()).waiting
        radio.silent()
        sync = asyncio.create_task(phone.sync())
        await asyncio.to_thread(radio.heard.wait, 60)
        sync.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await sync
        # Nothing is lost, nothing is stuck, and work goes on.
        self.assertEqual((await phone.status()).waiting, waiting)
        await phone.record_reading("P2", reading("M2", 40))
        radio.on()
        self.assertEqual((await phone.sync()).delivered, waiting + 1)

    async def test_a_panic_contained(self):
        phone = await self.at_work()
        with self.assertRaisesRegex(curbstop.InternalError, "出错了"):
            curbstop.panic_on_purpose("出错了")
        await phone.record_reading("P1", reading("M1", 50))

    async def test_close_while_in_use(self):
        phone, radio = await self.on_radio()
        before = (await phone.status()).saved
        radio.silent()
        sync = asyncio.create_task(phone.sync())
        await asyncio.to_thread(radio.heard.wait, 60)
        writes = [asyncio.create_task(phone.record_reading("P1", reading("M1", 60 + n))) for n in range(10)]
        await phone.shut_down()
        with self.assertRaises(PhoneError.Stopped):
            await sync
        ends = await asyncio.gather(*writes, return_exceptions=True)
        saved = [end for end in ends if not isinstance(end, PhoneError.Stopped)]
        self.assertTrue(all(isinstance(end, curbstop.Saved) for end in saved), ends)
        with self.assertRaises(PhoneError.Stopped):
            await phone.today()
        # What was said to be saved is, and nothing else.
        again = await self.open()
        self.assertEqual((await again.status()).saved, before + len(saved))

    async def test_twenty_parallel_calls(self):
        phone = await self.at_work()
        before = (await phone.status()).saved
        writes = [phone.record_reading("P1", reading("M1", 70)) for _ in range(20)]
        reads = [phone.today() for _ in range(20)]
        ends = await asyncio.gather(*writes, *reads, phone.sync())
        self.assertEqual(sorted(end.event.seq for end in ends[:20]), list(range(before + 1, before + 21)))
        self.assertEqual({end.routes[0].meters for end in ends[20:40]}, {3})

    async def test_shared_phone(self):
        phone = await self.open()
        await phone.enrol(self.payload(workers=("W1", "W2")), "Python")
        await phone.sync()
        self.assertEqual({p.worker for p in await phone.people()}, {"W1", "W2"})
        await self.sign_in(phone)
        await phone.record_reading("P1", reading("M1", 80))
        self.assertEqual((await phone.sign_out()).unsent, 1)
        with self.assertRaises(PhoneError.Pin):
            await phone.sign_in("W2", PIN)
        await phone.choose_pin("W2", "135790")
        with self.assertRaises(PhoneError.Pin) as raised:
            await phone.sign_in("W2", PIN)
        self.assertEqual(raised.exception.tries_left, 4)
        await phone.sign_in("W2", "135790")
        self.assertEqual(await phone.own_facts(10), [])
        await phone.record_reading("P4", reading("M4", 80))
        self.assertEqual((await phone.sync()).delivered, 2)
        self.assertEqual([own.subject for own in await phone.own_facts(10)], ["point:P4"])

    async def test_wrong_key(self):
        keys = Keys()
        phone = await Phone.open(PhoneSettings(folder=self.folder), keys)
        await phone.enrol(self.payload(), "Python")
        await phone.sync()
        await self.sign_in(phone)
        await phone.record_reading("P1", reading("M1", 90))
        await phone.shut_down()
        files = [file for file in pathlib.Path(self.folder).glob("*.db*") if file.stat().st_size]
        for file in files:
            self.assertNotIn("王小明".encode(), file.read_bytes(), file)
            self.assertFalse(file.read_bytes().startswith(b"SQLite format 3"), file)
        self.assertTrue(files)
        with self.assertRaises(PhoneError.Key) as raised:
            await Phone.open(PhoneSettings(folder=self.folder), Keys())
        self.assertEqual(raised.exception.code, "phone.wrong_key")
        again = await Phone.open(PhoneSettings(folder=self.folder), keys)
        self.assertEqual((again.opened(), (await again.status()).waiting), (Opened.KEPT(), 1))

    async def test_suspend_and_resume(self):
        phone = await self.at_work()
        before = (await phone.status()).saved
        await phone.record_reading("P1", reading("M1", 95))
        await phone.prepare_for_suspend()
        await phone.prepare_for_suspend()
        with self.assertRaises(PhoneError.Stopped) as raised:
            await phone.record_reading("P1", reading("M1", 96))
        self.assertEqual(raised.exception.code, "phone.suspended")
        self.assertEqual(await phone.resume(), Opened.KEPT())
        self.assertEqual((await phone.status()).saved, before + 1)
        phone.interrupt()
        await phone.record_reading("P1", reading("M1", 96))


if __name__ == "__main__":
    unittest.main()
