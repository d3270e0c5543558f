"""What CLDR says of how a language writes dates: each language its own, whichever was asked for before."""

from __future__ import annotations

import subprocess
import sys

import pytest

# In a process of its own, because what Babel has once resolved it keeps.
ASK = """
import sys
from secondsource.packs import load
from secondsource.intake.vocabulary import vocabulary
from secondsource.reading.cldr import date_writing
for language in sys.argv[1:]:
    writing, months = date_writing(language), vocabulary(language).months
print(writing, sorted(months.items()))
"""


def asked(*languages: str) -> str:
    """What is known of the last of the languages, having asked for all of them in this order."""
    return subprocess.run([sys.executable, "-c", ASK, *languages], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("language", ["hi", "id", "da"])
def test_names_of_one_language_do_not_leak_into_another(language: str) -> None:
    assert asked("he", "ar", language) == asked(language)
