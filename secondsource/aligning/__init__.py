"""The claims of a report as a small network sees them, in any language: borders, stances, and what says the same."""

from secondsource.aligning.aligner import Aligner, NetworkAligner, Seen, View, default

__all__ = ["Aligner", "NetworkAligner", "Seen", "View", "default"]
