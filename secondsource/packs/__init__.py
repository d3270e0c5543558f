"""Knowledge of languages, one TOML file each: no other folder may name a language."""

from secondsource.packs.pack import FALLBACK, SPEAKER_KINDS, Pack, languages, load, lookalikes, per_pack
from secondsource.packs.phrases import Table

__all__ = ["FALLBACK", "SPEAKER_KINDS", "Pack", "Table", "languages", "load", "lookalikes", "per_pack"]
