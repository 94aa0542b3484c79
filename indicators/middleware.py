from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def open_to_everyone(get_response: GetResponse) -> GetResponse:
    """What any site may fetch is the same for every reader: caches keep one copy of it.

    Stands outside sessions and languages, which say of every answer that it may depend on them.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if "Access-Control-Allow-Origin" in response:
            for header in ("Vary", "Content-Language"):
                response.headers.pop(header, None)
        return response

    return answer
