"""Whether the record is whole: every chain from its first entry to its last, none shorter than it was once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from postmortems.audit.models import AuditEntry
from postmortems.audit.services import digest

Heads = dict[str, tuple[int, str]]  # the position and the digest of each chain's last entry


@dataclass
class Found:
    """What a look at the whole record found."""

    entries: int = 0
    heads: Heads = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)  # the first wrong place of each chain, as in "review:12 #7"


def look() -> Found:
    """Read every entry once, in order; memory for the heads only."""
    found = Found()
    rows = AuditEntry.objects.order_by("chain", "position").iterator(chunk_size=2000)
    for chain, entries in groupby(rows, key=lambda entry: entry.chain):
        _follow(chain, entries, found)
    return found


def _follow(chain: str, entries: Iterator[AuditEntry], found: Found) -> None:
    before, is_whole = "", True
    for position, entry in enumerate(entries, start=1):
        found.entries += 1
        if is_whole and (entry.position != position or entry.digest != digest(entry, before=before)):
            found.broken.append(f"{chain} #{position}")
            is_whole = False
        before = entry.digest
        found.heads[chain] = (entry.position, entry.digest)


def missing_since(then: Heads, now: Heads, digests: Mapping[tuple[str, int], str]) -> list[str]:
    """Which chains were cut off or written anew since `then`. Pure: `digests` stand now at the positions of `then`."""
    wrong = []
    for chain, (position, was) in then.items():
        if now.get(chain, (0, ""))[0] < position:
            wrong.append(f"{chain} ends before #{position}")
        elif digests.get((chain, position)) != was:
            wrong.append(f"{chain} #{position} is another")
    return sorted(wrong)


def digests_at(then: Heads) -> dict[tuple[str, int], str]:
    """What stands now where those chains ended then; a query for each thousand."""
    wanted = list(then.items())
    found: dict[tuple[str, int], str] = {}
    for start in range(0, len(wanted), 1000):
        part = wanted[start : start + 1000]
        rows = AuditEntry.objects.filter(chain__in=[chain for chain, _ in part])
        rows = rows.filter(position__in={position for _, (position, _) in part})
        found |= {(chain, position): told for chain, position, told in rows.values_list("chain", "position", "digest")}
    return found
