#!/usr/bin/env python3
"""Recomputes every count of the real-data report from the files alone: standard library only, no code of Curbstop.

    python3 tests/independent/report.py DIR

The rules are those of the regulation's table (READ-CHECK 3.2.3, REPAIR-WINDOW 3.3.3), written here a second time, in few lines.
"""
import collections
import csv
import datetime
import json
import pathlib
import sys

# Rulebook values, in percent, litres and hours.
UNUSUAL, FAR, ZERO_USE_FROM, Q4, DIGITS, HOUSEHOLD_H, MAIN_H = (50, 200), (30, 300), 1000, 3125, 5, 8, 18
# What a cover's `Type` may name; an outfall has none.
COVERS = {"manhole": "manhole", "catchbasin": "catch_basin"}


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def file_counts(rows, imported, rejected, duplicate):
    assert rows == imported + rejected + duplicate
    return {"rows": rows, "imported": imported, "rejected": rejected, "duplicate": duplicate}


def checks_of(before, stand, at):
    """The checks that a stand in m³ meets, after the (stand, time) pairs that stand before it, oldest first."""
    last, last_at = before[-1]
    if stand >= 10**DIGITS:
        return ["too_many_digits"]
    if stand < last:
        near_top = last * 100 > 10**DIGITS * 90
        return ["slightly_lower"] if last - stand <= 1 else ["rolled_over"] if near_top else ["lower"]
    used, found = (stand - last) * 1000, []
    if used > Q4 * (at - last_at).total_seconds() / 3600:
        found.append("over_capacity")
    recent = list(zip(before, before[1:]))[-3:]
    if recent:
        days = [max((b.date() - a.date()).days, 1) for (_, a), (_, b) in recent]
        volume = sum(b - a for (a, _), (b, _) in recent) * 1000
        daily = (2 * volume + sum(days) * 10) // (2 * sum(days) * 10) * 10  # m³ to two decimals, half up, in litres
        expected = daily * max((at.date() - last_at.date()).days, 1)
        outside = lambda band: not expected * band[0] <= used * 100 <= expected * band[1]
        found += ["far_from_expected"] if outside(FAR) else ["unusual"] if outside(UNUSUAL) else []
        found += ["zero_use"] if used == 0 and expected >= ZERO_USE_FROM else []
    return found


def readings(rows):
    by_check, stands, taken = collections.Counter(), {}, 0
    for row in sorted(rows, key=lambda row: row["read_at"]):
        at = datetime.datetime.fromisoformat(row["read_at"])
        stand = int(row["register_litres"]) // 1000
        before = stands.setdefault(row["household"], [])
        if before:
            taken += 1
            by_check.update(checks_of(before, stand, at) or ["none"])
        else:  # the starting stand is imported; an imported reading has a day and no time
            at = datetime.datetime.combine(at.date(), datetime.time.min)
        before.append((stand, at))
    # A reader answers every question on the spot, so that each month's reading is an actual one.
    return {"starting_stands": len(stands), "taken": taken, "by_check": dict(sorted(by_check.items())), "by_stage": {"actual": taken}}


def covers(path):
    seen, imported, rejected, duplicate = set(), 0, 0, 0
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    for feature in features:
        kind = [kind for word, kind in COVERS.items() if word in feature["properties"]["Type"].lower()]
        key = (*feature["geometry"]["coordinates"], *kind)
        if not kind:
            rejected += 1
        elif key in seen:
            duplicate += 1
        else:
            seen.add(key)
            imported += 1
    return file_counts(len(features), imported, rejected, duplicate)


def orders(rows):
    hours, rejected, duplicates = {}, 0, 0
    for row in rows:
        if not row["REPAIR_HRS"].strip():
            rejected += 1
        elif row["LEAK_ID"] in hours:
            duplicates += 1
        else:
            hours[row["LEAK_ID"]] = float(row["REPAIR_HRS"])
    split = lambda limit: {"within": sum(h <= limit for h in hours.values()), "over": sum(h > limit for h in hours.values()), "indeterminate": 0}
    return file_counts(len(rows), len(hours), rejected, duplicates), {"8h": split(HOUSEHOLD_H), "18h": split(MAIN_H)}


def main(folder):
    months = table(folder / "daiad-water-meters/monthly.csv")
    leaks, by_limit = orders(table(folder / "ladwp-leaks/main_leaks.csv"))
    files = {
        "monthly.csv": file_counts(len(months), len(months), 0, 0),
        "RutlandCityPointFeatures.geojson": covers(folder / "vermont-manholes/RutlandCityPointFeatures.geojson"),
        "BrattleboroPointFeatures.geojson": covers(folder / "vermont-manholes/BrattleboroPointFeatures.geojson"),
        "main_leaks.csv": leaks,
    }
    return {"files": files, "readings": readings(months), "orders": by_limit}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: report.py DIR, where DIR holds daiad-water-meters, vermont-manholes and ladwp-leaks")
    print(json.dumps(main(pathlib.Path(sys.argv[1])), indent=2))
