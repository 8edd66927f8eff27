"""Thai digits are for prose; addresses, codes and numbers in Latin names keep theirs."""

import pytest

from thai.digits import to_arabic
from thai.numerals import thai_numerals
from thai.prose_digits import to_thai_in_prose

KEPT = [
    "https://www.x.go.th/แฟ้ม/ข้อ2566?a=1",
    "www.x.go.th/1",
    "www.x.go.th/แฟ้ม/ข้อ2566",
    "example.go.th/2566",
    "name1@example.go.th",
    *("COVID-19", "COVID 19", "O42", "SHA-256", "PM2.5", "5G", "MP3", "A4", "Q1/2566"),
    *("ISO 9001", "ISO 27001:2022", "TIS 620", "Windows 11"),
]
TURNED = {
    "ปีงบประมาณ พ.ศ. 2566": "ปีงบประมาณ พ.ศ. ๒๕๖๖",
    "IIT 81.12 ระดับ B 85": "IIT ๘๑.๑๒ ระดับ B ๘๕",
    "OIT 100": "OIT ๑๐๐",
    "ITA 100 LPA 100 SAO 100 NACC 100": "ITA ๑๐๐ LPA ๑๐๐ SAO ๑๐๐ NACC ๑๐๐",
    "ITA 2566 ABC 2566": "ITA ๒๕๖๖ ABC ๒๕๖๖",
    "(A) 85.00": "(A) ๘๕.๐๐",
    "30/9/2566 เวลา 10.30 น.": "๓๐/๙/๒๕๖๖ เวลา ๑๐.๓๐ น.",
    "GPS 12 เครื่อง Facebook 12 ครั้ง": "GPS ๑๒ เครื่อง Facebook ๑๒ ครั้ง",
    "ข้อ1-3 รวม 1,200 บาท": "ข้อ๑-๓ รวม ๑,๒๐๐ บาท",
    "ครั้งที่ ๑ และ 2": "ครั้งที่ ๑ และ ๒",
}


@pytest.mark.parametrize("text", KEPT)
def test_addresses_codes_and_latin_names_keep_their_digits(text):
    assert to_thai_in_prose(f"ข้อ 1 {text} ข้อ 2") == f"ข้อ ๑ {text} ข้อ ๒"


@pytest.mark.parametrize("text", TURNED)
def test_the_digits_of_prose_are_thai(text):
    assert to_thai_in_prose(text) == TURNED[text]
    assert to_arabic(to_thai_in_prose(text)) == to_arabic(text)


def test_the_text_of_a_page_goes_by_the_same_rule():
    html = '<p title="1">ISO 9001 ข้อ 12 &amp; <b>COVID-19</b> https://x.go.th/แฟ้ม1?a=1&amp;b=2 ข้อ 3 &#39;4&#39;</p>'
    expected = '<p title="1">ISO 9001 ข้อ ๑๒ &amp; <b>COVID-19</b> https://x.go.th/แฟ้ม1?a=1&amp;b=2 ข้อ ๓ &#39;๔&#39;</p>'
    assert thai_numerals(html) == expected


@pytest.mark.parametrize("unit", ["ก", "1", "a1", "A-", "ISO ", "&", "https://ก1", "a."])
def test_a_long_text_without_an_end_is_read_to_its_end(unit):
    assert to_arabic(to_thai_in_prose(unit * 8000)) == unit * 8000
