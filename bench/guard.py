"""How fast the language guard answers, and that its time grows with the text and not faster."""

from __future__ import annotations

import time
from collections.abc import Callable

from postmortems.language import check

_PROSE = (
    "At 09:12 the change was approved and the deploy pipeline started the rollout to the first region. The health "
    "check only probes the TCP port, so the broken pods stayed in rotation for eleven minutes. Priya rolled back "
    "the deploy at 09:31 after the dashboard of the payments team showed the drop. The alert rule compared bytes "
    "with kilobytes and never fired. An engineer accidentally deleted the staging bucket while the console showed "
    "both environments under one name. The step was skipped because the runbook has two versions, and the search "
    "finds the older one first. "
)


_BLAME = (
    "Priya forgot to check the drain list before pushing the config. The on-call engineer ignored the disk alarm. "
    "Noor's mistake in the Terraform plan deleted the cluster. The index was dropped by Lea without any check. "
    "Great job by the genius who turned off the backups. Sven should have run the rollback sooner. "
)


def words(count: int, prose: str = _PROSE) -> str:
    """``count`` words of ordinary review prose."""
    pool = prose.split()
    return " ".join((pool * (count // len(pool) + 1))[:count])


def blaming(count: int) -> str:
    """``count`` words in which every sentence puts it on a person: the dearest text to answer."""
    return words(count, _BLAME)


def told(text: str) -> list[tuple[str, ...]]:
    """The verdict with every reason, question and start read: more than any page shows at once."""
    return [(finding.why, finding.question, *finding.suggestions) for finding in check(text).findings]


def seconds(text: str, *, rounds: int = 5, work: Callable[[str], object] = check) -> float:
    """The best processor time of a few rounds, in seconds: what one core needs when nothing disturbs it.

    ``work`` is what is asked of the guard: the verdict alone, or also all that its findings say.
    """
    work(words(50))
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        work(text)
        best = min(best, time.process_time() - started)
    return best


def rows() -> list[tuple[str, str, str]]:
    """(measure, figure, goal) for the guard's time: words a second, and growth with the text and not faster."""
    thousand, ten = seconds(words(1_000), rounds=40), seconds(words(10_000))
    worst, all_read = (seconds(blaming(1_000), rounds=40, work=work) for work in (check, told))
    kilo, mega = seconds(_cut(1_000), rounds=40), seconds(_cut(1_000_000), rounds=3)
    return [
        ("guard: 1,000 words", f"{thousand * 1000:.1f} ms", "<= 10 ms"),
        ("guard: words a second", f"{10_000 / ten:,.0f}", ">= 100,000"),
        ("guard: 1,000 words of blame alone, the verdict", f"{worst * 1000:.1f} ms", "<= 10 ms"),
        ("guard: the same, every reason and start read", f"{all_read * 1000:.1f} ms", "<= 10 ms"),
        ("guard: 10,000 words against 1,000", f"{ten / thousand:.1f}x", "<= 11x"),
        ("guard: 200 kB", f"{seconds(_cut(200_000), rounds=2):.2f} s", "<= 2 s"),
        ("guard: 1 MB against 1 kB", f"{mega / kilo:,.0f}x", "<= 1,100x"),
        *(
            (f"guard: 100 kB of {piece!r}", f"{seconds((piece * 50_000)[:100_000], rounds=1):.2f} s", "<= 1 s")
            for piece in _WORST
        ),
    ]


_WORST = ("a-", "'", "(", "`", "had the engineer ", "Priya's ", "because he ")  # what a pattern could stumble over


def _cut(size: int) -> str:
    return words(size // 5)[:size]


if __name__ == "__main__":
    for row in rows():
        print("  ".join(row))
