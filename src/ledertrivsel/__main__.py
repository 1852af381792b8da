"""`python -m ledertrivsel` is the command line."""

import sys

from ledertrivsel.cli import main

sys.exit(main())
