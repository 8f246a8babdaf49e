"""Imports Bluefors day folders as one would by hand: the csv module and sqlite3.

csv_sqlite.py FOLDER DATABASE keyed|plain

Every number becomes one row (channel, time, value); 50,000 rows a commit, WAL and full syncs,
as Stillwatch does it. No row is judged, no missing value told from a measured one.
"""
import csv
import pathlib
import sqlite3
import sys
from datetime import datetime, timezone

folder, database, way = sys.argv[1:]
keyed = way == "keyed"
db = sqlite3.connect(database)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA synchronous=FULL")
key = ", PRIMARY KEY (channel, time)) WITHOUT ROWID" if keyed else ")"
db.execute(f"CREATE TABLE reading (channel INTEGER, time INTEGER, value REAL{key}")
insert = "INSERT OR IGNORE INTO reading VALUES (?, ?, ?)"
channels, batch, rows, readings = {}, [], 0, 0


def number(name):
    return channels.setdefault(name, len(channels))


def pairs(kind, row):
    if kind == "maxigauge":
        return [("p" + row[i][2:], row[i + 3]) for i in range(2, len(row) - 4, 6)]
    if kind == "Channels":
        return zip(row[3::2], row[4::2])
    if kind == "Status_":
        return zip(row[2::2], row[3::2])
    if kind == "Heaters":
        return [("mxc", row[3]), ("still", row[5])]
    return [(kind, row[2])]


for file in sorted(pathlib.Path(folder).glob("??-??-??/*.log")):
    kind = file.name[:-12].strip()
    with open(file, newline="") as lines:
        for row in csv.reader(lines):
            stamp = datetime.strptime(row[0] + row[1], "%d-%m-%y%H:%M:%S")
            time = int(stamp.replace(tzinfo=timezone.utc).timestamp())
            rows += 1
            batch.extend((number(name), time, float(value)) for name, value in pairs(kind, row))
            if len(batch) >= 50_000:
                db.executemany(insert, batch)
                db.commit()
                readings += len(batch)
                batch.clear()
db.executemany(insert, batch)
db.commit()
readings += len(batch)
db.close()
print(rows, "rows,", readings, "readings")
