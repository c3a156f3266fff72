"""The form for those whose employer gave a wrong phone or e-mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pult.cases.kinds.wrong_contacts import WrongContactsForm
from pult.enrolment.wrong_contacts import report
from pult.kernel import clock
from pult.people.guard import public


@public
@never_cache
def wrong_contacts(request: HttpRequest) -> HttpResponse:
    """Name, company, birth date, city, and how to reach the person; the same answer to all."""
    form = WrongContactsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report(answers=form.answers(), note=form.text, at=clock.now())
        return render(request, "enrolment/asked.html")
    return render(request, "enrolment/wrong_contacts.html", {"form": form})
