import csv
import json
import random
import re
from collections import Counter
from datetime import datetime
from io import BytesIO, StringIO
from urllib.parse import urlencode, urlsplit

import openpyxl
import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from indicators.releasing import refresh
from organisations.models import DemoLoad
from tests.factories.indicators import (
    CampaignFactory,
    IndicatorFactory,
    MeasurementFactory,
    PublishedFigureFactory,
    SubmissionFactory,
)
from tests.factories.organisations import GroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

HEADINGS = [
    "year",
    "organisation",
    "group",
    "indicator",
    "breakdown",
    "state",
    "value",
    "unit",
    "definition_version",
]


@pytest.fixture
def released():
    """One year of two organisations, and one figure quoted from 2015."""
    campaign = CampaignFactory(year=2025)
    group = GroupFactory(code="PPS")
    indicator = IndicatorFactory(code="complaints_received", section="came_in")
    share = IndicatorFactory(code="answered_in_time", section="time")
    for code, number in (("ONE", 3), ("TWO", 60), ("THREE", 90)):
        submission = SubmissionFactory(
            campaign=campaign, organisation=OrganisationFactory(code=code, group=group)
        )
        MeasurementFactory(submission=submission, indicator=indicator, declared=number)
        MeasurementFactory(submission=submission, indicator=share, declared="94.2")
        submission.status, submission.in_force = "attested", True
        submission.attested_at = "2026-04-20T10:00:00Z"
        submission.save()
    campaign.status, campaign.published_at = "published", "2026-07-01T10:00:00Z"
    campaign.save()
    refresh(campaign)
    PublishedFigureFactory(year=2015, value=8870)
    return campaign


def content_of(response):
    return response.getvalue() if response.streaming else response.content


def rows(client, query=""):
    text = content_of(client.get(f"/open-data/indicators.csv{query}")).decode()
    return list(csv.DictReader(StringIO(text)))


def test_figures_stand_in_their_order_with_a_decimal_point(client, released):
    found = rows(client)

    assert found[0] == {
        "year": "2015",
        "organisation": "FED_NETWORK",
        "group": "",
        "indicator": "complaints_received",
        "breakdown": "",
        "state": "value",
        "value": "8870",
        "unit": "complaints",
        "definition_version": "",
    }
    of_three = [
        row["value"]
        for row in found
        if row["organisation"] == "THREE" and row["indicator"] == "answered_in_time"
    ]
    assert of_three == ["94.2"]
    keys = [(row["year"], row["organisation"], row["indicator"], row["breakdown"]) for row in found]
    assert keys == sorted(keys)


def test_a_hidden_number_is_nowhere(client, released):
    hidden = [row for row in rows(client) if row["state"] == "hidden"]

    assert {row["organisation"] for row in hidden} == {"ONE", "TWO"}
    assert {row["value"] for row in hidden} == {""}
    of_json = client.get("/open-data/indicators.json").json()["figures"]
    assert [one["value"] for one in of_json if one["state"] == "hidden"] == [None, None]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?year=abcd", "year"),
        ("?year=0001", "year"),
        ("?year=２０１５", "year"),
        ("?organisation=fin", "organisation"),
        ("?organisation=", "organisation"),
        ("?indicator=Complaints", "indicator"),
        ("?yaer=2015", "yaer"),
        ("?demo=yes", "demo"),
        ("?indicator=a%00b", "indicator"),
        ("?year=2015%0A", "year"),
    ],
)
def test_a_bad_filter_is_named(client, released, query, parameter):
    response = client.get(f"/open-data/indicators.json{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    found = response.json()
    assert (found["parameter"], found["status"]) == (parameter, 400)


def test_while_the_demonstration_is_loaded_what_was_published_alone_is_given(client, released):
    DemoLoad.objects.create(pk=1, seed=1)

    assert {row["year"] for row in rows(client)} == {"2015"}
    assert {row["year"] for row in rows(client, "?demo=1")} == {"2015", "2025"}
    assert client.get("/open-data/indicators.json?demo=1").json()["invented"] is True
    assert client.get("/open-data/indicators.json").json()["invented"] is False


def test_the_workbook_has_numbers_not_texts(client, released):
    response = client.get("/open-data/indicators.xlsx", headers={"accept-language": "fr"})

    page = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
    values = {page.cell(row, 7).value for row in range(2, page.max_row + 1)}
    assert {94.2, 8870} <= values
    assert {type(value) for value in values} == {int, float, type(None)}
    assert {type(page.cell(row, 1).value) for row in range(2, page.max_row + 1)} == {int}


@pytest.mark.parametrize(
    "path",
    [
        "indicators.csv",
        "indicators.json",
        "indicators.xlsx",
        "definitions.csv",
        "definitions.json",
        "indicators.schema.json",
        "catalogue.jsonld",
        "openapi.json",
    ],
)
def test_files_are_open_to_any_site_and_asked_after_by_their_mark(client, released, path):
    first = client.get(f"/open-data/{path}")

    again = client.get(f"/open-data/{path}", headers={"if-none-match": first["ETag"]})
    head = client.head(f"/open-data/{path}")

    assert first["Access-Control-Allow-Origin"] == "*"
    assert "public" in first["Cache-Control"]
    assert first.cookies == {}
    assert (again.status_code, content_of(again)) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert (head.status_code, content_of(head), head["ETag"]) == (200, b"", first["ETag"])
    asked = client.options(f"/open-data/{path}")
    assert (asked.status_code, asked["Access-Control-Allow-Headers"]) == (204, "If-None-Match")
    assert client.post(f"/open-data/{path}").status_code == 405


def test_the_mark_changes_with_a_correction_and_with_what_is_asked(client, released):
    def mark(query=""):
        return client.get(f"/open-data/indicators.csv{query}")["ETag"]

    before, filtered = mark(), mark("?year=2015")
    refresh(released)

    assert before != filtered
    assert mark() != before


def test_no_other_page_is_open_to_other_sites(client, fin):
    for path in ("/fr/", "/fr/indicators/", "/fr/indicators/open-data/", "/fr/organisations/fin/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "Access-Control-Allow-Origin" not in response


def test_the_json_keeps_its_schema(client, released):
    schema = client.get("/open-data/indicators-json.schema.json").json()
    found = client.get("/open-data/indicators.json").json()

    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(found)) == []
    found["figures"][0]["value"] = "8870"
    assert list(validator.iter_errors(found)) != []


def test_the_table_schema_names_the_columns_and_their_types(client, released):
    schema = client.get("/open-data/indicators.schema.json").json()

    kinds = {"integer": int, "number": float, "string": str}
    assert [field["name"] for field in schema["fields"]] == HEADINGS
    for row in rows(client):
        for field in schema["fields"]:
            text = row[field["name"]]
            if text:
                kinds[field["type"]](text)
            else:
                assert not field.get("constraints", {}).get("required")
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows(client)]
    assert len(set(keys)) == len(keys)


def test_openapi_is_accepted_and_names_every_door(client, released):
    found = client.get("/open-data/openapi.json").json()

    OpenAPIV31SpecValidator(found).validate()
    assert found["openapi"] == "3.1.0"
    for path, doors in found["paths"].items():
        response = client.get(path)
        (media,) = doors["get"]["responses"]["200"]["content"]
        assert response.status_code == 200
        assert response["Content-Type"].split(";")[0] == media


def test_definitions_are_given_with_their_versions(client, released):
    schema = client.get("/open-data/openapi.json").json()["components"]["schemas"]["Definitions"]
    found = client.get("/open-data/definitions.json").json()
    lines = list(
        csv.DictReader(StringIO(content_of(client.get("/open-data/definitions.csv")).decode()))
    )

    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    codes = {one["indicator"]: one["versions"] for one in found["definitions"]}
    assert codes["complaints_received"][0]["name"]["fr"]
    assert {(line["indicator"], line["version"]) for line in lines} == {
        (code, str(one["version"])) for code, versions in codes.items() for one in versions
    }


def test_the_catalogue_says_where_the_files_lie(client, released, settings):
    OrganisationFactory(code="BOSA", coordinates_network=True)
    settings.SITE_URL = "https://figures.example"

    found = client.get("/open-data/catalogue.jsonld")

    assert found["Content-Type"] == "application/ld+json"
    catalogue = json.loads(found.content)
    (figures, _definitions) = catalogue["dcat:dataset"]
    assert catalogue["dct:license"]["@id"] == settings.OPEN_DATA_LICENCE
    links = {one["dcat:downloadURL"]["@id"] for one in figures["dcat:distribution"]}
    assert links == {
        f"https://figures.example/open-data/indicators.{kind}" for kind in ("csv", "json", "xlsx")
    }
    assert {one["@language"] for one in catalogue["dct:title"]} == {"nl", "fr", "de", "en"}


def test_the_catalogue_holds_what_dcat_ap_demands_and_recommends(client, released):
    """Mandatory and recommended properties of DCAT-AP 3; what lies here can be fetched."""
    OrganisationFactory(code="BOSA", coordinates_network=True, email="figures@bosa.example")
    demanded = {
        "dcat:Catalog": "dct:title dct:description dct:publisher dcat:dataset dct:license dct:language"
        " foaf:homepage dcat:service",
        "dcat:Dataset": "dct:title dct:description dcat:contactPoint dcat:distribution dcat:keyword"
        " dct:publisher dct:spatial dcat:theme dct:modified dct:identifier",
        "dcat:Distribution": "dcat:accessURL dcat:downloadURL dct:format dct:license"
        " dcatap:availability dcat:mediaType",
        "dcat:DataService": "dct:title dcat:endpointURL dcat:endpointDescription dcat:servesDataset",
        "foaf:Agent": "foaf:name",
        "vcard:Organization": "vcard:fn vcard:hasEmail",
    }

    catalogue = client.get("/open-data/catalogue.jsonld").json()

    nodes = list(nodes_of(catalogue))
    found = {one.get("@type") for one in nodes}
    assert demanded.keys() <= found
    for node in nodes:
        assert set(demanded.get(node.get("@type"), "").split()) <= node.keys()
        for key in node.keys() & {"dcat:downloadURL", "dct:conformsTo", "dcat:endpointDescription"}:
            path = urlsplit(node[key]["@id"]).path
            assert client.get(path).status_code == 200
    known = set(catalogue["@context"])
    used = {key.partition(":")[0] for node in nodes for key in node if ":" in key}
    assert used <= known
    changed = [one["dct:modified"] for one in catalogue["dcat:dataset"]]
    assert all(datetime.fromisoformat(one["@value"]).tzinfo for one in changed)


def nodes_of(part):
    """Every thing that is described, inside one another."""
    if isinstance(part, dict):
        yield part
        for key, inner in part.items():
            if key != "@context":
                yield from nodes_of(inner)
    elif isinstance(part, list):
        for one in part:
            yield from nodes_of(one)


def test_an_invented_release_is_no_change_of_the_data(client, released):
    DemoLoad.objects.create(pk=1, seed=1)

    figures, definitions = client.get("/open-data/catalogue.jsonld").json()["dcat:dataset"]

    assert "dct:modified" not in figures
    assert "dct:modified" in definitions


def test_caches_keep_one_copy_for_every_reader(client, released):
    """The redirect for people alone depends on their language."""
    answers = [
        client.get(f"/open-data/{path}", headers={"accept-language": "fr", "cookie": "a=b"})
        for path in ("indicators.csv", "indicators.json", "indicators.csv?year=x", "openapi.json")
    ]

    for answer in answers:
        assert "Vary" not in answer
        assert "Content-Language" not in answer
    assert "Accept-Language" in client.get("/open-data/")["Vary"]
    assert "Cookie" in client.get("/fr/indicators/")["Vary"]


def test_any_question_that_the_description_allows_is_answered_as_it_says(client, released):
    """And any that it does not allow is refused as it says: tried at random, against its own schemas."""
    described = client.get("/open-data/openapi.json").json()
    schemas = described["components"]["schemas"]
    figures = Draft202012Validator({**schemas["Figures"], "components": {"schemas": schemas}})
    problem = Draft202012Validator(schemas["Problem"])
    chance = random.Random(20261123)  # noqa: S311 - questions, not secrets
    texts = ["2015", "2025", "1899", "2101", "02015", "ONE", "FED_NETWORK", "one", "ONE ", "", "x"]
    texts += ["complaints_received", "answered_in_time", "Über", "a" * 61, "0", "1", "true", "²"]
    counted = Counter()
    for _each in range(300):
        names = chance.choices(
            ["year", "organisation", "indicator", "demo"], k=chance.randint(0, 3)
        )
        asked = [(name, chance.choice(texts)) for name in names]

        answer = client.get(f"/open-data/indicators.json?{urlencode(asked)}")

        allowed = is_allowed(described["components"]["parameters"], asked)
        counted[allowed] += 1
        assert answer.status_code == (200 if allowed else 400), asked
        (figures if allowed else problem).validate(answer.json())
    assert min(counted.values()) > 30


def is_allowed(parameters, asked):
    """Does every value keep the schema of its parameter?"""
    given = {}
    for name, text in asked:
        given.setdefault(name, []).append(text)
    for name, values in given.items():
        schema = parameters[name]["schema"]
        if schema["type"] != "array":
            if len(values) > 1 or not Draft202012Validator(schema).is_valid(values[0]):
                return False
            continue
        is_whole = schema["items"]["type"] == "integer"
        if is_whole and not all(re.fullmatch("[1-9][0-9]*", text) for text in values):
            return False
        read = [int(text) if is_whole else text for text in values]
        if not Draft202012Validator(schema).is_valid(read):
            return False
    return True


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "QUERY"])
def test_another_method_is_not_allowed_whoever_sends_it(released, method):
    strict = Client(enforce_csrf_checks=True)

    response = strict.generic(method, "/open-data/indicators.csv")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
