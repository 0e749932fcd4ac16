"""`python -m academy` is `academy`."""

import sys

from academy.cli import main

sys.exit(main())
