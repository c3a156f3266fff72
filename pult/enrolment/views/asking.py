"""The form for those whose employer gave a wrong phone or e-mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pult.cases.kinds.wrong_contacts import WrongContactsForm
from pult.enrolment.wrong_contacts import report
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.guard import public


@public
@never_cache
def wrong_contacts(request: HttpRequest) -> HttpResponse:
    """Name, company, birth date, city, and how to reach the person; the same answer to all."""
    form = WrongContactsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = report(answers=form.answers(), note=form.text, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "enrolment/asked.html", {"case": case})
    return render(request, "enrolment/wrong_contacts.html", {"form": form})
