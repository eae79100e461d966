"""A reader's day through the bindings: the real library against a real server process. Run by scripts/test-python.sh."""

import asyncio
import datetime
import decimal
import pathlib
import tempfile
import unittest

import curbstop
from curbstop import PhoneError, ReadingTaken
from office import Office, Server
from phones import NOBODY, PIN, OnPhones


class Day(OnPhones):
    async def test_a_reading_goes_from_thumb_to_office(self):
        phone = await self.at_work()
        self.assertEqual([(p.worker, p.name) for p in await phone.people()], [("W1", "李娜")])
        route = (await phone.today()).routes[0]
        self.assertEqual((route.id, route.name, route.meters), ("R1", "朝阳路一册", 3))
        card = await phone.meter(route.next)
        saved_before = (await phone.status()).saved

        checked = await phone.check_reading(card.point, "12")
        self.assertEqual((checked.value, checked.checks), (decimal.Decimal(12), []))
        reading = ReadingTaken(meter=card.meter.id, value=checked.value, note="看清了 ✓")
        saved = await phone.record_reading(card.point, reading)
        self.assertEqual(saved.event.seq, saved_before + 1)
        status = await phone.status()
        self.assertEqual((status.saved, status.waiting), (saved_before + 1, 1))
        self.assertEqual(status.saved_today - status.delivered_today, 1)
        self.assertTrue((await phone.meter(card.point)).has_own_facts)
        self.assertNotEqual(await phone.next_meter(card.point), card.point)

        report = await phone.sync()
        self.assertEqual((report.delivered, report.refused), (1, 0))
        status = await phone.status()
        self.assertEqual((status.delivered, status.waiting, status.refused), (saved_before + 1, 0, 0))
        card = await phone.meter(card.point)
        self.assertFalse(card.has_own_facts)
        self.assertEqual(card.last_actual.value, decimal.Decimal(12))
        routes = self.office.get("/v1/office/routes")["routes"]
        self.assertEqual((routes[0]["id"], routes[0]["total"]), ("R1", 3))
        self.assertGreaterEqual(routes[0]["actual"], 1)

    async def test_values_are_the_platforms_own(self):
        phone = await self.at_work()
        card = await phone.meter("P1")
        self.assertEqual((card.customer, card.note), ("王小明 𠮷", "有狗 🐕, ring twice"))
        self.assertIsInstance((await phone.status()).last_answer, datetime.datetime)
        self.assertIsNotNone((await phone.status()).last_answer.tzinfo)
        self.assertEqual((await phone.check_reading("P2", "7.125")).value, decimal.Decimal("7.125"))
        saved = await phone.record_reading("P2", ReadingTaken(meter="M2", value=decimal.Decimal("7.125")))
        self.assertEqual((await phone.meter("P2")).last_actual.value, decimal.Decimal("7.125"))
        self.assertIsInstance((await phone.meter("P2")).last_actual.at, datetime.datetime)
        self.assertEqual(saved.event.device, (await phone.status()).device)
        task = (await phone.meter("P3")).task
        self.assertTrue(task.is_due() or task.is_done() or task.is_overdue(), task)
        if task.is_due():
            self.assertIsInstance(task.until, datetime.date)

    async def test_what_cannot_be_a_stand_is_asked_again(self):
        phone = await self.at_work()
        for typed, code in [
            ("12a", curbstop.CheckCode.NOT_A_NUMBER),
            ("123456", curbstop.CheckCode.TOO_MANY_DIGITS),
            ("", curbstop.CheckCode.NOT_A_NUMBER),
        ]:
            checked = await phone.check_reading("P1", typed)
            self.assertIsNone(checked.value, typed)
            self.assertEqual([check.code for check in checked.checks], [code])
            self.assertTrue(checked.checks[0].severity.is_reject())

    async def test_a_wrong_code_is_told_apart_from_no_network(self):
        phone = await self.open()
        with self.assertRaises(PhoneError.Rejected) as raised:
            await phone.enrol(f"{self.server.address} NO-SUCH-CODE", "Python")
        self.assertEqual(raised.exception.code, "enrol.code_unknown")
        with self.assertRaises(PhoneError.Offline):
            await phone.enrol(self.payload(NOBODY), "Python")

    async def test_without_a_network_work_is_saved_and_goes_later(self):
        with tempfile.TemporaryDirectory() as data:
            server = Server(pathlib.Path(data))
            office = Office(server)
            office.import_town()
            phone = await self.open()
            await phone.enrol(f"{server.address} {office.code()}", "Python")
            await phone.sync()
            await self.sign_in(phone)
            server.stop()
            await phone.record_reading("P3", ReadingTaken(meter="M3", value=decimal.Decimal(3)))
            with self.assertRaises(PhoneError.Offline) as raised:
                await phone.sync()
            self.assertEqual(raised.exception.code, "phone.offline")
            status = await phone.status()
            self.assertEqual((status.saved, status.waiting), (1, 1))
            self.assertTrue(status.sync.is_waiting())
            self.assertGreater(status.sync.wait, datetime.timedelta())
            self.assertIsNone(await phone.sync_if_due())
            server.start_again()
            self.addCleanup(server.stop)
            self.assertEqual((await phone.sync()).delivered, 1)
            self.assertEqual((await phone.status()).waiting, 0)

    async def test_a_server_that_does_not_know_the_token_pauses_sync_and_keeps_the_work(self):
        with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as other:
            server = Server(pathlib.Path(data))
            office = Office(server)
            office.import_town()
            phone = await self.open()
            await phone.enrol(f"{server.address} {office.code()}", "Python")
            await phone.sync()
            await self.sign_in(phone)
            await phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(13)))
            server.stop()
            stranger = Server(pathlib.Path(other), listen=server.listen)
            self.addCleanup(stranger.stop)
            with self.assertRaises(PhoneError.Rejected) as raised:
                await phone.sync()
            self.assertEqual(raised.exception.code, "auth.token_unknown")
            status = await phone.status()
            self.assertTrue(status.sync.is_paused())
            self.assertEqual((status.waiting, status.refused), (1, 0))

    async def test_a_photo_goes_its_own_way_and_the_office_has_it(self):
        phone = await self.at_work()
        file = pathlib.Path(self.new_folder()) / "photo.jpg"
        file.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40 + b"\xff\xd9")
        photo = await phone.add_photo(str(file))
        self.assertFalse(file.exists())
        self.assertTrue((await phone.photo(photo)).is_kept())
        await phone.record_reading("P3", ReadingTaken(meter="M3", value=decimal.Decimal(21), photos=[photo]))
        self.assertEqual((await phone.photos_of("point:P3")).delivered, 0)
        await phone.set_photo_policy(curbstop.PhotoPolicy.WIFI_ONLY)
        self.assertTrue((await phone.send_photos(curbstop.Network.MOBILE)).waits_for_wifi)
        await phone.sync()
        self.assertEqual((await phone.send_photos(curbstop.Network.WIFI)).delivered, 1)
        self.assertTrue((await phone.photo(photo)).is_delivered())
        self.assertEqual((await phone.photos_of("point:P3")).delivered, 1)
        self.assertEqual((await phone.photo_queue()).waiting, [])

    async def test_a_revoked_phone_hands_in_what_it_has_and_the_office_judges(self):
        phone = await self.at_work()
        device = (await phone.status()).device
        self.office.post(f"/v1/office/devices/{device}/revoke", {})
        await phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(13), note="停用后记的"))
        report = await phone.sync()
        self.assertEqual((report.delivered, report.refused, report.rows), (1, 1, 0))
        refused = (await phone.refused())[0]
        self.assertEqual((refused.subject, refused.fact), ("point:P1", "reading_taken"))
        self.assertEqual(refused.code, "event.device_revoked")
        self.assertIn(curbstop.WayOut.SETTLE, refused.ways)
        self.assertIsInstance(refused.at, datetime.datetime)
        self.assertEqual(refused.entered.reading.note, "停用后记的")
        kept = [event for event in self.office.get("/v1/office/quarantine")["events"] if event["device"] == device]
        self.assertEqual([event["code"] for event in kept], ["event.device_revoked"])
        self.assertIn("停用后记的", kept[0]["raw"])

    async def test_slips_of_the_caller_are_typed_errors(self):
        phone = await self.open()
        with self.assertRaises(PhoneError.NotEnrolled):
            await phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(1)))
        with self.assertRaises(PhoneError.Invalid) as raised:
            await phone.sign_in("no id, really", PIN)
        self.assertEqual(raised.exception.field, "id")
        with self.assertRaises(PhoneError.NotHere) as raised:
            await phone.meter("P-404")
        words = curbstop.text(curbstop.Lang.EN, f"error.{raised.exception.code}", {"reason": raised.exception.reason})
        self.assertNotIn("error.", words)
        with self.assertRaises(PhoneError.Invalid) as raised:
            await phone.enrol("http://192.0.2.1 K7PX", "Python")
        self.assertEqual(raised.exception.field, "server")

    def test_what_was_scanned_can_be_shown_before_it_is_used(self):
        enrolment = curbstop.parse_enrolment("curbstop://enrol?server=https%3A%2F%2Fcurbstop.example&code=K7PX")
        self.assertEqual((enrolment.server, enrolment.code), ("https://curbstop.example", "K7PX"))
        with self.assertRaises(PhoneError.Invalid) as raised:
            curbstop.parse_enrolment("https://somewhere.example/poster")
        self.assertEqual(raised.exception.code, "enrol.not_ours")

    @unittest.skipUnless(hasattr(curbstop, "panic_on_purpose"), "the library that ships offers no call that panics")
    async def test_a_panic_stays_inside_its_call(self):
        phone = await self.at_work()
        with self.assertRaisesRegex(curbstop.InternalError, "出错了"):
            curbstop.panic_on_purpose("出错了")
        await phone.record_reading("P1", ReadingTaken(meter="M1", value=decimal.Decimal(14)))

    async def test_many_calls_share_a_phone(self):
        phone = await self.at_work()
        before = (await phone.status()).saved
        reading = ReadingTaken(meter="M1", value=decimal.Decimal(15))
        saved = await asyncio.gather(*(phone.record_reading("P1", reading) for _ in range(40)))
        self.assertEqual(sorted(one.event.seq for one in saved), list(range(before + 1, before + 41)))

    def test_words_come_in_both_languages(self):
        minutes = {"minutes": "23"}
        self.assertEqual(curbstop.text(curbstop.Lang.ZH, "span.minutes", minutes), "23 分钟")
        self.assertEqual(curbstop.text(curbstop.Lang.EN, "span.minutes", minutes), "23 min")
        self.assertEqual(curbstop.text(curbstop.Lang.EN, "no.such.key", {}), "no.such.key")
        left = datetime.timedelta(minutes=23)
        self.assertEqual(curbstop.span_words(curbstop.Lang.ZH, left), "23 分钟")


if __name__ == "__main__":
    unittest.main()
