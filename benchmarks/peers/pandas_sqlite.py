"""Imports Bluefors day folders with pandas: read_csv, to_sql into one table.

pandas_sqlite.py FOLDER DATABASE
"""
import pathlib
import sqlite3
import sys

import pandas

folder, database = sys.argv[1:]
db = sqlite3.connect(database)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA synchronous=FULL")
rows = readings = 0


def values(kind, table):
    width = table.shape[1]
    if kind == "maxigauge":
        return {"p" + table[i].iat[0][2:]: i + 3 for i in range(2, width - 4, 6)}
    if kind == "Channels":
        return {table[i].iat[0]: i + 1 for i in range(3, width - 1, 2)}
    if kind == "Status_":
        return {table[i].iat[0]: i + 1 for i in range(2, width - 1, 2)}
    if kind == "Heaters":
        return {"mxc": 3, "still": 5}
    return {kind: 2}


for file in sorted(pathlib.Path(folder).glob("??-??-??/*.log")):
    kind = file.name[:-12].strip()
    try:
        table = pandas.read_csv(file, header=None)
    except pandas.errors.EmptyDataError:
        continue
    rows += len(table)
    time = pandas.to_datetime(table[0] + table[1], format="%d-%m-%y%H:%M:%S").astype("int64")
    for name, column in values(kind, table).items():
        part = pandas.DataFrame({"channel": name, "time": time, "value": table[column]})
        part.to_sql("reading", db, if_exists="append", index=False)
        readings += len(part)
    db.commit()
db.close()
print(rows, "rows,", readings, "readings")
