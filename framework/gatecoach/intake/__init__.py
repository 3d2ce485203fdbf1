"""Facts from where they happen: mails, calendars and CRM exports → evidence, people and claims; what each became."""

from gatecoach.intake.calendars import CalendarContext, CalendarIntake, CalendarOutcome, carries_calendar, read_calendar
from gatecoach.intake.context import MailContext
from gatecoach.intake.crm import CrmContext, CrmIntake, CrmSubject, Tally, read_crm, rejects_csv, stream_crm
from gatecoach.intake.events import EventIntake, EventOutcome, read_events
from gatecoach.intake.keys import Key, read_keys
from gatecoach.intake.mail import MailIntake, read_mail
from gatecoach.intake.mailboxes import in_mbox, mails_at
from gatecoach.intake.outcomes import MailOutcome
from gatecoach.intake.quotes import check_quotes
from gatecoach.intake.records import Records, read_facts, read_people
from gatecoach.intake.review import Waiting, waiting
from gatecoach.intake.salesforce import read_salesforce

__all__ = [
    "CalendarContext",
    "CalendarIntake",
    "CalendarOutcome",
    "CrmContext",
    "CrmIntake",
    "CrmSubject",
    "EventIntake",
    "EventOutcome",
    "Key",
    "MailContext",
    "MailIntake",
    "MailOutcome",
    "Records",
    "Tally",
    "Waiting",
    "carries_calendar",
    "check_quotes",
    "in_mbox",
    "mails_at",
    "read_calendar",
    "read_crm",
    "read_events",
    "read_facts",
    "read_keys",
    "read_mail",
    "read_people",
    "read_salesforce",
    "rejects_csv",
    "stream_crm",
    "waiting",
]
