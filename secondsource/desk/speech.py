"""The language that the desk speaks: its words from a catalogue in `locale/`, its dates and numbers from Unicode CLDR.

English is what the templates say. Every other language is one file, `locale/<code>.po`, which any translator's program
opens; `scripts/messages` puts new words into it. There is nothing to compile.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from secondsource.model import Interval

SOURCE = "en"

# English days as the rest of the program writes them: 18 Feb 2024.
_LOCALES = {SOURCE: "en_GB"}


class Speech:
    """A language of the interface; it is a `Tongue`, too, so that pictures speak it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(_LOCALES.get(code, code))
        self.translations = _catalogue(code)

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return (self.locale.get_language_name() or self.code).capitalize()

    @property
    def direction(self) -> str:
        """`ltr`, or `rtl` where it is written from right to left."""
        return self.locale.text_direction

    def say(self, text: str, **values: object) -> str:
        """`text`, which is English, in this language; its `%(name)s` filled in."""
        said = self.translations.gettext(text)
        return said % values if values else said

    def count(self, number: int, noun: str) -> str:
        """`1 report`, `2 reports`."""
        plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
        said = self.translations.ngettext(f"%(num)s {noun}", f"%(num)s {plural}", number)
        return said % {"num": number}

    def day(self, day: date) -> str:
        """`18 Feb 2024`."""
        return format_date(day, "d MMM y" if self.code == SOURCE else "medium", locale=self.locale)

    def days(self, interval: Interval) -> str:
        """An interval as narrowly as it is known; open where it begins or ends with a day that nobody means."""
        earliest, latest = interval.earliest, interval.latest
        if earliest == date.min or latest == date.max:
            if earliest == latest or (earliest == date.min and latest == date.max):
                return self.say("any time")
            if earliest == date.min:
                return self.say("until %(day)s", day=self.day(latest))
            return self.say("from %(day)s", day=self.day(earliest))
        if earliest == latest:
            return self.day(earliest)
        if earliest.day == 1 and interval.days > 27 and latest.toordinal() + 1 == _next_month(latest).toordinal():
            whole_years = earliest.month == 1 and latest.month == 12
            return str(format_interval(earliest, latest, "y" if whole_years else "yMMM", locale=self.locale))
        return str(format_interval(earliest, latest, "yMMMd", locale=self.locale))

    def moment(self, text: str) -> str:
        """A time as the archive writes it, in UTC, to the minute."""
        return str(format_datetime(datetime.fromisoformat(text), "d MMM y HH:mm", locale=self.locale)) + " UTC"

    def language(self, code: str) -> str:
        """What a language is called."""
        if code in {"", "und"}:
            return self.say("language unknown")
        return str(self.locale.languages.get(code) or code)


@cache
def speech(code: str) -> Speech:
    """The interface's language of that code, or English."""
    return Speech(code if code in spoken() else SOURCE)


@cache
def spoken() -> tuple[str, ...]:
    """Codes of the languages that the interface has, English first."""
    catalogues = (entry.name for entry in files("secondsource.desk").joinpath("locale").iterdir())
    return (SOURCE, *sorted(name.removesuffix(".po") for name in catalogues if name.endswith(".po")))


def preferred(accepted: str) -> str:
    """Of the languages that the interface has, the one that a browser asks for most (RFC 9110, 12.5.4)."""
    weighed: list[tuple[float, int, str]] = []
    for place, entry in enumerate(accepted.split(",")[:20]):
        tag, _, weight = entry.partition(";")
        try:
            quality = float(weight.partition("=")[2] or 1)
        except ValueError:
            quality = 0.0
        code = tag.strip().partition("-")[0].casefold()
        weighed.append((-quality, place, {"no": "nb", "nn": "nb"}.get(code, code)))
    return next((code for _, _, code in sorted(weighed) if code in spoken()), SOURCE)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < 9999 else date.max


def _catalogue(code: str) -> NullTranslations:
    if code == SOURCE:
        return NullTranslations()
    made = BytesIO()
    with files("secondsource.desk").joinpath("locale", f"{code}.po").open("rb") as file:
        write_mo(made, read_po(file, locale=code))
    made.seek(0)
    return GNUTranslations(made)
