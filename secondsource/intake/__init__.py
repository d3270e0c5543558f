"""Ways in: files, folders, addresses and standard input to cleaned reports; a problem for each that cannot be read."""

from secondsource.intake.doors import Found
from secondsource.intake.fetch import Fetched, Fetcher
from secondsource.intake.fields import Fields, report_from_fields
from secondsource.intake.inputs import Progress, named_reports, read, receive
from secondsource.intake.limits import Limits
from secondsource.intake.metadata import report_from_text
from secondsource.intake.plain import report_as_is

__all__ = [
    "Fetched",
    "Fetcher",
    "Fields",
    "Found",
    "Limits",
    "Progress",
    "named_reports",
    "read",
    "receive",
    "report_as_is",
    "report_from_fields",
    "report_from_text",
]
