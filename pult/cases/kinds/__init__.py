"""The registry of kinds: one folder and one line each, in the order in which members see them."""

from pult.cases.kinds.admin_question import ADMIN_QUESTION
from pult.cases.kinds.ambulance import AMBULANCE
from pult.cases.kinds.appeal import APPEAL
from pult.cases.kinds.appointment import APPOINTMENT
from pult.cases.kinds.dental import DENTAL
from pult.cases.kinds.diagnostics import DIAGNOSTICS
from pult.cases.kinds.doctor_question import DOCTOR_QUESTION
from pult.cases.kinds.hospitalisation import HOSPITALISATION
from pult.cases.kinds.house_call import HOUSE_CALL
from pult.cases.kinds.identity_mismatch import IDENTITY_MISMATCH
from pult.cases.kinds.kind import Kind
from pult.cases.kinds.programme_question import PROGRAMME_QUESTION
from pult.cases.kinds.wrong_contacts import WRONG_CONTACTS

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        APPOINTMENT,
        DENTAL,
        HOUSE_CALL,
        DIAGNOSTICS,
        HOSPITALISATION,
        AMBULANCE,
        PROGRAMME_QUESTION,
        DOCTOR_QUESTION,
        APPEAL,
        ADMIN_QUESTION,
        IDENTITY_MISMATCH,
        WRONG_CONTACTS,
    )
}
