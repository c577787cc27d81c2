"""What wrk writes -> what it tells."""

import pytest

from benchmarks.wrk import Told, parsed

QUICK = """Running 1s test @ http://127.0.0.1:8000/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   623.41us  120.11us   4.02ms   92.10%
    Req/Sec    51.03k     1.20k   52.91k    70.00%
  Latency Distribution
     50%  611.00us
     75%  680.00us
     90%  750.00us
     99%    1.05ms
  51034 requests in 1.00s, 1.22GB read
Requests/sec:  51034.00
Transfer/sec:      1.22GB
"""
SLOW = """Running 6s test @ http://127.0.0.1:8001/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.51s     1.20s    4.90s    60.00%
    Req/Sec    12.00      4.00    20.00     70.00%
  Latency Distribution
     50%    2.51s
     75%    3.00s
     90%    4.40s
     99%    1.02m
  66 requests in 6.01s, 1.51MB read
  Socket errors: connect 1, read 2, write 0, timeout 32
  Non-2xx or 3xx responses: 4
Requests/sec:     10.98
Transfer/sec:    257.45KB
"""
NOTHING = QUICK.replace("51034 requests in 1.00s", "0 requests in 1.10m").replace(
    "611.00us", "0.00us"
)


# It fills up what is told in one letter with a space.
SLOW = SLOW.replace("s\n     75%", "s \n     75%").replace("m\n  66", "m \n  66")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (QUICK, Told(answers=51034, seconds=1, p50=0.611, p99=1.05, failed=0)),
        (SLOW, Told(answers=66, seconds=6.01, p50=2510, p99=61_200, failed=39)),
        (NOTHING, Told(answers=0, seconds=66, p50=0, p99=1.05, failed=0)),
    ],
)
def test_parsed(text: str, expected: Told) -> None:
    told = parsed(text)
    assert told == pytest.approx(expected)
