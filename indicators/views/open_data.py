"""Open data: files for programs, at addresses that stay. Anyone may fetch them, from any page."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.spreadsheet import csv_for_machines
from indicators import open_data
from indicators import open_data_description as description
from indicators.open_data import DEFINITION_COLUMNS, FilterError, question_of
from indicators.open_data_description import MEDIA

JSON_LD, PROBLEM = "application/ld+json", "application/problem+json"
CSV = f"{MEDIA['csv']}; charset=utf-8"
View = Callable[..., HttpResponseBase]
# An hour: whoever needs to know sooner asks with the tag, which costs nearly nothing.
CACHED = "public, max-age=3600"


def for_everyone(view: View) -> View:
    """Open to every origin and without sign-in; unchanged answers are not sent twice; errors are JSON."""

    # Nothing is changed here: another method is told so (405), not asked for a token.
    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            answer: HttpResponseBase = HttpResponse(status=HTTPStatus.NO_CONTENT)
            answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            answer["Access-Control-Allow-Headers"] = "If-None-Match"
            answer["Access-Control-Max-Age"] = "86400"
        else:
            answer = answered(view, request)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = "ETag"
        return answer

    return opened


def answered(view: View, request: HttpRequest) -> HttpResponseBase:
    try:
        question_of(request.GET)
    except FilterError as error:
        return problem(error)
    # The same rows as a CSV are another answer than as JSON. Weak: a workbook holds when it was written.
    tag = f'W/"{open_data.state_tag(request.build_absolute_uri())}"'
    unchanged = get_conditional_response(request, etag=tag)
    answer = unchanged if unchanged is not None else view(request)
    answer["ETag"] = tag
    answer["Cache-Control"] = CACHED
    return answer


def problem(error: FilterError) -> HttpResponse:
    """After RFC 9457."""
    body = {
        "type": "about:blank",
        "title": "A filter that cannot be understood",
        "status": HTTPStatus.BAD_REQUEST,
        "detail": str(error),
        "parameter": error.parameter,
    }
    return HttpResponse(json.dumps(body), content_type=PROBLEM, status=HTTPStatus.BAD_REQUEST)


def in_json(content: Any, kind: str = MEDIA["json"]) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type=kind)


@login_not_required
@require_http_methods(["GET", "HEAD"])
def index(request: HttpRequest) -> HttpResponse:
    """For people: the page that explains the files, in their language."""
    return redirect("indicators:open_data")


def figures(request: HttpRequest, kind: str) -> HttpResponse:
    question = question_of(request.GET)
    content = open_data.written(kind, question, open_data.state_tag())
    return HttpResponse(content, content_type=CSV if kind == "csv" else MEDIA[kind])


@for_everyone
def figures_csv(request: HttpRequest) -> HttpResponse:
    return figures(request, "csv")


@for_everyone
def figures_json(request: HttpRequest) -> HttpResponse:
    return figures(request, "json")


@for_everyone
def figures_xlsx(request: HttpRequest) -> HttpResponse:
    answer = figures(request, "xlsx")
    answer["Content-Disposition"] = 'attachment; filename="indicators.xlsx"'
    return answer


@for_everyone
def definitions_csv(request: HttpRequest) -> HttpResponseBase:
    rows = list(open_data.definition_rows())
    return StreamingHttpResponse(csv_for_machines(DEFINITION_COLUMNS, rows), content_type=CSV)


@for_everyone
def definitions_json(request: HttpRequest) -> HttpResponse:
    return in_json(open_data.definitions_as_json())


@for_everyone
def table_schema(request: HttpRequest) -> HttpResponse:
    return in_json(description.table_schema())


@for_everyone
def json_schema(request: HttpRequest) -> HttpResponse:
    return in_json(description.json_schema())


@for_everyone
def definitions_schema(request: HttpRequest) -> HttpResponse:
    return in_json(description.definitions_schema())


@for_everyone
def catalogue(request: HttpRequest) -> HttpResponse:
    return in_json(description.catalogue(), JSON_LD)


@for_everyone
def openapi(request: HttpRequest) -> HttpResponse:
    return in_json(description.openapi())
