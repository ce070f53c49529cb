"""How long `make run` takes until it is ready, and until it has stopped."""

import tempfile
from pathlib import Path

from tests.faults.running import running


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        first, _ = start_and_stop(Path(folder) / "data")
        second, stopped = start_and_stop(Path(folder) / "data")
    return [
        ("first start, with demo data", f"{first:.1f} s", "< 60 s"),
        ("second start", f"{second:.1f} s", "< 8 s"),
        ("stop", f"{stopped:.1f} s", "< 15 s"),
    ]


def start_and_stop(data_dir: Path) -> tuple[float, float]:
    """Seconds until it was ready, and seconds until it had ended."""
    with running(data_dir) as run:
        run.await_ready()
        run.process.terminate()
        return run.ready_after, run.ends(within=30)
