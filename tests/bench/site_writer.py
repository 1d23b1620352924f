"""Clients of a running site: `python -m tests.bench.site_writer URL SECONDS PATH...` posts as fast as it is answered.

One connection for each path, kept open; prints how many answers of 201 came, and how long it took.
"""

import http.client
import json
import sys
import threading
import time
from urllib.parse import urlsplit

TOLD = (
    "Na zastávce před poliklinikou chybí lavička a přístřešek. Starší lidé a lidé s berlemi tam čekají na autobus "
    "vestoje i půl hodiny, v zimě na ledu. Prosím, doplňte do opatření."
)


def speak(host: str, path: str, until: float, answers: list[int]) -> None:
    """One person after another, over one connection."""
    line = http.client.HTTPConnection(host, timeout=60)
    said = json.dumps({"text": TOLD}).encode()
    while time.perf_counter() < until:
        line.request("POST", path, said, {"Content-Type": "application/json"})
        answer = line.getresponse()
        told = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{answer.status}: {told[:300]!r}")
        answers.append(answer.status)


def main() -> None:
    """All at once."""
    url, seconds, *paths = sys.argv[1:]
    answers: list[int] = []
    began = time.perf_counter()
    until = began + float(seconds)
    people = [
        threading.Thread(target=speak, args=(urlsplit(url).netloc, path, until, answers), daemon=True) for path in paths
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    if not answers:
        sys.exit("nobody was answered")
    print(json.dumps({"answers": len(answers), "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
