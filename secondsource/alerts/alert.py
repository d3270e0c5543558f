"""What a desk is told of a flag: which claims, on whose account, under which rule, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from secondsource.model import Flag, Standing, Story
from secondsource.render.visible import one_line


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim that fired a flag."""

    report: str
    text: str


@dataclass(frozen=True, slots=True)
class Alert:
    """A finding of a story that may fall under a watch rule."""

    story: str
    """Handle of the story in the archive."""
    title: str
    rule: str
    """The rule's name."""
    rule_title: str
    statement: str
    """The finding, verbatim."""
    standing: Standing
    before: str
    """The standing that was told the last time; empty where this is the first."""
    independent_origins: int
    why: str
    basis: str
    link: str
    confidence: float
    claims: tuple[Cited, ...]
    open: tuple[str, ...]
    """What would still have to be shown."""
    at: str
    """When it was found, in UTC."""

    @property
    def key(self) -> str:
        """Tells this alert from every other: story, rule, and the change that it tells of."""
        told = json.dumps([self.story, self.rule, self.before, self.standing, self.at])
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def headline(self) -> str:
        """One line: `may fall under “Luxury goods to North Korea” (single-origin): …`."""
        changed = f"{self.before} → {self.standing}" if self.before else self.standing
        return one_line(f"may fall under “{self.rule_title}” ({changed}): {self.statement}")

    @property
    def body(self) -> str:
        """All of it as plain text."""
        lines = [
            self.headline,
            "",
            f"Story {self.story}: {one_line(self.title)}",
            one_line(self.why),
            f"Basis: {one_line(self.basis)}{f' <{self.link}>' if self.link else ''}",
            "",
            *(f"- {one_line(cited.report)}: {one_line(cited.text)}" for cited in self.claims),
        ]
        if self.open:
            lines += ["", "Would still have to be shown:", *(f"- {one_line(words)}" for words in self.open)]
        return "\n".join(lines) + "\n"

    def document(self) -> dict[str, Any]:
        """All of it for programs."""
        return {"schema": "secondsource-alert/1", "key": self.key, **asdict(self)}


def alert(handle: str, story: Story, flag: Flag, before: str, at: str) -> Alert:
    """The alert of a flag of a story."""
    finding = next(one for one in story.findings if one.id == flag.finding)
    return Alert(
        story=handle,
        title=story.title,
        rule=flag.rule,
        rule_title=flag.title or flag.rule,
        statement=finding.statement,
        standing=finding.standing,
        before=before,
        independent_origins=finding.independent_origins,
        why=flag.why,
        basis=flag.basis,
        link=flag.link,
        confidence=flag.confidence,
        claims=tuple(Cited(claim.report, claim.text) for claim in flag.claims),
        open=flag.open,
        at=at,
    )
