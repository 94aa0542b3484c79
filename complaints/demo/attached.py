"""Small invented files that come with some cases."""

from random import Random

from complaints.attachments import ReceivedFile

NAMES = {
    "fr": ("courrier.pdf", "preuve-de-paiement.pdf", "mes-notes.txt"),
    "nl": ("brief.pdf", "betaalbewijs.pdf", "mijn-notities.txt"),
    "de": ("schreiben.pdf", "meine-notizen.txt"),
    "en": ("letter.pdf", "my-notes.txt"),
}
LINES = {
    "fr": "Document inventé pour la démonstration.",
    "nl": "Verzonnen document voor de demonstratie.",
    "de": "Erfundenes Dokument für die Demonstration.",
    "en": "Invented document for the demonstration.",
}


def enclosed(rng: Random, language: str) -> ReceivedFile:
    name = rng.choice(NAMES[language])
    if name.endswith(".txt"):
        return ReceivedFile(name, "text/plain", f"{LINES[language]}\n".encode(), scanned=False)
    return ReceivedFile(name, "application/pdf", one_page(LINES[language]), scanned=False)


def one_page(line: str) -> bytes:
    """The smallest PDF that shows one line of text."""
    words = line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
    drawing = b"BT /F1 14 Tf 72 760 Td (" + words + b") Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    page, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(page))
        page += b"%d 0 obj%b endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return page + (
        b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(page))
    )
