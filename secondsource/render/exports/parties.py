"""Whom and what the reports name, and whose word they go by: each once, also where it is both.

A brief keeps entities and origins apart, because most of what is named says nothing and many who speak have no name.
Other programs know only people, bodies and things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secondsource.model import Claim, EntityKind, OriginKind, Story
from secondsource.render.exports.keys import Keys


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something in a story."""

    key: str
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind | None
    """Null where it is only known as one who speaks."""
    speaks_as: OriginKind | None
    """Null where nobody goes by its word."""
    reports: tuple[str, ...]
    """Ids of the reports that name it, in order."""

    @property
    def is_person(self) -> bool:
        """Whether it is a human being, as far as the reports tell."""
        return self.kind == "person" or (self.kind is None and self.speaks_as == "person")

    @property
    def is_body(self) -> bool:
        """Whether it is an organisation of any sort."""
        bodies = {"government", "state media", "agency", "outlet", "organisation"}
        return self.kind == "organisation" or (self.kind is None and self.speaks_as in bodies)


@dataclass(frozen=True, slots=True)
class Cast:
    """All parties of a story."""

    entities: Mapping[str, Party]
    """By the id of the entity."""
    origins: Mapping[str, Party]
    """By the id of the origin; an origin that is an entity is that same party."""

    @property
    def all(self) -> tuple[Party, ...]:
        """Every party once: those who are named, then those who only speak."""
        return tuple({party.key: party for party in (*self.entities.values(), *self.origins.values())}.values())


def cast(story: Story, keys: Keys) -> Cast:
    """The parties of a story."""
    speaks_as = {origin.entity: origin.kind for origin in reversed(story.origins) if origin.entity is not None}
    entities = {
        entity.id: Party(
            keys.entity(entity, story),
            entity.name,
            entity.aliases,
            entity.kind,
            speaks_as.get(entity.id),
            tuple(sorted({mention.report for mention in entity.mentions})),
        )
        for entity in story.entities
    }
    leaning: dict[str, list[Claim]] = {}
    for finding in story.findings:
        for claim in finding.claims:
            for id in claim.chain:
                leaning.setdefault(id, []).append(claim)
    origins = {}
    for origin in story.origins:
        known = entities.get(origin.entity) if origin.entity else None
        claims = leaning.get(origin.id, [])
        origins[origin.id] = known or Party(
            keys.origin(origin, claims, story),
            origin.name,
            origin.aliases,
            None,
            origin.kind,
            tuple(sorted({claim.report for claim in claims})),
        )
    return Cast(entities, origins)
