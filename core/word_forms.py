"""The word forms of four languages, as PostgreSQL knows them."""

# Language of a text to the text search configuration that the first migrations of the register made.
SEARCH_CONFIGURATIONS = {
    "fr": "register_fr",
    "nl": "register_nl",
    "de": "register_de",
    "en": "register_en",
}
