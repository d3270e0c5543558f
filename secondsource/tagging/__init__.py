"""Names and attributions by a small network that knows no language by name."""

from secondsource.tagging.tagger import NetworkTagger, NoTagger, Tagged, TaggedAttribution, TaggedName, Tagger, default

__all__ = ["NetworkTagger", "NoTagger", "Tagged", "TaggedAttribution", "TaggedName", "Tagger", "default"]
