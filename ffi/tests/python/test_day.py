"""A reader's day through the bindings: the real library against a real server process. Run by scripts/test-python.sh."""

import asyncio
import concurrent.futures
import datetime
import decimal
import pathlib
import tempfile
import unittest

import curbstop
from curbstop import Phone, PhoneError, PhoneSettings, ReadingTaken
from office import Office, Server

# Nothing listens on the port of discard.
NOBODY = "http://127.0.0.1:9"


class Day(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        root = pathlib.Path(cls.folder.name)
        cls.server = Server(root)
        cls.addClassCleanup(cls.server.stop)
        cls.office = Office(cls.server)
        cls.office.import_town()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder_of_phone = folder.name

    def open(self, server=None) -> Phone:
        return Phone.open(PhoneSettings(folder=self.folder_of_phone, server=server or self.server.address))

    def at_work(self) -> Phone:
        """A phone that is enrolled, has its work, and whose reader is signed in."""
        phone = self.open()
        asyncio.run(phone.enrol(self.office.code(), "Python 测试机"))
        asyncio.run(phone.sync())
        phone.sign_in("W1")
        return phone

    def test_a_reading_goes_from_thumb_to_office(self):
        phone = self.at_work()
        self.assertEqual([(p.id, p.name) for p in phone.people()], [("W1", "李娜")])
        route = phone.routes()[0]
        self.assertEqual((route.id, route.name, route.meters), ("R1", "朝阳路一册", 3))
        card = phone.meter(route.next)
        saved_before = phone.status().saved

        checked = phone.check_reading(card.point, "12")
        self.assertEqual((checked.value, checked.checks), (decimal.Decimal(12), []))
        saved = phone.record_reading(card.point, ReadingTaken(meter=card.meter, value=checked.value, note="看清了 ✓"))
        self.assertEqual(saved.event.seq, saved_before + 1)
        status = phone.status()
        self.assertEqual((status.saved, status.waiting), (saved_before + 1, 1))
        self.assertEqual(status.saved_today - status.delivered_today, 1)
        self.assertTrue(phone.meter(card.point).has_own_facts)
        self.assertNotEqual(phone.next_meter(card.point), card.point)

        report = asyncio.run(phone.sync())
        self.assertEqual((report.delivered, report.refused), (1, 0))
        status = phone.status()
        self.assertEqual((status.delivered, status.waiting, status.refused), (saved_before + 1, 0, 0))
        self.assertFalse(phone.meter(card.point).has_own_facts)
        self.assertEqual(phone.meter(card.point).previous, decimal.Decimal(12))
        routes = self.office.get("/v1/office/routes")["routes"]
        self.assertEqual((routes[0]["id"], routes[0]["total"]), ("R1", 3))
        self.assertGreaterEqual(routes[0]["actual"], 1)

    def test_values_are_the_platforms_own(self):
        phone = self.at_work()
        card = phone.meter("P1")
        self.assertEqual((card.customer, card.note), ("王小明 𠮷", "有狗 🐕, ring twice"))
        self.assertIsInstance(phone.status().last_answer, datetime.datetime)
        self.assertIsNotNone(phone.status().last_answer.tzinfo)
        self.assertEqual(phone.check_reading("P2", "7.125").value, decimal.Decimal("7.125"))
        saved = phone.record_reading("P2", ReadingTaken(meter="M2", value=decimal.Decimal("7.125")))
        self.assertEqual(phone.meter("P2").previous, decimal.Decimal("7.125"))
        self.assertIsInstance(phone.meter("P2").previous_at, datetime.datetime)
        self.assertEqual(saved.event.device, phone.status().device)
        task = phone.meter("P3").task
        self.assertTrue(task.is_due() or task.is_done() or task.is_overdue(), task)
        if task.is_due():
            self.assertIsInstance(task.until, datetime.date)

    def test_what_cannot_be_a_stand_is_asked_again(self):
        phone = self.at_work()
        for typed, code in [
            ("12a", curbstop.CheckCode.NOT_A_NUMBER),
            ("123456", curbstop.CheckCode.TOO_MANY_DIGITS),
            ("", curbstop.CheckCode.NOT_A_NUMBER),
        ]:
            checked = phone.check_reading("P1", typed)
            self.assertIsNone(checked.value, typed)
            self.assertEqual([check.code for check in checked.checks], [code])
            self.assertTrue(checked.checks[0].severity.is_reject())
        # The digits of a Chinese keyboard are digits.
        self.assertEqual(phone.check_reading("P1", "12").value, decimal.Decimal(12))

    def test_without_a_network_work_is_saved_and_goes_later(self):
        phone = self.at_work()
        before = phone.status().saved
        del phone
        phone = self.open(NOBODY)
        phone.record_reading("P3", ReadingTaken(meter="M3", value=decimal.Decimal(3)))
        with self.assertRaises(PhoneError.Offline) as raised:
            asyncio.run(phone.sync())
        self.assertEqual(raised.exception.code, "phone.offline")
        status = phone.status()
        self.assertEqual((status.saved, status.waiting), (before + 1, 1))
        self.assertTrue(status.sync.is_waiting())
        self.assertGreater(status.sync.wait, datetime.timedelta())
        del phone
        phone = self.open()
        self.assertEqual(asyncio.run(phone.sync()).delivered, 1)
        self.assertEqual(phone.status().waiting, 0)

    def test_a_wrong_code_is_told_apart_from_no_network(self):
        phone = self.open()
        with self.assertRaises(PhoneError.Rejected) as raised:
            asyncio.run(phone.enrol("NO-SUCH-CODE", "Python"))
        self.assertEqual(raised.exception.code, "enrol.code_unknown")
        with self.assertRaises(PhoneError.Offline):
            asyncio.run(self.open(NOBODY).enrol(self.office.code(), "Python"))

    def test_a_server_that_does_not_know_the_token_pauses_sync_and_keeps_the_work(self):
        phone = self.at_work()
        phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(13)))
        del phone
        with tempfile.TemporaryDirectory() as folder:
            stranger = Server(pathlib.Path(folder))
            try:
                phone = self.open(stranger.address)
                with self.assertRaises(PhoneError.Rejected) as raised:
                    asyncio.run(phone.sync())
                self.assertEqual(raised.exception.code, "auth.token_unknown")
                status = phone.status()
                self.assertTrue(status.sync.is_paused())
                self.assertEqual((status.waiting, status.refused), (1, 0))
            finally:
                stranger.stop()
        del phone
        self.assertEqual(asyncio.run(self.open().sync()).delivered, 1)

    def test_a_revoked_phone_hands_in_what_it_has_and_the_office_judges(self):
        phone = self.at_work()
        device = phone.status().device
        self.office.post(f"/v1/office/devices/{device}/revoke", {})
        phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(13), note="停用后记的"))
        report = asyncio.run(phone.sync())
        self.assertEqual((report.delivered, report.refused, report.rows), (1, 1, 0))
        self.assertEqual(phone.status().refused, 1)
        kept = [event for event in self.office.get("/v1/office/quarantine")["events"] if event["device"] == device]
        self.assertEqual([event["code"] for event in kept], ["event.device_revoked"])
        self.assertIn("停用后记的", kept[0]["raw"])

    def test_slips_of_the_caller_are_typed_errors(self):
        phone = self.open()
        with self.assertRaises(PhoneError.NotEnrolled):
            phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(1)))
        with self.assertRaises(PhoneError.Invalid) as raised:
            phone.sign_in("no id, really")
        self.assertEqual(raised.exception.field, "id")
        with self.assertRaises(PhoneError.NotHere) as raised:
            phone.meter("P-404")
        words = curbstop.text(curbstop.Lang.EN, f"error.{raised.exception.code}", {"reason": raised.exception.reason})
        self.assertNotIn("error.", words)
        with self.assertRaises(PhoneError.Invalid):
            Phone.open(PhoneSettings(folder=self.folder_of_phone, server="http://192.0.2.1"))

    def test_a_panic_stays_inside_its_call(self):
        phone = self.at_work()
        with self.assertRaisesRegex(curbstop.InternalError, "出错了"):
            curbstop.panic_on_purpose("出错了")
        phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(14)))

    def test_many_threads_share_a_phone(self):
        phone = self.at_work()
        before = phone.status().saved
        reading = ReadingTaken(meter="M1", value=decimal.Decimal(15))
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            saved = list(pool.map(lambda _: phone.record_reading("P1", reading).event.seq, range(40)))
        self.assertEqual(sorted(saved), list(range(before + 1, before + 41)))

    def test_words_come_in_both_languages(self):
        minutes = {"minutes": "23"}
        self.assertEqual(curbstop.text(curbstop.Lang.ZH, "span.minutes", minutes), "23 分钟")
        self.assertEqual(curbstop.text(curbstop.Lang.EN, "span.minutes", minutes), "23 min")
        self.assertEqual(curbstop.text(curbstop.Lang.EN, "no.such.key", {}), "no.such.key")


if __name__ == "__main__":
    unittest.main()
