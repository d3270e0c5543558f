"""Ways in: files, folders and standard input to cleaned reports, and a problem for each input that cannot be read."""

from secondsource.intake.inputs import Progress, read
from secondsource.intake.limits import Limits
from secondsource.intake.metadata import report_from_text
from secondsource.intake.plain import report_as_is

__all__ = ["Limits", "Progress", "read", "report_as_is", "report_from_text"]
