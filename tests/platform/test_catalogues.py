import gettext

from core.catalogues import compile_catalogues, faults, texts_of_source

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Answer"
msgstr "Répondre"

msgctxt "the noun"
msgid "Answer"
msgstr "Réponse"

#, python-format
msgid "%(number)s case"
msgid_plural "%(number)s cases"
msgstr[0] "%(number)s dossier"
msgstr[1] "%(wrong)s dossiers"

#, fuzzy
msgid "Close"
msgstr "Fermer ?"

msgid "Later"
msgstr ""
"""


def source(tmp_path):
    path = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE)
    return path


def test_a_catalogue_is_compiled_once(tmp_path):
    path = source(tmp_path)

    assert (compile_catalogues(tmp_path), compile_catalogues(tmp_path)) == (1, 0)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.pgettext("the noun", "Answer") == "Réponse"
    assert compiled.gettext("Close") == "Close"


def test_every_fault_of_a_catalogue_is_told(tmp_path):
    wanted = {
        ("Answer", None),
        ("Answer", "the noun"),
        ("%(number)s case", None),
        ("Close", None),
        ("Later", None),
        ("Never seen", None),
    }

    told = list(faults(source(tmp_path), wanted))

    assert told == [
        "unknown named placeholder 'wrong': '%(number)s case'",
        "doubtful: 'Close'",
        "not translated: 'Later'",
        "missing: 'Never seen'",
    ]


def test_texts_of_python_and_templates_are_found(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "views.py").write_text('_("one"); pgettext_lazy("there", "two")')
    (tmp_path / "app" / "page.html").write_text(
        '{% translate "three" context "here" %}{% blocktranslate trimmed %}\n  four\n{% endblocktranslate %}'
    )

    assert texts_of_source(tmp_path, ["app"]) == {
        ("one", None),
        ("two", "there"),
        ("three", "here"),
        ("four", None),
    }
