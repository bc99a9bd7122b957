"""What several tests need."""

import os

pytest_plugins = ["pytester"]

os.environ["SAFEGUARDS_NO_CACHE"] = "1"
"""Nothing that a test reads, in this process or in one that it starts, comes from a cache, unless the test is of it."""
