"""Evaluate profiles of national law against safeguards drawn from civil-society documents."""
