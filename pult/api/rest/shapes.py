"""What comes in and what goes out, as OpenAPI describes it."""

import datetime
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, field_validator

Verdict = Literal["covered", "approval_needed", "not_covered", "indeterminate"]
Stage = Literal["", "complaint", "diagnosis", "treatment"]
Urgency = Literal["", "emergency", "urgent", "planned"]
LARGEST = 10**12  # kopecks


class Question(Schema):
    """A question about one policy: the options of `pult decide`."""

    model_config = ConfigDict(extra="forbid")

    policy: str = Field(min_length=1, max_length=40, description="number of the policy")
    service: str = Field(
        min_length=1, max_length=200, description="code of the service, or what a person says"
    )
    diagnosis: str = Field("", max_length=20, description="code of ICD-10: A16.0")
    clinic: str = Field("", max_length=20, description="code of the clinic; a registry's own")
    date: str = Field("", max_length=10, description="day of the service, 2026-07-25; today")
    stage: Stage = Field("", description="the complaint, unless said")
    urgency: Urgency = Field("", description="that of the service, unless said")
    place: str = Field("", max_length=60, description="latitude and longitude: 55.7558,37.6173")
    birth_date: datetime.date | None = Field(None, description="a clinic names it too")
    quantity: int = Field(1, ge=1, le=1000, strict=True)
    amount: int | None = Field(None, ge=0, le=LARGEST, strict=True, description="kopecks")

    @field_validator("*", mode="before")
    @classmethod
    def no_nul(cls, value: Any) -> Any:
        """A NUL is nothing that a person says, and nothing that PostgreSQL keeps; nor is half of a
        surrogate pair."""
        if isinstance(value, str):
            if "\0" in value:
                raise ValueError("NUL")
            value.encode()
        return value


class Reason(Schema):
    code: str
    clause: str = Field(description="number of the programme's clause")
    text: str = Field(description="the clause in the programme's own words")
    value: dict[str, Any] = Field(description="the facts tested, by condition")


class Phone(Schema):
    number: str
    label: str


class NextStep(Schema):
    kind: Literal["registry", "desk", "curator", "partner", "link", "emergency", "tell"]
    clinic: str | None
    clinic_name: str | None
    emergency: bool = Field(description="say 103, 112 and the desk's phone, whatever the verdict")
    text: str
    phones: list[Phone]


class Alternative(Schema):
    kind: Literal["clinic", "approval", "stage", "telemedicine", "later", "service"]
    verdict: Verdict
    clinic: str | None
    stage: str | None
    service: str | None
    day: datetime.date | None
    text: str


class Step(Schema):
    service: str
    rule: str
    clause: str
    state: Literal["holds", "fails", "unknown", "beaten"]
    conditions: dict[str, Any]
    by: list[str]


class Answer(Schema):
    """What `pult decide --json` prints."""

    verdict: Verdict
    reasons: list[Reason]
    missing: list[str] = Field(description="facts without which nobody can say")
    next_step: NextStep
    alternatives: list[Alternative]
    trace: list[Step]


class Problem(Schema):
    detail: str = Field(description="one sentence in the language of Accept-Language")
