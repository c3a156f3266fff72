"""What goes wrong, as `{"detail": one sentence}` in the language of Accept-Language."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from pult.api.rest.bearer import TooMany
from pult.kernel.errors import Forbidden, NotVisible, Refusal

# By the kinds of pydantic's errors; anything else is said to be unreadable.
SENTENCES = {
    "missing": gettext_noop("“%(field)s” is missing."),
    "extra_forbidden": gettext_noop("“%(field)s” is not a field of this request."),
    "string_too_long": gettext_noop("“%(field)s” is too long."),
    "string_too_short": gettext_noop("“%(field)s” is empty."),
    "string_type": gettext_noop("“%(field)s” must be text."),
    "int_type": gettext_noop("“%(field)s” must be a whole number."),
}
UNREADABLE = gettext_noop("“%(field)s” cannot be read.")


def install(api: NinjaAPI) -> None:
    """Give each kind of failure its answer."""

    @api.exception_handler(HttpError)
    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(error.status_code)

    @api.exception_handler(TooMany)
    def too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
        response = answer(429)
        response["Retry-After"] = "60"
        return response

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return said(422, _sentence(error.errors[0]))

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
        return said(403 if isinstance(error, Forbidden) else 422, str(error))

    @api.exception_handler(NotVisible)
    def not_visible(request: HttpRequest, error: NotVisible) -> HttpResponse:
        return answer(404)

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(404)


def answer(status: int) -> HttpResponse:
    """The usual sentence of a status."""
    response = said(status, _usual(status))
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def said(status: int, sentence: str) -> HttpResponse:
    return JsonResponse(
        {"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def _usual(status: int) -> str:
    return {
        400: _("The body of the request is not JSON."),
        401: _("A valid token is needed: Authorization: Bearer …"),
        403: _("Your token does not allow this."),
        404: _("There is nothing here for your token."),
        405: _("This address does not take this method."),
        429: _("Too many requests in a minute: wait a little."),
    }.get(status, _("The request could not be answered."))


def _sentence(error: dict[str, Any]) -> str:
    """About the field that pydantic names; the body itself has none."""
    names = [str(part) for part in error.get("loc", ()) if part not in ("body", "asked")]
    if not names:
        return _("The body of the request is a JSON object.")
    return _(SENTENCES.get(error["type"], UNREADABLE)) % {"field": names[0]}
