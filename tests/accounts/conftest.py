"""What signing in needs beside it."""

from tests.provider import provider, running_provider

__all__ = ["provider", "running_provider"]
