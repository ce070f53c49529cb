"""How long one page takes, as somebody gets it in a process of its own: `python -m bench._look PORT PAGE TIMES`, the
cookie on standard input. Prints the median, in seconds.
"""

import http.client
import statistics
import subprocess
import sys
import time


def median(port: int, page: str, cookie: str, *, times: int) -> float:
    """Asked from beside, so that a program that reads 200 streams does not hold up who asks."""
    command = [sys.executable, "-m", "bench._look", str(port), page, str(times)]
    return float(subprocess.run(command, input=cookie, check=True, capture_output=True, text=True).stdout)


def _look(port: int, page: str, cookie: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    began = time.perf_counter()
    connection.request("GET", page, headers={"Cookie": cookie})
    answer = connection.getresponse()
    assert answer.read()
    assert answer.status == 200, answer.status
    taken = time.perf_counter() - began
    connection.close()
    return taken


if __name__ == "__main__":
    secret = sys.stdin.read()
    print(statistics.median(_look(int(sys.argv[1]), sys.argv[2], secret) for _ in range(int(sys.argv[3]))))
