"""Load the plugin here, so that the checkout works even where only its dependencies are installed."""

pytest_plugins = ["engine.plugin"]
