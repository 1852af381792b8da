"""Hypothesis profiles: `dev` by default, `ci` where the environment says CI=true."""

import os

from hypothesis import settings

# No deadline: a busy machine is not a broken law.
settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", deadline=None, max_examples=200, derandomize=True, database=None, print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")
