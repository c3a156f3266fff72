"""What the journal says of each event, in words. A code is `noun.what_happened`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.journal.models import Entry

LABELS: dict[str, str | Promise] = {
    "session.opened": _("signed in"),
    "session.refused": _("sign-in refused"),
    "session.closed": _("signed out"),
    "session.ended": _("signed out a device"),
    "session.others_ended": _("signed out every other device"),
    "factor.added": _("second factor or passkey added"),
    "factor.removed": _("second factor or passkey removed"),
    "account.opened": _("account opened"),
    "account.contacts_replaced": _("contacts of an account replaced"),
    "account.contacts_refused": _("contacts not replaced: the person's data do not agree"),
    "case.contacts": _("contacts replaced in a request"),
    "account.other_contacts": _("account has other contacts than the policy"),
    "staff.granted": _("role granted to an employee"),
    "staff.reset": _("employee's sign-in reset"),
    "staff.closed": _("employee's account closed"),
    "invitation.sent": _("invitation sent"),
    "welcome.sent_again": _("welcome letter sent again"),
    "roster.sent": _("list of insured people sent"),
    "roster.mapping_corrected": _("columns of a list corrected"),
    "roster.applied": _("list of insured people applied"),
    "policy.added": _("policy added"),
    "policy.changed": _("policy changed"),
    "policy.ended": _("policy ended"),
    "policy.corrected": _("data of an insured person corrected"),
    "policy.listed": _("saw the policy in a list"),
    "policy.read": _("opened the policy"),
    "policy.missed": _("policy not found at the clinic"),
    "policy.checked": _("checked the policy at the clinic"),
    "visit.listed": _("saw the visit in a list"),
    "member.found": _("found the member by a search"),
    "member.read": _("opened the member's file"),
    "case.read": _("opened the request"),
    "case.file_read": _("downloaded a file of the request"),
    "case.opened": _("request created"),
    "case.claimed": _("request taken"),
    "case.returned": _("request returned to the queue"),
    "case.lost": _("request back in the queue, connection lost"),
    "case.transferred": _("request passed on"),
    "case.replied": _("replied to the member"),
    "case.asked": _("asked the member"),
    "case.noted": _("left a note in the request"),
    "case.step_done": _("step of the script gone through"),
    "case.step_undone": _("step of the script marked as not gone through"),
    "case.consulted": _("clinic asked"),
    "case.heard": _("clinic's answer"),
    "case.wrote": _("the member wrote"),
    "case.booked": _("visit booked in a request"),
    "case.letter": _("letter of guarantee issued in a request"),
    "case.refused": _("refusal signed in a request"),
    "case.moved": _("visit moved in a request"),
    "case.visit_cancelled": _("visit cancelled in a request"),
    "case.resolved": _("request resolved"),
    "case.reopened": _("request opened again"),
    "case.closed": _("request closed for good"),
    "case.cancelled": _("request cancelled"),
    "letter.issued": _("letter issued"),
    "letter.supplemented": _("supplementary letter issued"),
    "letter.refused": _("refusal signed"),
    "letter.signed": _("letter signed and sent"),
    "letter.consumed": _("service of a letter given"),
    "letter.annulled": _("letter annulled"),
    "letter.expired": _("letter expired"),
    "letter.listed": _("saw the letter in a list"),
    "letter.read": _("opened the letter"),
    "letter.downloaded": _("downloaded the letter"),
    "letter.checked": _("checked the letter at the clinic"),
    "limit.repaired": _("counter of a limit set from its ledger"),
    "programme.drafted": _("draft of a programme begun"),
    "programme.changed": _("draft of a programme changed"),
    "programme.discarded": _("draft of a programme thrown away"),
    "programme.published": _("programme's version published"),
    "coverage.asked": _("asked whether a service is covered"),
    "token.issued": _("token for another program issued"),
    "token.revoked": _("token for another program revoked"),
    "insurer.loaded": _("data of the insurer loaded"),
    "reference.icd_imported": _("ICD-10 imported"),
    "reference.services_imported": _("nomenclature of services imported"),
    "demo.loaded": _("demo data loaded"),
}


def label(what: str) -> str:
    """The event in words; its code when nobody has named it."""
    return str(LABELS.get(what, what))


def sort_of(entry: Entry) -> str:
    """A reading or a change; '' for a sign-in, which says itself what it is."""
    if entry.what.startswith("session."):
        return ""
    return str(Entry.Act(entry.act).label)
