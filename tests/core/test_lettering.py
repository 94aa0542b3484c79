import pytest

from core.lettering import width, wrap


def test_wide_letters_take_more_room_than_narrow_ones():
    assert width("mmm", 16) > width("iii", 16)
    assert width("Decide", 16, bold=True) > width("Decide", 16)
    assert width("éàï", 16) == width("eai", 16)
    assert width("a", 32) == 2 * width("a", 16)
    assert width("", 16) == 0


@pytest.mark.parametrize("room", [60, 90, 200])
def test_every_line_fits_and_no_word_is_lost(room):
    text = "De bank voert de overschrijving uit of stuurt ze terug"

    lines = wrap(text, room, 16)

    assert all(width(line, 16) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_a_word_wider_than_the_room_is_broken_with_a_hyphen():
    lines = wrap("Arbeidsongeschiktheidsverzekering aanvragen", 100, 16)

    assert len(lines) > 2
    assert lines[0].endswith("-")
    assert "".join(lines).replace("-", "").startswith("Arbeidsongeschiktheidsverzekering")


def test_no_text_has_no_lines():
    assert wrap("  ", 100, 16) == []


def test_a_number_keeps_its_per_cent():
    lines = wrap("Police, 2024 : 72,0\u00a0%", width("Police, 2024 : 72,0", 16), 16)

    assert lines[-1] == "72,0\u00a0%"
