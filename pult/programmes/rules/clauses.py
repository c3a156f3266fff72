"""Reads clauses with their rules, limits, waiting periods and cost shares. Raises Mistake."""

from pult.programmes.rules.fields import Fields
from pult.programmes.rules.mistakes import gettext_noop
from pult.programmes.rules.shapes import (
    EFFECTS,
    KINDS,
    OLDEST,
    PERIODS,
    SEXES,
    STAGES,
    UNITS,
    URGENCIES,
    WAYS,
    ZONES,
    Clause,
    Limit,
    Rule,
    Share,
    Wait,
)


def clause(data: object, where: str) -> Clause:
    """A clause of a document."""
    fields = Fields(data, where)
    found = body(
        fields, kind=fields.choice("kind", KINDS, "volume"), section=fields.code("section", "")
    )
    fields.done()
    return found


def body(fields: Fields, *, kind: str, section: str) -> Clause:
    """What a clause of a document and a rider have in common; `fields` are not yet done."""
    return Clause(
        number=fields.code("number"),
        kind=kind,
        text=fields.text("text"),
        section=section,
        rules=fields.objects("rules", _rule),
        limits=fields.objects("limits", _limit),
        waits=fields.objects("waits", _wait),
        shares=fields.objects("shares", _share),
    )


def _rule(data: object, where: str) -> Rule:
    fields = Fields(data, where)
    rule = Rule(
        id=fields.code("id"),
        effect=fields.choice("effect", EFFECTS),
        services=fields.texts("services"),
        diagnoses=fields.texts("diagnoses"),
        section=fields.code("section", ""),
        clinics=fields.texts("clinics"),
        cities=fields.texts("cities"),
        age=fields.pair("age", 0, OLDEST),
        sex=fields.choice("sex", SEXES, ""),
        urgency=fields.texts("urgency", URGENCIES),
        stage=fields.texts("stage", STAGES),
        zone=fields.texts("zone", ZONES),
        exceptions_to=fields.texts("exceptions_to"),
        way=fields.choice("way", WAYS, ""),
        by_rule=fields.flag("by_rule"),
    )
    if rule.by_rule and rule.effect not in ("cover", "approve"):
        raise fields.mistake(
            "by_rule", gettext_noop("Only a rule that covers or approves may issue a letter.")
        )
    fields.done()
    return rule


def _limit(data: object, where: str) -> Limit:
    fields = Fields(data, where)
    limit = Limit(
        code=fields.code("code"),
        unit=fields.choice("unit", UNITS),
        cap=fields.whole("cap", 0),
        per=fields.choice("per", PERIODS),
        services=fields.texts("services"),
        title=fields.text("title", ""),
    )
    fields.done()
    return limit


def _wait(data: object, where: str) -> Wait:
    fields = Fields(data, where)
    wait = Wait(
        code=fields.code("code"),
        days=fields.whole("days", 0, 3660),
        services=fields.texts("services"),
        urgency=fields.texts("urgency", URGENCIES),
    )
    fields.done()
    return wait


def _share(data: object, where: str) -> Share:
    fields = Fields(data, where)
    share = Share(
        code=fields.code("code"),
        percent=fields.whole("percent", 0, 100, 0),
        kopecks=fields.whole("kopecks", 0, default=0),
        services=fields.texts("services"),
    )
    if (share.percent > 0) == (share.kopecks > 0):
        raise fields.mistake("percent", gettext_noop("Either percent or kopecks are expected."))
    fields.done()
    return share
