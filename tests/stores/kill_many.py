"""Kill writers of a store many times: ``python -m tests.stores.kill_many N ADDRESS [SECONDS]``."""

import json
import sys
import time

import attrs

from tests.stores.killing import kill


def main(times: str, address: str, seconds: str = "86400") -> int:
    """Print what was found, and return 0 when nothing was lost, torn or left unusable."""
    start = time.monotonic()
    figures = kill(address, int(times), seconds=float(seconds), seed=time.time_ns())
    took = round(time.monotonic() - start, 1)
    sys.stdout.write(json.dumps({**attrs.asdict(figures), "seconds": took}) + "\n")
    return 0 if figures.is_right else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
