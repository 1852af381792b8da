"""The kit for plugin authors: strategies, contracts and laws, for pytest and hypothesis.

Install it with the extra `testing`. Nothing here is imported by the library itself. The names are
loaded when first used, so that a strategy costs no contract.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledertrivsel.testing.contracts import (
        CheckContract,
        Contract,
        ExporterContract,
        MethodContract,
        ReaderContract,
        RuleContract,
        StoreContract,
        Verdict,
        verdicts,
    )

__all__ = [
    "CheckContract",
    "Contract",
    "ExporterContract",
    "MethodContract",
    "ReaderContract",
    "RuleContract",
    "StoreContract",
    "Verdict",
    "verdicts",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.contracts"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
