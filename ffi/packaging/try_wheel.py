"""What shows that an installed wheel works: the words are there, and a phone opens an empty folder. Run by scripts/python-wheel.sh."""

import asyncio
import pathlib
import tempfile

import curbstop


async def main() -> None:
    """Opens a phone."""
    assert curbstop.text(curbstop.Lang.EN, "span.minutes", {"minutes": "7"}) == "7 min"
    with tempfile.TemporaryDirectory() as folder:
        phone = await curbstop.Phone.open(curbstop.PhoneSettings(folder=folder))
        assert await phone.people() == []
        assert any(pathlib.Path(folder).iterdir()), "the phone keeps its data in the folder"
    print(f"wheel: a phone opened from {pathlib.Path(curbstop.__file__).parent}")


asyncio.run(main())
