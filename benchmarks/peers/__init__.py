"""The same safeguards and States put to engines that a user could pick instead."""
