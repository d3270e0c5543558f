"""The claims of a report as a small network sees them, in any language: borders, stances, and what says the same."""

from secondsource.aligning.aligner import Aligner, NetworkAligner, View, default, matched, opposed

__all__ = ["Aligner", "NetworkAligner", "View", "default", "matched", "opposed"]
