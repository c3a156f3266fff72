"""A programme's document: what is read, and one clear sentence for what is not."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from pult.programmes.rules.document import Mistake, digest, parse, parse_rider, to_data
from tests.coverage.documents import random_document
from tests.coverage.engine.romashka import DOCUMENT

Data = dict[str, Any]


def test_a_document_survives_being_written_back() -> None:
    document = parse(DOCUMENT)
    assert parse(to_data(document)) == document
    assert parse(json.loads(json.dumps(to_data(document)))) == document
    assert to_data(parse(to_data(document))) == to_data(document)


@pytest.mark.parametrize("seed", range(20))
def test_so_does_any(seed: int) -> None:
    document = parse(random_document(Random(seed)))
    assert parse(to_data(document)) == document


def test_the_digest_names_the_content_whatever_the_order_of_keys() -> None:
    assert digest({"b": 1, "a": "ё"}) == digest({"a": "ё", "b": 1})
    assert digest({"a": "ё"}) != digest({"a": "е"})
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def first_rule(data: Data) -> Data:
    rule: Data = data["clauses"][2]["rules"][0]
    return rule


def put(**values: Any) -> Callable[[Data], None]:
    return lambda data: data.update(values)


def rule(**values: Any) -> Callable[[Data], None]:
    return lambda data: first_rule(data).update(values)


def part(key: str, **values: Any) -> Callable[[Data], None]:
    return lambda data: data[key][0].update(values)


RULE = "clauses 2.1, rules 2.1"

MISTAKES: list[tuple[Callable[[Data], None], str]] = [
    (put(schema=2), "schema: A number from 1 to 1 is expected."),
    (put(code=""), "code: A text is expected."),
    (put(code="a b"), "code: A code without blanks is expected."),
    (put(title=5), "title: A text is expected."),
    (put(clauses={}), "clauses: A list is expected."),
    (put(clauses=[7]), "clauses 1: An object with named fields is expected."),
    (put(bonus=[]), "bonus: There is no such field."),
    (put(names={}), "names, period: This field is missing."),
    (put(names={"period": "7", "sections": "2", "outside": "2"}),
     "names, period: “7” is nowhere in the document."),
    (put(names={"period": "2", "sections": "2", "outside": "2", "other": "2"}),
     "names, other: There is no such field."),
    (rule(stge=[]), f"{RULE}, stge: There is no such field."),
    (rule(stage=["later"]),
     f"{RULE}, stage: “later” is not among complaint, diagnosis, treatment."),
    (rule(stage="complaint"), f"{RULE}, stage: A list is expected."),
    (rule(stage=["complaint", "complaint"]), f"{RULE}, stage: “complaint” stands twice."),
    (rule(stage=[""]), f"{RULE}, stage: A list of texts is expected."),
    (rule(effect="pay"), f"{RULE}, effect: “pay” is not among cover, approve, exclude, lift."),
    (rule(sex="x"), f"{RULE}, sex: “x” is not among f, m."),
    (rule(way="foot"),
     f"{RULE}, way: “foot” is not among registry, desk, curator, partner, link, emergency."),
    (rule(age=[18]), f"{RULE}, age: Two whole numbers are expected."),
    (rule(age=[18, 17]), f"{RULE}, age: The second number is below the first."),
    (rule(age=[0, 151]), f"{RULE}, age: A number from 0 to 150 is expected."),
    (rule(age=[True, 3]), f"{RULE}, age: A number from 0 to 150 is expected."),
    (rule(by_rule="yes"), f"{RULE}, by_rule: True or false is expected."),
    (rule(effect="exclude"),
     f"{RULE}, by_rule: Only a rule that covers or approves may issue a letter."),
    (rule(id="2.2"), "rules: “2.2” stands twice."),
    (rule(services=["@nobody"]), f"{RULE}, services: “@nobody” is nowhere in the document."),
    (rule(section="attic"), f"{RULE}, section: “attic” is nowhere in the document."),
    (rule(clinics=["@attic"]), f"{RULE}, clinics: “@attic” is nowhere in the document."),
    (rule(diagnoses=["@cold"]), f"{RULE}, diagnoses: “@cold” is nowhere in the document."),
    (rule(diagnoses=["flu"]), f"{RULE}, diagnoses: “flu” is not a code of ICD-10."),
    (rule(diagnoses=["!A16"]), f"{RULE}, diagnoses: The holes take everything away."),
    (rule(diagnoses=["@hepatitis", "!B18"]), f"{RULE}, diagnoses: The holes take everything away."),
    (rule(exceptions_to=["9.9"]), f"{RULE}, exceptions_to: “9.9” is nowhere in the document."),
    (rule(exceptions_to=["9.*"]), f"{RULE}, exceptions_to: “9.*” is nowhere in the document."),
    (rule(zone=["inside"]), f"{RULE}: A zone needs a section that has one."),
    (part("groups", services=[]), "groups visits, services: The list is empty."),
    (part("groups", services=["@visits"]),
     "groups visits: The group is inside itself: visits → visits."),
    (part("groups", code="teeth"), "groups: “teeth” stands twice."),
    (part("diagnoses", icd=["A19-A15"]),
     "diagnoses tuberculosis, icd: The range “A19-A15” ends before it begins."),
    (part("clinics", levels=[4]), "clinics big, levels: A number from 1 to 3 is expected."),
    (part("clinics", levels=[], cities=[]), "clinics big: The list is empty."),
    (part("zones", distance_km="30"),
     "zones mkad, distance_km: A number from 0 to 20000 is expected."),
    (part("zones", distance_km=float("nan")),
     "zones mkad, distance_km: A number from 0 to 20000 is expected."),
    (part("zones", ring=[[1, 2], [3, 4]]), "zones mkad, ring: A ring needs three points at least."),
    (part("zones", ring=[[1, 2], [3, 4], [5]]),
     "zones mkad, ring: A point is [longitude, latitude]."),
    (part("zones", ring=[[1, 2], [3, 4], [5, 91]]),
     "zones mkad, ring: A number from -90 to 90 is expected."),
    (part("sections", zone="7"), "sections outpatient, zone: “7” is nowhere in the document."),
    (part("sections", access="window"),
     "sections outpatient, access: “window” is not among direct, desk, approval, partner."),
    (part("clauses", section="7"), "clauses 1.1, section: “7” is nowhere in the document."),
    (part("clauses", rules=[{"id": "1", "effect": "cover", "clinics": ["listed"]}]),
     "clauses 1.1, rules 1: “listed” and “unlisted” need a section."),
    (part("clauses", limits=[{"code": "mri", "unit": "count", "cap": 1, "per": "year"}]),
     "limits: “mri” stands twice."),
    (part("clauses", limits=[{"code": "l", "unit": "count", "cap": -1, "per": "year"}]),
     "clauses 1.1, limits l, cap: A number from 0 to 1000000000000000 is expected."),
    (part("clauses", waits=[{"code": "w", "days": 1, "services": ["@none"]}]),
     "clauses 1.1, waits w, services: “@none” is nowhere in the document."),
    (part("clauses", shares=[{"code": "s"}]),
     "clauses 1.1, shares s, percent: Either percent or kopecks are expected."),
    (part("clauses", shares=[{"code": "s", "percent": 1, "kopecks": 1}]),
     "clauses 1.1, shares s, percent: Either percent or kopecks are expected."),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "sentence"), MISTAKES, ids=[told for _, told in MISTAKES])
def test_each_mistake_has_one_clear_sentence(spoil: Callable[[Data], None], sentence: str) -> None:
    data = deepcopy(DOCUMENT)
    spoil(data)
    with pytest.raises(Mistake) as caught:
        parse(data)
    assert str(caught.value) == sentence


def test_what_is_no_object_at_all() -> None:
    with pytest.raises(Mistake) as caught:
        parse([])
    assert str(caught.value) == "An object with named fields is expected."


def test_a_group_inside_itself_by_a_detour() -> None:
    data = deepcopy(DOCUMENT)
    data["groups"] = [
        {"code": "a", "title": "А", "services": ["@b"]},
        {"code": "b", "title": "Б", "services": ["x", "@a"]},
        {"code": "visits", "title": "Приёмы", "services": ["therapist"]},
        {"code": "teeth", "title": "Зубы", "services": ["filling"]},
    ]
    with pytest.raises(Mistake) as caught:
        parse(data)
    assert str(caught.value) == "groups a: The group is inside itself: a → b → a."


RIDER: Data = {
    "number": "Р.1",
    "text": "Особое условие.",
    "rules": [{"id": "Р.1", "effect": "cover"}],
}


def test_a_rider_is_a_clause_of_one_member() -> None:
    rider = parse_rider(RIDER, parse(DOCUMENT))
    assert (rider.number, rider.kind, rider.rules[0].id) == ("Р.1", "rider", "Р.1")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": "2.1"}, "number: “2.1” stands twice."),
        ({"section": "home"}, "section: There is no such field."),
        ({"rules": [{"id": "2.1", "effect": "cover"}]}, "rules: “2.1” stands twice."),
        (
            {"limits": [{"code": "mri", "unit": "count", "cap": 1, "per": "year"}]},
            "limits: “mri” stands twice.",
        ),
        (
            {"rules": [{"id": "x", "effect": "lift", "exceptions_to": ["0"]}]},
            "clauses Р.1, rules x, exceptions_to: “0” is nowhere in the document.",
        ),
    ],
)
def test_a_rider_must_fit_its_programme(change: Data, sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse_rider(RIDER | change, parse(DOCUMENT))
    assert str(caught.value) == sentence
