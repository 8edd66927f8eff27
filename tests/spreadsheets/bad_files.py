"""Files that are not what they seem, each with the answer that it gets."""

import io
import re
import zipfile
from collections.abc import Sequence
from functools import partial

from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from assessments.resources import ScoreResource
from spreadsheets.faults import BadSpreadsheet, Fault
from tests.files import SCORE_COLUMNS, csv_file, imported, saved, scores_file, xlsx

HEADER = ",".join(SCORE_COLUMNS)
NO_WIDTH = b'<cols><col min="3" max="3" width="0" customWidth="1"/></cols>'


def zip_of(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive_:
        for name, data in members.items():
            archive_.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def with_member(data: bytes, name: str, change) -> bytes:
    """A workbook with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, change(old.read(member)) if member == name else old.read(member))
    return file.getvalue()


def in_sheet(change) -> bytes:
    return with_member(scores_file([2565, 1, 50]), "xl/worksheets/sheet1.xml", change)


def formula() -> bytes:
    book = Workbook()
    book.active.append(SCORE_COLUMNS)
    book.active.append([2565, 1, "=40+10"])
    return saved(book)


def array_formula() -> bytes:
    book = Workbook()
    book.active.append(SCORE_COLUMNS)
    book.active.append([2565, 1, 50])
    book.active["C2"] = ArrayFormula("C2:C2", "=SUM(A2*B2)")
    return saved(book)


def error_cell() -> bytes:
    book = Workbook()
    book.active.append(SCORE_COLUMNS)
    book.active.append([2565, 1, "#DIV/0!"])
    book.active["C2"].data_type = "e"
    return saved(book)


def merged() -> bytes:
    book = Workbook()
    for row in (SCORE_COLUMNS, [2565, 1, 50], [None, 2, 60]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    return saved(book)


def lying_directory() -> bytes:
    """A workbook whose directory says that a sheet of 50 MB has a hundred bytes."""
    data = bytearray(zip_of(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"a" * 50_000_000))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = [match.start() for match in re.finditer(re.escape(signature), data)][-1]
        data[found + offset : found + offset + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def endless_column() -> bytes:
    return in_sheet(lambda sheet: sheet.replace(b'r="C2"', b'r="XFD2"'))


def far_row() -> bytes:
    """A row that claims to be the hundred billionth: reading up to it would take for ever."""
    return in_sheet(lambda sheet: re.sub(rb'<row r="2"', b'<row r="99999999999"', sheet).replace(b'r="A2"', b""))


def hidden(*, rows: Sequence[int] = (), columns: str = "", sheet: str = "") -> bytes:
    """A workbook in which something that has values is not to be seen."""
    book = Workbook()
    book.active.title = "scores"
    for row in (SCORE_COLUMNS, [2565, 1, 50], [2565, 2, 60], [2565, 3, 70]):
        book.active.append(row)
    for number in rows:
        book.active.row_dimensions[number].hidden = True
    for letter in columns:
        book.active.column_dimensions[letter].hidden = True
    if sheet:
        book.create_sheet("หน้าว่าง")
        book["scores"].sheet_state = sheet
        book.active = 1
    return saved(book)


def strict() -> bytes:
    usual, own = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    data = scores_file([2565, 1, 50])
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        data = with_member(data, name, lambda part: part.replace(usual, own))
    return data


WEB_PAGE = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>ปี</td></tr></table></html>'
MAIL = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
THAI = "การบริหารงานของหน่วยงาน"


def finding(text: str) -> bytes:
    return csv_file([*SCORE_COLUMNS, "finding"], [2565, 1, 50, text])


BAD = {
    "nothing": (b"", "The file is empty"),
    "blank": (b" \n\n , \n", "The file is empty"),
    "empty workbook": (xlsx(), "The file is empty"),
    "headings alone": (scores_file(), "no rows below"),
    "too large": (b"PK\x03\x04" + b"0" * 50 * 2**20, "50 MB"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old Excel"),
    "another archive": (zip_of(readme=b"hello"), "not an Excel workbook"),
    "half a file": (scores_file([2565, 1, 50])[:-800], "damaged"),
    "damaged part": (scores_file([2565, 1, 50]).replace(b"PK\x01\x02", b"PK\x01\x09"), "damaged"),
    "bomb by its ratio": (zip_of(xl__workbook_xml=b"<x/>", xl__sheet_xml=b" " * 2**25), "far larger"),
    "bomb of many parts": (zip_of(xl__workbook_xml=b"", **{f"p{n}": b"" for n in range(2_001)}), "far larger"),
    "lying directory": (lying_directory(), "damaged"),
    "entities": (
        in_sheet(lambda sheet: b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + sheet),
        "not an Excel workbook",
    ),
    "broken sheet": (in_sheet(lambda sheet: sheet[:-40]), "cannot be read"),
    "no workbook inside": (zip_of(xl__workbook_xml=b"<x/>"), "cannot be read"),
    "too wide": (endless_column(), "more than 100 columns"),
    "too far": (far_row(), "more than 5000 rows"),
    "too long": (csv_file(SCORE_COLUMNS, *([2565, 1, 50] for _row in range(5_001))), "more than 5000 rows"),
    "wrong sheet": (
        xlsx(["a"], sheet="หน้าแรก", อื่น=[["b"]]),
        "scores of the indicators”. Its sheets are: หน้าแรก, อื่น",
    ),
    "another table": (xlsx(["ชื่อ", "ที่อยู่"], ["ก", "ข"]), "first row must hold the headings: "),
    "missing column": (xlsx(["fiscal_year", "score"], [2565, 50]), "number of the indicator”: This column is missing"),
    "column twice": (
        xlsx([*SCORE_COLUMNS, "คะแนน"], [2565, 1, 50, 60]),
        "คะแนน”: This column stands in the file twice",
    ),
    "unknown column": (xlsx([*SCORE_COLUMNS, "หมายเหตุ"], [2565, 1, 50]), "หมายเหตุ”: This column is not known"),
    "another delimiter": (
        scores_file([2565, 1, 50], make=partial(csv_file, delimiter="^")),
        "row 1, column “fiscal_year^indicator^score”: Several headings stand in one cell, with “^” between them",
    ),
    "CSV in one column of Excel": (xlsx([HEADER], ["2565,1,50"]), "Several headings stand in one cell, with “,”"),
    "title above the headings": (
        xlsx(["คะแนน ITA ปี 2565"], SCORE_COLUMNS, [2565, 1, 50]),
        "row 1: The first row must hold the headings: ",
    ),
    "no heading": (xlsx(SCORE_COLUMNS, [2565, 1, 50, "ลอย"]), "column “D”, value “ลอย”: This column has no heading"),
    "formula": (formula(), "column “C”, value “=40+10”: The cell C2 is a formula"),
    "array formula": (array_formula(), "The cell C2 is a formula"),
    "error": (error_cell(), "value “#DIV/0!”: The cell C2 shows an error"),
    "merged": (merged(), "row 2: The cells A2:A3 are merged"),
    "indicator twice": (scores_file([2565, 1, 50], [2565, 1, 50]), "Row 2 speaks of the same already"),
    "indicator 11": (scores_file([2565, 11, 50]), "no indicator 11 in fiscal year 2565"),
    "C.E.": (scores_file([2022, 1, 50]), "B.E. 2565"),
    "no point": (scores_file([2565, 1, 8749]), "Do you mean 87.49?"),
    "date for score": (csv_file(SCORE_COLUMNS, [2565, 1, "12/05/2566"]), "not a number"),
    "Latin letters": (f"{HEADER}\n2565,1,50 café".encode("latin-1"), "letters of this file cannot be read"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00" * 10, "letters of this file cannot be read"),
    "open quote": (f'{HEADER}\n2565,1,"50\n2565,2,60\n'.encode(), "row 2: From here on the quotation marks"),
    "share of one": (scores_file([2565, 1, 0.9257]), "Do you mean 92.57?"),
    "hidden sheet": (hidden(sheet="hidden"), "All sheets that have rows are hidden: scores"),
    "very hidden sheet": (hidden(sheet="veryHidden"), "All sheets that have rows are hidden: scores"),
    "filtered rows": (hidden(rows=[3, 4]), "row 3: Rows that are filtered out or hidden have values: 3–4"),
    "hidden heading": (hidden(rows=[1]), "row 1: Rows that are filtered out"),
    "hidden column": (hidden(columns="C"), "column “C”, value “score”: This column is hidden"),
    "two tables of a name": (
        xlsx(SCORE_COLUMNS, [2565, 1, 50], คะแนนรายตัวชี้วัด=[SCORE_COLUMNS, [2565, 1, 60]]),
        "Several sheets of this workbook hold",
    ),
    "column dragged to nothing": (
        in_sheet(lambda sheet: sheet.replace(b"<sheetData>", NO_WIDTH + b"<sheetData>")),
        "column “C”, value “score”: This column is hidden",
    ),
    "row dragged to nothing": (
        in_sheet(lambda sheet: sheet.replace(b'<row r="2"', b'<row r="2" ht="0" customHeight="1"')),
        "row 2: Rows that are filtered out or hidden have values: 2",
    ),
    "column of less than a letter": (
        in_sheet(lambda sheet: sheet.replace(b"<sheetData>", NO_WIDTH.replace(b'"0"', b'"0.14"') + b"<sheetData>")),
        "column “C”, value “score”: This column is hidden",
    ),
    "row of less than a point": (
        in_sheet(lambda sheet: sheet.replace(b'<row r="2"', b'<row r="2" ht="7.5E-1"')),
        "row 2: Rows that are filtered out or hidden have values: 2",
    ),
    "strict Open XML": (strict(), "Strict Open XML"),
    "web page": (WEB_PAGE.encode(), "a web page"),
    "web page in UTF-16": (WEB_PAGE.encode("utf-16"), "a web page"),
    "web archive": (MAIL.encode(), "a web page"),
    "XML of Excel 2003": (XML.encode(), "an XML file"),
    "locked": (OLE + b"0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "old Word": (OLE + b"0" * 600 + "WordDocument".encode("utf-16-le"), "a document and no table"),
    "Excel 5": (b"\x09\x08\x08\x00\x00\x05\x05\x00" + b"0" * 50, "old Excel"),
    "LibreOffice": (
        zip_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"),
        "LibreOffice (.ods)",
    ),
    "binary workbook": (zip_of(xl__workbook=b"", **{"xl__workbook.bin": b"x"}), "(.xlsb)"),
    "document of Word": (zip_of(word__document_xml=b"<x/>"), "a document and no table"),
    "PDF": (b"%PDF-1.7\n", "a document and no table"),
    "question marks": (finding("???????????? 2565"), "column “finding”, value “???????????? 2565”: The Thai letters"),
    "short question marks": (finding("??? (??)"), "column “finding”, value “??? (??)”: The Thai letters"),
    "short lost heading": (
        csv_file([*SCORE_COLUMNS, "???"], [2565, 1, 50, "ก"]),
        "row 1, column “???”: The Thai letters",
    ),
    "lost letters": (finding("\ufffd\ufffd\ufffd"), "The Thai letters of this cell were lost"),
    "UTF-8 as Latin": (finding(THAI.encode().decode("latin-1")), "in the wrong encoding"),
    "UTF-8 as Thai": (xlsx([*SCORE_COLUMNS, "finding"], [2565, 1, 5, "เธ\x81เธฒเธฃ"]), "in the wrong encoding"),
    "TIS-620 as Latin": (finding(THAI.encode("tis-620").decode("latin-1")), "in the wrong encoding"),
    "lost headings": (
        csv_file(["????????", "?????????", "?????"], [2565, 1, 50]),
        "row 1, column “????????”: The Thai",
    ),
    "huge cell": (f"{HEADER}\n2565,1,{'5' * 1_000_001}".encode(), "row 2: "),
}


def faults_of(data: bytes) -> tuple[Fault, ...]:
    try:
        return imported(ScoreResource, data).faults
    except BadSpreadsheet as error:
        return error.faults
