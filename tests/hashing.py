"""Passwords in tests: Argon2 as in the application, at its least cost. What a real one costs is nobody's question here:
`tests/accounts/test_passwords.py` looks at the settings.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    """Some hundred times quicker than the application's."""

    time_cost, parallelism = 1, 1
    memory_cost = 8  # KiB, the least that Argon2 knows
