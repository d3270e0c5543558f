"""Languages told apart, and what cannot be told."""

from __future__ import annotations

import pytest

from secondsource.intake.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fergen gikk på grunn i går kveld, men ingen av passasjerene ble skadet, sier politiet.", "nb"),
        (
            "Ferja gjekk på grunn i går kveld, men ingen av passasjerane vart skadde, seier politiet. "
            "Ho skal slepast til hamna i morgon, og ingen veit enno kvifor ho gjekk feil.",
            "nn",
        ),
        ("Færgen stødte på grund i aftes, men ingen af passagererne kom til skade, siger politiet.", "da"),
        ("Färjan gick på grund i går kväll, men ingen av passagerarna skadades, säger polisen.", "sv"),
        ("ተቃዋሚዎች ዛሬ አዲስ አበባ ውስጥ ተሰብስበዋል", "am"),
        ("ok", "und"),
        ("12 345 — 67", "und"),
        ("", "und"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language
