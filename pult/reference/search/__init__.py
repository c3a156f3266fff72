"""Finding a service by a person's own words. The words are medical data: they are never logged."""

from pult.reference.search.find import Found, find, likely

__all__ = ["Found", "find", "likely"]
