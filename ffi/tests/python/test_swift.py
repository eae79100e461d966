"""The generated Swift: that it comes out, that the guide's Swift calls what is there, and, where a compiler is, that it is Swift."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

ROOT = pathlib.Path(__file__).parents[3]
PAGES = [ROOT / "docs" / name for name in ("first-hour.md", "first-hour.zh-CN.md")]


class Swift(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.file = pathlib.Path(os.environ["CURBSTOP_SWIFT"]) / "curbstop.swift"
        cls.text = cls.file.read_text(encoding="utf-8")

    def test_what_the_guide_calls_is_there(self):
        for page in PAGES:
            code = "\n".join(re.findall(r"```swift\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
            calls = re.findall(r"\bphone\.(\w+)\(((?:\w+:)?)", code)
            self.assertGreater(len(calls), 10, page)
            for name, first in calls:
                self.assertRegex(self.text, rf"func {name}\({first}", f"{page.name}: phone.{name}({first}…)")
            for name in set(re.findall(r"\b([A-Z]\w+)\(", code)) - {"AsyncStream", "Refresh", "Void"}:
                self.assertRegex(self.text, rf"(struct|class) {name}\b", f"{page.name}: {name}")

    def test_both_pages_show_the_same_code(self):
        blocks = [re.findall(r"```(?:kotlin|swift)\n.*?```", page.read_text(encoding="utf-8"), re.DOTALL) for page in PAGES]
        self.assertEqual(*blocks)

    @unittest.skipUnless(shutil.which("swiftc"), "no Swift compiler here")
    def test_it_is_swift(self):
        subprocess.run(["swiftc", "-parse", str(self.file)], check=True)


if __name__ == "__main__":
    unittest.main()
