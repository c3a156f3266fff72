"""Reads one object of a document field by field, and refuses what is left over."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pult.programmes.rules.mistakes import Mistake, gettext_noop

T = TypeVar("T")

_REQUIRED: Any = object()
_LONGEST = 10**15  # kopecks that nobody insures


class Fields:
    """The fields of one JSON object. Every method raises Mistake, saying where."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
            raise Mistake(where, gettext_noop("An object with named fields is expected."))
        self._left = dict(data)
        self.where = where

    def text(self, key: str, default: str = _REQUIRED) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or (default is _REQUIRED and not value.strip()):
            raise self.mistake(key, gettext_noop("A text is expected."))
        return value

    def code(self, key: str, default: str = _REQUIRED) -> str:
        """A text without blanks; empty only if there is a default."""
        value = self.text(key, default)
        if any(character.isspace() for character in value):
            raise self.mistake(key, gettext_noop("A code without blanks is expected."))
        return value

    def choice(self, key: str, among: tuple[str, ...], default: str = _REQUIRED) -> str:
        value = self.text(key, default)
        if value not in among and value != default:
            raise self._not_among(key, value, among)
        return value

    def texts(
        self, key: str, among: tuple[str, ...] = (), *, empty: bool = True
    ) -> tuple[str, ...]:
        """A list of different texts."""
        values = self._list(key, () if empty else _REQUIRED)
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.mistake(key, gettext_noop("A list of texts is expected."))
            if among and value not in among:
                raise self._not_among(key, value, among)
        if not values and not empty:
            raise self.mistake(key, gettext_noop("The list is empty."))
        self._once(key, values)
        return tuple(values)

    def whole(self, key: str, least: int, most: int = _LONGEST, default: int = _REQUIRED) -> int:
        value = self._take(key, default)
        self._check_number(key, value, least, most, int)
        return value

    def number(self, key: str, least: float, most: float) -> float:
        value = self._take(key, _REQUIRED)
        self._check_number(key, value, least, most, (int, float))
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key, False)
        if not isinstance(value, bool):
            raise self.mistake(key, gettext_noop("True or false is expected."))
        return value

    def pair(self, key: str, least: int, most: int) -> tuple[int, int] | None:
        """Two whole numbers, the second not below the first; null if not given."""
        value = self._take(key, None)
        if value is None:
            return None
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise self.mistake(key, gettext_noop("Two whole numbers are expected."))
        for part in value:
            self._check_number(key, part, least, most, int)
        first, last = value
        if last < first:
            raise self.mistake(key, gettext_noop("The second number is below the first."))
        return first, last

    def wholes(self, key: str, among: tuple[int, ...]) -> tuple[int, ...]:
        values = self._list(key, ())
        for value in values:
            self._check_number(key, value, min(among), max(among), int)
        self._once(key, values)
        return tuple(values)

    def points(self, key: str) -> tuple[tuple[float, float], ...]:
        """A ring of at least three [longitude, latitude] in degrees."""
        values = self._list(key, _REQUIRED)
        if len(values) < 3:
            raise self.mistake(key, gettext_noop("A ring needs three points at least."))
        for value in values:
            if not isinstance(value, list | tuple) or len(value) != 2:
                raise self.mistake(key, gettext_noop("A point is [longitude, latitude]."))
            self._check_number(key, value[0], -180, 180, (int, float))
            self._check_number(key, value[1], -90, 90, (int, float))
        return tuple((longitude, latitude) for longitude, latitude in values)

    def objects(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """A list of objects, each read by `read(data, where)`."""
        values = self._list(key, ())
        return tuple(
            read(value, self.at(f"{key} {_called(value, n)}")) for n, value in enumerate(values, 1)
        )

    def nested(self, key: str) -> "Fields":
        return Fields(self._take(key, _REQUIRED), self.at(key))

    def done(self) -> None:
        """Refuses fields that nobody asked for: a misspelt condition would not be asked."""
        for key in sorted(self._left):
            raise self.mistake(key, gettext_noop("There is no such field."))

    def at(self, key: str) -> str:
        return f"{self.where}, {key}" if self.where else key

    def mistake(self, key: str, what: str, **values: object) -> Mistake:
        return Mistake(self.at(key), what, **values)

    def _take(self, key: str, default: Any) -> Any:
        value = self._left.pop(key, default)
        if value is _REQUIRED:
            raise self.mistake(key, gettext_noop("This field is missing."))
        return value

    def _list(self, key: str, default: Any) -> list[Any]:
        value = self._take(key, default)
        if not isinstance(value, list | tuple):
            raise self.mistake(key, gettext_noop("A list is expected."))
        return list(value)

    def _check_number(self, key: str, value: Any, least: float, most: float, kind: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, kind) or not least <= value <= most:
            raise self.mistake(
                key,
                gettext_noop("A number from %(least)s to %(most)s is expected."),
                least=least,
                most=most,
            )

    def _not_among(self, key: str, value: str, among: Iterable[str]) -> Mistake:
        return self.mistake(
            key,
            gettext_noop("“%(value)s” is not among %(among)s."),
            value=value,
            among=", ".join(among),
        )

    def _once(self, key: str, values: list[Any]) -> None:
        for n, value in enumerate(values):
            if value in values[:n]:
                raise self.mistake(key, gettext_noop("“%(value)s” stands twice."), value=value)


def _called(value: object, position: int) -> str:
    """What a person finds the object by: its name if it has one, else its position from 1."""
    if isinstance(value, dict):
        for key in ("number", "id", "code"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return str(position)
