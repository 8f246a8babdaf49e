"""Counts how often each channel goes above a limit, with a dead band: FILE HIGH LOW."""
import sqlite3
import sys

path, high, low = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
fired = 0
for (channel,) in db.execute("SELECT id FROM channel").fetchall():
    alarm = False
    for _, value in db.execute(
        "SELECT time, value FROM reading WHERE channel = ? ORDER BY time, n", (channel,)
    ):
        if value is None:
            continue
        if alarm:
            if value < low:
                alarm = False
        elif value > high:
            alarm = True
            fired += 1
print(fired)
