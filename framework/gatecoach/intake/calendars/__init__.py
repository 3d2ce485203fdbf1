"""Calendar replies as evidence (iCalendar): who accepted, declined or proposed another time, and what voids it."""

from gatecoach.intake.calendars.batch import CalendarIntake, read_calendar
from gatecoach.intake.calendars.carrier import carries_calendar
from gatecoach.intake.calendars.context import READINGS, CalendarContext
from gatecoach.intake.calendars.outcomes import CalendarOutcome

__all__ = ["READINGS", "CalendarContext", "CalendarIntake", "CalendarOutcome", "carries_calendar", "read_calendar"]
