"""bonuses.toml, turn.toml, articles/: what the cabinet's guide shows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pult.demo.reading import Table, read, read_all
from pult.guide.models import Article, Bonus, Profile, WhereToTurn

MARKS = ("", "desk", "partner")
WAYS = ("cabinet", "desk", "email", "link", "leaflet", "articles", "partner")
TARGETS = ("desk", "hr", "admin_curator", "doctor_curator", "registry", "cabinet")


@dataclass(frozen=True)
class Guide:
    bonuses: list[Bonus]
    turns: list[WhereToTurn]
    articles: list[Article]


def read_guide(folder: Path, profile: Profile) -> Guide:
    """The rows of the guide, not yet saved."""
    return Guide(_bonuses(folder, profile), _turns(folder), _articles(folder))


def _bonuses(folder: Path, profile: Profile) -> list[Bonus]:
    leaflets = {row["code"]: row for row in profile.leaflets}
    top = read(folder, "bonuses.toml")
    found = []
    for position, row in enumerate(top.tables("bonus")):
        region = row.string("region", among=["all", *profile.regions])
        bonus = Bonus(
            code=row.string("code"),
            title=row.both("title"),
            description=row.both("text"),
            mark=row.string("mark", among=MARKS),
            way_in={"ways": row.strings("ways", among=WAYS), "email": row.string("email", "")},
            regions=[] if region == "all" else [region],
            for_all=row.flag("every_programme"),
            links=_links(row, leaflets),
            position=position,
        )
        row.done()
        found.append(bonus)
    top.done()
    return found


def _links(row: Table, leaflets: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """`{"kind": "leaflet" | "site", "title": …, "url": …}`; one of each at most, no url twice."""
    links = []
    code = row.string("leaflet", "", among=["", *leaflets])
    if code:
        links.append({"kind": "leaflet", **leaflets[code]})
    url = row.string("link", "")
    if url and url not in [link["url"] for link in links]:
        links.append({"kind": "site", "title": {}, "url": url})
    return links


def _turns(folder: Path) -> list[WhereToTurn]:
    top = read(folder, "turn.toml")
    found = []
    for position, row in enumerate(top.tables("turn")):
        turn = WhereToTurn(
            code=row.string("code"),
            question=row.both("question"),
            answer=row.both("answer"),
            targets=row.strings("targets", among=TARGETS),
            action=row.string("action"),
            also=row.strings("also"),
            is_urgent=row.flag("urgent"),
            position=position,
        )
        row.done()
        found.append(turn)
    top.done()
    return found


def _articles(folder: Path) -> list[Article]:
    found = []
    for row in read_all(folder, "articles"):
        article = Article(
            slug=row.string("slug"),
            title=row.both("title"),
            lead=row.both("lead"),
            body=row.both("body"),
            position=int(row.number("position", low=0, high=1000)),
        )
        row.done()
        found.append(article)
    return found


def write_guide(guide: Guide) -> None:
    """Rows of the folder replace what stood in the guide."""
    Bonus.objects.exclude(code__in=[bonus.code for bonus in guide.bonuses]).delete()
    WhereToTurn.objects.exclude(code__in=[turn.code for turn in guide.turns]).delete()
    Article.objects.exclude(slug__in=[article.slug for article in guide.articles]).delete()
    for row in (*guide.bonuses, *guide.turns):
        row.save()
    Article.objects.bulk_create(
        guide.articles,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["title", "lead", "body", "position"],
    )
