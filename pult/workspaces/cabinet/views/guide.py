"""What the insurer tells: contacts, where to turn, bonuses, telemedicine, articles, help."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pult.clinics import hours
from pult.guide import queries
from pult.kernel import clock
from pult.people.access import Can
from pult.people.guard import allow
from pult.workspaces.cabinet import markdown, turning
from pult.workspaces.cabinet.whose import Mine, whose

ROUND_THE_CLOCK = [["00:00", "24:00"]] * 7


@allow(Can.USE_CABINET)
def contacts(request: HttpRequest) -> HttpResponse:
    """Who answers for what, how to reach them, and whether they answer now."""
    mine = whose(request)
    insurer = queries.profile()
    weeks = {"24/7": ROUND_THE_CLOCK, "curator_hours": insurer.curator_hours}
    rows = [
        {
            "zone": zone,
            "hours": hours.in_words(weeks.get(zone["hours"], [])),
            "now": hours.answering(weeks[zone["hours"]], clock.now())
            if zone["hours"] in weeks
            else None,
            "curator": _curator(zone["code"], mine),
        }
        for zone in insurer.zones_of_responsibility
    ]
    return render(
        request, "cabinet/contacts.html", {"mine": mine, "rows": rows, "profile": insurer}
    )


def _curator(code: str, mine: Mine) -> object | None:
    if mine.policy is None:
        return None
    return {
        "doctor_curator": mine.policy.contract.doctor_curator,
        "admin_curator": mine.policy.contract.admin_curator,
    }.get(code)


@allow(Can.USE_CABINET)
def turn(request: HttpRequest) -> HttpResponse:
    rows = [turning.row(found) for found in queries.where_to_turn()]
    return render(request, "cabinet/turn.html", {"mine": whose(request), "rows": rows})


@allow(Can.USE_CABINET)
def bonuses(request: HttpRequest) -> HttpResponse:
    """The bonuses of this person's programme in their region."""
    mine = whose(request)
    codes = mine.policy.programme.bonuses if mine.policy else []
    return render(
        request,
        "cabinet/bonuses.html",
        {
            "mine": mine,
            "bonuses": queries.bonuses(programme_codes=codes, city=mine.city),
            "regions": queries.profile().regions,
        },
    )


@allow(Can.USE_CABINET)
def telemedicine(request: HttpRequest) -> HttpResponse:
    """Three steps, and the number that the partner asks for."""
    mine = whose(request)
    policy = mine.policy
    included = policy is not None and "telemedicine" in policy.programme.bonuses
    return render(
        request,
        "cabinet/telemedicine.html",
        {"mine": mine, "care": queries.profile().telemedicine, "included": included},
    )


@allow(Can.USE_CABINET)
def articles(request: HttpRequest) -> HttpResponse:
    context = {"mine": whose(request), "articles": queries.articles()}
    return render(request, "cabinet/articles.html", context)


@allow(Can.USE_CABINET)
def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.article(slug)
    if found is None:
        raise Http404
    body = markdown.html(queries.text(found.body))
    context = {"mine": whose(request), "article": found, "body": body}
    return render(request, "cabinet/article.html", context)


@allow(Can.USE_CABINET)
def materials(request: HttpRequest) -> HttpResponse:
    """Films, leaflets, apps and how to open the cabinet."""
    context = {"mine": whose(request), "profile": queries.profile()}
    return render(request, "cabinet/materials.html", context)
