"""One story across its reports: who, on whose word, what together, and where the accounts part."""

from secondsource.weighing.weigh import weigh, without

__all__ = ["weigh", "without"]
