"""Watch rules: what a desk asks of every story that comes in, and the findings that answer.

rule.py     a rule as it is written (rules/*.toml), and what is wrong with one
meaning.py  whether a claim means what a rule's examples mean
flags.py    the findings of a story that a rule points to, and why
rules/      the rules that ship
"""

from secondsource.watch.flags import flag
from secondsource.watch.meaning import meanings
from secondsource.watch.rule import Rule, read, shipped

__all__ = ["Rule", "flag", "meanings", "read", "shipped"]
