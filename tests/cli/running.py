"""What running a command gives, and the example it is run on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "eksempelkommune"


@dataclass(frozen=True)
class Ran:
    """What a command answered: its exit code, what it printed and what it complained of."""

    code: int
    out: str
    err: str


Run = Callable[[str], Ran]
