"""Facts from where they happen: mails and CRM exports → evidence, people and claims, with a report of every input."""

from gatecoach.intake.mail import MailContext, MailIntake, read_mail
from gatecoach.intake.outcomes import MailOutcome
from gatecoach.intake.quotes import check_quotes
from gatecoach.intake.records import Records, read_facts, read_people
from gatecoach.intake.salesforce import CrmIntake, CrmSubject, read_salesforce

__all__ = [
    "CrmIntake",
    "CrmSubject",
    "MailContext",
    "MailIntake",
    "MailOutcome",
    "Records",
    "check_quotes",
    "read_facts",
    "read_mail",
    "read_people",
    "read_salesforce",
]
