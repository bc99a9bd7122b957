"""What several tests need."""

pytest_plugins = ["pytester"]
