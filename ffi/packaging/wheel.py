"""Packs the generated bindings and the library into a wheel: a package `curbstop` with the library beside its code. Run by
scripts/python-wheel.sh. Needs nothing but Python: a build backend would have to be told that the files are finished already."""

import argparse
import base64
import hashlib
import pathlib
import re
import sysconfig
import zipfile

NAME = "curbstop"


def version() -> str:
    """The workspace's own version."""
    cargo = pathlib.Path(__file__).parents[2] / "Cargo.toml"
    return re.search(r'^version = "(.+)"$', cargo.read_text(), re.MULTILINE)[1]


def tag() -> str:
    """Any Python 3, on this platform only. A wheel for an index would have to be built on an old system (manylinux)."""
    return "py3-none-" + re.sub(r"[-.]", "_", sysconfig.get_platform())


def files(bindings: pathlib.Path, library: pathlib.Path) -> dict[str, bytes]:
    """Everything in the wheel except the list of it."""
    info = f"{NAME}-{version()}.dist-info"
    metadata = [
        "Metadata-Version: 2.1",
        f"Name: {NAME}",
        f"Version: {version()}",
        "Summary: The phone engine of Curbstop, the offline-first field system of a water utility",
        "License: Apache-2.0",
        "Requires-Python: >=3.9",
    ]
    wheel = ["Wheel-Version: 1.0", "Generator: curbstop", "Root-Is-Purelib: false", f"Tag: {tag()}"]
    return {
        # The bindings look for the library in their own folder.
        f"{NAME}/__init__.py": bindings.read_bytes(),
        f"{NAME}/{library.name}": library.read_bytes(),
        f"{info}/METADATA": "\n".join([*metadata, ""]).encode(),
        f"{info}/WHEEL": "\n".join([*wheel, ""]).encode(),
    }


def record_line(name: str, content: bytes) -> str:
    """A line of RECORD: what pip compares."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}"


def main() -> None:
    """Writes the wheel."""
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("bindings", "library", "out"):
        arguments.add_argument(f"--{name}", type=pathlib.Path, required=True)
    given = arguments.parse_args()
    packed = files(given.bindings, given.library)
    record = f"{NAME}-{version()}.dist-info/RECORD"
    lines = [record_line(name, content) for name, content in packed.items()] + [f"{record},,", ""]
    path = given.out / f"{NAME}-{version()}-{tag()}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in packed.items():
            wheel.writestr(name, content)
        wheel.writestr(record, "\n".join(lines))
    print(f"wheel: {path.name}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
