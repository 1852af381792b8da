"""The store `zip`: plans with all their revisions in one zip archive, to hand over or put away.

This module only describes the store; `ledertrivsel_zip.store` is imported when somebody opens one.
"""

from collections.abc import Iterable

from ledertrivsel.hookspecs import Capabilities, StoreInfo, hookimpl

__ledertrivsel_api__ = (1, 0)

CAPABILITIES = Capabilities(rewrite=True)
"""Not shared: one program at a time. Its backup is a copy of the file."""


@hookimpl
def ledertrivsel_stores() -> Iterable[StoreInfo]:
    """Offer the store."""
    yield StoreInfo(
        scheme="zip",
        title={"da": "Ét zip-arkiv", "en": "One zip archive"},
        capabilities=CAPABILITIES,
        factory="ledertrivsel_zip.store:ZipStore",
    )
