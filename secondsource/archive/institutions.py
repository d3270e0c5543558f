"""Which institution a report means by words that are no name: the same ministry, in any language, of the same state.

*Danske udenrigsministerium* and *danska utrikesdepartementet* share no letter that would tell; what the packs know of
both, that they are the foreign ministry of Denmark, does. A report that does not say of which state may mean any that
its story knows: too little to call them one in a brief, and enough to show it to somebody who looks for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from secondsource.model import Reading


@dataclass(frozen=True, slots=True)
class Institution:
    """Words of a report for an institution."""

    report: str
    words: str
    role: str
    """What it is: `ministry.foreign`, `coastguard`."""
    state: str | None
    """ISO 3166 code of its state, where the words say so."""


def institutions(readings: Sequence[Reading]) -> list[Institution]:
    """All that the readings of a story mean by institutions."""
    return [one for reading in readings for one in dict.fromkeys(_of(reading))]


def by_identity(found: Sequence[Institution]) -> Mapping[str, list[Institution]]:
    """The institutions of a story, each with all that may mean it: words that say less of what and whose it is may mean
    any that says more."""
    known = {(one.role, one.state or "") for one in found}
    whole = sorted(one for one in known if not any(_says_less(one, other) for other in known))
    return {
        " ".join(identity).strip(): [
            one for one in found if (mine := (one.role, one.state or "")) == identity or _says_less(mine, identity)
        ]
        for identity in whole
    }


def _says_less(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a role of a state is another with something left open."""
    (role, state), (other_role, other_state) = one, other
    within = other_role == role or other_role.startswith(f"{role}.")
    return one != other and within and state in ("", other_state)


def _of(reading: Reading) -> Iterator[Institution]:
    report = reading.report.id
    for name in reading.names:
        if name.role and name.kind == "organisation":
            yield Institution(report, name.text, name.role, name.of)
    for source in reading.described:
        if source.role and source.kind == "government":
            yield Institution(report, source.text, source.role, source.code)
