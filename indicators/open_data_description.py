"""What open data says of itself: schemas of its files, the catalogue (DCAT-AP), the description of its doors (OpenAPI)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max

from core.texts import Text
from indicators.enums import Better, Dimension, Origin, Section, Unit, ValueState
from indicators.models import IndicatorVersion, PublicRelease
from indicators.open_data import (
    CODE,
    DEFINITION_COLUMNS,
    FIRST_YEAR,
    INDICATOR,
    LAST_YEAR,
    MOST_VALUES,
    TEXTS,
    TITLE,
    VERSION,
)
from indicators.querysets import HIDDEN
from organisations.models import DemoLoad, Organisation

STATES = [*ValueState.values, HIDDEN]
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ABOUT = Text(
    nl="Cijfers per organisatie, per groep en voor het Netwerk klachtenmanagement. Kleine getallen zijn verborgen.",
    fr="Chiffres par organisation, par groupe et pour le Réseau de gestion des plaintes. Les petits nombres sont masqués.",
    de="Zahlen je Organisation, je Gruppe und für das Netzwerk Beschwerdemanagement. Kleine Zahlen sind verborgen.",
    en="Figures by organisation, by group and for the complaints management Network. Small numbers are hidden.",
)
DEFINITIONS_TITLE = Text(
    nl="Definities van de indicatoren, met hun versies",
    fr="Définitions des indicateurs, avec leurs versions",
    de="Definitionen der Indikatoren, mit ihren Fassungen",
    en="Definitions of the indicators, with their versions",
)
KEYWORDS: dict[str, tuple[str, ...]] = {
    "nl": ("klachten", "klachtenmanagement", "indicatoren", "federale overheid"),
    "fr": ("plaintes", "gestion des plaintes", "indicateurs", "administration fédérale"),
    "de": ("Beschwerden", "Beschwerdemanagement", "Indikatoren", "föderale Verwaltung"),
    "en": ("complaints", "complaints management", "indicators", "federal administration"),
}
# Column to type in a Table Schema and what it says.
FIELDS: dict[str, tuple[str, str]] = {
    "year": ("integer", "Year of receipt of the complaints."),
    "organisation": (
        "string",
        (
            "Code of an organisation, FED_NETWORK for all of them together, GROUP_ and the code of a"
            " group, or the code of a body of the second line."
        ),
    ),
    "group": (
        "string",
        "Group the organisation belonged to in that year; empty for the Network and the second line.",
    ),
    "indicator": (
        "string",
        "Code of the indicator; the name in the source where a published figure matches none.",
    ),
    "breakdown": (
        "string",
        "Empty for the total, else dimension=code; part=numerator and part=denominator for shares.",
    ),
    "state": (
        "string",
        (
            "value; not_provided; not_applicable; hidden: a small number, or one that would give a small"
            " number away."
        ),
    ),
    "value": ("number", "Empty unless the state is value. Decimal point."),
    "unit": ("string", "What is counted; percent and days for shares and lengths."),
    "definition_version": (
        "integer",
        "Version of the definition; empty for figures quoted from publications.",
    ),
}
NOT_ALWAYS = {"group", "breakdown", "value", "definition_version"}


def address(path: str) -> str:
    return f"{settings.SITE_URL}/open-data/{path}"


def table_schema() -> dict[str, Any]:
    """Of the CSV (Frictionless Table Schema)."""
    fields = []
    for name, (kind, said) in FIELDS.items():
        constraints: dict[str, Any] = {} if name in NOT_ALWAYS else {"required": True}
        if name == "state":
            constraints["enum"] = STATES
        elif name == "organisation":
            constraints["pattern"] = CODE
        field: dict[str, Any] = {"name": name, "type": kind, "description": said}
        fields.append(field | ({"constraints": constraints} if constraints else {}))
    return {
        "$schema": "https://datapackage.org/profiles/1.0/tableschema.json",
        "fields": fields,
        "primaryKey": ["year", "organisation", "indicator", "breakdown"],
        "missingValues": [""],
    }


def figure_schema() -> dict[str, Any]:
    """One figure of the JSON."""

    def of(name: str, **kind: Any) -> dict[str, Any]:
        return {"description": FIELDS[name][1], **kind}

    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(FIELDS),
        "properties": {
            "year": of("year", type="integer", minimum=FIRST_YEAR, maximum=LAST_YEAR),
            "organisation": of("organisation", type="string", pattern=CODE),
            "group": of("group", type="string"),
            "indicator": of("indicator", type="string", pattern=INDICATOR),
            "breakdown": of("breakdown", type="string", pattern=r"^$|^[a-z]+=\S+$"),
            "state": of("state", type="string", enum=STATES),
            "value": of("value", type=["number", "null"], minimum=0),
            "unit": of("unit", type="string"),
            "definition_version": of("definition_version", type=["integer", "null"], minimum=1),
        },
        "if": {"properties": {"state": {"const": "value"}}},
        "then": {"properties": {"value": {"type": "number"}}},
        "else": {"properties": {"value": {"type": "null"}}},
    }


def json_figures() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["licence", "definitions", "invented", "figures"],
        "properties": {
            "licence": {"type": "string", "format": "uri"},
            "definitions": {"type": "string", "format": "uri"},
            "invented": {
                "type": "boolean",
                "description": "Whether figures of a demonstration are among them.",
            },
            "figures": {"type": "array", "items": figure_schema()},
        },
    }


def json_schema() -> dict[str, Any]:
    """Of the JSON (JSON Schema 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address("indicators-json.schema.json"),
        "title": str(TITLE["en"]),
        **json_figures(),
    }


def json_definitions() -> dict[str, Any]:
    text = {
        "type": "object",
        "required": ["nl", "fr", "de", "en"],
        "additionalProperties": {"type": "string"},
    }
    version = {
        "type": "object",
        "required": ["version", "first_year", "changes_meaning", "unit", "breakdowns", *TEXTS],
        "properties": {
            "version": {"type": "integer", "minimum": 1},
            "first_year": {"type": "integer"},
            "changes_meaning": {
                "type": "boolean",
                "description": "Years before and after it are not comparable.",
            },
            "unit": {"type": "string", "enum": Unit.values},
            "parts_unit": {"type": "string", "enum": ["", *Unit.values]},
            "better": {"type": "string", "enum": Better.values},
            "breakdowns": {"type": "array", "items": {"type": "string", "enum": Dimension.values}},
            **dict.fromkeys(TEXTS, text),
            "source": {"type": "string"},
        },
    }
    indicator = {
        "type": "object",
        "required": ["indicator", "section", "origin", "collected_since", "last_year", "versions"],
        "properties": {
            "indicator": {"type": "string", "pattern": INDICATOR},
            "section": {"type": "string", "enum": Section.values},
            "origin": {"type": "string", "enum": Origin.values},
            "collected_since": {"type": "integer"},
            "last_year": {"type": ["integer", "null"]},
            "versions": {"type": "array", "items": version},
        },
    }
    return {
        "type": "object",
        "required": ["licence", "definitions"],
        "properties": {
            "licence": {"type": "string", "format": "uri"},
            "definitions": {"type": "array", "items": indicator},
        },
    }


def definitions_schema() -> dict[str, Any]:
    """Of the definitions' CSV (Frictionless Table Schema)."""
    whole = {"collected_since", "last_year", "version", "first_year"}
    return {
        "$schema": "https://datapackage.org/profiles/1.0/tableschema.json",
        "fields": [
            {
                "name": name,
                "type": "integer"
                if name in whole
                else "boolean"
                if name == "changes_meaning"
                else "string",
            }
            for name in DEFINITION_COLUMNS
        ],
        "primaryKey": ["indicator", "version"],
        "missingValues": [""],
    }


# Catalogue

VOCABULARY = "http://publications.europa.eu/resource/authority"


def in_languages(text: Text) -> list[dict[str, str]]:
    return [{"@language": code, "@value": said} for code, said in text.items()]


def catalogue() -> dict[str, Any]:
    """DCAT-AP in JSON-LD: one catalogue, two data sets, one service."""
    coordinator = Organisation.objects.filter(coordinates_network=True).first()
    publisher = {
        "@id": f"{settings.SITE_URL}/#publisher",
        "@type": "foaf:Agent",
        "foaf:name": in_languages(coordinator.name) if coordinator else str(settings.BRAND),
    }
    # Of every data set.
    common: dict[str, Any] = {"dct:publisher": {"@id": publisher["@id"]}}
    if coordinator and coordinator.email:
        common["dcat:contactPoint"] = {
            "@id": f"{settings.SITE_URL}/#contact",
            "@type": "vcard:Organization",
            "vcard:fn": in_languages(coordinator.name),
            "vcard:hasEmail": {"@id": f"mailto:{coordinator.email}"},
        }
    # What was invented is left out of the data.
    releases = PublicRelease.objects.none() if DemoLoad.objects.exists() else PublicRelease.objects
    figures = _dataset(
        "indicators",
        TITLE,
        ABOUT,
        [_distribution("indicators", kind) for kind in ("csv", "json", "xlsx")],
        releases.aggregate(last=Max("made_at"))["last"],
    )
    definitions = _dataset(
        "definitions",
        DEFINITIONS_TITLE,
        DEFINITIONS_TITLE,
        [_distribution("definitions", kind) for kind in ("csv", "json")],
        IndicatorVersion.objects.aggregate(last=Max("made_at"))["last"],
    )
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "dcatap": "http://data.europa.eu/r5r/",
        },
        "@id": address("catalogue.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": in_languages(TITLE),
        "dct:description": in_languages(ABOUT),
        "dct:publisher": publisher,
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        "dct:language": _languages(),
        "foaf:homepage": {"@id": f"{settings.SITE_URL}/open-data/"},
        "dcat:dataset": [one | common for one in (figures, definitions)],
        "dcat:service": {
            "@id": address("#service"),
            "@type": "dcat:DataService",
            "dct:title": in_languages(TITLE),
            "dcat:endpointURL": {"@id": address("")},
            "dcat:endpointDescription": {"@id": address("openapi.json")},
            "dcat:servesDataset": [{"@id": figures["@id"]}, {"@id": definitions["@id"]}],
            "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        },
    }


def _languages() -> list[dict[str, str]]:
    return [{"@id": f"{VOCABULARY}/language/{code}"} for code in ("NLD", "FRA", "DEU", "ENG")]


def _dataset(
    name: str,
    title: Text,
    about: Text,
    distributions: list[dict[str, Any]],
    changed: datetime | None,
) -> dict[str, Any]:
    found = {
        "@id": address(f"#{name}"),
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": in_languages(title),
        "dct:description": in_languages(about),
        "dcat:keyword": [
            {"@language": code, "@value": word}
            for code, words in KEYWORDS.items()
            for word in words
        ],
        "dcat:theme": {"@id": f"{VOCABULARY}/data-theme/GOVE"},
        "dct:spatial": {"@id": f"{VOCABULARY}/country/BEL"},
        "dct:accrualPeriodicity": {"@id": f"{VOCABULARY}/frequency/ANNUAL"},
        "dct:accessRights": {"@id": f"{VOCABULARY}/access-right/PUBLIC"},
        "dct:language": _languages(),
        "dcat:landingPage": {"@id": f"{settings.SITE_URL}/open-data/"},
        "dcat:distribution": distributions,
    }
    if changed is None:
        return found
    return found | {"dct:modified": {"@type": "xsd:dateTime", "@value": changed.isoformat()}}


def _distribution(name: str, kind: str) -> dict[str, Any]:
    schema = {
        ("indicators", "csv"): "indicators.schema.json",
        ("indicators", "json"): "indicators-json.schema.json",
        ("definitions", "csv"): "definitions.schema.json",
    }.get((name, kind))
    found = {
        "@id": address(f"#{name}.{kind}"),
        "@type": "dcat:Distribution",
        "dct:title": f"{name}.{kind}",
        "dcat:accessURL": {"@id": f"{settings.SITE_URL}/open-data/"},
        "dcat:downloadURL": {"@id": address(f"{name}.{kind}")},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[kind]}"},
        "dct:format": {"@id": f"{VOCABULARY}/file-type/{kind.upper()}"},
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        "dcatap:availability": {"@id": f"{VOCABULARY}/planned-availability/STABLE"},
    }
    return found | ({"dct:conformsTo": {"@id": address(schema)}} if schema else {})


# OpenAPI


def openapi() -> dict[str, Any]:
    """The doors of open data, for programs that build programs."""
    figures = {
        "csv": ({"type": "string"}, "Figures as CSV (RFC 4180)"),
        "json": ({"$ref": "#/components/schemas/Figures"}, "Figures as JSON"),
        "xlsx": ({}, "Figures as a workbook"),
    }
    paths = {
        f"/open-data/indicators.{kind}": _door(
            f"figures_{kind}", said, MEDIA[kind], schema, filtered=True
        )
        for kind, (schema, said) in figures.items()
    }
    fixed = (
        ("definitions.json", "definitions_json", MEDIA["json"], "Definitions"),
        ("definitions.csv", "definitions_csv", MEDIA["csv"], ""),
        ("indicators.schema.json", "table_schema", MEDIA["json"], "Anything"),
        ("indicators-json.schema.json", "json_schema", MEDIA["json"], "Anything"),
        ("definitions.schema.json", "definitions_schema", MEDIA["json"], "Anything"),
        ("catalogue.jsonld", "catalogue", "application/ld+json", "Anything"),
        ("openapi.json", "openapi", MEDIA["json"], "Anything"),
    )
    for path, name, media, schema_name in fixed:
        schema = (
            {"$ref": f"#/components/schemas/{schema_name}"} if schema_name else {"type": "string"}
        )
        paths[f"/open-data/{path}"] = _door(name, path, media, schema)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": str(TITLE["en"]),
            "description": str(ABOUT["en"]),
            "version": VERSION,
            "license": {"name": "Open data licence", "url": settings.OPEN_DATA_LICENCE},
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": paths,
        "components": {"schemas": _schemas(), "parameters": _parameters()},
    }


def _schemas() -> dict[str, Any]:
    return {
        "Figures": json_figures(),
        "Definitions": json_definitions(),
        "Anything": {"type": "object"},
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "parameter": {"type": "string"},
            },
        },
    }


def _parameters() -> dict[str, Any]:
    def several(name: str, said: str, **items: Any) -> dict[str, Any]:
        return {
            "name": name,
            "in": "query",
            "required": False,
            "description": f"{said} May be repeated.",
            "style": "form",
            "explode": True,
            "schema": {"type": "array", "maxItems": MOST_VALUES, "items": items},
        }

    return {
        "year": several("year", "Year.", type="integer", minimum=FIRST_YEAR, maximum=LAST_YEAR),
        "organisation": several(
            "organisation", FIELDS["organisation"][1], type="string", pattern=CODE
        ),
        "indicator": several(
            "indicator", "Code of an indicator.", type="string", pattern=INDICATOR
        ),
        "demo": {
            "name": "demo",
            "in": "query",
            "required": False,
            "description": "1: the invented figures of a demonstration too, while one is loaded.",
            "schema": {"type": "string", "enum": ["0", "1"]},
        },
    }


def _door(
    name: str, said: str, media: str, schema: dict[str, Any], *, filtered: bool = False
) -> dict[str, Any]:
    headers = {
        "ETag": {"schema": {"type": "string"}},
        "Cache-Control": {"schema": {"type": "string"}},
        "Access-Control-Allow-Origin": {"schema": {"type": "string"}},
    }
    responses: dict[str, Any] = {
        "200": {"description": said, "headers": headers, "content": {media: {"schema": schema}}},
        "304": {"description": "Not changed since the answer whose ETag was sent."},
        "400": {
            "description": "A filter that cannot be understood.",
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        },
        "414": {"description": "The address is longer than the server takes: ask for less."},
    }
    parameters = [
        {"$ref": f"#/components/parameters/{one}"}
        for one in ("year", "organisation", "indicator", "demo")
    ]
    return {
        "get": {
            "operationId": name,
            "summary": said,
            "parameters": parameters if filtered else [],
            "responses": responses,
        }
    }
