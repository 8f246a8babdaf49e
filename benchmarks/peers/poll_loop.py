"""Polls a gauge as a script would: ask, read until CR, sleep for the interval. Prints the time of each poll (s, monotonic)."""
import os, sys, termios, time, tty

device, count, interval = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
port = os.open(device, os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
for _ in range(count):
    print(time.monotonic(), flush=True)
    for question in (b"#01RD\r", b"#01RDCG1\r", b"#01RDCG2\r"):
        os.write(port, question)
        answer = b""
        while not answer.endswith(b"\r"):
            answer += os.read(port, 64)
        time.sleep(0.05)
    time.sleep(interval)
