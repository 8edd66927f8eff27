"""Thai that was destroyed before it came here is told from honest text."""

import pytest
from django.utils.translation import override

from spreadsheets.letters import destroyed

THAI = "การบริหารงาน (ประจำปี) ๒๕๖๕"


@pytest.mark.parametrize(
    "text",
    [
        "????????",
        "IIT ???????? (????)",
        "???",
        "??? ??",
        "?? – ??",
        "???\n(??), ???.",
        "\ufffd",
        "ก\0",
        "à¸—à¹ˆà¸²",
        "ºÃÔËÒÃ",
        "¡Í§ 1",
        "&#3585;&#3634;&#3619;",
        THAI.encode().decode("latin-1"),
        THAI.encode().decode("mac_roman"),
        THAI.encode().decode("cp1252", "replace"),
        "".join(bytes([byte]).decode("cp874", "replace") for byte in THAI.encode()),
        "".join(chr(byte) if byte < 0xA0 else bytes([byte]).decode("cp874") for byte in "การ".encode()),
        THAI.encode("cp874").decode("cp1252"),
        THAI.encode("ascii", "replace").decode(),
    ],
)
def test_destroyed_text_is_recognised(text):
    with override("en"):
        assert "Thai letters" in destroyed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        THAI,
        "ทำได้จริงหรือ???????",
        "ใคร? ทำอะไร? ที่ไหน?",
        "Why???? Because.",
        "?",
        "??",
        "(?)",
        "? ? ?",
        "!?!?!?",
        "85.50???",
        "๘๕ ???",
        "ใคร???",
        "https://www.example.go.th/?a=1&b=?",
        "https://www.example.go.th/%E0%B8%81",
        "café naïve Ærøskøbing À la carte",
        "½½½ °°° ××××",
        "เธอ เธอ เธอเธอเธอ เนื้อเน้นเนย",
        "AT&T &amp; &#39;",
        "àá ¸",
        "87.49%",
    ],
)
def test_honest_text_passes(text):
    assert destroyed(text) == ""
